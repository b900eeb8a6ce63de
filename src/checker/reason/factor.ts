/** Every number is off by the same factor, by the same amount, or by one of the inputs. */
import { formatNumber } from '../kit/format';
import { type Case, type Finding, type Reasoner, subject } from './case';
import { type NumericInput, type View, allSame, distinct, flatNumbers, isSeen, same } from './view';

const { abs } = Math;

/** a / e where it is the same for all numbers; null where it is not, or where all are 0 or right. */
function ratioOf({ actual, expected, scale }: View): number | null {
  const at = expected.reduce((best, value, i) => (abs(value) > abs(expected[best]) ? i : best), 0);
  const ratio = actual[at] / expected[at];
  if (!Number.isFinite(ratio) || ratio === 0 || same(ratio, 1)) return null;
  return actual.every((value, i) => same(value, ratio * expected[i], scale)) ? ratio : null;
}

interface Size {
  key: string;
  /** `x` has 4 rows. */
  label: string;
  size: number;
}

function sizesOf(inputs: readonly NumericInput[]): Size[] {
  return inputs.flatMap(({ name, kind, rows, cols }): Size[] => {
    // A long name is no help, and the more sizes there are, the more fit by chance.
    if (kind === 'number' || name.includes('[')) return [];
    if (kind === 'list') return [{ key: `${name} list`, label: `\`${name}\` has ${cols} numbers`, size: cols }];
    return [
      { key: `${name} rows`, label: `\`${name}\` has ${rows} rows`, size: rows },
      { key: `${name} cols`, label: `\`${name}\` has ${cols} columns`, size: cols },
      { key: `${name} all`, label: `\`${name}\` has ${rows * cols} numbers`, size: rows * cols },
    ];
  });
}

const FORMS = [
  { power: 1, form: (size: number) => size },
  { power: -1, form: (size: number) => 1 / size },
  { power: 'n / (n − 1)', form: (size: number) => size / (size - 1) },
];

/** The factor is a size of an input, or one over it, in every wrong value; and that size is 1 in every right one. */
export const sizeFactor: Reasoner = (about) => {
  const ratios = about.views.map(ratioOf);
  if (ratios.includes(null)) return null;
  for (const { power, form } of FORMS) {
    const fits = ({ size }: Size, ratio: number | null): boolean => size > 1 && same(ratio ?? 0, form(size));
    for (const candidate of sizesOf(about.first.inputs)) {
      const sizeIn = (inputs: readonly NumericInput[]): Size | undefined =>
        sizesOf(inputs).find(({ key }) => key === candidate.key);
      const everywhere = about.views.every((view, i) => {
        const size = sizeIn(view.inputs);
        return size !== undefined && fits(size, ratios[i]);
      });
      const contradicted = about.right.some(({ inputs }) => (sizeIn(inputs)?.size ?? 1) > 1);
      if (!everywhere || contradicted) continue;
      const times = describeTimes(form(candidate.size));
      if (power === 'n / (n − 1)') {
        // One size alone has this factor from many a form.
        if (new Set(about.views.map(({ inputs }) => sizeIn(inputs)?.size)).size < 2) continue;
        return {
          kind: `size ${power} ${candidate.key}`,
          says: `${subject(about)} is ${times} the right one, and ${candidate.label}: it is what a division by one less than that gives, here and in the other cases that are wrong. A mean divides by all of them.`,
        };
      }
      const question = power === 1 ? 'Is a division by that number missing?' : 'Is there one division too many?';
      return {
        kind: `size ${power} ${candidate.key}`,
        says: `${subject(about)} is exactly ${times} the right one, and ${candidate.label}. ${question}`,
      };
    }
  }
  return null;
};

/** Factors that have a reason, and what to look at. */
const KNOWN: { factor: number; logarithm?: boolean; says: (subject: string) => string }[] = [
  { factor: 2, says: (it) => `${it} is exactly twice the right one. Does something count twice, or is a ½ missing?` },
  { factor: 0.5, says: (it) => `${it} is exactly half the right one. Is a factor 2 missing, or is a ½ too many?` },
  {
    factor: -1,
    says: (it) =>
      `${it} has the right size and the wrong sign. Is something subtracted where it should be added, or in the wrong order?`,
  },
  ...[
    [Math.LN2, 'ln 2'],
    [1 / Math.LN2, '1 / ln 2'],
    [Math.LN10, 'ln 10'],
    [1 / Math.LN10, '1 / ln 10'],
  ].map(([factor, name]) => ({
    factor: factor as number,
    logarithm: true,
    says: (it: string) =>
      `${it} is ${formatNumber(factor as number, 4)} times the right one, and that is ${name}. Which base has your logarithm?`,
  })),
];

