/** Which of the numbers are wrong: those where an input is negative, the last row, those that were never written. */
import { formatNumber } from '../kit/format';
import { type Case, type Finding, type Reasoner, subject } from './case';
import { type NumericInput, type View, allSame, distinct, flatNumbers, same } from './view';

/** How the entries of an input belong to those of the result. */
type Along = 'numbers' | 'columns' | 'rows';

const SIGNS: [string, (value: number) => boolean][] = [
  ['exactly 0', (value) => value === 0],
  ['below 0', (value) => value < 0],
  ['not above 0', (value) => value <= 0],
  ['above 0', (value) => value > 0],
];

/** Only where an input has a certain sign: where a ReLU is off, for example. */
export const signOfInput: Reasoner = (about) => {
  for (const along of ['numbers', 'columns', 'rows'] as const)
    for (const { name } of about.first.inputs)
      for (const [sign, holds] of SIGNS) {
        const finding = bySign(about, name, along, holds);
        if (finding)
          return {
            kind: `sign ${along} ${name} ${sign}`,
            says: `Only the ${along} where \`${name}\` is ${sign} are wrong. What should come out there?`,
          };
      }
  return null;
};

function bySign(about: Case, name: string, along: Along, holds: (value: number) => boolean): boolean {
  let wrong = 0;
  let right = 0;
  for (const view of about.views) {
    const values = alongEntries(view, name, along);
    if (!values) return false;
    for (let i = 0; i < values.length; i++) {
      const inside = holds(values[i]);
      if (view.wrong[i]) {
        if (!inside) return false;
        wrong++;
      } else if (inside) {
        // In a whole row or column, some numbers may be right by chance: they are 0 either way.
        if (view.actual[i] !== 0 || view.expected[i] !== 0) return false;
      } else if (view.expected[i] !== 0) right++;
    }
  }
  const contradicted = about.right.some(({ inputs }) =>
    inputs.some((input) => input.name === name && input.numbers.some(holds)),
  );
  return !contradicted && wrong >= 1 && right >= 1 && wrong + right >= 4;
}

function alongEntries(view: View, name: string, along: Along): number[] | null {
  const input = view.inputs.find((each) => each.name === name);
  if (!input) return null;
  const { numbers } = input;
  if (along === 'numbers') return numbers.length === view.actual.length ? numbers : null;
  if (view.kind !== 'matrix' || !isVector(input)) return null;
  if (along === 'columns')
    return numbers.length === view.cols ? view.actual.map((_, i) => numbers[i % view.cols]) : null;
  return numbers.length === view.rows ? view.actual.map((_, i) => numbers[Math.floor(i / view.cols)]) : null;
}

function isVector({ kind, rows }: NumericInput): boolean {
  return kind === 'list' || rows === 1;
}

export const zeros: Reasoner = (about) => {
  if (!about.views.every((view) => view.actual.every((value, i) => !view.wrong[i] || value === 0))) return null;
  if (about.first.actual.length < 2) return null;
  if (about.views.every((view) => view.actual.every((value) => value === 0)) && about.right.length === 0)
    return { kind: 'all zero', says: 'Every number is 0. Is the result written at all, or does a factor make it 0?' };
  return {
    kind: 'some zero',
    says: 'The wrong numbers are all 0. Which ones does your code leave out?',
  };
};

/** The right numbers, but none beyond a limit. */
export const clipped: Reasoner = (about) => {
  for (const [side, beyond] of [
    ['below', (value: number, limit: number) => value < limit],
    ['above', (value: number, limit: number) => value > limit],
  ] as const) {
    const limit = about.first.actual.find((_, i) => about.first.wrong[i]) ?? NaN;
    const holds = about.views.every((view) =>
      view.actual.every((value, i) =>
        view.wrong[i] ? value === limit && beyond(view.expected[i], limit) : !beyond(value, limit),
      ),
    );
    const inside = about.views.flatMap((view) => view.expected.filter((value, i) => !view.wrong[i] && value !== limit));
    const numbers = about.views.flatMap((view) => view.expected.filter((_, i) => view.wrong[i]));
    const contradicted = about.right.some(({ expected }) =>
      flatNumbers(expected).some((value) => beyond(value, limit)),
    );
    if (!holds || contradicted || numbers.length + inside.length < 4 || inside.length < 1 || numbers.length < 2)
      continue;
    const name = formatNumber(limit, 4);
    return {
      kind: `clipped ${side} ${name}`,
      says: `No number is ${side} ${name}, though some should be; the others are right. Is something cut off at ${name} that should pass?`,
    };
  }
  return null;
};

