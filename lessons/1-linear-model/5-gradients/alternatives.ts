/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'one helper for both, the weights outside, division at the end',
    text: `import { predictAll } from './2-linear-model.ts';
import { sigmoid } from './3-loss.ts';

export type Gradient = { weights: number[]; bias: number };

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const fromSlopes = (slopes: number[], xs: number[][], weights: number[]): Gradient => ({
  bias: mean(slopes),
  weights: weights.map((_, i) => mean(slopes.map((slope, example) => slope * xs[example][i]))),
});

export const meanSquaredErrorGradient = (xs: number[][], ys: number[], weights: number[], bias: number): Gradient =>
  fromSlopes(
    predictAll(xs, weights, bias).map((prediction, example) => 2 * (prediction - ys[example])),
    xs,
    weights,
  );

export const mnistLossGradient = (xs: number[][], targets: number[], weights: number[], bias: number): Gradient => {
  const probabilities = predictAll(xs, weights, bias).map(sigmoid);
  return fromSlopes(
    probabilities.map((p, example) => (1 - 2 * targets[example]) * (p - p * p)),
    xs,
    weights,
  );
};
`,
  },
  {
    name: 'typed arrays, no help from earlier lessons, examples from last to first, extra keys',
    text: `type Numbers = ArrayLike<number>;

function output(x: Numbers, weights: Numbers, bias: number): number {
  let z = 0;
  for (let i = 0; i < weights.length; i++) z += weights[i] * x[i];
  return z + bias;
}

export function meanSquaredErrorGradient(xs: Numbers[], ys: Numbers, weights: Numbers, bias: number) {
  const slopes = new Float64Array(weights.length + 1);
  for (let example = xs.length - 1; example >= 0; example--) {
    const error = output(xs[example], weights, bias) - ys[example];
    for (let i = 0; i < weights.length; i++) slopes[i] += 2 * error * xs[example][i];
    slopes[weights.length] += 2 * error;
  }
  for (let i = 0; i < slopes.length; i++) slopes[i] /= xs.length;
  return { weights: slopes.subarray(0, -1), bias: slopes[weights.length], examples: xs.length };
}

export function mnistLossGradient(xs: Numbers[], targets: Numbers, weights: Numbers, bias: number) {
  const slopes = new Float32Array(weights.length);
  let biasSlope = 0;
  for (let example = xs.length - 1; example >= 0; example--) {
    const z = output(xs[example], weights, bias);
    const bell = 0.25 / Math.cosh(z / 2) ** 2;
    const slope = targets[example] ? -bell : bell;
    for (let i = 0; i < weights.length; i++) slopes[i] += slope * xs[example][i];
    biasSlope += slope;
  }
  return { weights: slopes.map((sum) => sum / xs.length), bias: biasSlope / xs.length, examples: xs.length };
}
`,
  },
  {
    name: 'the bias as one more input that is always 1, and predict for each example',
    text: `import { predict } from './2-linear-model.ts';
import { sigmoid as s } from './3-loss.ts';

function gradientOf(xs, weights, bias, slopeOf) {
  const all = [...weights, bias].fill(0);
  xs.forEach((x, example) => {
    const slope = slopeOf(predict(x, weights, bias), example);
    [...x, 1].forEach((input, i) => {
      all[i] += (slope * input) / xs.length;
    });
  });
  return { bias: all.pop(), weights: all };
}

export function meanSquaredErrorGradient(xs, ys, weights, bias) {
  return gradientOf(xs, weights, bias, (prediction, example) => prediction + prediction - ys[example] - ys[example]);
}

export function mnistLossGradient(xs, targets, weights, bias) {
  return gradientOf(xs, weights, bias, (z, example) => {
    const p = s(z);
    if (targets[example] === 1) return p * (p - 1);
    return p * (1 - p);
  });
}
`,
  },
];
