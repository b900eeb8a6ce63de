/** How values look in a verdict: short, and with as many digits as it takes to see a difference. */

const MAX_LIST_LENGTH = 8;
const MAX_TEXT_LENGTH = 80;
/** What is inside of more is left out: a value may hold itself. */
const DEEPEST = 5;
/** To write a much larger one takes seconds. */
const LARGEST_BIGINT = 10n ** 40n;

/** Two numbers with enough digits to tell them apart, at least `fewest`, and how many that took. */
export function formatPair(a: number, b: number, fewest = 4): [string, string, number] {
  for (let digits = fewest; digits <= 17; digits++) {
    const [x, y] = [formatNumber(a, digits), formatNumber(b, digits)];
    if (x !== y) return [x, y, digits];
  }
  return [String(a), String(b), 17];
}

export function formatNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return Object.is(value, -0) ? '0' : tidy(String(value));
  return tidy(String(Number(value.toPrecision(digits))));
}

/** A value as source text, truncated where it gets long. */
export function formatValue(value: unknown, digits = 6, depth = 0): string {
  if (typeof value === 'number') return formatNumber(value, digits);
  if (typeof value === 'string') return JSON.stringify(shortened(value));
  if (typeof value === 'bigint')
    return value < LARGEST_BIGINT && value > -LARGEST_BIGINT ? `${value}n` : 'a huge bigint';
  if (typeof value === 'function') return nameOf(value);
  if (value === null || typeof value !== 'object') return shortened(String(value));
  try {
    return depth > DEEPEST ? '…' : formatObject(value, (item) => formatValue(item, digits, depth + 1));
  } catch {
    return 'an object that cannot be read';
  }
}

function formatObject(value: object, format: (item: unknown) => string): string {
  const list = asList(value);
  if (list) {
    const shown = list.slice(0, MAX_LIST_LENGTH).map(format);
    return list.length > MAX_LIST_LENGTH ? `[${shown.join(', ')}, … ${list.length} in all]` : `[${shown.join(', ')}]`;
  }
  const matrix = asMatrix(value);
  if (matrix) return `${matrix.rows}×${matrix.cols} matrix ${format(toRows(matrix))}`;
  const entries = Object.entries(value as Record<string, unknown>).slice(0, MAX_LIST_LENGTH);
  const items = entries.map(([key, item]) => `${shortened(key)}: ${format(item)}`);
  return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
}

function shortened(text: string): string {
  return text.length > MAX_TEXT_LENGTH ? `${text.slice(0, MAX_TEXT_LENGTH - 1)}…` : text;
}

/** A function's name can be any value, and a class can have a method of that name. */
function nameOf({ name }: { name: unknown }): string {
  return typeof name === 'string' && name !== '' ? shortened(name) : 'a function';
}

/** Arrays and typed arrays as a plain array; undefined for anything else. */
export function asList(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  return isList(value) ? Array.from(value) : undefined;
}

export function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

interface MatrixLike {
  rows: number;
  cols: number;
  data: ArrayLike<number>;
}

/** A `Matrix` of Part 3, recognised by its shape and not by its class. */
export function asMatrix(value: unknown): MatrixLike | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  const { rows, cols, data } = value as Partial<MatrixLike>;
  if (typeof rows !== 'number' || typeof cols !== 'number') return undefined;
  // Only looked at, not copied: this runs on every call that is recorded.
  return isList(data) ? (value as MatrixLike) : undefined;
}

function toRows({ rows, cols, data }: MatrixLike): number[][] {
  return Array.from({ length: Math.min(rows, MAX_LIST_LENGTH + 1) }, (_, row) =>
    Array.from({ length: Math.min(cols, MAX_LIST_LENGTH + 1) }, (_, col) => data[row * cols + col]),
  );
}

/** A real minus sign would not be source text; an exponent without its plus is shorter. */
function tidy(text: string): string {
  return text.replace('e+', 'e');
}
