/** What the checker says in Node of the texts that several tests of a run ask about: each is judged once. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Lesson } from '../../src/course/course';
import type { CheckReport } from '../../src/protocol/report';
import { shared } from '../ui/support/shared';
import { judgeByCause } from './course';

interface Verdict {
  reports: CheckReport[];
  /** The names of the failed checks by cause. */
  causes: string[][];
}

const known = shared('verdicts', () => new Map<string, Promise<Verdict>>());

/** Judges a text as the learner's file of a lesson, with seed 1. Where this process has not, another one of the run may have. */
export function verdictOn(lesson: Lesson, text: string): Promise<Verdict> {
  const key = createHash('sha256').update(`${lesson.id}\0${text}`).digest('hex');
  const verdict = known.get(key) ?? keptOrNew(lesson, text, key);
  known.set(key, verdict);
  return verdict;
}

/** The folder is of one run of `npm test`, in which neither the checker nor a lesson changes. */
async function keptOrNew(lesson: Lesson, text: string, key: string): Promise<Verdict> {
  const folder = process.env.NNFS_VERDICTS;
  if (!folder) return judgeByCause(lesson, text);
  const file = path.join(folder, `${key}.json`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Verdict;
  const verdict = await judgeByCause(lesson, text);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(verdict));
  renameSync(`${file}.${process.pid}`, file);
  return verdict;
}
