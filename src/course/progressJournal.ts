/**
 * Progress that can be merged. A journal is the state up to a change, and the last changes after it, in their order. Two
 * journals that went apart have one result: the later state, and the changes of both. So nothing depends on clocks, on locks
 * or on who is still running.
 */
import { parseJson } from '../host/text';
import {
  type Change,
  type Happening,
  type LessonProgress,
  type LessonRecords,
  ProgressFile,
} from '../protocol/progress';
import { parse } from '../protocol/schema';

export interface Journal {
  upTo: number;
  base: LessonRecords;
  changes: readonly Change[];
}

export const NOTHING: Journal = { upTo: 0, base: {}, changes: [] };

/** Why a text is no journal. */
export type Fault = { fault: 'damaged' } | { fault: 'newer'; version: number };

/** How many changes stay apart from the state before them. Above what programs write at the same time; a change that comes later is written again. */
const KEPT = 40;

export function lessonsOf({ base, changes }: Journal): LessonRecords {
  return changes.reduce((lessons, { what }) => after(lessons, what), base);
}

/** What is kept about a lesson; a fresh record where nothing is. */
export function recordOf(lessons: LessonRecords, lesson: string): LessonProgress {
  // Not what every object has: a file may name a lesson `constructor`.
  return Object.hasOwn(lessons, lesson) ? lessons[lesson] : { state: 'not started', checks: 0 };
}

export function joined(a: Journal, b: Journal): Journal {
  const [later, earlier] = b.upTo > a.upTo ? [b, a] : [a, b];
  const changes = new Map<string, Change>();
  for (const change of [...later.changes, ...earlier.changes]) {
    const known = changes.get(change.id);
    // What its writer has written again came later.
    if (change.number > later.upTo && !(known && known.number >= change.number)) changes.set(change.id, change);
  }
  return { ...later, changes: [...changes.values()].sort(inOrder) };
}

/** A change that comes after all that its writer has seen. */
export function nextChange({ upTo, changes }: Journal, id: string, what: Happening): Change {
  return { id, number: (changes.at(-1)?.number ?? upTo) + 1, what };
}

/** Whether the changes of `part` are all in `whole`: one that was written again, with its later number. */
export function holds(whole: Journal, part: Journal): boolean {
  const numbers = new Map(whole.changes.map(({ id, number }) => [id, number]));
  return (
    part.upTo <= whole.upTo &&
    part.changes.every(({ id, number }) => number <= whole.upTo || (numbers.get(id) ?? 0) >= number)
  );
}

/**
 * Whether no writer can leave this change out any more. One that has not seen it adds a single change to what stands here,
 * and takes into the state only what has `KEPT` changes after it. What came too late for that may be in the state or be left
 * out: written again, it may count twice, and is not lost.
 */
export function isSettled({ changes }: Journal, { id, number }: Change): boolean {
  const isThere = changes.some((change) => change.id === id && change.number >= number);
  return isThere && changes.filter((change) => change.number >= number).length < KEPT;
}

/** One lesson a line: the file is read by people, too, and compared by git. */
export function textOf(journal: Journal): string {
  const { upTo, base, changes } = trimmed(journal);
  const records = Object.entries(lessonsOf(journal)).map(
    ([id, record]) => `${JSON.stringify(id)}: ${JSON.stringify(record)}`,
  );
  return `{
  "version": 1,
  "lessons": {${lines(records, 4)}},
  "journal": {
    "upTo": ${upTo},
    "base": ${JSON.stringify(base)},
    "changes": [${lines(
      changes.map((change) => JSON.stringify(change)),
      6,
    )}]
  }
}
`;
}

function lines(texts: readonly string[], indent: number): string {
  const start = `\n${' '.repeat(indent)}`;
  return texts.length === 0 ? '' : `${start}${texts.join(`,${start}`)}${start.slice(0, -2)}`;
}

