import { type Tools, checksFor, describeKind } from 'kit';
import type * as Lesson from './solution.ts';

/** `grid` has this many draws for each of the two, and so `MANY` pairs. */
const SIDE = 48;
const MANY = SIDE * SIDE;

/**
 * Draws two by two: each pair of 48 evenly spaced numbers once. What is made of them has the statistics of chance,
 * without the chance: a right program is never unlucky, and a wrong one never lucky. With fewer `pairs`, the second
 * numbers are fewer. After the last pair comes the first one again, for a program that draws a few more than it uses.
 */
const grid = (pairs = MANY): (() => number) => {
  // A whole number of columns that all draws go through: of a column that is only begun, chance has no part.
  const side = Math.max(1, Math.round(pairs / SIDE));
  let draw = -1;
  return () => {
    draw = (draw + 1) % (2 * SIDE * side);
    const pair = Math.floor(draw / 2);
    return draw % 2 === 0 ? (Math.floor(pair / side) + 0.5) / SIDE : ((pair % side) + 0.5) / side;
  };
};

/** A source of random numbers that counts how often it is asked. */
interface Counting {
  (): number;
  calls(): number;
}

const counting = (source: () => number): Counting => {
  let calls = 0;
  const draw = (): number => {
    if (++calls > 1_000_000) throw new Error('random() was called a million times');
    return source();
  };
  return Object.assign(draw, { calls: () => calls });
};

/** The place of the two shares in a message. */
const within = ([index]: readonly (string | number)[]): string =>
  index === 0 ? 'within one standard deviation' : 'within two';

/** A source that gives 0 once, at the draw with this index, and otherwise numbers between 0 and 1. */
const zeroAt = (index: number): (() => number) => {
  let draw = -1;
  return () => (++draw === index ? 0 : [0.3, 0.8, 0.55, 0.1][draw % 4]);
};

/** Draws that are as small or as large as `random` can give them, and some in between. */
const ENDS = [0, 2 ** -53, 1e-7, 0.5, 1 - 1e-7, 1 - 2 ** -32, 1 - 2 ** -53];

const inTurns = (...draws: number[]): (() => number) => {
  let draw = -1;
  return () => draws[++draw % draws.length];
};

/** Repeats the same numbers, however often it is made. */
const repeatable = (start: number): (() => number) => {
  let state = start;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
};

const mean = (numbers: number[]): number => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;

/** To two digits after the point, relative to `unit`: in the third one, right programs may differ. */
const rounded = (value: number, unit: number): number => (Math.round((100 * value) / unit) / 100) * unit + 0;

const deviation = (numbers: number[]): number => {
  const center = mean(numbers);
  return Math.sqrt(mean(numbers.map((value) => (value - center) ** 2)));
};

/** How many of a hundred numbers are nearer to 0 than `limit`. */
const percentWithin = (numbers: number[], limit: number): number =>
  Math.round((100 * numbers.filter((value) => Math.abs(value) < limit).length) / numbers.length);

/** The numbers of `of`, whose chance must come from `random`. */
const fromRandom = (
  of: string,
  numbers: (random: Counting) => Iterable<number>,
  { holds }: Pick<Tools<typeof Lesson>, 'holds'>,
  random = grid(),
): number[] => {
  const source = counting(random);
  const made = [...numbers(source)];
  holds(
    source.calls() > 0,
    `\`${of}\` did not call \`random\`. All chance comes from this function, so that a run can be repeated.`,
  );
  return made;
};

/** The weights from a grid that has just as many draws as they take: two weights may be made of one pair. */
const weightsFromGrid = ({ learner, holds }: Tools<typeof Lesson>, inputs: number, outputs: number): number[] => {
  const draws = counting(repeatable(1));
  learner.heWeights(inputs, outputs, draws);
  const weights = (random: Counting): Float32Array => learner.heWeights(inputs, outputs, random).data;
  return fromRandom('heWeights', weights, { holds }, grid(draws.calls() / 2));
};

