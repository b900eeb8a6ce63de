/** A wrong value as the reasoners see it, with all that must agree with what they say of it. */
import type { Comparison } from '../kit/evidence';
import type { Means } from '../learnerText';
import { type NumericInput, type Part, type View, flatNumbers, isSeen, numericInputs, partsOf } from './view';

/** How the value is spoken of: as a whole, or as a part that the sentence before has named. */
interface Words {
  /** For a single number. */
  value: string;
  /** For every number of many. */
  every: string;
}

const WHOLE: Words = { value: 'Your value', every: 'Every number' };
const PART: Words = { value: 'It', every: 'Every number in it' };

export interface Case {
  /** The wrong value that the verdict shows. */
  first: View;
  /** The wrong values of the same thing that a claim must hold for, `first` at the front. */
  views: View[];
  /** The inputs of those that were right. A claim must not contradict them. */
  right: { inputs: NumericInput[]; expected: unknown }[];
  /** Everything that was compared before `first`, latest last. */
  before: Comparison[];
  /** Nothing else that these checks look at is wrong. */
  alone: boolean;
  /** What else is wrong, where it can be seen as numbers. */
  others: View[];
  words: Words;
  /** All wrong values are what the learner's code returned, and not what a check computed from it. */
  returned: boolean;
  /** What the code works with: a sentence speaks of nothing else. */
  means: Means;
}

/** What the outputs show. Two findings of one kind say the same thing about different numbers. */
export interface Finding {
  kind: string;
  says: string;
}

export type Reasoner = (about: Case) => Finding | null;

export interface Opened {
  whole: Case;
  /** The same for one part alone, where the others are right; with its name. */
  parts: { name: string; about: Case }[];
  rightParts: string[];
}

/**
 * @param comparisons of the failed check
 * @param pool those of all checks that are to agree with what is said, the failed one's included
 * @returns null where the first failure is not one of numbers
 */
export function open(comparisons: readonly Comparison[], pool: readonly Comparison[], means: Means): Opened | null {
  const at = comparisons.findIndex((each) => each.mismatch);
  const first = comparisons[at];
  if (!first || !partsOf(first)) return null;
  const alike = pool.filter((each) => subjectOf(each) === subjectOf(first));
  const wrong = alike.filter((each) => each.mismatch && each !== first);
  const failed = [first, ...wrong].flatMap((each) => partsOf(each) ?? []);
  const right = alike
    // What is right where nothing but 0, or next to it, is expected shows little.
    .filter((each) => !each.mismatch && flatNumbers(each.expected).some((value) => isSeen(value)))
    .map(({ inputs, expected }) => ({ inputs: numericInputs(inputs), expected }));
  const alone = pool.every((each) => !each.mismatch || alike.includes(each));
  const others = pool
    .filter((each) => each.mismatch && !alike.includes(each))
    .flatMap((each) => partsOf(each)?.whole ?? []);
  const before = comparisons.slice(0, at);
  const make = (views: View[], words: Words): Case => ({
    first: views[0],
    views,
    right,
    before,
    alone,
    others,
    words,
    returned: [first, ...wrong].every((each) => each.isReturned),
    means,
  });
  const whole = make(
    failed.map((each) => each.whole),
    WHOLE,
  );
  const byName = new Map<string, Part[]>();
  for (const part of failed.flatMap((each) => each.parts))
    byName.set(part.name, [...(byName.get(part.name) ?? []), part]);
  const isWrong = (list: Part[]): boolean => list.some(({ view }) => view.wrong.includes(true));
  const names = [...byName.keys()];
  return {
    whole,
    parts: names.flatMap((name) => {
      const views = (byName.get(name) ?? []).map((part) => part.view).filter((view) => view.wrong.includes(true));
      return views.length > 0 ? [{ name, about: make(views, PART) }] : [];
    }),
    rightParts: names.filter((name) => !isWrong(byName.get(name) ?? [])),
  };
}

/** What a comparison is about: two of the same subject can be reasoned about together. */
export function subjectOf(comparison: Comparison): string {
  // `the weights for 8 inputs` and `the weights for 50 inputs` are the same thing.
  return comparison.what?.replace(/\d+/g, '#') ?? comparison.call ?? '';
}

export function subject(about: Case): string {
  return about.first.actual.length === 1 ? about.words.value : about.words.every;
}
