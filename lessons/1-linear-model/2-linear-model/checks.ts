import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** The taxi of the guide: 2 for each kilometre, −1 for each voucher, 0.5 for getting in. */
const taxi = { weights: [2, -1], bias: 0.5 };

const expectedOf = (x: number[], weights: number[], bias: number): number =>
  x.reduce((sum, value, i) => sum + value * weights[i], 0) + bias;
const forExample = (path: (string | number)[]): string => `for example ${path[0]}`;
const silence =
  'An array has no value past its end, so the sum would turn into NaN, or a part of it would be missing, and nobody would be told.';

export default checksFor<typeof Lesson>((check) => {
  check('predict', 'gives 6.5 for the taxi ride in the guide', ({ learner, close }) => {
    close(learner.predict([4, 2], taxi.weights, taxi.bias), 6.5);
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

  check(
    'predict',
    'agrees with the formula for random examples, from 1 to 784 inputs',
    ({ learner, random, close }) => {
      for (const count of [1, 2, 5, 784]) {
        const [x, weights] = random.rows(2, count);
        const bias = random.between(-2, 2);
        close(learner.predict(x, weights, bias), expectedOf(x, weights, bias), { tolerance: 1e-8 });
      }
    },
  );

  check(
    'predict',
    'throws an error that names both lengths when there are more inputs than weights',
    ({ learner, throws }) => {
      throws(() => learner.predict([1, 2, 3, 4, 5], [2, -1, 1], 0), [5, 3], silence);
    },
  );

  check('predict', 'throws such an error when there are fewer inputs than weights, too', ({ learner, throws }) => {
    throws(() => learner.predict([1, 2], [1, 1, 1, 1, 1, 1, 1], 0), [2, 7], silence);
    throws(() => learner.predict([], [1, 1, 1], 0), [0, 3], silence);
  });

  check('predict', 'leaves the inputs and the weights unchanged', ({ learner, random, unchanged }) => {
    const [x, weights] = random.rows(2, 4);
    unchanged({ x, weights }, () => learner.predict(x, weights, 0.5));
  });

  check('predictAll', 'gives the prices of the three rides in the guide', ({ learner, close }) => {
    const rides = [
      [4, 2],
      [0, 0],
      [1, 5],
    ];
    close(learner.predictAll(rides, taxi.weights, taxi.bias), [6.5, 0.5, -2.5], { at: forExample });
  });

  check(
    'predictAll',
    'gives one prediction for each example, for one example and for many',
    ({ learner, random, close }) => {
      for (const [count, inputs] of [
        [1, 1],
        [1, 4],
        [7, 2],
        [3, 5],
        [20, 1],
      ]) {
        const xs = random.rows(count, inputs);
        const weights = random.numbers(inputs);
        const bias = random.between(-2, 2);
        const expected = xs.map((x) => expectedOf(x, weights, bias));
        close(learner.predictAll(xs, weights, bias), expected, { at: forExample, tolerance: 1e-6 }); // or a Float32Array
      }
    },
  );

  check('predictAll', 'gives the same number as predict does for an example alone', ({ learner, close }) => {
    const xs = [
      [3, 1],
      [1, 2],
      [0, 4],
    ];
    xs.forEach((x, i) => close(learner.predict(x, taxi.weights, taxi.bias), [5.5, 0.5, -3.5][i]));
    close(learner.predictAll(xs, taxi.weights, taxi.bias), [5.5, 0.5, -3.5], { at: forExample });
  });

  check(
    'predictAll',
    'throws, too, when one of the examples does not have an input for each weight',
    ({ learner, throws }) => {
      throws(() => learner.predictAll([[1, 2, 3], [4, 5, 6], [7]], [1, 1, 1], 0), [1, 3], silence);
    },
  );

  check('predictAll', 'leaves the examples and the weights unchanged', ({ learner, random, unchanged }) => {
    const xs = random.rows(3, 4);
    const weights = random.numbers(4);
    unchanged({ xs, weights }, () => learner.predictAll(xs, weights, 0.5));
  });
});
