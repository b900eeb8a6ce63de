/** A learner's progress, kept with their folder in a file that people can read and git can carry. */
import type { LessonProgress, LessonRecords, LessonState, Progress } from '../protocol/progress';
import { recordOf } from './progressJournal';
import { type Recorded, readLessons, record } from './progressStore';

export { PROGRESS_FILE, PROGRESS_FILES, ProgressError } from './progressStore';

/** Progress as it stands. What cannot be read counts as empty; `progressFault` says why. */
export function readProgress(folder: string): Progress {
  return { version: 1, lessons: readLessons(folder).lessons };
}

/** Why progress, or a part of it, cannot be read: the end of a sentence without its full stop; null where it can. */
export function progressFault(folder: string): string | null {
  return readLessons(folder).fault;
}

export function stateOf(progress: Progress, lesson: string): LessonState {
  return progress.lessons[lesson]?.state ?? 'not started';
}

/** What is kept about a lesson; a fresh record where nothing is. */
export function lessonProgress(progress: Progress, lesson: string): LessonProgress {
  return recordOf(progress.lessons, lesson);
}

/** Whether a lesson has passed, be it that its code fails now: an experiment with it takes no tick away. */
export function hasPassed({ state, passedAt }: LessonProgress): boolean {
  return state === 'passed' || passedAt !== undefined;
}

/** Whether the learner saw the solution before the lesson passed for the first time. */
export function passedWithSolution({ state, passedAt, solutionSeenAt }: LessonProgress): boolean {
  return state === 'passed' && solutionSeenAt !== undefined && (passedAt === undefined || solutionSeenAt < passedAt);
}

/**
 * Whether the solution may be shown without asking first: after an honest try (a check that met code of the learner's own),
 * when all hints are open, or when it was seen before.
 */
export function mayShowSolution(progress: LessonProgress, lesson: { text: { hints: readonly string[] } }): boolean {
  const { state, checks, hints = 0, solutionSeenAt, passedAt } = progress;
  const tried = (checks > 0 && state !== 'not started') || passedAt !== undefined;
  return tried || hints >= lesson.text.hints.length || solutionSeenAt !== undefined;
}

/** Records a check. @throws ProgressError, as all that records */
export function recordCheck(folder: string, lesson: string, state: LessonState): Promise<Recorded> {
  return record(folder, { kind: 'checked', lesson, state, at: new Date().toISOString() });
}

/** Records that so many hints are open. Never fewer than before. */
export function recordHints(folder: string, lesson: string, open: number): Promise<Recorded> {
  return record(folder, { kind: 'hints opened', lesson, open });
}

/** Records that the solution was shown. Only the first time counts. */
export function recordSolutionSeen(folder: string, lesson: string): Promise<Recorded> {
  return record(folder, { kind: 'solution seen', lesson, at: new Date().toISOString() });
}

/** Records an answer of the quiz; a later one to the same question takes its place. Both count from 0. */
export function recordAnswer(folder: string, lesson: string, question: number, answer: number): Promise<Recorded> {
  return record(folder, { kind: 'answered', lesson, question, answer });
}

/** Records which steps are ticked, by their places from 0. */
export function recordSteps(folder: string, lesson: string, steps: readonly number[]): Promise<Recorded> {
  return record(folder, { kind: 'steps ticked', lesson, steps: [...steps] });
}

/** Removes the records of lessons. @returns what they held, for `restoreLessons` */
export async function clearLessons(folder: string, lessons: readonly string[]): Promise<LessonRecords> {
  const { before } = await record(folder, { kind: 'cleared', lessons: [...lessons] });
  return Object.fromEntries(Object.entries(before).filter(([id]) => lessons.includes(id)));
}

/** Brings back what `clearLessons` removed. */
export function restoreLessons(folder: string, lessons: LessonRecords): Promise<Recorded> {
  return record(folder, { kind: 'restored', lessons });
}
