/**
 * What a lesson's `picture.ts` is written with: the picture at its end, drawn by the learner's own functions once they pass. The
 * file imports them from './solution.ts', as its own part of the course would, and gets the learner's.
 */

export { createRandom } from './random';

/** A curve (`line`), single points (`dots`), or points joined in their order (`path`). */
interface Line {
  name: string;
  x: number[];
  y: number[];
  as: 'line' | 'dots' | 'path';
}

interface Tile {
  name: string;
  rows: number;
  cols: number;
  values: number[];
  dots: { col: number; row: number; isFirst: boolean }[];
}

/** The same as `LessonPicture` of the protocol, by which it is parsed. */
export type Picture =
  | { kind: 'lines'; title: string; xName: string; yName: string; lines: Line[] }
  | { kind: 'tiles'; title: string; scale: 'ink' | 'signed'; numbers: boolean; tiles: Tile[] }
  | { kind: 'bars'; title: string; labels: string[]; series: { name: string; values: number[] }[] };

/** Makes the picture. It is called once, and what it throws means that there is no picture. */
export type DrawPicture = () => Picture;

/** Marks words of a picture: the page says them in the reader's language. */
export const t = (text: string): string => text;

/** `count` numbers from `from` to `to`, both included. */
export function range(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

/** The curve of a function. */
export function curve(name: string, x: number[], f: (x: number) => number): Line {
  return { name, x, y: x.map(f), as: 'line' };
}

/** Where one was, step by step. */
export function path(name: string, points: [x: number, y: number][]): Line {
  return { name, x: points.map(([x]) => x), y: points.map(([, y]) => y), as: 'path' };
}

/** Examples. */
export function dots(name: string, points: [x: number, y: number][]): Line {
  return { ...path(name, points), as: 'dots' };
}

/** An image, a matrix: rows of numbers. */
export function tile(name: string, rows: readonly ArrayLike<number>[]): Tile {
  return {
    ...{ name, rows: rows.length, cols: rows[0].length },
    values: rows.flatMap((row) => Array.from(row)),
    dots: [],
  };
}

/** A function over the plane, with examples of two classes in it. */
export function plane(
  name: string,
  { from, to, cells }: { from: number; to: number; cells: number },
  f: (x: number, y: number) => number,
  examples: { x: number; y: number; isFirst: boolean }[] = [],
): Tile {
  const places = range(from, to, cells);
  const cellOf = (value: number): number => ((value - from) / (to - from)) * (cells - 1);
  // Upwards is more.
  const up = [...places].reverse();
  return {
    ...tile(
      name,
      up.map((y) => places.map((x) => f(x, y))),
    ),
    dots: examples.map(({ x, y, isFirst }) => ({ col: cellOf(x), row: cells - 1 - cellOf(y), isFirst })),
  };
}

/** Digits of 12 × 12 pixels: enough to be seen. `#` is ink, `+` is half of it. */
const DIGITS: Record<'0' | '3' | '7', string[]> = {
  '0': [
    '............',
    '....+##+....',
    '...######...',
    '..+##++##+..',
    '..##+..+##..',
    '..##....##..',
    '..##....##..',
    '..##+..+##..',
    '..+##++##+..',
    '...######...',
    '....+##+....',
    '............',
  ],
  '3': [
    '............',
    '...+####+...',
    '..+##++##+..',
    '.......##+..',
    '......+##...',
    '....+###....',
    '....+###+...',
    '......+##+..',
    '..+....+##..',
    '..##++###+..',
    '...+####+...',
    '............',
  ],
  '7': [
    '............',
    '..#######+..',
    '..+++++##+..',
    '......+##...',
    '......##+...',
    '.....+##....',
    '.....##+....',
    '....+##.....',
    '....##+.....',
    '...+##......',
    '...##+......',
    '............',
  ],
};

/** Rows of a small handwritten digit, from 0 (paper) to 1 (ink). It may be moved to the right and down. */
export function digit(name: keyof typeof DIGITS, right = 0, down = 0): number[][] {
  const rows = DIGITS[name];
  return rows.map((row, y) =>
    Array.from(row, (_, x) => {
      const ink = rows[y - down]?.[x - right];
      return ink === '#' ? 1 : ink === '+' ? 0.5 : 0;
    }),
  );
}
