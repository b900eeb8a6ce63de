import { checksFor, misfits } from 'kit';
import type * as Lesson from './solution.ts';

/** The taxi of the guide: 2 for each kilometre, −1 for each voucher, 0.5 for getting in. */
const taxi = { weights: (): number[] => [2, -1], bias: 0.5 };

const expectedOf = (x: number[], weights: number[], bias: number): number =>
  x.reduce((sum, value, i) => sum + value * weights[i], 0) + bias;
const forExample = (path: (string | number)[]): string => `for example ${path[0]}`;
const silence =
  'An array has no value past its end: without an error, the sum turns into NaN, or a part of it is missing.';

export default checksFor<typeof Lesson>((check, contract) => {
  check('predict', 'gives 6.5 for the taxi ride in the guide', ({ learner, close }) => {
    close(learner.predict([4, 2], taxi.weights(), taxi.bias), 6.5);
  });

  check('predict', 'gives 1 for the toy 3 in the guide, and −1 for the toy 7', ({ learner, close }) => {
    close(learner.predict([0, 1, 0, 1], [-1, 0, 0, 1], 0), 1);
    close(learner.predict([1, 1, 0, 0], [-1, 0, 0, 1], 0), -1);
  });

  check('predict', 'gives the bias when every input is 0', ({ learner, close }) => {
    close(learner.predict([0, 0, 0], [5, -3, 2], -0.75), -0.75);
  });

  check('predict', 'adds the bias once, however many inputs there are', ({ learner, close }) => {
    close(learner.predict([1], [1], 10), 11);
    close(learner.predict([1, 1, 1, 1], [1, 1, 1, 1], 10), 14);
  });

  contract('predict', 'agrees with the formula, from 1 to 784 inputs', {
    given: (draw) => {
      const inputs = draw.size(784);
      return { x: draw.numbers(inputs), weights: draw.numbers(inputs), bias: draw.number() };
    },
    gives: ({ x, weights, bias }) => expectedOf(x, weights, bias),
    tolerance: 1e-8,
  });

  check(
    'predict',
    'throws an error that names both lengths when there are more inputs than weights',
    ({ learner, throws }) => {
      throws(() => learner.predict([1, 2, 3, 4, 5], [2, -1, 1], 0), [5, 3], silence);
      throws(() => learner.predict([1, 2, 3], [2, -1], 0), [3, 2], silence);
      for (const [n, k] of misfits(2, ([n, k]) => n <= k))
        throws(() => learner.predict(Array(n).fill(1), Array(k).fill(2), 0), [n, k], silence);
    },
  );

  check('predict', 'throws such an error when there are fewer inputs than weights, too', ({ learner, throws }) => {
    throws(() => learner.predict([1, 2], [1, 1, 1, 1, 1, 1, 1], 0), [2, 7], silence);
    throws(() => learner.predict([1, 2], [1, 1, 1], 0), [2, 3], silence);
    throws(() => learner.predict([], [1, 1, 1], 0), [0, 3], silence);
    for (const [n, k] of misfits(2, ([n, k]) => n >= k))
      throws(() => learner.predict(Array(n).fill(1), Array(k).fill(2), 0), [n, k], silence);
  });

  check('predictAll', 'gives the prices of the three rides in the guide', ({ learner, close }) => {
    const rides = [
      [4, 2],
      [0, 0],
      [1, 5],
    ];
    close(learner.predictAll(rides, taxi.weights(), taxi.bias), [6.5, 0.5, -2.5], { at: forExample });
  });

  contract('predictAll', 'gives one prediction for each example, for none, for one and for many', {
    given: (draw) => {
      const [count, inputs] = [draw.size(1300, 0), draw.size(784)];
      return { xs: draw.examples(count, inputs), weights: draw.numbers(inputs), bias: draw.number() };
    },
    gives: ({ xs, weights, bias }) => xs.map((x) => expectedOf(x, weights, bias)),
    at: forExample,
    tolerance: 1e-6, // a Float32Array is right, too
  });

  check('predictAll', 'gives the same number as predict does for an example alone', ({ learner, close }) => {
    const xs = [
      [3, 1],
      [1, 2],
      [0, 4],
    ];
    // First of all its own function, so that a fault of `predict` is not told here while `predictAll` is not written.
    const all = learner.predictAll(xs, taxi.weights(), taxi.bias);
    xs.forEach((x, i) => close(learner.predict(x, taxi.weights(), taxi.bias), [5.5, 0.5, -3.5][i]));
    close(all, [5.5, 0.5, -3.5], { at: forExample });
  });

  check(
    'predictAll',
    'throws, too, when one of the examples does not have an input for each weight',
    ({ learner, throws }) => {
      throws(() => learner.predictAll([[1, 2, 3], [4, 5, 6], [7]], [1, 1, 1], 0), [1, 3], silence);
      // As many inputs as two whole examples have.
      throws(() => learner.predictAll([[1], [2, 3, 4]], [1, 1], 0), [1, 2], silence);
    },
  );
});
