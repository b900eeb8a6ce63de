/** What a function of a lesson promises, and the checks that follow from it. An author states the promise once. */
import { describeCall, showsArguments } from './calls';
import {
  type Promised,
  type Values,
  asksAgain,
  asksOften,
  asksWithOneTwice,
  asksWithTheSameObjects,
  called,
  leavesArguments,
  withoutFunctions,
} from './calledAgain';
import { compare } from './compare';
import {
  type Draw,
  PLANS,
  type Plan,
  type Tape,
  asDrawn,
  drawAgain,
  drawAnew,
  drawApart,
  extremeOnes,
  lengthOf,
  simpler,
} from './draw';
import { CheckFailure } from './failure';
import { asMatrix, formatValue } from './format';
import { holderName, isData, isShared, partThatShares, sharedWith } from './memory';
import { type CloseOptions, type Tools, isNotWritten } from './tools';

/** The promise of a function. */
export interface Contract<Lesson, Given extends Values> {
  /** Draws the arguments of a call: name → value, in the order of the parameters. Called several times for the same arguments. */
  given(draw: Draw, learner: Lesson): Given;
  /**
   * What is done with them, where it is more than one call of the function: for a class, a sequence of calls of its methods. Gives back
   * all results, by name.
   */
  does?(learner: Lesson, given: Given): unknown;
  /** The right result, in float64, without the learner's code. */
  gives(given: Given): unknown;
  /** The largest of the numbers that are added up in a result, where they may cancel. */
  terms?(given: Given): number;
  /** As for `close`; of the arguments, where rounding adds up over many steps. */
  tolerance?: number | ((given: Given) => number);
  at?: (path: (string | number)[]) => string;
}

/** So many wrong cases are looked at in a diagnosis; where there are as many, none with a large size. */
const OBSERVED_FAILURES = 5;

/** What making an input small may take, in calls and in numbers that are drawn. Not a time: a verdict does not depend on how busy the machine is. */
const MAX_ATTEMPTS = 1000;
const MAX_NUMBERS = 200_000;

/**
 * The check that follows from the promise of `of`: right for every size and kind of number, the same when it is asked again, its
 * arguments and earlier results as they were.
 */
export function bodyOf<Lesson extends object, Given extends Values>(
  of: string,
  contract: Contract<Lesson, Given>,
): (tools: Tools<Lesson>) => void {
  /** Null where the arguments are too long for it, and for a sequence of calls. */
  const callShown = (given: Values): string | null => {
    const call = contract.does ? '' : describeCall(of, Object.values(given));
    return showsArguments(call) ? call : null;
  };
  return (tools) => {
    const make = (draw: Draw): Given => contract.given(draw, tools.learner);
    const callOf =
      (learner: Lesson) =>
      (given: Values): unknown =>
        contract.does
          ? contract.does(learner, given as Given)
          : (learner as Record<string, (...args: unknown[]) => unknown>)[of](...Object.values(given));
    const promise: Promised = {
      make,
      isOneCall: !contract.does,
      call: callOf(tools.learner),
      callUnrecorded: callOf(tools.unrecorded),
      gives: (given) => contract.gives(given as Given),
      options: (tape) => ({
        tolerance:
          typeof contract.tolerance === 'function' ? contract.tolerance(drawAgain(make, tape)) : contract.tolerance,
        at: contract.at,
        terms: () => contract.terms?.(drawAgain(make, tape)) ?? 0,
      }),
      // The verdict shows a call with its arguments where they are short, but no sequence of calls.
      shown: (tape) => ({
        ...(contract.does && { what: `what \`${of}\` gave` }),
        given: () => {
          const given = drawAgain(make, tape);
          return callShown(given) ? '' : `${inWords(given)}.`;
        },
      }),
      asked: (given) => (callShown(given) ? `The call was ${callShown(given)}.` : `${inWords(given)}.`),
    };
    agrees(of, promise, tools);
    asksAgain(of, promise, tools);
    asksWithTheSameObjects(of, promise, tools);
    leavesArguments(promise, tools);
    asksWithOneTwice(promise, tools);
    asksOften(of, promise, tools);
  };
}

