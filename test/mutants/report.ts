/** What came of many mutants, in figures. */
import { equivalentOf } from './equivalent';
import type { Mutant } from './mutant';
import type { Verdict } from './pool';

/**
 * What became of a mutant: rejected with a known mistake's name, with a generic reason, with something else that
 * explains it, with the numbers alone, or because it did not end; right all the same, or wrong and not seen. Refused is one
 * that is called right and is rejected: either it is not right, or the checks refuse a right program.
 */
export const FATES = ['named', 'reasoned', 'explained', 'neither', 'cut', 'equivalent', 'survivor', 'refused'] as const;
export type Fate = (typeof FATES)[number];

export interface Result {
  mutant: Mutant;
  verdict: Verdict;
  fate: Fate;
}

export function resultOf(mutant: Mutant, verdict: Verdict): Result {
  return { mutant, verdict, fate: fateOf(mutant, verdict) };
}

/** These name the line, or both shapes. */
const EXPLAINED = new Set(['threw', 'wrong shape', 'does not compile']);

function fateOf(mutant: Mutant, { outcome, told }: Verdict): Fate {
  const equivalent = equivalentOf(mutant);
  if (outcome === 'passed') return equivalent ? 'equivalent' : 'survivor';
  if (equivalent && !equivalent.mayBeSlow) return 'refused';
  if (told.length === 0) return 'cut';
  const failed = told.filter((each) => each.outcome !== 'passed');
  if (failed.some(({ mistake }) => mistake !== null)) return 'named';
  if (failed.some(({ reason }) => reason !== null)) return 'reasoned';
  return EXPLAINED.has(outcome) || failed.some(({ message }) => sentences(message) > 1) ? 'explained' : 'neither';
}

/** What came and what was expected is one sentence; where the check itself knows more, there are others. */
function sentences(message: string): number {
  const withoutQuotes = message.replace(/`[^`]*`|"[^"]*"/g, '…');
  return withoutQuotes.split(/[.?](?:\s|$)/).filter(Boolean).length;
}

interface Row {
  name: string;
  results: readonly Result[];
}

const COLUMNS: [title: string, count: (results: readonly Result[]) => number][] = [
  ['mutants', (results) => results.length],
  ['rejected', (results) => results.filter(isRejected).length],
  ['wrong value', (results) => withOutcome(results, ['wrong value'])],
  ['wrong shape', (results) => withOutcome(results, ['wrong shape'])],
  ['threw', (results) => withOutcome(results, ['threw'])],
  ...FATES.map((fate): (typeof COLUMNS)[number] => [fate, (results) => withFate(results, fate)]),
];

export function isRejected({ verdict }: Result): boolean {
  return verdict.outcome !== 'passed';
}

export function withFate(results: readonly Result[], fate: Fate): number {
  return results.filter((result) => result.fate === fate).length;
}

function withOutcome(results: readonly Result[], outcomes: string[]): number {
  return results.filter(({ verdict }) => outcomes.includes(verdict.outcome)).length;
}

/** A table with one line for each group, and the sum. */
export function table(title: string, groups: ReadonlyMap<string, readonly Result[]>): string {
  const all = [...groups.values()].flat();
  const rows: Row[] = [...groups].map(([name, results]) => ({ name, results }));
  const lines = [
    [title, ...COLUMNS.map(([column]) => column)],
    ...[...rows, { name: 'all', results: all }].map(({ name, results }) => [
      name,
      ...COLUMNS.map(([, count]) => String(count(results))),
    ]),
  ];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .join('\n');
}
