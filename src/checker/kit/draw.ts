/**
 * Arguments for a learner's function, drawn from a tape of choices. The same tape gives the same arguments again, and a tape
 * with smaller choices gives simpler ones: so whatever a contract draws can be made small without a rule of its own.
 * (The idea is Hypothesis's: MacIver and Donaldson, "Test-Case Reduction via Test-Case Generation", 2020.)
 */
import type { Random } from './random';

const { ceil, floor, max, min, round } = Math;

/** What the arguments of one call are drawn with. */
export interface Draw {
  /** A size or a count from `least` (1 by default) to `most`. */
  size(most: number, least?: number): number;
  /** How often something is done in a sequence of calls: as a size, and in one more case, on the least of everything, over a thousand times. */
  repeats(most: number, least?: number): number;
  /** A whole number that is no size: a label, an index. */
  integer(from: number, to: number): number;
  /** `count` numbers between `low` and `high`. Without these, any numbers: mostly between −2 and 2, a few of them large. */
  numbers(count: number, low?: number, high?: number): number[];
  /** One number. */
  number(low?: number, high?: number): number;
  /** `count` rows of `cols` numbers. */
  rows(count: number, cols: number, low?: number, high?: number): number[][];
  /** The same for a list of examples, in which one array may stand twice. */
  examples(count: number, inputs: number, low?: number, high?: number): number[][];
}

type Choice =
  | { kind: 'size' | 'integer'; from: number; to: number; usual?: number; value: number }
  | { kind: 'numbers'; low: number; high: number; isBounded: boolean; values: number[] };

export type Tape = readonly Choice[];

type Range = 'least' | 'small' | 'couple' | 'few' | 'middle';
/** `one`: each size is 1, or the least that there is above. `alike`: all sizes are equal, as in a square. `at`: the size that is drawn at this place, from 0, is large, and the others are a couple; it is the least that there is, and the others are few; or it is often, and the others are one. */
type Sizes = Range | 'one' | 'alike' | { at: number; is: 'large' | 'least' | 'often' };
type Values =
  | 'plain'
  | 'zeros'
  | 'gaps'
  | 'whole'
  | 'equal'
  | 'near'
  | 'two'
  | 'ends'
  | 'tiny'
  | 'some tiny'
  | 'wide'
  | 'first'
  | 'last'
  | 'below'
  | 'above'
  | 'order';

/** What a case is like. Together they are what an author would have to remember. */
export interface Plan {
  sizes: Sizes;
  values: Values;
}

export const PLANS: readonly Plan[] = [
  { sizes: 'small', values: 'plain' },
  { sizes: 'least', values: 'plain' },
  { sizes: 'small', values: 'equal' },
  { sizes: 'small', values: 'zeros' },
  { sizes: 'small', values: 'two' },
  { sizes: 'small', values: 'below' },
  { sizes: 'small', values: 'above' },
  { sizes: 'small', values: 'tiny' },
  { sizes: 'small', values: 'wide' },
  { sizes: 'few', values: 'wide' },
  { sizes: 'small', values: 'ends' },
  { sizes: 'few', values: 'gaps' },
  { sizes: 'small', values: 'whole' },
  { sizes: 'few', values: 'whole' },
  { sizes: 'few', values: 'some tiny' },
  { sizes: 'few', values: 'some tiny' },
  { sizes: 'middle', values: 'first' },
  { sizes: 'middle', values: 'last' },
  { sizes: 'middle', values: 'order' },
  { sizes: 'few', values: 'two' },
  { sizes: 'middle', values: 'two' },
  { sizes: 'few', values: 'plain' },
  { sizes: 'middle', values: 'plain' },
  { sizes: 'alike', values: 'plain' },
  { sizes: 'few', values: 'near' },
];

/** Two cases for each size of a tape: that size is large, and it is the least. For a number of repeats: they are many. */
export function extremeOnes(tape: Tape): Plan[] {
  const plans: Plan[] = [];
  let at = 0;
  for (const choice of tape) {
    if (choice.kind !== 'size') continue;
    const cases = choice.usual === undefined ? (['large', 'least'] as const) : (['often'] as const);
    for (const is of cases) plans.push({ sizes: { at, is }, values: 'plain' });
    at++;
  }
  return plans;
}