function agrees(of: string, promise: Promised, tools: Tools<object>): void {
  const { call, make, gives, options, shown } = promise;
  const close = (tape: Tape, note?: string): boolean => {
    const expected = gives(drawAgain(make, tape));
    const more: CloseOptions = tools.isDiagnosis ? {} : { ...shown(tape), note };
    const given = drawAgain(make, tape);
    const result = called(promise, tape, given);
    const agrees = tools.close(result, expected, { ...options(tape), ...more });
    const where = (): string => {
      const text = more.given?.();
      return text ? ` ${text}` : '';
    };
    const shared = sharedWith(result, given, expected);
    // The parts of what a sequence of calls gave have the names of the check.
    const part = shared !== null && promise.isOneCall ? partThatShares(result, given[shared], expected) : '';
    const holder = holderName(result);
    tools.holds(
      shared === null,
      // Not "its argument": of a class it is only the name that the sequence of calls has for it. And it may be a matrix.
      `\`${of}\` was given \`${shared}\`, and gave it or a part of it back${part && ` in \`${part}\``}, instead of something new. What changes one of them later changes both.${where()}`,
      { expected: 'something new', actual: formatValue(result), isCause: true },
    );
    tools.holds(
      !isShared(result, expected),
      promise.isOneCall
        ? `\`${of}\` gave one ${holder} in two places of its result. What changes one of them later changes both: make a new ${holder} for each.${where()}`
        : `\`${of}\` gave one and the same ${holder} twice. What changes it later changes both results: make a new ${holder} each time.${where()}`,
      { expected: `a new ${holder} in each place`, actual: formatValue(result), isCause: true },
    );
    return agrees;
  };
  const fails = (tape: Tape, drawn = drawAgain(make, tape)): boolean => {
    const expected = gives(drawn);
    // Drawn again where the learner's code could change the right result, or a source of random numbers has gone on in the oracle.
    const isUsable = isData(drawn) && sharedWith(expected, drawn, expected) === null;
    const given = isUsable ? drawn : drawAgain(make, tape);
    try {
      const result = call(given);
      return (
        compare(result, expected, options(tape)) !== null ||
        sharedWith(result, given, expected) !== null ||
        isShared(result, expected)
      );
    } catch (error) {
      if (isNotWritten(error)) throw error;
      return true;
    }
  };
  const failures: CheckFailure[] = [];
  /** Cases in which a difference did not end the check. */
  let differing = 0;
  const judge = (plan: Plan): Tape => {
    const { tape, drawn } = drawAnew(make, tools.random, plan);
    if (tools.isDiagnosis) observe(tape);
    else if (fails(tape, drawn)) {
      closeSmallest(shrunk(tape, make, fails));
      // Right this time: then its answer depends on what was asked before.
      close(tape);
    }
    return tape;
  };
  const closeSmallest = (tape: Tape): void => {
    if (fails(tape, drawApart(make, tape))) return void close(tape);
    // Wrong only because one array stands twice in a list. Who tries the call as it is shown has two arrays, and sees nothing wrong.
    const given = drawAgain(make, tape);
    tools.unchanged(withoutFunctions(given), () => called(promise, tape, given));
    close(tape, oneArrayTwice(given));
  };
  /** A diagnosis compares what two programs gave for the same inputs: in a single small one, two mistakes may look alike. */
  const observe = (tape: Tape): void => {
    try {
      if (!close(tape)) differing++;
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      if (failures.push(error) === OBSERVED_FAILURES) throw error;
    }
  };
  const [tape] = PLANS.map(judge);
  // What is wrong for small ones already may take for ever with large ones, and shows nothing new there.
  if (differing + failures.length < OBSERVED_FAILURES) extremeOnes(tape).forEach(judge);
  if (failures.length > 0) throw failures[0];
}

/** The smallest input that still fails, as far as the attempts reach. */
function shrunk(tape: Tape, make: (draw: Draw) => unknown, fails: (tape: Tape) => boolean): Tape {
  let smallest = tape;
  let attempts = 0;
  let numbers = 0;
  const firstFailing = (): Tape | null => {
    for (const candidate of simpler(smallest)) {
      numbers += lengthOf(candidate);
      if (++attempts > MAX_ATTEMPTS || numbers > MAX_NUMBERS) return null;
      if (fails(candidate)) return candidate;
    }
    return null;
  };
  for (let next = firstFailing(); next !== null; next = firstFailing()) smallest = asDrawn(make, next);
  return smallest;
}

function oneArrayTwice(given: Values): string | undefined {
  for (const [name, value] of Object.entries(given)) {
    if (!Array.isArray(value)) continue;
    const second = value.findIndex((each, i) => typeof each === 'object' && value.indexOf(each) < i);
    if (second < 0) continue;
    return `Here \`${name}[${value.indexOf(value[second])}]\` and \`${name}[${second}]\` are one and the same array: with an array of its own for each, the result is right.`;
  }
  return undefined;
}

/** Arguments as a learner can try them: `x = [[1, 0]]`; of large ones only the size. */
function inWords(given: Values): string {
  const parts = Object.entries(given).map(([name, value]) => {
    const text = formatValue(value, 4);
    return text.length <= 100 && !text.includes('…') ? `${name} = ${text}` : `${name} ${sizeOf(value)}`;
  });
  return `Here ${parts.join(', ')}`;
}

function sizeOf(value: unknown): string {
  const matrix = asMatrix(value);
  if (matrix) return `is ${matrix.rows}×${matrix.cols}`;
  if (!Array.isArray(value)) return 'is large';
  const [first] = value as unknown[];
  if (Array.isArray(first)) return `has ${value.length}×${first.length} numbers`;
  return `has ${value.length} ${typeof first === 'number' ? 'numbers' : 'entries'}`;
}
