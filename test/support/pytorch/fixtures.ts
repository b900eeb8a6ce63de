/** What `scripts/pytorch/record.py` has recorded: one file for each lesson. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../course';
import type { Numbers } from '../float';

const folder = path.join(repository, 'test', 'fixtures', 'pytorch');

export interface Case {
  name: string;
  /** Which of the lesson's attempts it is for. */
  function: string;
  /** Inputs, by name. */
  given: unknown;
  /** What PyTorch computed from them. */
  expected: Numbers;
}

export interface Fixture {
  lesson: string;
  madeWith: { torch: string; python: string; blas: string };
  cases: Case[];
}

/** The ids of the lessons that have a fixture. */
export function recordedLessons(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replace(/\.json$/, ''));
}

export function readFixture(lesson: string): Fixture {
  return JSON.parse(readFileSync(path.join(folder, `${lesson}.json`), 'utf8')) as Fixture;
}
