/** Compares what a learner's function returned with what it should have returned. */
import { asList, asMatrix, formatNumber, formatPair, formatValue, isList } from './format';
import type { Entry, JudgedEntry } from './grid';
import { differenceTable, sideBySide } from './table';

const { abs, max } = Math;

export interface Mismatch {
  outcome: 'wrong shape' | 'wrong value';
  /** What differs, to follow the name of the call: `returned 2.5 at index 0, expected 1.25`. */
  text: string;
  expected: string;
  actual: string;
  /** The way to what differs, or to the worst entry: `['weights', 2]`. */
  path: (string | number)[];
  /** The worst entry alone, with as many digits as differ. */
  at: { where: string; expected: string; actual: string };
  /** Null for a wrong shape, and for a boolean or a text that differs. */
  difference: Difference | null;
  /** The entries that were compared, for reasoning about the kind of error. Empty for a wrong shape. */
  entries: JudgedEntry[];
}

/** How much of what was compared differs, and where it differs most. Numbers are texts: JSON has no NaN. */
export interface Difference {
  /** How many numbers were compared, and how many of them differ. */
  total: number;
  differing: number;
  worst: {
    /** In words, as in the message: `at [0][1]`. Empty for a single number. */
    where: string;
    /** The way to it: `['weights', 2]`. */
    index: (string | number)[];
    expected: string;
    actual: string;
    /** |actual − expected| relative to the largest number of the same array; null where it is not finite. */
    relativeError: number | null;
  };
  /** The numbers in rows and columns, monospaced, each differing one marked; null for a single number. */
  table: string | null;
}

export interface CompareOptions {
  /** Largest allowed relative error, measured against the largest expected value of the same array. Default 1e-9. */
  tolerance?: number;
  /**
   * How large the numbers were that were added up, where they may cancel: what was rounded there is as large in a sum near 0. Asked
   * only where something differs.
   */
  terms?: () => number;
  /** Says where an entry is, in the words of the lesson: `(path) => 'at pixel 3'`. */
  at?: (path: (string | number)[]) => string;
}

const DEFAULT_TOLERANCE = 1e-9;

/** Below this size, an expected value counts as zero and is compared absolutely. */
const MIN_SCALE = 1e-3;

/** Any array-like of numbers is accepted, so single precision is not an error by itself. */
const SINGLE_PRECISION = 1e-6;

/** Below this relative error, two numbers look alike and the message gives the relative error. */
const TINY = 1e-4;

/** Two errors nearer to each other are told apart by rounding alone, which another machine may do otherwise: the first counts. */
const SAME_SIZE = 1 + 1e-6;

/** The first and worst thing that differs, or null where the two agree. */
export function compare(actual: unknown, expected: unknown, options: CompareOptions = {}): Mismatch | null {
  if (surelyAgree(actual, expected, options.tolerance ?? DEFAULT_TOLERANCE)) return null;
  const entries: Entry[] = [];
  const shape = collect(actual, expected, [], entries);
  const at = options.at ?? describePath;
  if (shape) {
    const where = at(shape.path);
    return {
      outcome: shape.value ? 'wrong value' : 'wrong shape',
      text: `returned ${shape.actual}${beside(shape.path, where)}, expected ${shape.expected}`,
      expected: formatValue(expected),
      actual: formatValue(actual),
      path: shape.path,
      at: { where, expected: shape.expected, actual: shape.actual },
      difference: null,
      entries: [],
    };
  }
  const judged = judgeEntries(entries, options.tolerance ?? DEFAULT_TOLERANCE, options.terms?.());
  if (!judged) return null;
  const { worst, differing } = judged;
  const [actualText, expectedText] = formatPair(worst.actual, worst.expected);
  const where = at(worst.path);
  const place = beside(worst.path, where);
  const others = differing > 1 ? `; ${differing} of ${entries.length} numbers differ` : '';
  const tiny = worst.relativeError < TINY ? ` (relative error ${worst.relativeError.toExponential(1)})` : '';
  // Computed when read: diagnosis compares much that is never shown.
  let texts: { actual: string; expected: string } | undefined;
  const text = (side: 'actual' | 'expected'): string => (texts ??= sideBySide(judged.entries, worst))[side];
  return {
    outcome: 'wrong value',
    text: `returned ${actualText}${place}, expected ${expectedText}${tiny}${others}`,
    get expected() {
      return text('expected');
    },
    get actual() {
      return text('actual');
    },
    path: worst.path,
    at: { where, expected: expectedText, actual: actualText },
    get difference() {
      const { path: index, relativeError: error } = worst;
      const relativeError = Number.isFinite(error) ? error : null;
      return {
        total: entries.length,
        differing,
        worst: { where, index, expected: expectedText, actual: actualText, relativeError },
        table: differenceTable(judged.entries, worst),
      };
    },
    entries: judged.entries,
  };
}

