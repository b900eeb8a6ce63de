/** Lays compared numbers out in rows and columns, as a person would write them down. */
import { formatPair } from './format';

/** A number of a nested value, with the way to it: `['weights', 2]`. */
export interface Entry {
  path: (string | number)[];
  actual: number;
  expected: number;
  /** It came out of a Float32Array, so it cannot be closer than about 1e-7. */
  single?: boolean;
}

export interface JudgedEntry extends Entry {
  /** |actual − expected|, relative to the largest number of the same array. Infinity where one of the two is not finite. */
  relativeError: number;
  /** Whether the error is larger than the check allows. */
  wrong: boolean;
}

/** The numbers of one array or matrix. A list is one row; a single number is a row of one. */
export interface Grid {
  /** The way to it inside the value, in code: `hidden.weights`; empty for the value itself. */
  name: string;
  dimensions: 0 | 1 | 2;
  /** May be of different lengths. */
  rows: JudgedEntry[][];
}

/** One grid for each array of numbers in a value, in the order of the entries. */
export function gridsOf(entries: readonly JudgedEntry[]): Grid[] {
  const grids = new Map<string, Grid>();
  for (const entry of entries) {
    const dimensions = trailingNumbers(entry.path);
    const key = entry.path.slice(0, entry.path.length - dimensions);
    const name = nameOf(key);
    const row = dimensions === 2 ? (entry.path.at(-2) as number) : 0;
    let grid = grids.get(name);
    if (!grid) grids.set(name, (grid = { name, dimensions, rows: [] }));
    while (grid.rows.length <= row) grid.rows.push([]);
    grid.rows[row].push(entry);
  }
  return [...grids.values()];
}

/** The fewest digits, at least 4, that tell every wrong entry from the right one. */
export function digitsFor(entries: readonly JudgedEntry[]): number {
  let digits = 4;
  for (const { actual, expected, wrong } of entries) if (wrong) digits = formatPair(actual, expected, digits)[2];
  return digits;
}

function trailingNumbers(path: readonly (string | number)[]): 0 | 1 | 2 {
  if (typeof path.at(-1) !== 'number') return 0;
  return typeof path.at(-2) === 'number' ? 2 : 1;
}

function nameOf(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${part}` : part),
    '',
  );
}
