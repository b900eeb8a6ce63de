/** Which objects and buffers hold the numbers of a value: for results that must be new. */
import { asMatrix } from './format';

/** The name of the value that shares an object or memory with the part of the result that is asked for; null where none does. */
export function sharedWith(result: unknown, values: Readonly<Record<string, unknown>>, asked: unknown): string | null {
  const own = new Set(memoryOf(result, asked));
  return Object.keys(values).find((name) => memoryOf(values[name]).some((each) => own.has(each))) ?? null;
}

/** The objects and buffers that hold a value's numbers; of an object, those under the keys of `like`, where it is given. */
function memoryOf(value: unknown, like?: unknown, depth = 0): object[] {
  if (value === null || typeof value !== 'object' || depth > 4) return [];
  if (ArrayBuffer.isView(value)) return [value.buffer];
  const inner = (like ?? {}) as Record<string, unknown>;
  if (Array.isArray(value)) return [value, ...value.flatMap((each, i) => memoryOf(each, inner[i], depth + 1))];
  const matrix = asMatrix(value);
  if (matrix) return [value, ...memoryOf(matrix.data, undefined, depth + 1)];
  const keys = Object.keys(like ?? value);
  return keys.flatMap((key) => memoryOf((value as Record<string, unknown>)[key], inner[key], depth + 1));
}

/** Whether one array or matrix stands in two places of the part of a result that is asked for. */
export function isShared(result: unknown, asked: unknown): boolean {
  const seen = new Set<object>();
  return holdersOf(result, asked).some((each) => seen.size === seen.add(each).size);
}

/** The arrays, typed arrays and matrices of a value; of an object, those under the keys of `like`. */
function holdersOf(value: unknown, like: unknown, depth = 0): object[] {
  if (value === null || typeof value !== 'object' || depth > 4) return [];
  if (ArrayBuffer.isView(value) || asMatrix(value)) return [value];
  const inner = (like ?? {}) as Record<string, unknown>;
  if (Array.isArray(value)) return [value, ...value.flatMap((each, i) => holdersOf(each, inner[i], depth + 1))];
  return Object.keys(inner).flatMap((key) => holdersOf((value as Record<string, unknown>)[key], inner[key], depth + 1));
}

/**
 * The objects of `target` with the contents of `source`, as far as the two are built alike; where they are not, and for functions and
 * objects of a class, what `source` has.
 */
export function overwritten<T>(target: T, source: T, written = new Set<object>()): T {
  const [into, from] = [target as unknown, source as unknown];
  // What stands in two places is overwritten in the first one only.
  if (!isObject(into) || !isObject(from) || written.has(into)) return source;
  written.add(into);
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

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';
const isPlain = (value: object): value is Record<string, unknown> => Object.getPrototypeOf(value) === Object.prototype;
