/** The checks that follow from any promise: the same answer when asked again, and everything else as it was. */
import { type CompareOptions, compare } from './compare';
import {
  type Draw,
  OFTEN,
  type Tape,
  drawAgain,
  drawAnew,
  withNearbyNumbers,
  withOneOther,
  withOtherNumbers,
} from './draw';
import { asMatrix } from './format';
import { holderName, overwritten, sharedWith } from './memory';
import { snapshot } from './snapshot';
import { CallFailed } from './failure';
import { type CloseOptions, type Tools, isNotWritten } from './tools';

export type Values = Record<string, unknown>;

/** A contract, and how the function is called. */
export interface Promised {
  call(given: Values): unknown;
  callUnrecorded(given: Values): unknown;
  make(draw: Draw): Values;
  /** What is judged is the result of a single call. */
  isOneCall: boolean;
  gives(given: Values): unknown;
  options(tape: Tape): CompareOptions;
  /** How a verdict shows a call with what the tape says. */
  shown(tape: Tape): CloseOptions;
  /** The arguments, in a sentence. */
  asked(given: Values): string;
}

/** Calls with what the tape says. An error goes on with these arguments. */
export function called({ call, make, asked }: Promised, tape: Tape, given = drawAgain(make, tape)): unknown {
  try {
    return call(given);
  } catch (thrown) {
    if (isNotWritten(thrown)) throw thrown;
    throw new CallFailed(thrown, asked(drawAgain(make, tape)));
  }
}

/** The same arguments again, at once and after other ones: the answer stays, and no earlier result is changed or given again. */
export function asksAgain(of: string, promise: Promised, tools: Tools<object>): void {
  const { make, gives } = promise;
  const first = drawAnew(make, tools.random, { sizes: 'middle', values: 'plain' }).tape;
  const second = withOtherNumbers(first, tools.random);
  const third = drawAnew(make, tools.random, { sizes: 'small', values: 'plain' }).tape;

  const expected = gives(drawAgain(make, first));
  const result = called(promise, first);
  const before = snapshot(result);
  const holder = holderName(result);
  const twice = called(promise, first);
  const changes = compare(twice, before, { tolerance: 0 });
  tools.holds(
    changes === null,
    `\`${of}\` gave ${changes?.at.expected}${placeOf(changes)}, and ${changes?.at.actual} when it was called again with the same arguments.`,
    { expected: before, actual: twice, isCause: true },
  );
  const others = [second, third].map((tape) => {
    const other = called(promise, tape);
    const changed = compare(result, before, { tolerance: 0 });
    tools.holds(
      changed === null,
      `What \`${of}\` gave before was changed by a later call: it was ${changed?.at.expected}${placeOf(changed)}, and is ${changed?.at.actual} now. Make a new ${holder} in each call.`,
      { expected: before, actual: result, isCause: true },
    );
    return other;
  });
  const again = called(promise, first);
  const differs = compare(again, before, { tolerance: 0 });
  tools.holds(
    differs === null,
    `\`${of}\` gave ${differs?.at.expected}${placeOf(differs)}, and after calls with other arguments ${differs?.at.actual} for the same ones. Is something kept from an earlier call?`,
    { expected: before, actual: again, isCause: true },
  );
  tools.holds(
    others.every((other) => sharedWith(result, { other }, expected) === null),
    `\`${of}\` gave the same ${holder} in two calls. Make a new one in each call.`,
    { expected: `a new ${holder}`, actual: `the same ${holder}`, isCause: true },
  );
}

const placeOf = (mismatch: ReturnType<typeof compare>): string => (mismatch?.at.where ? ` ${mismatch.at.where}` : '');

/** The arguments are afterwards what they were before. */
export function leavesArguments(promise: Promised, tools: Tools<object>): void {
  for (const sizes of ['small', 'alike', 'middle'] as const) {
    const { tape, drawn: given } = drawAnew(promise.make, tools.random, { sizes, values: 'plain' });
    tools.unchanged(withoutFunctions(given), () => called(promise, tape, given));
  }
}

export const withoutFunctions = (given: Values): Values =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => typeof value !== 'function'));

/**
 * The same arrays again, with other numbers in them: that is how training changes its weights. Each time one thing differs from the
 * first call, so that what is remembered by only a part of the arguments is met, too.
 */
export function asksWithTheSameObjects(of: string, promise: Promised, tools: Tools<object>): void {
  const { make } = promise;
  const few = drawAnew(make, tools.random, { sizes: 'few', values: 'plain' }).tape;
  inTurn(few, withOneOther(few, tools.random), of, promise, tools);
  // Near whole numbers, where small differences show most.
  const whole = drawAnew(make, tools.random, { sizes: 'middle', values: 'whole' }).tape;
  inTurn(whole, [withNearbyNumbers(whole), ...withOneOther(whole, tools.random)], of, promise, tools);
  // One of everything, or equal ones: with others in between, what is remembered of the latest call only is forgotten.
  for (let round = 0; round < ROUNDS; round++) {
    const one = drawAnew(make, tools.random, { sizes: 'one', values: 'equal' }).tape;
    const given = drawAgain(make, one);
    const before = snapshot(called(promise, one, given));
    thenWithOthers({ given, before }, withOneOther(one, tools.random, 2), promise, tools);
  }
}

