/** The numbers of one comparison, laid flat, with what went into them. */
import type { Comparison, Input } from '../kit/evidence';
import { asList, asMatrix } from '../kit/format';
import { type Grid, gridsOf } from '../kit/grid';
import { holderName } from '../kit/memory';

const { abs, max } = Math;

/** An input, or a part of one, that consists of numbers. */
export interface NumericInput {
  /** In code: `x`, `network.hidden.weights`. */
  name: string;
  kind: 'number' | 'list' | 'matrix';
  /** A list of n numbers is 1 × n. */
  rows: number;
  cols: number;
  numbers: number[];
}

export interface View {
  /** Of a matrix, row after row. */
  actual: number[];
  expected: number[];
  wrong: boolean[];
  /** `mixed` is several arrays one after the other, as an object has them. */
  kind: 'number' | 'list' | 'matrix' | 'mixed';
  rows: number;
  cols: number;
  inputs: NumericInput[];
  /** What the learner's code keeps the numbers in: nested arrays may be one and the same, rows of a matrix may not. */
  holder: ReturnType<typeof holderName>;
  /** The largest finite number on either side. */
  scale: number;
}

/** A part of a value: `weights`, or everything with the name ''. */
export interface Part {
  name: string;
  view: View;
}

/** How far two numbers may be apart to count as the same: float32 sums differ by less, different formulas by more. */
const SAME = 1e-5;

export function same(a: number, b: number, scale = 0): boolean {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return Object.is(a, b);
  return abs(a - b) <= SAME * max(abs(a), abs(b), scale);
}

/** A difference that no comparison overlooks, among numbers of this size: tolerances are a tenth of it or less. */
export const isSeen = (difference: number, scale = 0): boolean => !(abs(difference) <= 1e-4 * (1 + scale));

export function allSame(a: readonly number[], b: readonly number[], scale = 0): boolean {
  return a.length === b.length && a.every((value, i) => same(value, b[i], scale));
}

/** How many different numbers there are that are not next to 0. */
export function distinct(numbers: readonly number[], scale: number): number {
  const found: number[] = [];
  for (const value of numbers) {
    if (abs(value) <= 1e-3 * scale || found.some((each) => same(each, value))) continue;
    if (found.push(value) === 8) break;
  }
  return found.length;
}

/** The whole value, and its parts where it has several. Empty for a comparison that is right, or of a wrong shape. */
export function partsOf(comparison: Comparison): { whole: View; parts: Part[] } | null {
  const entries = comparison.mismatch?.entries ?? [];
  if (entries.length === 0) return null;
  const grids = gridsOf(entries);
  const given = { inputs: numericInputs(comparison.inputs), holder: holderName(comparison.actual) };
  const parts = grids.map((grid) => ({ name: grid.name, view: viewOf([grid], given) }));
  return { whole: viewOf(grids, given), parts };
}

function viewOf(grids: Grid[], given: Pick<View, 'inputs' | 'holder'>): View {
  const entries = grids.flatMap((grid) => grid.rows.flat());
  const [{ rows, dimensions }] = grids;
  const rectangular = rows.every((row) => row.length === rows[0].length);
  const kind =
    grids.length > 1 || !rectangular ? 'mixed' : dimensions === 0 ? 'number' : dimensions === 1 ? 'list' : 'matrix';
  const actual = entries.map((entry) => entry.actual);
  const expected = entries.map((entry) => entry.expected);
  return {
    actual,
    expected,
    wrong: entries.map((entry) => entry.wrong),
    kind,
    rows: kind === 'mixed' ? 1 : rows.length,
    cols: kind === 'mixed' ? entries.length : rows[0].length,
    ...given,
    scale: largest([...actual, ...expected]),
  };
}

export function largest(numbers: readonly number[]): number {
  return numbers.reduce((found, value) => (Number.isFinite(value) ? max(found, abs(value)) : found), 0);
}

/** The inputs that consist of numbers; those of an object by their names. */
export function numericInputs(inputs: readonly Input[]): NumericInput[] {
  return inputs.flatMap(({ name, value }) => numericParts(name, value, 0));
}

function numericParts(name: string, value: unknown, depth: number): NumericInput[] {
  if (typeof value === 'number') return [{ name, kind: 'number', rows: 1, cols: 1, numbers: [value] }];
  if (value === null || typeof value !== 'object' || depth > 3) return [];
  const matrix = asMatrix(value);
  if (matrix) {
    const { rows, cols, data } = matrix;
    return data.length === rows * cols ? [{ name, kind: 'matrix', rows, cols, numbers: Array.from(data) }] : [];
  }
  const list = asList(value);
  if (!list) return Object.entries(value).flatMap(([key, inner]) => numericParts(`${name}.${key}`, inner, depth + 1));
  if (list.length === 0) return [];
  if (list.every((each) => typeof each === 'number'))
    return [{ name, kind: 'list', rows: 1, cols: list.length, numbers: list }];
  const rows = list.map(asList);
  const cols = rows[0]?.length ?? 0;
  if (rows.every((row) => row?.length === cols && row.every((each) => typeof each === 'number')))
    return [{ name, kind: 'matrix', rows: rows.length, cols, numbers: rows.flat() as number[] }];
  return list.slice(0, 4).flatMap((inner, i) => numericParts(`${name}[${i}]`, inner, depth + 1));
}

/** All numbers in a value, in order. */
export function flatNumbers(value: unknown): number[] {
  return numericParts('', value, 0).flatMap((part) => part.numbers);
}

/** Row and column of an entry, or its index. */
export function placeOf(view: View, index: number): string {
  if (view.kind === 'matrix') return `[${Math.floor(index / view.cols)}][${index % view.cols}]`;
  return `index ${index}`;
}

export function transposedNumbers(numbers: readonly number[], rows: number, cols: number): number[] {
  return Array.from({ length: cols }, (_, col) =>
    Array.from({ length: rows }, (_, row) => numbers[row * cols + col]),
  ).flat();
}
