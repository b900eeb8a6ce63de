import { type KeptCall, recordCalls } from './calls';
import { type CompareOptions, compare, describeKind } from './compare';
import { centralDifferences } from './differences';
import type { Comparison } from './evidence';
import { CallFailed, CheckFailure, messageOf } from './failure';
import { asMatrix, formatValue } from './format';
import { holderName } from './memory';
import { type Random, createRandom } from './random';
import { snapshot } from './snapshot';

export interface CloseOptions extends CompareOptions {
  /** What the value is, to open the verdict: `the gradient of the bias`. By default the call that returned it. */
  what?: string;
  /**
   * A sentence about the value, where this check has seen more than that it differs. Not said of a wrong shape. Null for none; a
   * function is asked only where it may be said.
   */
  note?: string | (() => string | null);
  /** The arguments in words, where the call does not show them; asked only where they are said. */
  given?: () => string;
}

/** What the body of a check gets. Every tool throws a `CheckFailure` when the learner's code is not right. */
export interface Tools<Lesson> {
  /** The learner's exports. Their latest calls are remembered, for the verdict. */
  learner: Lesson;
  /** The same, for a great many calls that no verdict shows: to remember one costs more than most calls. */
  unrecorded: Lesson;
  /** The reference solution's exports. A notebook has none, so the course's checks compute what is right themselves. */
  reference: Lesson;
  /** Seeded anew for each run and each check. */
  random: Random;
  /** Whether this run is compared with known mistakes or reasoned about, and shown to no learner. */
  isDiagnosis: boolean;
  /**
   * `actual` has the shape of `expected` and the same numbers. Takes numbers, arrays, typed arrays, matrices,
   * booleans, and objects of these; keys that `expected` does not have are ignored.
   *
   * @returns true, but for a diagnosis, in which a check may go on after a difference
   */
  close(actual: unknown, expected: unknown, options?: CloseOptions): boolean;
  /** `gradient` agrees with the slope of `f`, measured by nudging each of `params`. `tolerance` is 1e-5 by default. */
  slope(
    gradient: ArrayLike<number>,
    f: (params: number[]) => number,
    params: readonly number[],
    options?: CloseOptions & { epsilon?: number },
  ): void;
  /** `run` throws an Error whose message holds all of `mentions`. `because` is the reason. */
  throws(run: () => unknown, mentions: (string | number | RegExp)[], because: string): void;
  /** `run` leaves the named values as they are, deeply. */
  unchanged(values: Record<string, unknown>, run: () => unknown): void;
  /** `condition` is true; `otherwise` is the whole verdict where it is not: what came, what was expected, what to look at. */
  holds(
    condition: boolean,
    otherwise: string,
    values?: { expected?: unknown; actual?: unknown; isCause?: boolean },
  ): void;
  /**
   * Everything that a generator yields, cloned at the moment it is yielded.
   * Fails when it yields more than `atMost`, so that a loop without an end ends here.
   */
  collect<T>(generator: Iterable<T>, atMost: number, what: string): T[];
}

/** What the learner's code did in a check, in order. Two programs that did the same are wrong in the same way. */
export type Observation = { value: unknown } | { threw: string } | { changed: unknown };

/** Listens to a run that is shown to no learner. */
export interface Listener {
  /** @param originals the same exports as the learner wrote them */
  watch<T extends object>(exports: T, originals: object): T;
  /** @returns whether the check goes on after a difference */
  compared(comparison: Pick<Comparison, 'what' | 'expected' | 'actual' | 'mismatch' | 'hasNote'>): boolean;
  /** An argument that should have stayed as it was. */
  changed?(argument: string): void;
}

interface ToolsHandle<Lesson> {
  tools: Tools<Lesson>;
  observations: Observation[];
  /** What `throws` found first in a run that is recorded: there the check goes on, so that two programs are compared in all cases. */
  deferred(): CheckFailure | null;
}

/**
 * @param record whether to keep observations; they cost a copy of every value, so a first run goes without
 * @param evidence is told of calls and comparisons, and may let the check go on after a wrong value
 */
