/**
 * What the learner's functions and methods returned in a check that failed, beside what the reference returned for the same
 * arguments. The check runs once more for it.
 */
import type { CheckDefinition } from './kit';
import { compare } from './kit/compare';
import { CheckFailure } from './kit/failure';
import { kindDifference, missingMethod } from './kit/kinds';
import { seedFor } from './kit/random';
import { snapshot } from './kit/snapshot';
import { type Listener, createTools } from './kit/tools';
import { isClass, watched } from './kit/watch';
import type { Namespace } from './modules';

/** A check that needs more calls to fail is not looked at: their values would be kept. */
const MAX_CALLS = 200;
const MAX_ITEMS = 10_000;

interface Returned {
  name: string;
  args: unknown[];
  result: unknown;
  instance: object | null;
  /** What its generator yielded. */
  items: unknown[];
}

class Returns implements Listener {
  /** In order; calls that the learner's code makes to itself are part of the outer one. */
  readonly calls: Returned[] = [];
  /** The first value that was wrong. */
  wrong: { actual: unknown } | null = null;
  private depth = 0;

  watch<T extends object>(exports: T, originals: object): T {
    return watched(exports, originals, ({ name, args, instance }, run) => {
      if (this.depth > 0) return { result: run(), instance };
      if (this.calls.length >= MAX_CALLS) throw new CheckFailure('wrong value', 'Too many calls.');
      const call: Returned = { name, args: snapshot(args) as unknown[], result: undefined, instance, items: [] };
      this.depth++;
      try {
        const result = run();
        call.result = isGenerator(result) ? kept(result, call.items) : result;
      } finally {
        this.depth--;
      }
      this.calls.push(call);
      return call;
    });
  }

  compared({ actual, mismatch }: Parameters<Listener['compared']>[0]): boolean {
    if (mismatch) this.wrong ??= { actual };
    return false;
  }
}

function isGenerator(value: unknown): value is Generator {
  return value !== null && typeof value === 'object' && Symbol.iterator in value && 'next' in value;
}

function* kept(generator: Generator, items: unknown[]): Generator {
  for (const item of generator) {
    if (items.push(item) > MAX_ITEMS) throw new CheckFailure('wrong value', 'Too many items.');
    yield item;
  }
}

export interface FailedCheck {
  definition: CheckDefinition;
  exports: Namespace;
  reference: Namespace;
  seed: number;
}

function returnsOf({ definition, seed, reference }: FailedCheck, exports: Namespace): Returns {
  const returns = new Returns();
  const { tools } = createTools(exports, reference, seedFor(seed, definition.name), false, returns);
  try {
    definition.body(tools as never);
  } catch {
    // What was called until then is what there is.
  }
  return returns;
}

/**
 * The method that returned a wrong value: `Dense.backward`. The class or function where that is not sure.
 *
 * @param path the way to what is wrong in the value that was compared
 */
export function symbolOf(failed: FailedCheck, path: readonly (string | number)[]): string {
  const { of } = failed.definition;
  if (!isClass(failed.reference[of])) return of;
  const { calls, wrong } = returnsOf(failed, failed.exports);
  let value = wrong?.actual;
  for (const part of [null, ...path]) {
    if (part !== null) value = (value as Record<string | number, unknown> | null | undefined)?.[part];
    if (value === null || typeof value !== 'object') break;
    const found = calls.findLast(({ result }) => result === value || dataOf(result) === value);
    if (found) return found.name.startsWith(`${of}.`) ? found.name : of;
  }
  return of;
}

function dataOf(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? (value as { data?: unknown }).data : undefined;
}

interface Unusable {
  symbol: string;
  /** A sentence. */
  says: string;
}

/** Why the course's own code threw: what it was given for the result of a call. Never throws. */
export function unusable(failed: FailedCheck): Unusable {
  const { of } = failed.definition;
  try {
    const says = wrongKind(of, failed.exports[of], failed.reference[of]);
    const found = says ? { symbol: of, says } : firstDifferent(failed);
    if (found) return found;
  } catch {
    // A value that cannot be looked at: nested too deep, or one that throws when it is read.
  }
  return { symbol: of, says: `The check could not work with what \`${of}\` gives. Is it what its comment says?` };
}

function firstDifferent(failed: FailedCheck): Unusable | null {
  const { calls } = returnsOf(failed, failed.exports);
  const right = returnsOf(failed, failed.reference).calls;
  for (const [i, call] of calls.entries()) {
    const other = right.at(i);
    if (other?.name !== call.name || compare(call.args, other.args, { tolerance: 0 })) return null;
    const says = different(call, other, isClass(failed.reference[call.name]));
    if (says) return { symbol: call.name, says };
  }
  return null;
}

/** How the result of a call is of another kind than the reference's; null where it is not. */
function different({ name, result, items }: Returned, right: Returned, isNew: boolean): string | null {
  if (isNew) {
    const missing = missingMethod(result, right.result as object);
    return missing && `\`${name}\` has no method \`${missing}\`.`;
  }
  const difference = kindDifference(result, right.result);
  if (difference) {
    const advice = result === undefined ? ' Does every way through it end with `return`?' : '';
    return `\`${name}\` returned ${difference}.${advice}`;
  }
  const yielded = items.map((item, i) => kindDifference(item, right.items[i]));
  const at = yielded.findIndex((each) => each !== null);
  return at < 0 ? null : `Item ${at + 1} that \`${name}\` yields is ${yielded[at]}.`;
}

function wrongKind(name: string, actual: unknown, expected: unknown): string | null {
  const [is, should] = [isClass(actual), isClass(expected)];
  if (is === should) return null;
  return is
    ? `\`${name}\` is a class, expected a function.`
    : `\`${name}\` is a function, expected a class: \`export class ${name}\`.`;
}
