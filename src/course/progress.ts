/** A learner's progress, kept with their folder in a file that people can read and git can carry. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atomicWrite, makeFolder } from './atomicWrite';

export const PROGRESS_FILE = '.nn-from-scratch/progress.json';

export type LessonState = 'not started' | 'in progress' | 'passed';

export interface LessonProgress {
  state: LessonState;
  /** When the lesson's check passed for the first time, ISO 8601. */
  passedAt?: string;
  /** How many checks were run. */
  checks: number;
}

export interface Progress {
  version: 1;
  lessons: Record<string, LessonProgress>;
}

const EMPTY: Progress = { version: 1, lessons: {} };
const STATES: readonly string[] = ['not started', 'in progress', 'passed'];

/** Progress as it stands. A file that cannot be read counts as empty here, and is set aside when the next change is written. */
export function readProgress(folder: string): Progress {
  return parse(path.join(folder, PROGRESS_FILE)) ?? EMPTY;
}

export function stateOf(progress: Progress, lesson: string): LessonState {
  return progress.lessons[lesson]?.state ?? 'not started';
}

/** Records a check. A lesson that passed and fails now loses its tick. */
export async function recordCheck(folder: string, lesson: string, state: LessonState): Promise<Progress> {
  return change(folder, (progress) => {
    const before = progress.lessons[lesson];
    const now: LessonProgress = { state, checks: (before?.checks ?? 0) + 1 };
    const passedAt = before?.passedAt ?? (state === 'passed' ? new Date().toISOString() : undefined);
    if (passedAt) now.passedAt = passedAt;
    return { ...progress, lessons: { ...progress.lessons, [lesson]: now } };
  });
}

/** Reads, changes and writes under a lock, so that two windows at once lose nothing. */
async function change(folder: string, update: (progress: Progress) => Progress): Promise<Progress> {
  const file = path.join(folder, PROGRESS_FILE);
  const unlock = await lock(`${file}.lock`);
  try {
    const current = parse(file);
    if (current === null && existsSync(file)) renameSync(file, `${file}.unreadable-${Date.now()}`);
    const next = update(current ?? EMPTY);
    atomicWrite(file, `${JSON.stringify(next, null, 2)}\n`);
    return next;
  } finally {
    unlock();
  }
}

const STALE_AFTER_MS = 3000;

async function lock(file: string): Promise<() => void> {
  makeFolder(path.dirname(file));
  for (;;) {
    try {
      closeSync(openSync(file, 'wx'));
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      // A process that died in between left its lock behind.
      const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > STALE_AFTER_MS) rmSync(file, { force: true });
      await wait(15);
    }
  }
}

function parse(file: string): Progress | null {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as Progress;
    if (value.version !== 1 || typeof value.lessons !== 'object' || value.lessons === null) return null;
    const lessons = Object.entries(value.lessons).filter(([, lesson]) => STATES.includes(lesson?.state));
    return { version: 1, lessons: Object.fromEntries(lessons) };
  } catch {
    return null;
  }
}
