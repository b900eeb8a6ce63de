/** Which lesson a command is about: named by its argument, else the one that the learner is at. */
import * as vscode from 'vscode';
import { type Lesson, type Part, findLesson } from '../course/course';
import type { ActiveLesson } from './activeLesson';
import type { CourseServices } from './course';
import { type LearnerLesson, learnerFolder, lessonOf } from './learner';
import type { ProgressView } from './progress';

/** A lesson by its id, or a node of the course tree. */
export function lessonNamed(services: CourseServices, what: unknown): Lesson | undefined {
  if (typeof what === 'string') return findLesson(services.course, what);
  const id = typeof what === 'object' && what !== null && 'id' in what ? what.id : undefined;
  return typeof id === 'string' ? findLesson(services.course, id) : undefined;
}

/** From a lesson's id, a node of the tree, a file, or where the learner is now. */
export function targetOf(services: CourseServices, active: ActiveLesson, what: unknown): LearnerLesson | undefined {
  const lesson = lessonNamed(services, what);
  const folder = learnerFolder();
  if (lesson) return folder === undefined ? undefined : { lesson, folder };
  const named = what instanceof vscode.Uri ? lessonOf(services.course, what) : undefined;
  return named ?? active.current;
}

export async function pickLesson(services: CourseServices, progress: ProgressView): Promise<Lesson | undefined> {
  const items = services.course.lessons.map((lesson) => ({
    label: `${lesson.number} ${lesson.text.title}`,
    description: progress.hasPassed(lesson) ? vscode.l10n.t('passed') : '',
    detail: lesson.text.summary,
    lesson,
  }));
  return (
    await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which lesson?'), matchOnDetail: true })
  )?.lesson;
}

/** One of the parts that a page ends. */
export async function pickPart({ course }: CourseServices): Promise<Part | undefined> {
  const items = course.parts.flatMap((part) => (part.end ? [{ label: part.end.title, part }] : []));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Which part?') }))?.part;
}

/** Says what to do when no lesson is meant. */
export async function sayWhere(): Promise<null> {
  const start = vscode.l10n.t('Start the Course');
  const answer = learnerFolder()
    ? await vscode.window.showInformationMessage(vscode.l10n.t('Open the file of a lesson first, then try again.'))
    : await vscode.window.showInformationMessage(vscode.l10n.t('No course is open in this window.'), start);
  if (answer === start) await vscode.commands.executeCommand('nnFromScratch.startCourse');
  return null;
}
