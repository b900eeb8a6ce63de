/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'arrow function, one-line generator body, no import of step',
    text: `import { predictAll } from './2-linear-model.ts';
import { meanSquaredError } from './3-loss.ts';
import { meanSquaredErrorGradient as slopes } from './5-gradients.ts';

type Line = { weights: number[]; bias: number };

const against = (slope: number, rate: number) => (value: number) => value - rate * slope;

export const step = ({ weights, bias }: Line, gradient: Line, learningRate: number): Line => ({
  bias: against(gradient.bias, learningRate)(bias),
  weights: weights.map((weight, i) => against(gradient.weights[i], learningRate)(weight)),
});

export function* fitLine(xs: number[][], ys: number[], options: { initial: Line; learningRate: number; epochs: number }) {
  let { weights, bias } = options.initial;
  let epoch = 0;
  while (epoch < options.epochs) {
    const loss = meanSquaredError(predictAll(xs, weights, bias), ys);
    ({ weights, bias } = step({ weights, bias }, slopes(xs, ys, weights, bias), options.learningRate));
    yield { epoch: ++epoch, loss, parameters: { weights, bias }, note: 'an extra key' };
  }
}
`,
  },
  {
    name: 'typed arrays with 32 bits, no help from earlier lessons',
    text: `interface Line { weights: ArrayLike<number>; bias: number }

export function step(parameters: Line, gradient: Line, learningRate: number) {
  const weights = new Float32Array(parameters.weights.length);
  for (let i = weights.length - 1; i >= 0; i--) weights[i] = parameters.weights[i] - gradient.weights[i] * learningRate;
  return { weights, bias: parameters.bias - gradient.bias * learningRate };
}

export function* fitLine(xs: number[][], ys: number[], { initial, learningRate, epochs }: { initial: Line; learningRate: number; epochs: number }) {
  const width = initial.weights.length;
  let now: Line = initial;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss = 0;
    const sums = { weights: new Float64Array(width), bias: 0 };
    xs.forEach((x, k) => {
      let error = now.bias - ys[k];
      for (let i = 0; i < width; i++) error += now.weights[i] * x[i];
      loss += error * error;
      for (let i = 0; i < width; i++) sums.weights[i] += 2 * error * x[i];
      sums.bias += 2 * error;
    });
    now = step(now, sums, learningRate / xs.length);
    yield { epoch, loss: loss / xs.length, parameters: now };
  }
}
`,
  },
  {
    name: 'the numerical gradient of lesson 1.4 instead of the formula',
    text: `import { predictAll } from './2-linear-model.ts';
import { meanSquaredError } from './3-loss.ts';
import { numericalGradient } from './4-numerical-gradient.ts';

export function step(parameters, gradient, learningRate) {
  const copy = structuredCloneOf(parameters);
  for (const i of copy.weights.keys()) copy.weights[i] -= learningRate * gradient.weights[i];
  copy.bias -= learningRate * gradient.bias;
  return copy;
}

function structuredCloneOf({ weights, bias }) {
  return { weights: [...weights], bias };
}

export function* fitLine(xs, ys, { initial, learningRate, epochs }) {
  const lossAt = (all) => meanSquaredError(predictAll(xs, all.slice(0, -1), all[all.length - 1]), ys);
  let parameters = initial;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const all = [...parameters.weights, parameters.bias];
    const loss = lossAt(all);
    const slopes = numericalGradient(lossAt, all);
    parameters = step(parameters, { weights: slopes.slice(0, -1), bias: slopes[slopes.length - 1] }, learningRate);
    yield { epoch, loss, parameters };
  }
}
`,
  },
];
