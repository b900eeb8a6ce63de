import { centralDifferences, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

type Params = ArrayLike<number>;

const cube = (params: Params): number => params[0] ** 3;

const fiveTimes = (params: Params): number => 5 * params[0];

/** The mean squared error of weight · x + bias on the two examples of the guide. */
const lossOfGuide = (params: Params): number =>
  ((params[0] + params[1] - 3) ** 2 + (2 * params[0] + params[1] - 4) ** 2) / 2;

/** A curve that bends differently along each parameter; neighbours act on each other. With one parameter it is a cube. */
const curve = curveOf(1, 1);

function curveOf(bend: number, together: number): (params: Params) => number {
  return (params) => {
    let sum = 0;
    for (let i = 0; i < params.length; i++) {
      sum += bend * (i + 1) * params[i] ** 3;
      if (i > 0) sum += together * params[i - 1] * params[i];
    }
    return sum;
  };
}

export default checksFor<typeof Lesson>((check, contract) => {
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

  check('numericalGradient', 'looks to both sides, also where one of them is flat', ({ learner, close }) => {
    const flatAbove = (params: Params): number => Math.max(0, -params[0]);
    const flatBelow = (params: Params): number => Math.max(0, params[0]);
    close(learner.numericalGradient(flatAbove, [0], 0.5), [-0.5]);
    close(learner.numericalGradient(flatBelow, [0], 0.5), [0.5]);
  });

  check('numericalGradient', 'finds the slope of a parameter that is 0', ({ learner, close }) => {
    close(learner.numericalGradient(fiveTimes, [0], 0.5), [5]);
  });

  contract('numericalGradient', 'nudges by the epsilon that it is given, for few parameters and for many', {
    given: (draw) => {
      const params = draw.numbers(draw.size(100), -3, 3);
      const f = curveOf(draw.number(), draw.number());
      return { f, params, epsilon: draw.number(0.25, 1) };
    },
    gives: ({ f, params, epsilon }) => centralDifferences(f, params, epsilon),
    tolerance: 1e-6, // a Float32Array is right, too
  });

  check(
    'numericalGradient',
    'nudges by 0.00001 when no epsilon is given, and comes very near the true slope',
    ({ learner, random, close }) => {
      const [x, y] = [random.between(-2, 2), random.between(-1, 1)];
      let furthest = 0;
      const f = (params: Params): number => {
        furthest = Math.max(furthest, Math.abs(params[0] - x), Math.abs(params[1] - y));
        return Math.sin(params[0]) + Math.exp(params[1]);
      };
      const slopes = learner.numericalGradient(f, [x, y]);
      close(furthest, 1e-5, { what: 'the longest nudge when no epsilon is given', tolerance: 1e-4 });
      close(slopes, [Math.cos(x), Math.exp(y)], { tolerance: 1e-7 });
    },
  );

  // Powers of two add up without rounding: here also a nudge that is taken back by arithmetic leaves no trace.
  check('numericalGradient', 'leaves the parameters where they were', ({ learner, unchanged }) => {
    const params = [0.5, -2, 3];
    unchanged({ params }, () => learner.numericalGradient(curve, params, 0.25));
  });

  // One parameter at a time, so that the verdict shows all its digits.
  check('numericalGradient', 'leaves each parameter as it was to its last digit', ({ learner, random, unchanged }) => {
    for (const value of [0.1, 0.7, ...random.numbers(10)]) {
      const params = [value];
      unchanged({ params }, () => learner.numericalGradient(cube, params, 0.2));
    }
  });
});
