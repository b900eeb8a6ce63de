/** `console.table`, as Node 22 and later draws it. */
import { inspect } from 'node-inspect-extracted';

/** @param columns the names of those that are shown; left out: all */
export function tableOf(data: object, columns?: readonly string[]): string {
  if (data instanceof Map)
    return drawn(
      ['(iteration index)', 'Key', 'Values'],
      [...data].map(([key, value], i) => [String(i), shown(key), shown(value)]),
    );
  if (data instanceof Set)
    return drawn(
      ['(iteration index)', 'Values'],
      [...(data as Set<unknown>)].map((value, i) => [String(i), shown(value)]),
    );
  const rows = Object.entries(data) as [string, unknown][];
  const names = [...new Set(rows.flatMap(([, row]) => (isObject(row) ? (columns ?? Object.keys(row)) : [])))];
  const hasValues = rows.some(([, row]) => !isObject(row));
  return drawn(
    ['(index)', ...names, ...(hasValues ? ['Values'] : [])],
    rows.map(([index, row]) => {
      const cells = names.map((name) => (isObject(row) && Object.hasOwn(row, name) ? shown(row[name]) : ''));
      return [index, ...cells, ...(hasValues ? [isObject(row) ? '' : shown(row)] : [])];
    }),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const shown = (value: unknown): string =>
  inspect(value, {
    ...{ customInspect: false, maxArrayLength: 3, breakLength: Infinity },
    depth: isObject(value) && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0,
  });

function drawn(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => lengthOf(row[i]))));
  const rule = (left: string, middle: string, right: string): string =>
    `${left}${widths.map((width) => '─'.repeat(width + 2)).join(middle)}${right}`;
  const row = (cells: readonly string[]): string =>
    `│ ${cells.map((cell, i) => cell + ' '.repeat(widths[i] - lengthOf(cell))).join(' │ ')} │`;
  return [rule('┌', '┬', '┐'), row(head), rule('├', '┼', '┤'), ...rows.map(row), rule('└', '┴', '┘')].join('\n');
}

/** In characters, as most editors' fonts draw them. */
const lengthOf = (text: string): number => [...text].length;
