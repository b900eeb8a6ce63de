/** NaN and Infinity: where they are, and which input they belong to. */
import type { Means } from '../learnerText';
import type { Case, Reasoner } from './case';
import { type NumericInput, type View, placeOf } from './view';

/** e to a larger power is Infinity. */
const MAX_EXPONENT = 709;

export const notFinite: Reasoner = (about) => {
  const { first, means } = about;
  const bad = (view: View, i: number): boolean => !Number.isFinite(view.actual[i]) && Number.isFinite(view.expected[i]);
  // Only what is not finite may be wrong, otherwise the NaN is a part of something larger.
  if (!about.views.every((view) => view.wrong.every((wrong, i) => !wrong || bad(view, i)))) return null;
  const isNaN = first.actual.some((value) => Number.isNaN(value));
  const name = isNaN ? 'NaN' : 'Infinity';
  const byInput = belongingInput(about, bad);
  if (byInput) return { kind: `not finite ${byInput.kind}`, says: byInput.says(name) };

  const wrong = first.wrong.flatMap((each, i) => (each ? [i] : []));
  const count = first.actual.length;
  if (means.loops && count > 1 && wrong.length === 1 && wrong[0] === count - 1)
    return {
      kind: 'not finite last',
      says: `Only the last number is ${name}. Does a loop read one place past the end?`,
    };
  if (wrong.length < count)
    return count < 3
      ? null
      : {
          kind: 'not finite some',
          says: `The first ${name} is at ${placeOf(first, wrong[0])}; the other ${count - wrong.length} of ${count} numbers are finite. What is different there?`,
        };
  if (first.inputs.some(({ numbers }) => numbers.some((value) => !Number.isFinite(value)))) return null;
  return {
    kind: `not finite all ${name}`,
    says: isNaN
      ? (means.sourceOfNaN ??
        `All inputs are finite. NaN comes from a calculation with \`undefined\`${means.loops ? ', as when a loop reads past the end of an array or adds to a place that is still empty' : ''}, with a whole array in the place of a number, or from 0 / 0.`)
      : `All inputs are finite. Infinity comes from ${sourcesOfInfinity(means)}.`,
  };
};

/** Those that the code can have. */
function sourcesOfInfinity({ logarithms, powers }: Means): string {
  const sources = [
    'a division by 0',
    ...(logarithms ? ['the logarithm of 0'] : []),
    ...(powers ? ['a very large power of e'] : []),
  ];
  return sources.length === 1 ? sources[0] : `${sources.slice(0, -1).join(', ')}, or ${sources.at(-1)}`;
}

interface Belonging {
  kind: string;
  says(name: string): string;
}

/** An input that has a 0, or a very large number, exactly where the result is not finite: by number, by row, or by call. */
function belongingInput(about: Case, bad: (view: View, i: number) => boolean): Belonging | null {
  const causes = [
    {
      kind: 'large',
      may: about.means.powers,
      holds: (value: number) => Math.abs(value) > MAX_EXPONENT,
      says: (input: string, value: number) => (name: string) =>
        `${name} comes up where \`${input}\` holds ${value}: e to the power ${Math.abs(value)} is too large for a number and becomes Infinity.`,
    },
    {
      kind: 'zero',
      may: true,
      holds: (value: number) => value === 0,
      says: (input: string) => (name: string) =>
        `${name} comes up exactly where \`${input}\` is 0. Is ${about.means.logarithms ? 'its logarithm taken there, or is ' : ''}something divided by it?`,
    },
  ];
  for (const { kind, may, holds, says } of causes)
    for (const { name } of about.first.inputs) {
      const values = about.views.map((view) => view.inputs.find((each) => each.name === name));
      const culprit = values[0]?.numbers.find(holds);
      if (!may || culprit === undefined) continue;
      const fits = about.views.every((view, k) => belongs(view, values[k], holds, bad));
      const rightOnes = about.right.map(({ inputs }) => inputs.find((each) => each.name === name));
      const contradicted = rightOnes.some((input) => !input || input.numbers.some(holds));
      // Without a number or a call that is right, nothing says that it is this input.
      const shows =
        rightOnes.length > 0 || about.views.some((view) => view.actual.some((_, i) => Number.isFinite(view.actual[i])));
      if (fits && shows && !contradicted) return { kind: `${kind} ${name}`, says: says(name, culprit) };
    }
  return null;
}

function belongs(
  view: View,
  input: NumericInput | undefined,
  holds: (value: number) => boolean,
  bad: (view: View, i: number) => boolean,
): boolean {
  if (!input) return false;
  const { numbers } = input;
  const indices = view.actual.map((_, i) => i);
  if (numbers.length === view.actual.length && indices.every((i) => bad(view, i) === holds(numbers[i]))) return true;
  // One number of the result for each row of the input, or rows on both sides.
  const lines = view.kind === 'matrix' ? view.rows : view.actual.length;
  if (input.kind === 'matrix' && input.rows === lines && lines > 1) {
    const perLine = view.actual.length / lines;
    return indices.every((i) => {
      const row = Math.floor(i / perLine);
      return bad(view, i) === numbers.slice(row * input.cols, (row + 1) * input.cols).some(holds);
    });
  }
  return indices.every((i) => bad(view, i)) && numbers.some(holds);
}