/** As many numbers from `gaussian` as the grid has pairs. */
const gaussians = ({ learner, holds }: Tools<typeof Lesson>): number[] =>
  fromRandom('gaussian', (random) => Array.from({ length: MANY }, () => learner.gaussian(random)), { holds });

export default checksFor<typeof Lesson>((check) => {
  check('gaussian', 'lands at the distance √(2 · ln 2) when both draws are 0.5', ({ learner, close, holds }) => {
    const half = counting(() => 0.5);
    const value = learner.gaussian(half);
    holds(
      half.calls() > 0,
      '`gaussian` did not call `random`. All chance comes from this function, so that a run can be repeated.',
    );
    // A direction of half a turn: the cosine is −1. With the sine, or with half of the circle, it is 0.
    const distance = Math.sqrt(2 * Math.log(2));
    const candidates = [-distance, 0, distance].sort((a, b) => Math.abs(a - value) - Math.abs(b - value));
    close(value, Math.abs(value - candidates[0]) < 1e-6 ? candidates[0] : -distance, { tolerance: 1e-6 });
  });

  check('gaussian', 'takes its chance from `random` and keeps nothing between calls', ({ learner, random, holds }) => {
    const start = random.integer(1, 1_000_000);
    const three = (source: () => number): number[] => Array.from({ length: 3 }, () => learner.gaussian(source));
    const source = counting(repeatable(start));
    const first = three(source);
    holds(
      source.calls() > 0,
      '`gaussian` did not call `random`. All chance comes from this function, so that a run can be repeated.',
    );
    const again = three(repeatable(start));
    const wrong = first.findIndex((value, i) => !Object.is(value, again[i]));
    holds(
      wrong < 0,
      `\`gaussian\` returned ${first[wrong]?.toPrecision(4)} and later ${again[wrong]?.toPrecision(4)} for the same draws, expected the same number twice.`,
    );
    holds(
      first[0] !== learner.gaussian(repeatable(start + 12_345)),
      '`gaussian` returned the same number for different draws.',
    );
  });

  check('gaussian', 'gives numbers with mean 0 and standard deviation 1', (tools) => {
    const { close } = tools;
    const numbers = gaussians(tools);
    close(rounded(deviation(numbers), 1), 1, { what: 'the standard deviation of 2304 numbers', tolerance: 0.025 });
    close([rounded(mean(numbers), 1), 1], [0, 1], { what: 'the mean of 2304 numbers', tolerance: 0.025, at: () => '' });
  });

  check('gaussian', 'gives the bell shape: 68 of 100 within 1, 95 of 100 within 2', (tools) => {
    const { close } = tools;
    const numbers = gaussians(tools);
    const shares = [percentWithin(numbers, 1), percentWithin(numbers, 2)];
    close(shares, [68, 95], { what: 'the share of your numbers, in percent,', tolerance: 0.03, at: within });
  });

  check('gaussian', 'gives as many numbers above 0 as below', ({ learner, random, close }) => {
    const numbers = Array.from({ length: MANY }, () => learner.gaussian(random));
    const above = Math.round((100 * numbers.filter((value) => value > 0).length) / MANY);
    // Six standard errors are 6.3 of a hundred.
    close(above, 50, { what: 'how many of a hundred numbers are above 0', tolerance: 0.13 });
  });

  check('gaussian', 'is a finite number when `random` gives 0 once', ({ learner, holds }) => {
    for (const index of [0, 1]) {
      const value = learner.gaussian(zeroAt(index));
      holds(
        typeof value === 'number' && Number.isFinite(value),
        `\`gaussian\` returned ${describeKind(value)} when draw ${index + 1} was 0, expected a finite number. The logarithm of 0 is minus infinity: can the number in your logarithm be 0?`,
        { expected: 'a finite number', actual: value },
      );
      holds(
        learner.gaussian(zeroAt(index)) === value,
        '`gaussian` returned two different numbers for the same draws, one of them 0. All chance comes from `random`, also where a draw of 0 is replaced.',
      );
    }
  });

  check('gaussian', 'is a finite number from one end of what `random` gives to the other', ({ learner, holds }) => {
    for (const first of ENDS) {
      for (const second of ENDS) {
        // Nothing but 0 is no source of chance.
        if (first + second === 0) continue;
        const value = learner.gaussian(inTurns(first, second));
        holds(
          typeof value === 'number' && Number.isFinite(value),
          `\`gaussian\` returned ${describeKind(value)} when the draws were ${first} and ${second}, expected a finite number. Which numbers can stand in your logarithm, and below your root?`,
          { expected: 'a finite number', actual: value },
        );
      }
    }
  });

  check('gaussian', 'reaches far out when a draw is very small, or nearly 1', ({ learner, holds }) => {
    const near = 1e-6;
    const numbers = [near, 1 - near].flatMap((distance) =>
      // Where the sine, or the cosine of this direction is 1; the direction may be drawn first.
      [0, 0.25].flatMap((turn) => [
        learner.gaussian(inTurns(distance, turn)),
        learner.gaussian(inTurns(turn, distance)),
      ]),
    );
    const farthest = Math.max(...numbers.map(Math.abs));
    // A draw that is a tenth as large gives the same number: then it was replaced by another one.
    const isReplaced = [0, 0.25].some((turn) => {
      const [a, b] = [near, near / 10].map((draw) => learner.gaussian(inTurns(draw, turn)));
      const [c, d] = [1 - near, 1 - near / 10].map((draw) => learner.gaussian(inTurns(draw, turn)));
      return (a === b && Math.abs(a) > 1) || (c === d && Math.abs(c) > 1);
    });
    const expected = Math.sqrt(-2 * Math.log(near));
    holds(
      !(farthest < 0.99 * expected),
      `With draws of ${near} and ${1 - near}, the farthest of your numbers was ${farthest.toPrecision(3)}, expected at least ${expected.toPrecision(3)}.${isReplaced ? ' A draw that is still nearer to the end gives the same number. Is it replaced by another one?' : ''}`,
      { expected, actual: farthest },
    );
  });

  check('heWeights', 'has one row for each input and one column for each output', ({ learner, random, close }) => {
    for (const [inputs, outputs] of [
      [3, 2],
      [2, 5],
      [1, 4],
      [4, 1],
    ]) {
      const { rows, cols, data } = learner.heWeights(inputs, outputs, random);
      const what = `the shape of \`heWeights(${inputs}, ${outputs}, random)\``;
      close([rows, cols], [inputs, outputs], {
        what,
        note: 'The first number is the rows, the second one the columns.',
      });
      close(data.length, inputs * outputs, { what: 'the length of its `data`' });
    }
  });

  check('heWeights', 'makes a new matrix in each call', ({ learner, random, holds }) => {
    const [first, second] = [learner.heWeights(3, 3, random), learner.heWeights(3, 3, random)];
    holds(
      first.data !== second.data,
      'Two calls of `heWeights` gave the same matrix. Two layers of the same size would share their weights: make a new one in each call.',
    );
  });

  check('heWeights', 'has the standard deviation √(2 / inputs), whatever the outputs', (tools) => {
    const { close } = tools;
    for (const [inputs, outputs] of [
      [1, 2304],
      [8, 288],
      [256, 9],
      [1152, 2],
    ]) {
      const numbers = weightsFromGrid(tools, inputs, outputs);
      const expected = Math.sqrt(2 / inputs);
      const what = `of ${inputs} × ${outputs} weights`;
      close(rounded(deviation(numbers), expected), expected, {
        what: `the standard deviation ${what}`,
        tolerance: 0.025,
      });
      close([rounded(mean(numbers), expected), 1], [0, 1], {
        what: `the mean ${what}`,
        tolerance: 0.025,
        at: () => '',
      });
    }
  });

  check('heWeights', 'is normal: 68 of 100 weights within one standard deviation, 95 within two', (tools) => {
    const { close } = tools;
    const numbers = weightsFromGrid(tools, SIDE, SIDE);
    const unit = Math.sqrt(2 / SIDE);
    const shares = [percentWithin(numbers, unit), percentWithin(numbers, 2 * unit)];
    close(shares, [68, 95], { what: 'the share of the weights, in percent,', tolerance: 0.03, at: within });
  });

  check('heWeights', 'spreads as it should with random draws', ({ learner, random, close }) => {
    const numbers = Array.from(learner.heWeights(50, 80, random).data);
    // Six standard errors are 7 %; to one digit after the point nothing of them is left.
    const measured = (Math.round((deviation(numbers) / 0.2) * 10) / 10) * 0.2;
    close(measured, 0.2, { what: 'the standard deviation of the weights for 50 inputs', tolerance: 0.11 });
  });

  check('heWeights', 'draws the last weight, too, where their number is odd', ({ learner, random, holds }) => {
    for (const [inputs, outputs] of [
      [1, 1],
      [3, 5],
      [7, 1],
    ]) {
      const left = learner.heWeights(inputs, outputs, random).data.indexOf(0);
      holds(
        left < 0,
        `Weight ${left + 1} of ${inputs * outputs} in \`heWeights(${inputs}, ${outputs}, random)\` is 0, and a drawn number is as good as never exactly 0. Does your loop reach every weight?`,
        { actual: 0 },
      );
    }
  });

  check('heWeights', 'draws a new number for each weight', ({ learner, random, holds }) => {
    const { data } = learner.heWeights(10, 10, random);
    const different = new Set(data).size;
    holds(
      different > 90,
      `The 100 weights hold ${different} different numbers, expected about 100. Is there a draw for each of them?`,
      { actual: different },
    );
    const left = data.indexOf(0);
    const [row, column] = [Math.floor(left / 10), left % 10];
    const areZero = (placeOf: (i: number) => number): boolean =>
      Array.from({ length: 10 }, (_, i) => data[placeOf(i)]).every((value) => value === 0);
    const which = areZero((i) => 10 * i + column)
      ? `All weights in column ${column} are`
      : areZero((i) => 10 * row + i)
        ? `All weights in row ${row} are`
        : `The weight in row ${row}, column ${column} is`;
    holds(
      left < 0,
      `${which} 0, and a drawn number is as good as never exactly 0. Does your loop reach every weight, from the first to the last?`,
      { expected: 'weights that are not 0', actual: `${which} 0` },
    );
  });

  check(
    'heWeights',
    'takes its chance from `random`, and repeats with the same draws',
    ({ learner, random, holds }) => {
      const start = random.integer(1, 1_000_000);
      const source = counting(repeatable(start));
      const first = learner.heWeights(3, 5, source);
      holds(
        source.calls() > 0,
        '`heWeights` did not call `random`. All chance comes from this function, so that a run can be repeated.',
      );
      const again = learner.heWeights(3, 5, repeatable(start));
      holds(
        first.data.every((value, i) => Object.is(value, again.data[i])),
        '`heWeights` returned different weights for the same draws, expected the same ones.',
      );
    },
  );

  check('heWeights', 'has finite weights when `random` gives 0 once', ({ learner, holds }) => {
    for (const index of [0, 1, 2, 3]) {
      const { data } = learner.heWeights(2, 3, zeroAt(index));
      const wrong = Array.from(data).findIndex((value) => !Number.isFinite(value));
      holds(wrong < 0, `Weight ${wrong} is ${data[wrong]} when draw ${index + 1} is 0, expected finite numbers.`, {
        actual: data[wrong],
      });
    }
  });
});