export function journalOf(text: string): Journal | Fault {
  try {
    const value: unknown = parseJson(text);
    const version = versionOf(value);
    if (version > 1) return { fault: 'newer', version };
    const file = parse(ProgressFile, value);
    if (!file) return { fault: 'damaged' };
    const { lessons, journal } = file;
    const written = inOneOrder(lessons);
    if (journal && inOneOrder(lessonsOf(journal)) === written)
      return { ...journal, changes: journal.changes.toSorted(inOrder) };
    // Another program's, or edited by hand: the state counts, as the last thing that happened.
    return { upTo: journal ? (journal.changes.at(-1)?.number ?? journal.upTo) + 1 : 0, base: lessons, changes: [] };
  } catch {
    // No JSON, or nested deeper than it could be written.
    return { fault: 'damaged' };
  }
}

/** Whether a record of a readable text, or a field of one, cannot be read: it would be gone when the text is written again. */
export function isDamagedInPart(text: string): boolean {
  const value: unknown = parseJson(text);
  const file = parse(ProgressFile, value);
  if (!file) return false;
  const records = Object.entries((value as { lessons: Record<string, object | null> }).lessons);
  return records.some(([id, record]) => {
    if (!Object.hasOwn(file.lessons, id)) return id !== '__proto__'; // No name of a lesson, and never read.
    const read = new Map<string, unknown>(Object.entries(file.lessons[id]));
    return Object.entries(record ?? {}).some(
      ([name, field]) => JSON.stringify(read.get(name)) !== JSON.stringify(field),
    );
  });
}

function versionOf(value: unknown): number {
  return typeof value === 'object' && value !== null && 'version' in value && Number.isSafeInteger(value.version)
    ? (value.version as number)
    : 0;
}

/** Of two with the same number neither had seen the other: any order is right, as long as it is the same everywhere. */
function inOrder(a: Change, b: Change): number {
  return a.number - b.number || (a.id < b.id ? -1 : 1);
}

function trimmed(journal: Journal): Journal {
  const { base, changes } = journal;
  const last = changes.at(-KEPT - 1);
  if (!last) return journal;
  const old = changes.filter(({ number }) => number <= last.number);
  return {
    upTo: last.number,
    base: lessonsOf({ upTo: 0, base, changes: old }),
    changes: changes.filter(({ number }) => number > last.number),
  };
}

function inOneOrder(lessons: LessonRecords): string {
  const sorted = <T>(value: Record<string, T>): [string, T][] =>
    Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify(sorted(lessons).map(([id, record]) => [id, sorted({ ...record })]));
}

function after(lessons: LessonRecords, what: Happening): LessonRecords {
  if (what.kind === 'restored') return { ...lessons, ...what.lessons };
  if (what.kind === 'cleared')
    return Object.fromEntries(Object.entries(lessons).filter(([id]) => !what.lessons.includes(id)));
  return { ...lessons, [what.lesson]: recordAfter(recordOf(lessons, what.lesson), what) };
}

function recordAfter(
  before: LessonProgress,
  what: Exclude<Happening, { kind: 'restored' | 'cleared' }>,
): LessonProgress {
  switch (what.kind) {
    case 'checked': {
      const passedAt = before.passedAt ?? (what.state === 'passed' ? what.at : undefined);
      return { ...before, state: what.state, checks: before.checks + 1, ...(passedAt && { passedAt }) };
    }
    case 'hints opened':
      return { ...before, hints: Math.max(before.hints ?? 0, what.open) };
    case 'solution seen':
      return { ...before, solutionSeenAt: before.solutionSeenAt ?? what.at };
    case 'answered': {
      const length = Math.max(before.quiz?.length ?? 0, what.question + 1);
      const quiz = Array.from({ length }, (_, i) => before.quiz?.[i] ?? null);
      quiz[what.question] = what.answer;
      return { ...before, quiz };
    }
    case 'steps ticked':
      return { ...before, steps: [...new Set(what.steps)].sort((a, b) => a - b) };
  }
}
