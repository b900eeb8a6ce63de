/** Shows compared numbers side by side: as a table with marks, and as two texts for a diff. */
import { formatNumber } from './format';
import { type Grid, type JudgedEntry, digitsFor, gridsOf } from './grid';

const MAX_SHOWN = 8;
const WIDEST = 100;
const LEGEND = '✗ differs: got (expected)';
const LIST_HEAD = ['', 'index', 'yours', 'expected'];

/**
 * A small monospaced table of the array with the worst entry. A list has a row for each index, with a mark where the numbers
 * differ; a grid has `✗ got (expected)` there. Of a large one only the part around the worst entry, with its indices. Null where
 * there are no two numbers.
 */
export function differenceTable(entries: readonly JudgedEntry[], worst: JudgedEntry): string | null {
  const grid = gridsOf(entries).find(({ rows }) => rows.some((row) => row.includes(worst)));
  if (!grid || grid.rows.flat().length < 2) return null;
  const list = grid.dimensions === 1;
  // A list stands upright: its marks are under each other then, and it fits in a narrow terminal.
  const rows = list ? grid.rows[0].map((entry) => [entry]) : grid.rows;
  const at = rows.findIndex((row) => row.includes(worst));
  const [top, bottom] = around(at, rows.length, MAX_SHOWN);
  const column = rows[at].indexOf(worst);
  const longest = Math.max(...rows.map((row) => row.length));
  for (let columns = Math.min(MAX_SHOWN, longest); ; columns--) {
    const [left, right] = around(column, longest, columns);
    const cells = rows.slice(top, bottom).map((row) => row.slice(left, right));
    const digits = digitsFor(cells.flat());
    const head = list ? LIST_HEAD : ['', ...range(left, right).map((col) => `col ${col}`)];
    const body = cells.map((row, i) =>
      list
        ? [row[0].wrong ? '✗' : '', String(top + i), ...pair(row[0], digits)]
        : [`row ${top + i}`, ...row.map((entry) => cellText(entry, digits))],
    );
    const lines = align([head, ...body]);
    if (columns > 1 && lines.some((line) => line.length > WIDEST)) continue;
    const isPart = bottom - top < rows.length || right - left < longest;
    const size = list ? `${rows.length} numbers` : `${rows.length}×${longest} numbers`;
    const title = [grid.name && `\`${grid.name}\``, isPart && `part of ${size}`].filter(Boolean).join(', ');
    return [...(title ? [`${title}:`] : []), ...lines, ...(list ? [] : [LEGEND])].join('\n');
  }
}

/** What came and what was expected, row under row, in texts whose lines and columns belong together. */
export function sideBySide(entries: readonly JudgedEntry[], worst: JudgedEntry): { actual: string; expected: string } {
  const texts = gridsOf(entries)
    .slice(0, MAX_SHOWN)
    .map((grid) => gridTexts(grid, worst));
  const join = (side: 'actual' | 'expected'): string => texts.map((text) => text[side]).join('\n');
  return { actual: join('actual'), expected: join('expected') };
}

function gridTexts(grid: Grid, worst: JudgedEntry): { actual: string; expected: string } {
  const at = Math.max(
    0,
    grid.rows.findIndex((row) => row.includes(worst)),
  );
  const [top, bottom] = around(at, grid.rows.length, MAX_SHOWN);
  const column = Math.max(0, grid.rows[at].indexOf(worst));
  const longest = Math.max(...grid.rows.map((row) => row.length));
  const [left, right] = around(column, longest, MAX_SHOWN);
  const cells = grid.rows.slice(top, bottom).map((row) => row.slice(left, right));
  const digits = digitsFor(cells.flat());
  const isPart = bottom - top < grid.rows.length || right - left < longest;
  const widths = range(0, right - left).map((col) =>
    Math.max(...cells.map((row) => (row[col] ? Math.max(...pair(row[col], digits).map((text) => text.length)) : 0))),
  );
  const write = (side: 0 | 1): string => {
    const rows = cells.map((row, i) => {
      const numbers = row.map((entry, col) => pair(entry, digits)[side].padStart(widths[col])).join(', ');
      if (grid.dimensions === 0) return numbers.trim();
      const place = grid.dimensions === 2 ? `row ${top + i}, from col ${left}` : `from index ${left}`;
      return isPart ? `${place}: [${numbers}]` : `[${numbers}]`;
    });
    const all = isPart && right - left < longest ? ` (${longest} in ${grid.dimensions === 2 ? 'a row' : 'all'})` : '';
    const more = isPart && bottom - top < grid.rows.length ? `\n… ${grid.rows.length} rows in all` : '';
    const text = rows.map((row) => row + all).join('\n') + more;
    return grid.name ? `${grid.name}:${rows.length > 1 ? '\n' : ' '}${text}` : text;
  };
  return { actual: write(0), expected: write(1) };
}

/** An entry that is right reads the same on both sides, however many digits are shown. */
function pair(entry: JudgedEntry, digits: number): [string, string] {
  const expected = formatNumber(entry.expected, digits);
  return [entry.wrong ? formatNumber(entry.actual, digits) : expected, expected];
}

function cellText(entry: JudgedEntry, digits: number): string {
  const [actual, expected] = pair(entry, digits);
  return entry.wrong ? `✗ ${actual} (${expected})` : actual;
}

/** `size` places of `length` with `center` among them. */
function around(center: number, length: number, size: number): [number, number] {
  const start = Math.max(0, Math.min(center - Math.floor(size / 2), length - size));
  return [start, Math.min(length, start + size)];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function align(lines: string[][]): string[] {
  const widths = range(0, Math.max(...lines.map((line) => line.length))).map((col) =>
    Math.max(...lines.map((line) => line[col]?.length ?? 0)),
  );
  return lines.map((line) =>
    line
      .map((cell, col) => cell.padEnd(widths[col]))
      .join('  ')
      .trimEnd(),
  );
}
