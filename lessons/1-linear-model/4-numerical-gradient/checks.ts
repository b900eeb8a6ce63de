import { centralDifferences, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

type Params = ArrayLike<number>;

const cube = (params: Params): number => params[0] ** 3;

const fiveTimes = (params: Params): number => 5 * params[0];

/** The mean squared error of weight · x + bias on the two examples of the guide. */
const lossOfGuide = (params: Params): number =>
  ((params[0] + params[1] - 3) ** 2 + (2 * params[0] + params[1] - 4) ** 2) / 2;

/** A curve that bends differently along each parameter; neighbours act on each other. */
function bent(thirds: number[], products: number[]): (params: Params) => number {
  return function curve(params) {
    let sum = 0;
    for (let i = 0; i < thirds.length; i++) {
      sum += thirds[i] * params[i] ** 3 + products[i] * params[i] * params[(i + 1) % thirds.length];
    }
    return sum;
  };
}

export default checksFor<typeof Lesson>((check) => {
  check(
    'numericalGradient',
    'gives 13 for the cube at 2 with an epsilon of 1, as in the guide',
    ({ learner, close, holds }) => {
      const asked: unknown[] = [];
      const cube = (params: Params): number => {
        asked.push(params);
        return params[0] ** 3;
      };
      const slopes = learner.numericalGradient(cube, [2], 1);
      const notArray = asked.find((params) => typeof params === 'number');
      holds(
        notArray === undefined,
        `Your code calls \`f\` with the number ${String(notArray)}, expected an array: all the parameters, one of them nudged.`,
        { expected: `[${String(notArray)}]`, actual: notArray },
      );
      close(slopes, [13]);
    },
  );

  check('numericalGradient', 'gives 12.01 for the cube at 2 with an epsilon of 0.1', ({ learner, close }) => {
    close(learner.numericalGradient(cube, [2], 0.1), [12.01]);
  });

  check('numericalGradient', 'gives −6 and −4 for the loss in the guide', ({ learner, close }) => {
    close(learner.numericalGradient(lossOfGuide, [1, 0], 1), [-6, -4]);
  });

  check('numericalGradient', 'gives one slope for each parameter, in their order', ({ learner, close }) => {
    const line = (params: Params): number => 3 * params[0] - 2 * params[1] + 0.5 * params[2] + 7;
    close(learner.numericalGradient(line, [1, 4, -2], 0.25), [3, -2, 0.5]);
    close(
      learner.numericalGradient(() => 7, []),
      [],
    );
  });

  check('numericalGradient', 'nudges one parameter and leaves the others where they are', ({ learner, close }) => {
    const product = (params: Params): number => params[0] * params[1] * params[2];
    close(learner.numericalGradient(product, [3, 4, 5], 0.5), [20, 15, 12]);
  });

  check('numericalGradient', 'gives 0 at the bottom of a valley', ({ learner, close }) => {
    const valley = (params: Params): number => (params[0] - 3) ** 2 + params[1] ** 2;
    close(learner.numericalGradient(valley, [3, 0], 0.5), [0, 0]);
  });

  check('numericalGradient', 'finds the slope of a parameter that is 0', ({ learner, close }) => {
    close(learner.numericalGradient(fiveTimes, [0], 0.5), [5]);
  });

  check('numericalGradient', 'nudges by the epsilon that it is given', ({ learner, random, close }) => {
    for (const count of [1, 2, 7]) {
      const f = bent(random.numbers(count, 1, 2), random.numbers(count));
      const params = random.numbers(count, -3, 3);
      const epsilon = random.between(0.2, 0.9);
      const expected = centralDifferences(f, params, epsilon);
      close(learner.numericalGradient(f, params, epsilon), expected);
    }
  });

  check(
    'numericalGradient',
    'comes very near the true slope when no epsilon is given',
    ({ learner, random, close }) => {
      const x = random.between(-2, 2);
      const y = random.between(-1, 1);
      const f = (params: Params): number => Math.sin(params[0]) + Math.exp(params[1]);
      close(learner.numericalGradient(f, [x, y]), [Math.cos(x), Math.exp(y)], { tolerance: 1e-7 });
    },
  );

  check('numericalGradient', 'is right for one parameter and for a hundred', ({ learner, random, close }) => {
    for (const count of [1, 3, 100]) {
      const bottom = random.numbers(count);
      const params = random.numbers(count);
      const f = (at: Params): number => bottom.reduce((sum, lowest, i) => sum + (at[i] - lowest) ** 2, 0);
      const expected = params.map((value, i) => 2 * (value - bottom[i]));
      close(learner.numericalGradient(f, params), expected, { tolerance: 1e-6 });
    }
  });

  // Powers of two add up without rounding: here also a nudge that is taken back by arithmetic leaves no trace.
  check('numericalGradient', 'leaves the parameters where they were', ({ learner, unchanged }) => {
    const params = [0.5, -2, 3];
    unchanged({ params }, () => learner.numericalGradient(bent([1, 1, 1], [2, 1, 3]), params, 0.25));
  });

  // One parameter at a time, so that the verdict shows all its digits.
  check('numericalGradient', 'leaves each parameter as it was to its last digit', ({ learner, random, unchanged }) => {
    for (const value of [0.1, 0.7, ...random.numbers(10)]) {
      const params = [value];
      unchanged({ params }, () => learner.numericalGradient(cube, params, 0.2));
    }
  });
});