export const factor: Reasoner = (about) => {
  const ratio = ratioOf(about.first);
  if (ratio === null || !about.views.every((view) => same(ratioOf(view) ?? 0, ratio))) return null;
  const evidence = distinct(
    about.views.flatMap((view) => view.expected),
    about.first.scale,
  );
  const refuted = about.right.length > 0;
  const known = KNOWN.find((each) => same(each.factor, ratio) && (!each.logarithm || about.means.logarithms));
  // One number alone is some multiple of any other.
  if (evidence < 3 && !about.alone) return null;
  if (evidence < 2) {
    if (!known || refuted || ![2, 0.5, -1].includes(known.factor)) return null;
  } else if (!known && evidence < 3 && !isRound(ratio)) return null;
  if (refuted && evidence < 3) return null;
  if (known) return { kind: `factor ${known.factor}`, says: known.says(subject(about)) };
  const input = scalarInput(about, (view, value) => same(ratioOf(view) ?? 0, value));
  if (input)
    return {
      kind: 'factor input',
      says: `${subject(about)} is the right one times \`${input}\`. Is it multiplied in once too often?`,
    };
  const inverse = scalarInput(about, (view, value) => same(ratioOf(view) ?? 0, 1 / value));
  if (inverse)
    return {
      kind: 'factor 1/input',
      says: `${subject(about)} is the right one divided by \`${inverse}\`. Is \`${inverse}\` left out somewhere?`,
    };
  // Where something else is off by another factor, none is missing: then it comes from the numbers of this case.
  if (about.others.some((view) => !same(ratioOf(view) ?? 0, ratio))) return null;
  // A factor near 1 is an error of another kind; and of what a check computed, such as a spread, any two have some factor.
  if (abs(ratio - 1) < 0.01 || !about.returned) return null;
  return {
    kind: `factor ${ratio.toPrecision(3)}`,
    says: `${subject(about)} is ${describeTimes(ratio)} the right one: the same factor everywhere. Which factor is missing, or too many?`,
  };
};

/** Within each call the same factor, but another one in each call: a division by something that depends on the inputs. */
export const factorOfCall: Reasoner = (about) => {
  const ratios = about.views.map(ratioOf);
  const telling = about.views.filter((view) => distinct(view.expected, view.scale) >= 3).length;
  const [first] = ratios;
  // Probabilities: only of those is it known that they are divided by their sum.
  const isShare = ({ expected, scale }: View): boolean =>
    same(
      expected.reduce((sum, value) => sum + value, 0),
      1,
      scale,
    ) && expected.every((value) => value >= 0);
  if (!about.views.every(isShare)) return null;
  if (first === null || ratios.includes(null) || telling < 2 || about.right.length > 0) return null;
  if (ratios.every((ratio) => same(ratio ?? 0, first))) return null;
  return {
    kind: 'factor of call',
    says: `Here ${subject(about).toLowerCase()} is ${describeTimes(first)} the right one, and in each call there is another such factor. Is a division by a sum missing, or is it another sum?`,
  };
};

/** The same amount everywhere; or, in a matrix, in each column; or exactly one of the inputs. */
export const offset: Reasoner = (about) => {
  const byInput = inputOffset(about);
  if (byInput) return byInput;
  const differences = about.views.map((view) => view.actual.map((value, i) => value - view.expected[i]));
  const [amount] = differences[0];
  const scale = about.first.scale;
  if (distinct([amount], scale) === 0 || about.right.length > 0 || !about.alone) return null;
  if (distinctOrZero(about.views.flatMap((view) => view.expected)) < 3) return null;
  if (differences.every((list) => list.every((each) => same(each, amount, scale)))) {
    const direction = amount > 0 ? 'larger' : 'smaller';
    return {
      kind: 'offset',
      says: `${subject(about)} is ${direction} than the right one by the same amount, ${formatNumber(abs(amount), 4)}. What is added once too often, or left out?`,
    };
  }
  const perColumn = about.views.every(
    (view, k) =>
      view.kind === 'matrix' &&
      view.rows > 1 &&
      view.cols > 1 &&
      differences[k].every((each, i) => same(each, differences[k][i % view.cols], scale)),
  );
  return perColumn
    ? {
        kind: 'offset row',
        says: 'Every row is off by the same numbers. Look at what is added to each row: is it left out, or added twice?',
      }
    : null;
};

