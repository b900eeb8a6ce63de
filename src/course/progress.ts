/** A learner's progress, kept with their folder in a file that people can read and git can carry. */
import { host } from '../host';
import { type LessonProgress, type LessonState, Progress } from '../protocol/progress';
import { parse } from '../protocol/schema';

export const PROGRESS_FILE = '.nn-from-scratch/progress.json';

const EMPTY: Progress = { version: 1, lessons: {} };

/** Progress as it stands. A file that cannot be read counts as empty here, and is set aside when the next change is written. */
export function readProgress(folder: string): Progress {
  return stored(folder) ?? EMPTY;
}

export function stateOf(progress: Progress, lesson: string): LessonState {
  return progress.lessons[lesson]?.state ?? 'not started';
}

/** What is kept about a lesson; a fresh record where nothing is. */
export function lessonProgress(progress: Progress, lesson: string): LessonProgress {
  return progress.lessons[lesson] ?? { state: 'not started', checks: 0 };
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

/** Records a check. A lesson that passed and fails now loses its tick. */
export function recordCheck(folder: string, lesson: string, state: LessonState): Promise<Progress> {
  return changeLesson(folder, lesson, (before) => {
    const passedAt = before.passedAt ?? (state === 'passed' ? new Date().toISOString() : undefined);
    return { ...before, state, checks: before.checks + 1, ...(passedAt && { passedAt }) };
  });
}

/** Records that so many hints are open. Never fewer than before. */
export function recordHints(folder: string, lesson: string, open: number): Promise<Progress> {
  return changeLesson(folder, lesson, (before) => ({ ...before, hints: Math.max(before.hints ?? 0, open) }));
}

/** Records that the solution was shown. Only the first time counts. */
export function recordSolutionSeen(folder: string, lesson: string): Promise<Progress> {
  return changeLesson(folder, lesson, (before) => ({
    ...before,
    solutionSeenAt: before.solutionSeenAt ?? new Date().toISOString(),
  }));
}

/** Records an answer of the quiz; a later one to the same question takes its place. Both count from 0. */
export function recordAnswer(folder: string, lesson: string, question: number, answer: number): Promise<Progress> {
  return changeLesson(folder, lesson, (before) => {
    const quiz = Array.from(
      { length: Math.max(before.quiz?.length ?? 0, question + 1) },
      (_, i) => before.quiz?.[i] ?? null,
    );
    quiz[question] = answer;
    return { ...before, quiz };
  });
}

/** Records which steps are ticked, by their places from 0. */
export function recordSteps(folder: string, lesson: string, steps: readonly number[]): Promise<Progress> {
  return changeLesson(folder, lesson, (before) => ({ ...before, steps: [...new Set(steps)].sort((a, b) => a - b) }));
}

/** Removes the records of lessons. @returns what they held, for `restoreLessons` */
export async function clearLessons(folder: string, lessons: readonly string[]): Promise<Progress['lessons']> {
  const removed: Progress['lessons'] = {};
  await change(folder, (progress) => {
    const left = { ...progress.lessons };
    for (const lesson of lessons) {
      if (left[lesson]) removed[lesson] = left[lesson];
      delete left[lesson];
    }
    return { ...progress, lessons: left };
  });
  return removed;
}

/** Brings back what `clearLessons` removed. */
export function restoreLessons(folder: string, lessons: Progress['lessons']): Promise<Progress> {
  return change(folder, (progress) => ({ ...progress, lessons: { ...progress.lessons, ...lessons } }));
}

function changeLesson(
  folder: string,
  lesson: string,
  update: (before: LessonProgress) => LessonProgress,
): Promise<Progress> {
  return change(folder, (progress) => ({
    ...progress,
    lessons: { ...progress.lessons, [lesson]: update(lessonProgress(progress, lesson)) },
  }));
}

/** Reads, changes and writes under a lock, so that two windows at once lose nothing. */
function change(folder: string, update: (progress: Progress) => Progress): Promise<Progress> {
  const files = host.folder(folder);
  return files.locked(PROGRESS_FILE, async () => {
    const current = stored(folder);
    const unreadable = current === null ? files.read(PROGRESS_FILE) : null;
    if (unreadable) await files.write(`${PROGRESS_FILE}.unreadable-${Date.now()}`, unreadable);
    const next = update(current ?? EMPTY);
    await files.write(PROGRESS_FILE, `${JSON.stringify(next, null, 2)}\n`);
    return next;
  });
}

/** Null where there is none that can be read. */
function stored(folder: string): Progress | null {
  try {
    return parse(Progress, JSON.parse(host.folder(folder).readText(PROGRESS_FILE) ?? ''));
  } catch {
    return null;
  }
}