/** One and the same number everywhere, or each number with all those before it in it. */
export const sums: Reasoner = (about) => {
  const several = (view: View): boolean => new Set(view.expected.map((value) => value.toPrecision(5))).size >= 3;
  const { actual, scale } = about.first;
  if (
    actual.length < 2 ||
    !about.views.some(several) ||
    about.right.some(({ inputs }) => inputs.some(({ numbers }) => numbers.length > 1))
  )
    return null;
  if (
    actual[0] !== 0 &&
    about.views.every((view) => view.actual.every((value) => same(value, view.actual[0], view.scale)))
  )
    return {
      kind: 'constant',
      says: `${subject(about)} is ${formatNumber(actual[0], 4)}, where they should differ. Does each one get its own value?`,
    };
  const running = (view: View, length: number): boolean => {
    let sum = 0;
    return view.expected.every((value, i) => {
      sum = i % length === 0 ? value : sum + value;
      return same(view.actual[i], sum, scale);
    });
  };
  const found = (lengthOf: (view: View) => number): boolean =>
    about.first.actual.length >= 3 && about.views.every((view) => running(view, lengthOf(view)));
  return found((view) => view.actual.length) || found((view) => view.cols)
    ? {
        kind: 'running sum',
        says: 'Each number contains those before it, too. Does its sum start again at 0?',
      }
    : null;
};

/** Only the first, the last, or all but one of them. */
export const border: Reasoner = (about) => {
  const { first } = about;
  const { loops } = about.means;
  if (first.kind === 'mixed' || first.kind === 'number') return null;
  if (about.right.some(({ inputs }) => inputs.some(({ numbers }) => numbers.length > 1))) return null;
  const lines: [string, (view: View) => boolean[]][] =
    first.kind === 'list'
      ? [['number', (view) => view.wrong]]
      : [
          ['row', (view) => byLine(view, view.rows, (i) => Math.floor(i / view.cols))],
          ['column', (view) => byLine(view, view.cols, (i) => i % view.cols)],
        ];
  for (const [line, wrongOf] of lines) {
    if (wrongOf(first).length < (about.views.length > 1 ? 3 : 4)) continue;
    const all = (holds: (wrong: boolean[]) => boolean): boolean => about.views.every((view) => holds(wrongOf(view)));
    const only = (at: number, value: boolean) => (wrong: boolean[]) =>
      wrong.every((each, i) => each === (i === (at + wrong.length) % wrong.length ? value : !value));
    const says: [string, (wrong: boolean[]) => boolean, string][] = [
      [
        'last',
        only(-1, true),
        `Only the last ${line} is wrong.${loops ? ' Does your loop end at the right place?' : ''}`,
      ],
      [
        'first',
        only(0, true),
        `Only the first ${line} is wrong.${loops ? ' Does your loop begin at the right place?' : ''}`,
      ],
      ['all but first', only(0, false), `Every ${line} is the first one again. Which index does your code read with?`],
      [
        'all but last',
        only(-1, false),
        `Every ${line} is the last one. ${first.holder === 'array' ? 'Is there one array for all of them, written again and again?' : 'Which index does your code read with?'}`,
      ],
    ];
    for (const [kind, holds, text] of says)
      if (all(holds) && (!kind.startsWith('all but') || (line === 'row' && about.views.every(allRowsAlike))))
        return { kind: `${kind} ${line}`, says: text };
  }
  return null;
};

function allRowsAlike({ actual, cols, scale }: View): boolean {
  return actual.some((value) => value !== 0) && actual.every((value, i) => same(value, actual[i % cols], scale));
}

/** Whether any number of each row, or column, is wrong. */
function byLine(view: View, count: number, lineOf: (index: number) => number): boolean[] {
  const wrong = Array.from({ length: count }, () => false);
  view.wrong.forEach((each, i) => {
    if (each) wrong[lineOf(i)] = true;
  });
  return wrong;
}

/** The same matrix one row or one column further: rows are taken from the neighbour. */
export const shiftedLines: Reasoner = (about): Finding | null => {
  for (const [line, step, text] of [
    ['row', 1, 'one row too low'],
    ['row', -1, 'one row too high'],
    ['column', 1, 'one column too far right'],
    ['column', -1, 'one column too far left'],
  ] as const) {
    const holds = (view: View): boolean => {
      const { rows, cols } = view;
      const count = line === 'row' ? rows : cols;
      if (view.kind !== 'matrix' || count < 3) return false;
      const inside = view.actual.flatMap((_, i) => {
        const from = (line === 'row' ? Math.floor(i / cols) : i % cols) - step;
        return from < 0 || from >= count ? [] : [{ to: i, from: line === 'row' ? i - step * cols : i - step }];
      });
      const source = inside.map(({ from }) => view.expected[from]);
      const target = inside.map(({ to }) => view.actual[to]);
      return distinct(source, view.scale) >= 3 && allSame(target, source, view.scale);
    };
    if (about.views.every(holds))
      return {
        kind: `shifted ${text}`,
        says: `The right numbers stand ${text}. Where does the index of the ${line} start?`,
      };
  }
  return null;
};