function inputOffset(about: Case): Finding | null {
  for (const [sign, words] of [
    [1, (name: string) => `plus \`${name}\`. Is it added once too often?`],
    [-1, (name: string) => `minus \`${name}\`. Is it left out, or subtracted?`],
  ] as const) {
    for (const { name } of about.first.inputs) {
      const shifts = about.views.map((view) => {
        const input = view.inputs.find((each) => each.name === name);
        return input ? spread(input, view)?.map((value) => sign * value) : undefined;
      });
      const contradicted = about.right.some(({ inputs, expected }) => {
        const scale = flatNumbers(expected).reduce((most, value) => Math.max(most, abs(value)), 0);
        return inputs.find((each) => each.name === name)?.numbers.some((value) => isSeen(value, scale)) ?? true;
      });
      const known = shifts.flatMap((shift) => shift ?? []);
      if (contradicted || shifts.some((shift) => !shift) || distinct(known, about.first.scale) < 2) continue;
      const fits = about.views.every((view, k) =>
        view.actual.every((value, i) => same(value, view.expected[i] + (shifts[k]?.[i] ?? 0), view.scale)),
      );
      if (!fits) continue;
      return { kind: `offset ${sign} ${name}`, says: `${subject(about)} is the right one ${words(name)}` };
    }
  }
  return null;
}

/** An input as one number for each entry: as it is, or the same for each row, or one number for all. */
function spread(input: NumericInput, view: View): number[] | null {
  const { numbers } = input;
  if (numbers.length === view.actual.length) return numbers;
  if (numbers.length === 1) return view.actual.map(() => numbers[0]);
  if (view.kind === 'matrix' && input.rows === 1 && numbers.length === view.cols)
    return view.actual.map((_, i) => numbers[i % view.cols]);
  return null;
}

/** The name of a single number among the inputs that fits in every view, and is not always the same. */
function scalarInput(about: Case, fits: (view: View, value: number) => boolean): string | null {
  const found = about.first.inputs.find(
    ({ name, kind, numbers: [value] }) =>
      kind === 'number' &&
      !Number.isInteger(value) &&
      about.views.every((view) => {
        const own = view.inputs.find((each) => each.name === name);
        return own?.kind === 'number' && fits(view, own.numbers[0]);
      }),
  );
  return found?.name ?? null;
}

function distinctOrZero(numbers: readonly number[]): number {
  return new Set(numbers.map((value) => value.toPrecision(5))).size;
}

/** A whole number, or one over one. */
function isRound(ratio: number): boolean {
  return [ratio, 1 / ratio].some((value) => same(value, Math.round(value)) && abs(value) <= 1000);
}

function describeTimes(ratio: number): string {
  if (same(ratio, 2)) return 'twice';
  if (same(ratio, 0.5)) return 'half';
  if (same(ratio, Math.round(ratio))) return `${Math.round(ratio)} times`;
  if (same(1 / ratio, Math.round(1 / ratio))) return `1/${Math.round(1 / ratio)} of`.replace('1/-', '−1/');
  return `about ${formatNumber(ratio, 3)} times`;
}

/** Each number is one and the same function of the right one. */
export const formula: Reasoner = (about) => {
  const actual = about.views.flatMap((view) => view.actual);
  const expected = about.views.flatMap((view) => view.expected);
  const { scale } = about.first;
  if (distinct(expected, scale) < 2) return null;
  const forms: [string, (e: number) => number, string][] = [
    ['square', (e) => e * e, 'is the square of the right one. Is a root missing, or a square too many?'],
    ['root', (e) => Math.sqrt(e), 'is the square root of the right one. Is there a root too many?'],
    ['complement', (e) => 1 - e, 'is 1 minus the right one. Are the two cases exchanged?'],
    ['reciprocal', (e) => 1 / e, 'is 1 divided by the right one. Is a fraction upside down?'],
    ['absolute', abs, 'is the right one without its sign. Where does the sign get lost?'],
  ];
  for (const [kind, form, says] of forms)
    if (allSame(actual, expected.map(form), kind === 'complement' ? 1 : 0))
      return { kind, says: `${subject(about)} ${says}` };
  if (!allSame(actual.map(abs), expected.map(abs), scale)) return null;
  const flipped = actual.filter((value, i) => !same(value, expected[i], scale)).length;
  if (distinct(expected, scale) < 3 || flipped === actual.length) return null;
  return {
    kind: 'signs',
    says: `The sizes are right, but ${flipped === 1 ? 'one number has' : `${flipped} numbers have`} the wrong sign. Which case turns it around?`,
  };
};
