/** The right numbers in the wrong places. */
import type { Case, Finding, Reasoner } from './case';
import { type View, allSame, distinct, same, transposedNumbers } from './view';

/** Whether something holds in every view, and shows in at least one (elsewhere it may be too small to show). */
function everywhere(about: Case, holds: (view: View) => boolean): boolean {
  return about.views.every(holds) && about.views.some((view) => distinct(view.expected, view.scale) >= 2);
}

export const transposed: Reasoner = (about) => {
  const square = (view: View): boolean =>
    view.kind === 'matrix' &&
    view.rows === view.cols &&
    allSame(view.actual, transposedNumbers(view.expected, view.rows, view.cols), view.scale);
  if (everywhere(about, square))
    return {
      kind: 'transposed',
      says: 'Your matrix is the right one transposed: what should stand in a row stands in a column. Which of the two indices comes first?',
    };
  const columnwise = (view: View): boolean =>
    view.kind === 'matrix' &&
    view.rows > 1 &&
    view.cols > 1 &&
    allSame(view.actual, transposedNumbers(view.expected, view.rows, view.cols), view.scale);
  if (everywhere(about, columnwise))
    return {
      kind: 'columnwise',
      says: `These are the right numbers, written column after column. They should stand row after row: ${about.first.holder === 'matrix' ? 'how is the place in `data` computed?' : 'which of the two indices comes first?'}`,
    };
  const flat = (view: View): boolean =>
    view.kind === 'list' &&
    factors(view.actual.length).some(([rows, cols]) =>
      allSame(view.actual, transposedNumbers(view.expected, rows, cols), view.scale),
    );
  if (about.first.actual.length >= 4 && everywhere(about, flat))
    return {
      kind: 'columnwise',
      says: 'These are the right numbers in another order: column after column instead of row after row. Is something transposed, or are two indices exchanged?',
    };
  return null;
};

/** n = rows · cols with both above 1. */
function factors(n: number): [number, number][] {
  const found: [number, number][] = [];
  for (let rows = 2; rows <= n / 2; rows++) if (n % rows === 0) found.push([rows, n / rows]);
  return found;
}

export const permuted: Reasoner = (about) => {
  const orders: [string, (view: View) => boolean, string][] = [
    [
      'reversed',
      (view) => isLine(view) && matches(view, (i, n) => n - 1 - i),
      'These are the right numbers in reverse order. From which end are they written?',
    ],
    [
      'rows reversed',
      (view) => view.kind === 'matrix' && matchesRows(view, (row, n) => n - 1 - row),
      'These are the right rows in reverse order. From which end are they written?',
    ],
    ['one late', (view) => shifted(view, 1), 'The right numbers stand one place too late. Where does the index start?'],
    [
      'one early',
      (view) => shifted(view, -1),
      'The right numbers stand one place too early. Where does the index start?',
    ],
    [
      'rows permuted',
      (view) => view.kind === 'matrix' && view.rows > 1 && sameRows(view),
      'These are the right rows, but in another order. Which row belongs where?',
    ],
    [
      'permuted',
      (view) => view.kind !== 'mixed' && sortedSame(view),
      'These are the right numbers, but in another order. Which index goes where?',
    ],
  ];
  for (const [kind, holds, says] of orders) if (everywhere(about, holds)) return { kind, says };
  return null;
};

/** Two named parts have each other's numbers. */
export function exchanged(parts: readonly { name: string; about: Case }[]): Finding | null {
  for (const one of parts)
    for (const other of parts) {
      const [a, b] = [one.about.first, other.about.first];
      if (one.name >= other.name || distinct([...a.expected, ...b.expected], a.scale) < 2) continue;
      if (allSame(a.actual, b.expected, a.scale) && allSame(b.actual, a.expected, b.scale))
        return {
          kind: 'exchanged',
          says: `\`${one.name}\` holds what should be in \`${other.name}\`, and the other way round. Which name belongs to which?`,
        };
    }
  return null;
}

/** A list, or a matrix of one row or one column. */
function isLine({ kind, rows, cols }: View): boolean {
  return kind === 'list' || (kind === 'matrix' && (rows === 1 || cols === 1));
}

function matches(view: View, source: (index: number, length: number) => number): boolean {
  const { actual, expected, scale } = view;
  return actual.every((value, i) => same(value, expected[source(i, expected.length)], scale));
}

function matchesRows(view: View, source: (row: number, rows: number) => number): boolean {
  return matches(view, (i) => source(Math.floor(i / view.cols), view.rows) * view.cols + (i % view.cols));
}

/** Each number but those at the border stands `by` places from its own; at least three of them, not all alike. */
function shifted(view: View, by: number): boolean {
  const { actual, expected, scale } = view;
  if (!isLine(view) || actual.length < 4) return false;
  const inside = by > 0 ? expected.slice(0, -by) : expected.slice(-by);
  const moved = by > 0 ? actual.slice(by) : actual.slice(0, by);
  return distinct(inside, scale) >= 3 && allSame(moved, inside, scale);
}

function sameRows({ actual, expected, rows, cols, scale }: View): boolean {
  const left = Array.from({ length: rows }, (_, row) => expected.slice(row * cols, (row + 1) * cols));
  for (let row = 0; row < rows; row++) {
    const found = left.findIndex((each) => allSame(each, actual.slice(row * cols, (row + 1) * cols), scale));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return true;
}

function sortedSame({ actual, expected, scale }: View): boolean {
  const sorted = (numbers: number[]): number[] => numbers.slice().sort((a, b) => a - b);
  return actual.length > 1 && allSame(sorted(actual), sorted(expected), scale);
}