export function createTools<Lesson extends object>(
  learner: Lesson,
  reference: Lesson,
  seed: number,
  record: boolean,
  evidence?: Listener,
): ToolsHandle<Lesson> {
  const observations: Observation[] = [];
  const observe = (make: () => Observation): void => {
    if (record) observations.push(make());
  };
  let deferred: CheckFailure | null = null;
  const doesNotThrow = (failure: CheckFailure): void => {
    if (!record) throw failure;
    deferred ??= failure;
  };
  const { recorded: logged, log } = recordCalls(learner);
  const recorded = evidence ? evidence.watch(logged, learner) : logged;

  const close: Tools<Lesson>['close'] = (actual, expected, options = {}) => {
    observe(() => ({ value: lookedAt(snapshot(actual), expected) }));
    const mismatch = compare(actual, expected, options);
    const goesOn = evidence?.compared({
      what: options.what ?? null,
      actual,
      expected,
      mismatch,
      hasNote: noteOf(options) !== null,
    });
    if (!mismatch || goesOn) return mismatch === null;
    const what = options.what ?? log.describe(actual) ?? 'your code';
    const text = options.what ? mismatch.text.replace(/^returned /, 'is ') : mismatch.text;
    const note = mismatch.outcome === 'wrong value' ? noteOf(options) : null;
    const more = [options.given?.(), note].filter(Boolean).map((each) => ` ${each}`);
    throw new CheckFailure(mismatch.outcome, `${capitalise(what)} ${text}.${more.join('')}`, mismatch);
  };

  const leavesItsArguments = (calls: readonly KeptCall[]): void => {
    for (const { name, before, after } of calls) {
      // An object may hold functions: of those, a snapshot has the kind.
      const changed = after.findIndex((value, i) => compare(snapshot(value), before[i], { tolerance: 0 }) !== null);
      tools.holds(
        changed < 0,
        `\`${name}\` throws as it should, but it has changed its argument number ${changed + 1} before. Work on a copy, or check first.`,
        { expected: before[changed], actual: after[changed] },
      );
    }
  };

  const tools: Tools<Lesson> = {
    learner: recorded,
    unrecorded: learner,
    reference,
    random: createRandom(seed),
    isDiagnosis: record || evidence !== undefined,
    close,
    slope(gradient, f, params, { epsilon, ...options } = {}) {
      const measured = centralDifferences(f, params, epsilon);
      const unknown = measured.findIndex((each) => !Number.isFinite(each));
      if (unknown >= 0) {
        observe(() => ({ value: snapshot(gradient) }));
        throw new CheckFailure(
          'wrong value',
          `${capitalise(options.what ?? 'a gradient')} has no slope to be compared with: what it belongs to is not a finite number when number ${unknown} is nudged.`,
        );
      }
      close(gradient, measured, {
        tolerance: 1e-5,
        note: 'The expected value is the slope, measured by nudging what it belongs to up and down.',
        ...options,
      });
    },
    throws(run, mentions, because) {
      const { calls, ended } = log.keepArguments(run);
      if ('error' in ended) {
        const { error } = ended;
        if (isNotWritten(error)) throw error;
        if (!(error instanceof Error)) {
          observe(() => ({ threw: typeof error }));
          return doesNotThrow(
            new CheckFailure(
              'wrong value',
              `Your code throws ${describeKind(error)}, expected it to throw an \`Error\`, whose message is the text. Only an \`Error\` also shows where it came from.`,
              { expected: 'an Error', actual: formatValue(error) },
            ),
          );
        }
        const message = messageOf(error);
        const missing = mentions.find((mention) => !names(message, mention));
        observe(() => ({ threw: String(missing) }));
        if (missing === undefined) return leavesItsArguments(calls);
        const named = missing instanceof RegExp ? 'both sizes' : formatValue(missing);
        if (isByJavaScript(error))
          throw new CallFailed(error, `Here your code should throw an error of its own, whose message names ${named}.`);
        return doesNotThrow(
          new CheckFailure(
            'wrong value',
            `Your code throws as it should, with the message ${formatValue(message)}. The message should also name ${named}, to show what does not fit.`,
          ),
        );
      }
      const { result } = ended;
      // The numbers of a matrix that does not fit come from wherever the code reads: two programs that go on are alike.
      observe(() =>
        asMatrix(result) ? { threw: `nothing, and gave ${describeKind(result)}` } : { value: snapshot(result) },
      );
      const what = log.describe(result) ?? 'Your code';
      doesNotThrow(
        new CheckFailure(
          'wrong value',
          `${what} returned ${describeKind(result)}, expected it to throw an error. ${because}`,
          {
            expected: 'an error',
            actual: formatValue(result),
          },
        ),
      );
    },
    unchanged(values, run) {
      const before = snapshot(values) as Record<string, unknown>;
      run();
      observe(() => ({ changed: snapshot(values) }));
      for (const [name, value] of Object.entries(values)) {
        const mismatch = compare(value, before[name], { tolerance: 0 });
        if (!mismatch) continue;
        evidence?.changed?.(name);
        const where = mismatch.at.where ? ` ${mismatch.at.where}` : '';
        const call = log.describe(undefined)?.replace(/\(.*\)/s, '') ?? 'Your code';
        throw new CheckFailure(
          'wrong value',
          `${call} changed its argument \`${name}\`: before the call it was ${mismatch.at.expected}${where}, after it ${mismatch.at.actual}. Work on a copy, or on a new ${holderName(value)}.`,
          { expected: mismatch.expected, actual: mismatch.actual, difference: mismatch.difference, isCause: true },
        );
      }
    },
    holds(condition, otherwise, values = {}) {
      // Where it holds, what it was asked about says nothing of a mistake.
      observe(() => ({ value: condition ? [true] : [false, snapshot(values.actual)] }));
      if (condition) return;
      throw new CheckFailure('wrong value', otherwise, {
        expected: 'expected' in values ? formatValue(values.expected) : null,
        actual: 'actual' in values ? formatValue(values.actual) : null,
        isCause: values.isCause,
      });
    },
    collect(generator, atMost, what) {
      if (generator === null || generator === undefined || typeof generator[Symbol.iterator] !== 'function')
        throw new CheckFailure(
          'wrong shape',
          `\`${what}\` returned ${describeKind(generator)}, expected a generator. Does \`function*\` still have its star?`,
        );
      const seen: ReturnType<typeof snapshot>[] = [];
      const items: unknown[] = [];
      for (const item of generator) {
        items.push(item);
        seen.push(snapshot(item));
        if (seen.length > atMost) {
          observe(() => ({ value: 'too many' }));
          throw new CheckFailure(
            'wrong value',
            `\`${what}\` yielded more than ${atMost === 1 ? 'once' : `${atMost} times`}, expected ${atMost}. When should its loop end?`,
            {
              expected: `${atMost} reports`,
              actual: 'more',
            },
          );
        }
      }
      const changed = items.findIndex((item, i) => compare(item, seen[i], { tolerance: 0 }) !== null);
      tools.holds(
        changed < 0,
        `Report ${changed + 1} of \`${what}\` was changed after it had been yielded. What keeps the reports sees other numbers then: make a new object for each.`,
        { expected: seen[changed], actual: items[changed] },
      );
      return seen as never;
    },
  };
  return { tools, observations, deferred: () => deferred };
}

