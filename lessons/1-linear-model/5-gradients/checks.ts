import { type Draw, centralDifferences, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

interface Gradient {
  weights: number[];
  bias: number;
}

function weightedSum(x: number[], weights: number[], bias: number): number {
  return x.reduce((sum, input, i) => sum + input * weights[i], bias);
}

/** Not the reference's formula: exact for large z of either sign, and written with tanh. */
function probability(x: number[], weights: number[], bias: number): number {
  return 0.5 + 0.5 * Math.tanh(weightedSum(x, weights, bias) / 2);
}

function meanSquaredError(xs: number[][], ys: number[], params: number[]): number {
  const errors = xs.map((x, row) => weightedSum(x, params.slice(0, -1), params[params.length - 1]) - ys[row]);
  return errors.reduce((sum, error) => sum + error * error, 0) / xs.length;
}

function mnistLoss(xs: number[][], targets: number[], params: number[]): number {
  const distances = xs.map((x, row) =>
    Math.abs(targets[row] - probability(x, params.slice(0, -1), params[params.length - 1])),
  );
  return distances.reduce((sum, distance) => sum + distance, 0) / xs.length;
}

/** The mean over the rows of slopes[row] · input, for each weight and for the bias (whose input is 1). */
function meanOf(slopes: number[], xs: number[][]): Gradient {
  const mean = (inputs: number[]): number =>
    inputs.reduce((sum, input, row) => sum + slopes[row] * input, 0) / xs.length;
  return { weights: xs[0].map((_, i) => mean(xs.map((x) => x[i]))), bias: mean(xs.map(() => 1)) };
}

/** The slopes that nudging finds: of each weight, and of the bias, which comes last in `params`. */
function measured(loss: (params: number[]) => number, params: number[]): Gradient {
  const slopes = centralDifferences(loss, params);
  return { weights: slopes.slice(0, -1), bias: slopes[slopes.length - 1] };
}

const NUDGED = {
  tolerance: 1e-6,
  note: 'The expected value is the slope, measured by nudging the parameter up and down.',
};

/** Examples, with weights and a bias for them. */
function drawModel(draw: Draw, low: number, high: number) {
  const [count, inputs] = [draw.size(1300), draw.size(784)];
  return { xs: draw.examples(count, inputs, low, high), weights: draw.numbers(inputs), bias: draw.number() };
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('meanSquaredErrorGradient', 'gives −6 and −2 for the three hours in the guide', ({ learner, close }) => {
    const gradient = learner.meanSquaredErrorGradient([[1], [2], [3]], [4, 3, 11], [2], 1);
    close(gradient, { weights: [-6], bias: -2 });
  });

  check('meanSquaredErrorGradient', 'is 0 when every prediction is right', ({ learner, close }) => {
    const gradient = learner.meanSquaredErrorGradient(
      [
        [1, 0],
        [2, 1],
        [0, 3],
      ],
      [3, 2, -8],
      [2, -3],
      1,
    );
    close(gradient, { weights: [0, 0], bias: 0 });
  });

  check('meanSquaredErrorGradient', 'gives one slope for each weight, and one for the bias', ({ learner, close }) => {
    const gradient = learner.meanSquaredErrorGradient([[1, 2, 0]], [4], [1, 1, 1], 0);
    close(gradient, { weights: [-2, -4, 0], bias: -2 });
  });

  check('meanSquaredErrorGradient', 'stays the same when every example comes twice', ({ learner, random, close }) => {
    const xs = random.rows(3, 2);
    const ys = random.numbers(3, 2, 5);
    const weights = random.numbers(2);
    const errors = xs.map((x, row) => weightedSum(x, weights, 0.5) - ys[row]);
    const expected = meanOf(
      errors.map((error) => 2 * error),
      xs,
    );
    close(learner.meanSquaredErrorGradient(xs, ys, weights, 0.5), expected);
    close(learner.meanSquaredErrorGradient([...xs, ...xs], [...ys, ...ys], weights, 0.5), expected);
  });

  contract('meanSquaredErrorGradient', 'follows the formula for one example and for many', {
    given: (draw) => {
      const { xs, weights, bias } = drawModel(draw, -3, 3);
      return { xs, ys: draw.numbers(xs.length, -5, 5), weights, bias };
    },
    gives: ({ xs, ys, weights, bias }) =>
      meanOf(
        xs.map((x, row) => 2 * (weightedSum(x, weights, bias) - ys[row])),
        xs,
      ),
    tolerance: 1e-5, // sums in a Float32Array are right, too
  });

  check(
    'meanSquaredErrorGradient',
    'agrees with the slope measured by nudging each weight and the bias',
    ({ learner, random, close }) => {
      const xs = random.rows(5, 3, -2, 2);
      const ys = random.numbers(5, -3, 3);
      const params = random.numbers(4);
      const expected = measured((nudged) => meanSquaredError(xs, ys, nudged), params);
      close(learner.meanSquaredErrorGradient(xs, ys, params.slice(0, 3), params[3]), expected, NUDGED);
    },
  );

  check('mnistLossGradient', 'gives −0.045, 0.04 and 0.08 for the four images in the guide', ({ learner, close }) => {
    const images = [
      [1, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ];
    const weights = [Math.log(9), 0];
    close(learner.mnistLossGradient(images, [1, 0, 1, 0], weights, 0), { weights: [-0.045, 0.04], bias: 0.08 });
  });

  check('mnistLossGradient', 'points the other way when the 3 turns out to be a 7', ({ learner, close }) => {
    close(learner.mnistLossGradient([[1, 2, 0]], [1], [0, 0, 1], 0), { weights: [-0.25, -0.5, 0], bias: -0.25 });
    close(learner.mnistLossGradient([[1, 2, 0]], [0], [0, 0, 1], 0), { weights: [0.25, 0.5, 0], bias: 0.25 });
  });

  contract('mnistLossGradient', 'follows the formula for one image and for many', {
    given: (draw) => {
      const { xs, weights, bias } = drawModel(draw, 0, 1);
      return { xs, targets: xs.map(() => draw.integer(0, 1)), weights, bias };
    },
    gives: ({ xs, targets, weights, bias }) => {
      const slopes = xs.map((x, row) => {
        const p = probability(x, weights, bias);
        return (1 - 2 * targets[row]) * (p - p * p);
      });
      return meanOf(slopes, xs);
    },
    tolerance: 1e-5, // sums in a Float32Array are right, too
  });

  check('mnistLossGradient', 'agrees with the slope of the loss, measured by nudging', ({ learner, random, close }) => {
    const images = random.rows(7, 3, 0, 1);
    const targets = [1, 0, 0, 1, 1, 0, 1];
    const params = random.numbers(4, -2, 2);
    const expected = measured((nudged) => mnistLoss(images, targets, nudged), params);
    close(learner.mnistLossGradient(images, targets, params.slice(0, 3), params[3]), expected, NUDGED);
  });

  check('mnistLossGradient', 'is 0, and not NaN, where the prediction is −1000 or 1000', ({ learner, close }) => {
    for (const weight of [1000, -1000]) {
      const gradient = learner.mnistLossGradient([[1]], [1], [weight], 0);
      const note = 'At such a prediction the sigmoid is flat: p · (1 − p) is 0.';
      close(gradient, { weights: [0], bias: 0 }, Number.isNaN(gradient?.bias) ? { note } : {});
    }
  });
});
