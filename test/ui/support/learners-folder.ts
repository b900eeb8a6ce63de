import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Course, type Lesson, findLesson, loadCourse } from '../../../src/course/course';
import { courseFiles, isLearnerFolder, layOut } from '../../../src/course/learnerFolder';
import { recordCheck } from '../../../src/course/progress';
import { repositoryRoot } from './scripts';

export const course: Course = loadCourse(path.join(repositoryRoot, 'lessons'));

/** @throws Error when there is no lesson with this id */
export function lessonOf(id: string): Lesson {
  const lesson = findLesson(course, id);
  if (!lesson) throw new Error(`There is no lesson ${id}.`);
  return lesson;
}

/** What the guide and lists call a lesson: `1.3 Loss`. */
export function titleOf({ number, text }: Lesson): string {
  return `${number} ${text.title}`;
}

/** The solution of a lesson with an edit, which must fit. */
export function changed({ id, source }: Lesson, find: string, replace: string): string {
  if (!source.solution.includes(find)) throw new Error(`The solution of ${id} does not have “${find}”.`);
  return source.solution.replace(find, replace);
}

/** What a learner has in the folder before the window opens. */
export interface Learner {
  /** False: the course is not laid out, and the folder is empty. */
  course?: boolean;
  /** Ids of the lessons whose files hold the solution. */
  solved?: readonly string[] | 'all';
  /** Ids of the lessons that are recorded as passed. */
  passed?: readonly string[];
  /** Texts of more files, or other texts, by path in the folder. */
  files?: Readonly<Record<string, string>>;
  /** Settings of the folder, on top of those that the course has. */
  settings?: Readonly<Record<string, unknown>>;
}

/** Makes such a folder. */
export async function makeLearnersFolder(folder: string, learner: Learner = {}): Promise<void> {
  const { solved = [], passed = [], files = {}, settings = {} } = learner;
  mkdirSync(folder, { recursive: true });
  if (learner.course ?? true) await layOut(course, folder);
  for (const lesson of course.lessons)
    if (solved === 'all' || solved.includes(lesson.id)) writeFile(folder, lesson.path, lesson.source.solution);
  for (const id of passed) await recordCheck(folder, lessonOf(id).id, 'passed');
  for (const [name, text] of Object.entries(files)) writeFile(folder, name, text);
  if (Object.keys(settings).length > 0) writeSettings(folder, settings);
}

/** Writes the settings of a folder: those that the course lays out there, if it does, and these. */
export function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  const name = '.vscode/settings.json';
  const laidOut = isLearnerFolder(folder) ? courseFiles(course).find((file) => file.path === name)?.text : undefined;
  const lines = Object.entries(settings).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  // It holds comments, so it is not read as JSON.
  writeFile(folder, name, (laidOut ?? '{}').replace('{', `{\n${lines.join('')}`));
}

function writeFile(folder: string, name: string, text: string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