/** Draws arguments anew. `tape` holds what was drawn, once `make` has been called. */
export function drawAnew<T>(make: (draw: Draw) => T, random: Random, plan: Plan): { tape: Tape; drawn: T } {
  const tape: Choice[] = [];
  let place = 0;
  const drawn = make(
    drawing((wanted) => {
      const choice = chosen(wanted, random, plan, place);
      if (wanted.kind === 'size') place++;
      tape.push(choice);
      return choice;
    }),
  );
  return { tape, drawn };
}

/** Draws what the tape says. What it does not say, because earlier choices became smaller, is as simple as can be. */
export function drawAgain<T>(make: (draw: Draw) => T, tape: Tape): T {
  let next = 0;
  return make(drawing((wanted) => fitting(wanted, tape[next++])));
}

/** The same, with an array of its own for each example. */
export function drawApart<T>(make: (draw: Draw) => T, tape: Tape): T {
  let next = 0;
  return make(drawing((wanted) => fitting(wanted, tape[next++]), true));
}

/** The tape without what is not drawn from it any more, because earlier choices became smaller. */
export function asDrawn(make: (draw: Draw) => unknown, tape: Tape): Tape {
  const drawn: Choice[] = [];
  make(
    drawing((wanted) => {
      const choice = fitting(wanted, tape[drawn.length]);
      drawn.push(choice);
      return choice;
    }),
  );
  return drawn;
}

/** How many numbers a tape holds. */
export const lengthOf = (tape: Tape): number =>
  tape.reduce((sum, choice) => sum + (choice.kind === 'numbers' ? choice.values.length : 0), 0);

/** The same sizes with other numbers. */
export const withOtherNumbers = (tape: Tape, random: Random): Tape =>
  tape.map((choice) => (choice.kind === 'numbers' ? other(choice, random) : choice));

/** The same with other numbers in one place, for each place of numbers; of many places, some. */
export function* withOneOther(tape: Tape, random: Random, most = MAX_ONE_OTHER): Generator<Tape> {
  const places = [...tape.keys()].filter((i) => tape[i].kind !== 'size');
  for (let left = min(places.length, most); left > 0; left--) {
    const [place] = places.splice(random.integer(0, places.length - 1), 1);
    yield tape.map((choice, i) => (i === place ? other(choice, random) : choice));
  }
}

const MAX_ONE_OTHER = 4;

/** The same with numbers that differ a little. */
export const withNearbyNumbers = (tape: Tape): Tape =>
  tape.map((choice) => {
    if (choice.kind !== 'numbers') return choice;
    const { low, high, values } = choice;
    const nudge = min(high - low, 4) * NEARBY;
    return { ...choice, values: values.map((value) => (value + nudge <= high ? value + nudge : value - nudge)) };
  });

const NEARBY = 2.5e-5;

function other(choice: Choice, random: Random): Choice {
  if (choice.kind === 'numbers')
    return { ...choice, values: choice.values.map(() => random.between(choice.low, choice.high)) };
  return choice.kind === 'size' ? choice : { ...choice, value: random.integer(choice.from, choice.to) };
}

/** Tapes that are a little simpler than this one, the boldest first. */
export function* simpler(tape: Tape): Generator<Tape> {
  const replaced = (i: number, choice: Choice): Tape => tape.map((each, j) => (j === i ? choice : each));
  for (const [i, choice] of tape.entries()) {
    if (choice.kind === 'numbers') continue;
    for (const value of smallerIntegers(choice.value, choice.from)) yield replaced(i, { ...choice, value });
    if (choice.kind === 'size' && choice.value > choice.from) yield* without(tape, i, choice.value);
  }
  for (const [i, choice] of tape.entries()) {
    if (choice.kind !== 'numbers') continue;
    const { low, high, values } = choice;
    const simple = simplest(low, high);
    if (values.some((value) => value !== simple)) yield replaced(i, { ...choice, values: values.map(() => simple) });
    // Equal ones together: they may be wrong because they are equal.
    for (const value of new Set(values))
      for (const other of simplerNumbers(value, low, high))
        yield replaced(i, { ...choice, values: values.map((each) => (each === value ? other : each)) });
    for (const [at, value] of values.entries())
      for (const other of simplerNumbers(value, low, high))
        yield replaced(i, { ...choice, values: values.with(at, other) });
  }
}

/** Larger ones become smaller from their end only. */
const MAX_TAKEN_OUT = 8;

