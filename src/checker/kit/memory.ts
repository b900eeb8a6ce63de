/** Which objects and buffers hold the numbers of a value: for results that must be new. */
import { asMatrix } from './format';

/** The name of the value that shares an object or memory with the part of the result that is asked for; null where none does. */
export function sharedWith(result: unknown, values: Readonly<Record<string, unknown>>, asked: unknown): string | null {
  const own = new Set<object>();
  let hasRows = false;
  someMemory(result, asked, (each) => {
    own.add(each);
    hasRows ||= Array.isArray(each) && !isObject(each[0]);
    return false;
  });
  if (own.size === 0) return null;
  const isOwn: Test = (each) => own.has(each);
  // Where the result has no list of numbers, none of the many rows of an argument can be a part of it.
  const shares = (value: unknown): boolean =>
    !hasRows && isRows(value) ? isOwn(value as object) : someMemory(value, undefined, isOwn);
  return Object.keys(values).find((name) => shares(values[name])) ?? null;
}

/** Which part of a result with named parts shares something with a value: `output.bias`; empty where there are no such parts. */
export function partThatShares(result: unknown, value: unknown, asked: unknown): string {
  if (!isObject(result) || !isObject(asked) || !isPlain(asked) || asMatrix(asked)) return '';
  for (const [key, part] of Object.entries(asked)) {
    const own = (result as Record<string, unknown>)[key];
    if (sharedWith(own, { value }, part) === null) continue;
    const inner = partThatShares(own, value, part);
    return inner ? `${key}.${inner}` : key;
  }
  return '';
}

/** Whether one array or matrix stands in two places of the part of a result that is asked for. */
export function isShared(result: unknown, asked: unknown): boolean {
  const seen = new Set<object>();
  return someHolder(result, asked, (each) => seen.size === seen.add(each).size);
}

const DEEPEST = 4;

type Test = (each: object) => boolean;

// Both go through all that goes in and out of a contract's cases. Most of it is numbers, so they make no lists.

/** Whether some object or buffer that holds a value's numbers is so; of an object, those under the keys of `like`, where it is given. */
function someMemory(value: unknown, like: unknown, isSo: Test, depth = 0): boolean {
  if (!isObject(value) || depth > DEEPEST) return false;
  if (ArrayBuffer.isView(value)) return isSo(value.buffer);
  const inner = (like ?? {}) as Record<string, unknown>;
  if (Array.isArray(value)) {
    if (isSo(value)) return true;
    const count = countToVisit(value);
    for (let i = 0; i < count; i++)
      if (isObject(value[i]) && someMemory(value[i], inner[i], isSo, depth + 1)) return true;
    return false;
  }
  const matrix = asMatrix(value);
  if (matrix) return isSo(value) || someMemory(matrix.data, undefined, isSo, depth + 1);
  const keys = Object.keys(like ?? value);
  return keys.some((key) => someMemory((value as Record<string, unknown>)[key], inner[key], isSo, depth + 1));
}

/** Whether some array, typed array or matrix of a value is so; of an object, those under the keys of `like`. */
function someHolder(value: unknown, like: unknown, isSo: Test, depth = 0): boolean {
  if (!isObject(value) || depth > DEEPEST) return false;
  if (ArrayBuffer.isView(value)) return isSo(value);
  const inner = (like ?? {}) as Record<string, unknown>;
  if (Array.isArray(value)) {
    if (isSo(value)) return true;
    const count = countToVisit(value);
    for (let i = 0; i < count; i++)
      if (isObject(value[i]) && someHolder(value[i], inner[i], isSo, depth + 1)) return true;
    return false;
  }
  if (asMatrix(value)) return isSo(value);
  const keys = Object.keys(inner);
  return keys.some((key) => someHolder((value as Record<string, unknown>)[key], inner[key], isSo, depth + 1));
}

/** A few that belong together may be of different kinds, such as a loss and a gradient; many that begin with a number are numbers. */
const MAX_MIXED = 16;

const isRows = (value: unknown): boolean =>
  Array.isArray(value) && value.length > MAX_MIXED && Array.isArray(value[0]) && typeof value[0][0] === 'number';

const countToVisit = (list: readonly unknown[]): number =>
  list.length > MAX_MIXED && typeof list[0] === 'number' ? 0 : list.length;

/** Whether the values are numbers, and arrays and matrices of numbers: nothing that has a state, as a source of random numbers has. */
export function isData(values: Readonly<Record<string, unknown>>): boolean {
  const isPlainData = (value: unknown): boolean => {
    if (!isObject(value)) return typeof value !== 'function';
    if (Array.isArray(value)) return value.slice(0, countToVisit(value)).every(isPlainData);
    return ArrayBuffer.isView(value) || asMatrix(value) !== undefined;
  };
  return Object.values(values).every(isPlainData);
}

/**
 * The objects of `target` with the contents of `source`, as far as the two are built alike; where they are not, and for functions and
 * objects of a class, what `source` has.
 */
export function overwritten<T>(target: T, source: T, written = new Map<object, object>()): T {
  const [into, from] = [target as unknown, source as unknown];
  if (!isObject(into) || !isObject(from)) return source;
  // What stands in two places is overwritten in the first one only; the second one is as it should be where both are one in the source, too.
  if (written.has(into)) return written.get(into) === from ? target : source;
  written.set(into, from);
  if (Array.isArray(into) && Array.isArray(from)) {
    if (into.length !== from.length) return source;
    from.forEach((each, i) => (into[i] = overwritten(into[i], each, written)));
    return target;
  }
  if (ArrayBuffer.isView(into) && ArrayBuffer.isView(from)) {
    const [numbers, others] = [into, from] as unknown as [Float32Array, Float32Array];
    if (numbers.constructor !== others.constructor || numbers.length !== others.length) return source;
    numbers.set(others);
    return target;
  }
  const [matrix, other] = [asMatrix(into), asMatrix(from)];
  if (matrix && other) {
    if (matrix.rows !== other.rows || matrix.cols !== other.cols) return source;
    overwritten(matrix.data, other.data, written);
    return target;
  }
  if (!isPlain(into) || !isPlain(from)) return source;
  for (const key of Object.keys(from)) into[key] = overwritten(into[key], from[key], written);
  return target;
}

/** What a learner calls the thing that holds the numbers of a value: `matrix` where there is one in it. */
export function holderName(value: unknown): 'array' | 'matrix' {
  return holdsMatrix(value, 0) ? 'matrix' : 'array';
}

function holdsMatrix(value: unknown, depth: number): boolean {
  if (!isObject(value) || ArrayBuffer.isView(value) || depth > DEEPEST) return false;
  if (asMatrix(value)) return true;
  const inner = Array.isArray(value) ? value.slice(0, countToVisit(value)) : Object.values(value);
  return inner.some((each) => holdsMatrix(each, depth + 1));
}

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
const isPlain = (value: object): value is Record<string, unknown> => Object.getPrototypeOf(value) === Object.prototype;