/** Without the properties that a check does not look at: a learner's object may hold more than it must. */
function lookedAt(value: unknown, expected: unknown): unknown {
  if (!isStructure(value) || !isStructure(expected) || Array.isArray(value) !== Array.isArray(expected)) return value;
  const wanted = expected as Record<string, unknown>;
  if (Array.isArray(value)) return value.map((each, i) => lookedAt(each, wanted[i]));
  const entries = Object.entries(value).filter(([key]) => key in wanted);
  return Object.fromEntries(entries.map(([key, each]) => [key, lookedAt(each, wanted[key])]));
}

function isStructure(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value);
}

/** A size is a number of its own: 32 names neither 3 nor 2. */
function names(message: string, mention: number | string | RegExp): boolean {
  if (mention instanceof RegExp) return mention.test(message);
  if (typeof mention === 'string') return message.includes(mention);
  return new RegExp(`(?<!\\d)${mention}(?!\\d)`).test(message);
}

/** Whether an error is the one that a stub throws. */
export function isNotWritten(error: unknown): boolean {
  try {
    return error instanceof Error && messageOf(error).startsWith('TODO: ');
  } catch {
    return false;
  }
}

/** Whether JavaScript stopped at something by itself: how it words that. */
export function isByJavaScript(error: Error): boolean {
  return error.constructor !== Error && /^(Cannot |Class constructor|Invalid |.* is not )/.test(messageOf(error));
}

function noteOf({ note }: CloseOptions): string | null {
  return typeof note === 'function' ? note() : (note ?? null);
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