/** The size at `i` is one less: one of the entries, of the rows or of the columns that it counts is taken out. */
function* without(tape: Tape, i: number, size: number): Generator<Tape> {
  if (size > MAX_TAKEN_OUT) return;
  const shorter = (isOut: (index: number, length: number) => boolean): Tape =>
    tape.map((choice, j) => {
      if (choice.kind !== 'numbers') return j === i ? { ...choice, value: size - 1 } : choice;
      const { length } = choice.values;
      if (length === 0 || length % size !== 0) return choice;
      return { ...choice, values: choice.values.filter((_, index) => !isOut(index, length)) };
    });
  for (let out = 0; out < size; out++) {
    yield shorter((index, length) => floor(index / (length / size)) === out);
    yield shorter((index) => index % size === out);
  }
}

type Wanted =
  /** `usual`: the most, but for the case in which it is often. */
  | { kind: 'size' | 'integer'; from: number; to: number; usual?: number }
  | { kind: 'numbers'; low: number; high: number; isBounded: boolean; count: number };

function drawing(choose: (wanted: Wanted) => Choice, isApart = false): Draw {
  const whole = (kind: 'size' | 'integer', from: number, to: number, usual?: number): number =>
    (choose({ kind, from, to, usual }) as { value: number }).value;
  const numbers = (count: number, low?: number, high?: number): number[] => {
    const isBounded = low !== undefined || high !== undefined;
    const choice = choose({ kind: 'numbers', low: low ?? -2, high: high ?? 2, isBounded, count });
    // A copy: what is drawn may be changed, and a tape is not.
    return (choice as { values: number[] }).values.slice();
  };
  const rows = (count: number, cols: number, low?: number, high?: number): number[][] => {
    const all = numbers(count * cols, low, high);
    return Array.from({ length: count }, (_, row) => all.slice(row * cols, (row + 1) * cols));
  };
  return {
    size: (most, least = 1) => whole('size', least, most),
    repeats: (most, least = 1) => whole('size', least, OFTEN.to, most),
    integer: (from, to) => whole('integer', from, to),
    numbers,
    number: (low, high) => numbers(1, low, high)[0],
    rows,
    examples: (count, inputs, low, high) => {
      const all = rows(count, inputs, low, high);
      return isApart ? all : oneForEqual(all);
    },
  };
}

/** Few numbers in a row, and few rows, so that rows are equal at all, and looking for them costs nothing. */
const MAX_EQUAL = { rows: 16, cols: 16 };

/** Equal rows become one array. */
function oneForEqual(rows: number[][]): number[][] {
  if (rows.length > MAX_EQUAL.rows || (rows[0]?.length ?? 0) > MAX_EQUAL.cols) return rows;
  const known: number[][] = [];
  return rows.map((row) => {
    const equal = known.find((each) => each.every((value, i) => value === row[i]));
    if (!equal) known.push(row);
    return equal ?? row;
  });
}

const ALIKE = 3;
/** More than a thousand, and than what ten binary digits count: where people let things change. */
export const OFTEN = { from: 1100, to: 1150 };
const MOST: Record<Range, number> = { least: 0, small: 3, couple: 2, few: 5, middle: 14 };
const LEAST: Record<Range, number> = { least: 0, small: 0, couple: 1, few: 1, middle: 2 };

/** What the other sizes are where one is extreme. A couple: what is large in one direction costs more than all the other cases. */
const beside = (is: 'large' | 'least' | 'often'): Range => (is === 'large' ? 'couple' : 'few');

function chosen(wanted: Wanted, random: Random, { sizes, values }: Plan, place: number): Choice {
  if (wanted.kind !== 'numbers') {
    const { kind, from } = wanted;
    const to = wanted.usual ?? wanted.to;
    if (kind === 'integer') return { ...wanted, value: random.integer(from, to) };
    const extreme = typeof sizes === 'object' && sizes.at === place ? sizes.is : null;
    if (extreme === 'often') return { ...wanted, value: random.integer(OFTEN.from, OFTEN.to) };
    const isOne = sizes === 'one' || (typeof sizes === 'object' && sizes.is === 'often');
    if (isOne || sizes === 'alike') return { ...wanted, value: min(max(from, isOne ? 1 : ALIKE), to) };
    // The largest, or nearly: a buffer that is too small is found at its end.
    if (extreme === 'large') return { ...wanted, value: random.integer(max(from, floor(to * 0.8)), to) };
    const range = extreme ?? (typeof sizes === 'object' ? beside(sizes.is) : sizes);
    const low = from + LEAST[range];
    const high = max(from, min(to, from + MOST[range]));
    return { ...wanted, value: random.integer(min(low, high), high) };
  }
  const { low, high, isBounded } = wanted;
  return { kind: 'numbers', low, high, isBounded, values: valuesOf(values, random, wanted) };
}