const beside = (path: readonly unknown[], where: string): string =>
  path.length > 0 && where !== '' ? ` ${where}` : '';

/**
 * Whether every number is near enough beside the largest of its own row or matrix, which may be a part of the array that it is
 * measured against. Most results are right, and many are large: this makes no list of their entries. False says nothing.
 */
function surelyAgree(actual: unknown, expected: unknown, tolerance: number): boolean {
  if (typeof expected === 'number')
    return typeof actual === 'number' && isNear(actual, expected, tolerance * scaleOf(expected));
  if (expected === null || typeof expected !== 'object') return actual === expected;
  if (isList(expected)) {
    if (!isList(actual) || actual.length !== expected.length) return false;
    if (typeof expected[0] === 'number') return numbersAgree(actual, expected, toleranceFor(actual, tolerance));
    for (let i = 0; i < expected.length; i++) if (!surelyAgree(actual[i], expected[i], tolerance)) return false;
    return true;
  }
  const matrix = asMatrix(expected);
  if (matrix) {
    const own = asMatrix(actual);
    return own?.rows === matrix.rows && own.cols === matrix.cols && numbersAgree(own.data, matrix.data, tolerance);
  }
  if (actual === null || typeof actual !== 'object' || isList(actual)) return false;
  const [own, right] = [actual, expected] as Record<string, unknown>[];
  return Object.keys(right).every((key) => surelyAgree(own[key], right[key], tolerance));
}

function numbersAgree(actual: ArrayLike<unknown>, expected: ArrayLike<unknown>, tolerance: number): boolean {
  if (actual.length !== expected.length) return false;
  let scale = MIN_SCALE;
  for (let i = 0; i < expected.length; i++) {
    const right = expected[i];
    if (typeof right !== 'number') return false;
    scale = max(scale, scaleOf(right));
  }
  for (let i = 0; i < expected.length; i++) {
    const own = actual[i];
    if (typeof own !== 'number' || !isNear(own, expected[i] as number, tolerance * scale)) return false;
  }
  return true;
}

const scaleOf = (expected: number): number => (Number.isFinite(expected) ? max(MIN_SCALE, abs(expected)) : MIN_SCALE);

const isNear = (actual: number, expected: number, allowed: number): boolean =>
  Object.is(actual, expected) || (Number.isFinite(expected) && abs(actual - expected) <= allowed);

const toleranceFor = (actual: unknown, tolerance: number): number =>
  actual instanceof Float32Array ? max(tolerance, SINGLE_PRECISION) : tolerance;

interface Judged {
  entries: JudgedEntry[];
  worst: JudgedEntry;
  differing: number;
}

/** Null where every entry is within the tolerance. */
function judgeEntries(entries: readonly Entry[], tolerance: number, terms = 0): Judged | null {
  const leastScale = max(MIN_SCALE, terms);
  const isWrong = (entry: Entry, error: number): boolean =>
    error > (entry.single ? max(tolerance, SINGLE_PRECISION) : tolerance);
  const errorOf = ({ actual, expected }: Entry, scale: number): number => {
    if (actual === expected || Object.is(actual, expected)) return 0;
    const relative = abs(actual - expected) / max(scale, Number.isFinite(actual) ? abs(actual) : 0);
    return Number.isNaN(relative) ? Infinity : relative;
  };

  const scales = new Map<string, number>();
  const group = (path: (string | number)[]): string => path.filter((part) => typeof part === 'string').join('.');
  for (const { path, expected } of entries) {
    if (Number.isFinite(expected)) scales.set(group(path), max(scales.get(group(path)) ?? leastScale, abs(expected)));
  }
  const judged = entries.map((entry): JudgedEntry => {
    const relativeError = errorOf(entry, scales.get(group(entry.path)) ?? leastScale);
    return { ...entry, relativeError, wrong: isWrong(entry, relativeError) };
  });
  const wrong = judged.filter((entry) => entry.wrong);
  if (wrong.length === 0) return null;
  const worst = wrong.reduce((found, entry) => (entry.relativeError > found.relativeError * SAME_SIZE ? entry : found));
  return { entries: judged, worst, differing: wrong.length };
}

interface ShapeMismatch {
  path: (string | number)[];
  actual: string;
  expected: string;
  /** True where the shape is right and a boolean or a string differs. */
  value?: boolean;
}

