/** The course under test, and checks of it inside this process (mocha runs with --experimental-vm-modules). */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Course, type Lesson, loadCourse, referenceSources } from '../../src/course/course';
import { judge } from '../../src/checker/judge';
import { ModuleLoader } from '../../src/checker/node/load';
import type { Mistake } from '../../src/checker/kit';
import { drawn } from '../../src/checker/drawn';
import { lessonFiles, pictureFile } from '../../src/checker/lessonFiles';
import { explained } from '../../src/checker/outcome';
import type { CheckReport } from '../../src/protocol/report';
import { type PreparedLesson, prepareLesson } from '../../src/checker/prepare';
import { CheckChildToHost, LessonSources, Submission } from '../../src/protocol/check';
import type { LessonPicture } from '../../src/protocol/picture';

import { assertSendable } from './sent';

export const repository = process.cwd();
export const lessonsRoot = process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons');
export const course: Course = loadCourse(lessonsRoot);

/** The lessons to test; `NNFS_LESSON=loss,gradients` names some of them. */
export const lessons: Lesson[] = course.lessons.filter(
  (lesson) => !process.env.NNFS_LESSON || process.env.NNFS_LESSON.split(',').includes(lesson.id),
);

export function readLessonFile(lesson: Lesson, name: string): string {
  return readFileSync(path.join(lesson.directory, name), 'utf8');
}

const folder = path.join(repository, 'out', 'learner');
const prepared = new Map<Lesson, Promise<PreparedLesson>>();

/** The reference, the checks and the mistakes of a lesson. */
export function prepare(lesson: Lesson): Promise<PreparedLesson> {
  const known = prepared.get(lesson);
  if (known) return known;
  const reference = referenceSources(course, lesson, folder);
  const sources: LessonSources = { lesson: lesson.id, reference, ...lessonFiles(lesson) };
  assertSendable(LessonSources, sources);
  const fresh = prepareLesson(sources);
  prepared.set(lesson, fresh);
  return fresh;
}

/** Judges a text as the learner's file of a lesson. All earlier lessons are the reference. */
export async function judgeText(lesson: Lesson, text: string, seed = 1): Promise<CheckReport[]> {
  return (await judgeByCause(lesson, text, seed)).reports;
}

/** The same, with the names of the failed checks by cause. */
export async function judgeByCause(
  lesson: Lesson,
  text: string,
  seed = 1,
): Promise<{ reports: CheckReport[]; causes: string[][] }> {
  const events: CheckChildToHost[] = [];
  const files = [{ path: lesson.path, text, origin: 'learner' as const }];
  const submission: Submission = { learner: { entry: lesson.path, folder, files }, seed };
  assertSendable(Submission, submission);
  await judge(await prepare(lesson), submission, (event) => {
    assertSendable(CheckChildToHost, event);
    events.push(event);
  });
  const reports = new Map<string, CheckReport>();
  let causes: string[][] = [];
  for (const event of events) {
    if (event.type === 'check-finished') reports.set(event.report.name, event.report);
    if (event.type === 'diagnosed') {
      const report = reports.get(event.check);
      if (report) reports.set(event.check, explained(report, event.mistake, event.message));
    }
    if (event.type === 'grouped') causes = event.causes;
  }
  if (events.at(-1)?.type !== 'finished') throw new Error('The judge ended without saying so.');
  return { reports: [...reports.values()], causes };
}

/** What the text draws as the learner's file of a lesson. @returns null where it draws nothing @throws Error where the lesson has no picture */
export async function drawText(lesson: Lesson, text: string): Promise<LessonPicture | null> {
  const file = pictureFile(lesson);
  if (!file) throw new Error(`${lesson.id} has no picture.`);
  const { files } = referenceSources(course, lesson, folder);
  const own = { path: lesson.path, text, origin: 'learner' as const };
  const learner = new ModuleLoader(folder, [own, ...files.filter(({ path }) => path !== lesson.path)]);
  await learner.load(lesson.path);
  return drawn(file, folder, learner);
}

/** The known mistakes of a lesson. */
export async function loadMistakes(lesson: Lesson): Promise<Mistake[]> {
  const { course: loader, sources } = await prepare(lesson);
  return (await loader.load(sources.mistakes.path)).default as Mistake[];
}

/** Other right solutions of a lesson. @throws Error where it has none */
export async function loadAlternatives(lesson: Lesson): Promise<{ name: string; text: string }[]> {
  const source = { path: '/course/alternatives.ts', text: readLessonFile(lesson, 'alternatives.ts') };
  const loader = new ModuleLoader('/course', [{ ...source, origin: 'reference' }]);
  return (await loader.load(source.path)).default as { name: string; text: string }[];
}