/** An answer that is yes or no is the right one by chance every other time. */
const ROUNDS = 20;

/** Undefined where that throws. */
function calledAnew({ call, make }: Promised, tape: Tape, given = drawAgain(make, tape)): unknown {
  try {
    return call(given);
  } catch {
    return undefined;
  }
}

/** One matrix in two places, as in a · a: another one with the same numbers gives the same. Of two lists, one may hold labels. */
export function asksWithOneTwice(promise: Promised, tools: Tools<object>): void {
  const { make, gives, options, isOneCall } = promise;
  if (!isOneCall) return;
  const { tape, drawn: given } = drawAnew(make, tools.random, { sizes: 'alike', values: 'plain' });
  const names = Object.keys(given).filter((name) => asMatrix(given[name]) !== undefined);
  const [first, second] = names;
  const [a, b] = [asMatrix(given[first]), asMatrix(given[second])];
  if (names.length !== 2 || a?.rows !== b?.rows || a?.cols !== b?.cols) return;
  const twice = (): Values => {
    const all = drawAgain(make, tape);
    return { ...all, [second]: all[first] };
  };
  const apart = (): Values => ({ ...drawAgain(make, tape), [second]: drawAgain(make, tape)[first] });
  const expected = gives(twice());
  const result = called(promise, tape, twice());
  tools.close(result, expected, {
    ...options(tape),
    note: () =>
      compare(calledAnew(promise, tape, apart()), expected, options(tape)) === null
        ? `Here \`${first}\` and \`${second}\` are one and the same matrix: with a matrix of its own for each, the result is right.`
        : null,
  });
}

/** Of what is more than a number, every seventh result is looked at: no divisor of a round number of calls. */
const LOOKED_AT = 7;

/**
 * The same again, over a thousand times: what is counted or gathered from call to call does not change the answer. For a sequence
 * of calls that repeats, the contract draws how often.
 */
export function asksOften(of: string, promise: Promised, tools: Tools<object>): void {
  const { tape, drawn: given } = drawAnew(promise.make, tools.random, { sizes: 'one', values: 'plain' });
  if (tape.some((choice) => choice.kind === 'size' && choice.usual !== undefined)) return;
  const unrecorded = { ...promise, call: promise.callUnrecorded };
  const first = called(unrecorded, tape, given);
  const before = snapshot(first);
  const isNumber = typeof first !== 'object';
  for (let calls = 1; calls <= OFTEN.from; calls++) {
    const again = called(unrecorded, tape, given);
    if (isNumber ? Object.is(again, first) : calls % LOOKED_AT > 0) continue;
    const changes = compare(again, before, { tolerance: 0 });
    if (changes === null) continue;
    const { where, expected, actual } = changes.at;
    tools.holds(
      false,
      `\`${of}\` gave ${expected}${where && ` ${where}`} at first, and ${actual} after ${calls} calls with the same arguments. Does your code count or gather something from call to call?`,
      { expected: before, actual: again, isCause: true },
    );
  }
}

function inTurn(first: Tape, then: Iterable<Tape>, of: string, promise: Promised, tools: Tools<object>): void {
  const { make, gives } = promise;
  let given = drawAgain(make, first);
  const result = called(promise, first, given);
  const before = snapshot(result);
  const holder = holderName(result);

  given = overwritten(given, drawAgain(make, first));
  const again = called(promise, first, given);
  const differs = compare(again, before, { tolerance: 0 });
  tools.holds(
    differs === null,
    `\`${of}\` gave ${differs?.at.expected}${placeOf(differs)}, and then ${differs?.at.actual} for the very same arguments. Is something kept from an earlier call, and changed?`,
    { expected: before, actual: again, isCause: true },
  );
  tools.holds(
    sharedWith(again, { result }, gives(drawAgain(make, first))) === null,
    `\`${of}\` was called twice with the very same arguments, and gave the same ${holder} back both times. Make a new one in each call.`,
    { expected: `a new ${holder}`, actual: `the same ${holder}`, isCause: true },
  );

  thenWithOthers({ given, before }, then, promise, tools);
}

/** Calls with the same objects and other numbers in them. `before` is what the call with `given` gave. */
function thenWithOthers(
  { given, before }: { given: Values; before: unknown },
  then: Iterable<Tape>,
  promise: Promised,
  tools: Tools<object>,
): void {
  const { make, gives, options, shown } = promise;
  for (const tape of then) {
    given = overwritten(given, drawAgain(make, tape));
    const expected = gives(drawAgain(make, tape));
    const answer = called(promise, tape, given);
    tools.close(answer, expected, {
      ...options(tape),
      ...(tools.isDiagnosis ? {} : shown(tape)),
      note: () => {
        if (compare(answer, before, { tolerance: 0 }) === null)
          return 'An earlier call with other numbers gave exactly this. Is something kept from it?';
        const isRightAnew = compare(calledAnew(promise, tape), expected, options(tape)) === null;
        const holders = holderName(given) === 'matrix' ? 'matrices' : 'arrays';
        return isRightAnew
          ? `With new ${holders} that hold these numbers, the result is right. Is something kept from an earlier call, in which the same ${holders} held other numbers?`
          : null;
      },
    });
  }
}