/** Walks along both values. Collects the pairs of numbers; returns the first difference in shape. */
function collect(
  actual: unknown,
  expected: unknown,
  path: (string | number)[],
  entries: Entry[],
): ShapeMismatch | null {
  if (typeof expected === 'number') {
    if (typeof actual !== 'number') return { path, actual: describeKind(actual), expected: 'a number' };
    entries.push({ path, actual, expected });
    return null;
  }
  const expectedMatrix = asMatrix(expected);
  if (expectedMatrix) {
    const actualMatrix = asMatrix(actual);
    const wanted = `a ${expectedMatrix.rows}×${expectedMatrix.cols} matrix`;
    if (!actualMatrix) return { path, actual: describeKind(actual), expected: wanted };
    if (actualMatrix.rows !== expectedMatrix.rows || actualMatrix.cols !== expectedMatrix.cols)
      return { path, actual: `a ${actualMatrix.rows}×${actualMatrix.cols} matrix`, expected: wanted };
    if (actualMatrix.data.length !== expectedMatrix.data.length)
      return {
        path,
        actual: `a matrix with ${actualMatrix.data.length} numbers in its data`,
        expected: `${expectedMatrix.data.length}`,
      };
    const { data, cols } = expectedMatrix;
    const odd = Array.prototype.findIndex.call(actualMatrix.data, (each) => typeof each !== 'number');
    if (odd >= 0) {
      const place = [Math.floor(odd / cols), odd % cols];
      return { path: [...path, ...place], actual: describeKind(actualMatrix.data[odd]), expected: 'a number' };
    }
    for (let i = 0; i < data.length; i++) {
      entries.push({
        // Most entries are right, and then it is not asked for.
        get path() {
          return [...path, Math.floor(i / cols), i % cols];
        },
        actual: actualMatrix.data[i],
        expected: data[i],
      });
    }
    return null;
  }
  const expectedList = asList(expected);
  if (expectedList) {
    const actualList = asList(actual);
    if (!actualList) return { path, actual: describeKind(actual), expected: describeKind(expected) };
    if (actualList.length !== expectedList.length)
      return { path, actual: describeKind(actual), expected: describeKind(expected) };
    if (actual instanceof Float32Array && expectedList.every((each) => typeof each === 'number')) {
      actual.forEach((each, i) =>
        entries.push({ path: [...path, i], actual: each, expected: expectedList[i], single: true }),
      );
      return null;
    }
    for (let i = 0; i < expectedList.length; i++) {
      const found = collect(actualList[i], expectedList[i], [...path, i], entries);
      if (found) return found;
    }
    return null;
  }
  if (expected !== null && typeof expected === 'object') {
    if (actual === null || typeof actual !== 'object' || asList(actual))
      return { path, actual: describeKind(actual), expected: describeKind(expected) };
    for (const key of Object.keys(expected)) {
      const inner = (actual as Record<string, unknown>)[key];
      if (inner === undefined && !(key in actual))
        return { path, actual: describeMissing(key, actual, expected), expected: describeKind(expected) };
      const found = collect(inner, (expected as Record<string, unknown>)[key], [...path, key], entries);
      if (found) return found;
    }
    return null;
  }
  if (typeof actual !== typeof expected)
    return { path, actual: describeKind(actual), expected: `a ${typeof expected}` };
  if (actual !== expected) return { path, actual: formatValue(actual), expected: formatValue(expected), value: true };
  return null;
}

/** With the names that it has instead, which may be other words for the same thing. */
function describeMissing(key: string, actual: object, expected: object): string {
  const others = Object.keys(actual).filter((name) => !(name in expected));
  const instead = others.slice(0, 5).map((name) => `\`${name}\``);
  return `an object without \`${key}\`${instead.length > 0 ? ` and with ${instead.join(', ')}` : ''}`;
}

/** What kind of thing a value is, in words: `an array of 3 numbers`. */
export function describeKind(value: unknown): string {
  if (value === undefined) return 'nothing (undefined)';
  if (value === null) return 'null';
  if (typeof value === 'number') return `the number ${formatNumber(value)}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `the text ${formatValue(value)}`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const list = asList(value);
  if (list) {
    if (list.length === 0) return 'an empty array';
    const kind = list.every((each) => typeof each === 'number')
      ? 'numbers'
      : list.every((each) => asList(each) !== undefined)
        ? 'arrays'
        : 'entries';
    return `an array of ${list.length} ${list.length === 1 ? kind.slice(0, -1).replace('entrie', 'entry') : kind}`;
  }
  const matrix = asMatrix(value);
  if (matrix) return `a ${matrix.rows}×${matrix.cols} matrix`;
  if (value instanceof Error) return 'an `Error` that is not thrown';
  if (value instanceof Promise) return 'a Promise, as every `async` function does';
  if (typeof (value as { next?: unknown }).next === 'function') return 'a generator';
  const keys = Object.keys(value).slice(0, 5);
  return keys.length ? `an object with ${keys.map((key) => `\`${key}\``).join(', ')}` : 'an empty object';
}

/** `in \`weights\` at index 2` */
export function describePath(path: (string | number)[]): string {
  const names = path.filter((part) => typeof part === 'string');
  const numbers = path.filter((part) => typeof part === 'number');
  const inside = names.length ? `in \`${names.join('.')}\`` : '';
  const index =
    numbers.length === 1 ? `at index ${numbers[0]}` : numbers.length > 1 ? `at [${numbers.join('][')}]` : '';
  return [inside, index].filter(Boolean).join(' ');
}
