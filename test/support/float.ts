/** How far numbers are from the numbers that are right. */

/** Numbers as JSON holds them: alone, in arrays of arrays, and in objects by name. */
export type Numbers = number | Numbers[] | { [name: string]: Numbers };

/** What an error is measured by: the size of the entry itself, or the largest entry of the matrix that it is in. */
export type Measure = 'entry' | 'matrix';

export interface Deviation {
  /** The difference, as a share of what it is measured by. Infinity when a shape is wrong or a number is not finite. */
  error: number;
  /** Where it is and what it is: `weights[1][0] is 0.5 and not 0.25`. */
  text: string;
}

/**
 * The entry that is furthest off.
 *
 * A matrix is two levels of arrays, or one where there are no more; deeper levels are lists of matrices. Where only
 * zeros are expected, the difference itself is the error.
 *
 * @param got may hold any array-likes, and more names than expected
 */
export function worstDeviation(got: unknown, expected: Numbers, measure: Measure = 'matrix'): Deviation {
  return worst(deviations(got, expected, '', measure));
}

function* deviations(got: unknown, expected: Numbers, path: string, measure: Measure): Generator<Deviation> {
  if (typeof expected === 'number' || (Array.isArray(expected) && depth(expected) <= 2)) {
    const largest = measure === 'matrix' ? largestEntry(expected) : null;
    yield* entries(got, expected, path, largest);
    return;
  }
  const parts: [string, unknown, Numbers][] = Array.isArray(expected)
    ? expected.map((part, i) => [`${path}[${i}]`, (got as ArrayLike<unknown> | undefined)?.[i], part])
    : Object.entries(expected).map(([name, part]) => [
        path ? `${path}.${name}` : name,
        (got as Record<string, unknown> | undefined)?.[name],
        part,
      ]);
  if (Array.isArray(expected)) yield lengthDeviation(got, expected, path);
  for (const [name, gotPart, part] of parts) yield* deviations(gotPart, part, name, measure);
}

/** The entries of one matrix. `largest` is null when each is measured by its own size. */
function* entries(got: unknown, expected: Numbers, path: string, largest: number | null): Generator<Deviation> {
  if (typeof expected === 'number') {
    const difference = typeof got === 'number' ? Math.abs(got - expected) : NaN;
    const error = difference / ((largest ?? Math.abs(expected)) || 1);
    yield {
      error: Number.isFinite(error) ? error : Infinity,
      text: `${nameOf(path)} is ${String(got)} and not ${expected}`,
    };
    return;
  }
  const parts = expected as Numbers[];
  yield lengthDeviation(got, parts, path);
  for (let i = 0; i < parts.length; i++)
    yield* entries((got as ArrayLike<unknown> | undefined)?.[i], parts[i], `${path}[${i}]`, largest);
}

function lengthDeviation(got: unknown, expected: Numbers[], path: string): Deviation {
  const length = (got as ArrayLike<unknown> | null | undefined)?.length;
  return {
    error: length === expected.length ? 0 : Infinity,
    text: `${nameOf(path)} has ${length ?? 'no'} entries and not ${expected.length}`,
  };
}

function nameOf(path: string): string {
  return path === '' || path.startsWith('[') ? `result${path}` : path;
}

/** The first of the largest ones, so that a wrong length is told before the entries that are missing because of it. */
function worst(all: Iterable<Deviation>): Deviation {
  let found: Deviation = { error: 0, text: 'nothing is off' };
  for (const deviation of all) if (deviation.error > found.error) found = deviation;
  return found;
}

/** Levels of arrays; Infinity when there is an object below. */
function depth(value: Numbers): number {
  if (typeof value === 'number') return 0;
  return Array.isArray(value) ? 1 + Math.max(0, ...value.map(depth)) : Infinity;
}

function largestEntry(value: Numbers): number {
  return typeof value === 'number' ? Math.abs(value) : Math.max(0, ...Object.values(value).map(largestEntry));
}