/** Alike in two digits behind the point, most of them. */
const NEAR = 1e-3;

/** How much larger than usual numbers without bounds become. */
const WIDE = 1e4;

type Wish = Extract<Wanted, { kind: 'numbers' }>;

function valuesOf(values: Values, random: Random, wish: Wish): number[] {
  const { count, low, high, isBounded } = wish;
  const zero = simplest(low, high);
  const plain = (): number[] => random.numbers(count, low, high);
  switch (values) {
    case 'plain':
      return plain();
    case 'zeros':
      return Array.from({ length: count }, () => zero);
    // What is left out at a zero, or ends a loop there.
    case 'gaps':
      return plain().map((value) => (random() < 0.5 ? zero : value));
    // Few different ones: things that seldom agree do so here, such as a prediction and its target.
    case 'whole': {
      const [least, most] = [max(ceil(low), -1), min(floor(high), max(ceil(low), -1) + 2)];
      return least < most ? Array.from({ length: count }, () => random.integer(least, most)) : plain();
    }
    case 'equal': {
      const value = random.between(low, high);
      return Array.from({ length: count }, () => value);
    }
    // What is kept under a rounded name, or taken for equal, is another one's.
    case 'near': {
      const value = random.between(low, high);
      return random.numbers(count, -NEAR, NEAR).map((each) => min(max(value + each, low), high));
    }
    case 'two': {
      const pair = random.numbers(2, low, high);
      return Array.from({ length: count }, () => pair[random.integer(0, 1)]);
    }
    case 'ends':
      return Array.from({ length: count }, () => (random() < 0.5 ? low : high));
    case 'tiny':
      return plain().map((value) => zero + (value - zero) * 10 ** -random.between(2, 8));
    // A product of tiny numbers is too small to be missed: the other factor is an ordinary one.
    case 'some tiny':
      return valuesOf(random() < 0.5 ? 'tiny' : 'plain', random, wish);
    case 'wide':
      return isBounded ? plain() : plain().map((value) => value * WIDE ** random.between(0.5, 1));
    case 'below':
      return random.numbers(count, low, zero > low ? zero : high);
    case 'above':
      return random.numbers(count, zero < high ? zero : low, high);
    // The extreme at one place: code that looks at one place only is right by accident where it stands there.
    case 'first':
      return [high, ...plain().slice(1)].slice(0, count);
    case 'last':
      return [...plain().slice(1), high].slice(-count || count);
    case 'order':
      return plain().sort((a, b) => a - b);
  }
}

/** What a tape says, where it fits what is wanted now. */
function fitting(wanted: Wanted, choice: Choice | undefined): Choice {
  if (wanted.kind !== 'numbers') {
    if (choice?.kind === wanted.kind && choice.from === wanted.from && choice.to === wanted.to) return choice;
    const value = choice && choice.kind !== 'numbers' ? choice.value : wanted.from;
    return { ...wanted, value: min(max(value, wanted.from), wanted.to) };
  }
  const { low, high, isBounded, count } = wanted;
  const known = choice?.kind === 'numbers' ? choice.values : [];
  const simple = simplest(low, high);
  const values = known.length === count ? known : Array.from({ length: count }, (_, i) => known[i] ?? simple);
  return { kind: 'numbers', low, high, isBounded, values };
}

const simplest = (low: number, high: number): number => min(max(0, low), high);

/** The least, half of the way to it, a quarter …, one less: what is wrong only above some number is found in few attempts. */
function smallerIntegers(value: number, from: number): number[] {
  const smaller: number[] = [];
  for (let less = value - from; less >= 1; less = floor(less / 2)) smaller.push(value - less);
  return smaller;
}

function simplerNumbers(value: number, low: number, high: number): number[] {
  const candidates = [simplest(low, high), 1, -1, 2, -2, round(value), round(value * 2) / 2, round(value * 10) / 10];
  const rank = (each: number): number => {
    const found = candidates.indexOf(each);
    return found < 0 ? candidates.length : found;
  };
  return [...new Set(candidates)].filter((each) => each >= low && each <= high && rank(each) < rank(value));
}
