/** Compares what kind of things two values are, whatever their numbers. */
import { describeKind, describePath } from './compare';
import { asList, asMatrix } from './format';
import { methodsOf } from './watch';

const DEEPEST = 6;

type Path = (string | number)[];

interface Difference {
  path: Path;
  actual: string;
  expected: string;
}

/** `nothing (undefined), expected an array of 2 numbers`; null where code that uses one of them can use the other. */
export function kindDifference(actual: unknown, expected: unknown): string | null {
  const found = differing(actual, expected, []);
  if (!found) return null;
  const where = found.path.length > 0 ? ` ${describePath(found.path)}` : '';
  return `${found.actual}${where}, expected ${found.expected}`;
}

function differing(actual: unknown, expected: unknown, path: Path): Difference | null {
  if (expected === undefined || path.length > DEEPEST) return null;
  if (expected === null || typeof expected !== 'object')
    return typeof actual === typeof expected
      ? null
      : { path, actual: describeKind(actual), expected: nameOf(expected) };
  const different = { path, actual: describeKind(actual), expected: describeKind(expected) };
  if (actual === null || typeof actual !== 'object') return different;
  const list = asList(expected);
  if (list) {
    const own = asList(actual);
    if (own?.length !== list.length) return different;
    const inner = firstOf(list, (each, i) => differing(own[i], each, [...path, i]));
    if (inner) return inner;
    // Code that uses an array may use what a typed array does not have.
    return Array.isArray(expected) && !Array.isArray(actual)
      ? { path, actual: `a ${actual.constructor.name}`, expected: 'an array' }
      : null;
  }
  const matrix = asMatrix(expected);
  const own = asMatrix(actual);
  if (matrix && (own?.rows !== matrix.rows || own.cols !== matrix.cols)) return different;
  const missing = missingMethod(actual, expected);
  if (missing !== null)
    return { path, actual: `${different.actual}, without the method \`${missing}\``, expected: 'one that has it' };
  // What an instance keeps for itself is its own affair.
  if (matrix || Object.getPrototypeOf(expected) !== Object.prototype) return null;
  return firstOf(Object.entries(expected), ([key, each]) =>
    key in actual ? differing((actual as Record<string, unknown>)[key], each, [...path, key]) : different,
  );
}

function firstOf<T>(list: readonly T[], find: (each: T, index: number) => Difference | null): Difference | null {
  for (const [i, each] of list.entries()) {
    const found = find(each, i);
    if (found) return found;
  }
  return null;
}

function nameOf(value: unknown): string {
  return value === null || typeof value === 'function' ? describeKind(value) : `a ${typeof value}`;
}

/** The first method that a right object has and this value does not. */
export function missingMethod(actual: unknown, expected: object): string | null {
  const names = methodsOf(Object.getPrototypeOf(expected) as object);
  return [...names.keys()].find((name) => typeof (actual as Record<string, unknown>)[name] !== 'function') ?? null;
}
