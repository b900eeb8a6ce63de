/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'draws again while the number is 0, takes the sine, functional',
    text: `import { Matrix } from './matrix.ts';

function notZero(random: () => number): number {
  for (;;) {
    const value = random();
    if (value > 0) return value;
  }
}

export const gaussian = (random: () => number): number => {
  const angle = Math.PI * 2 * random();
  return Math.sin(angle) * (-2 * Math.log(notZero(random))) ** 0.5;
};

export const heWeights = (inputs: number, outputs: number, random: () => number): Matrix =>
  Matrix.from(
    Array.from({ length: inputs }, () => Array.from({ length: outputs }, () => Math.SQRT2 * gaussian(random) / Math.sqrt(inputs))),
  );
`,
  },
  {
    name: 'half of the circle will do for the cosine; weights column by column, last one first',
    text: `import { Matrix } from './matrix.ts';

const { sqrt, log1p, cos, PI } = Math;

export function gaussian(random: () => number): number {
  return sqrt(-2 * log1p(-random())) * cos(PI * random());
}

export function heWeights(inputs: number, outputs: number, random: () => number): Matrix {
  const weights = new Matrix(inputs, outputs);
  const variance = 2 / inputs;
  for (let neuron = outputs - 1; neuron >= 0; neuron--) {
    for (let input = 0; input < inputs; input++) weights.set(input, neuron, sqrt(variance) * gaussian(random));
  }
  return weights;
}
`,
  },
  {
    name: 'typed array, map from lesson 3.2',
    text: `import { Matrix } from './matrix.ts';
import { map } from './2-broadcasting.ts';

export function gaussian(random: () => number): number {
  const [u, v] = [random() || Number.EPSILON, random()];
  const distance = Math.sqrt(Math.log(u) * -2);
  return distance * Math.cos(v * 2 * Math.PI);
}

export function heWeights(inputs: number, outputs: number, random: () => number): Matrix {
  const numbers = Float32Array.from({ length: inputs * outputs }, () => gaussian(random));
  return map(new Matrix(inputs, outputs, numbers), (value) => value * Math.sqrt(2 / inputs));
}
`,
  },
  {
    name: 'makes all numbers first, and one more than it needs',
    text: `import { Matrix } from './matrix.ts';

export function gaussian(random: () => number): number {
  const distance = Math.sqrt(-2 * Math.log(1 - random()));
  return distance * Math.cos(2 * Math.PI * random());
}

export function heWeights(inputs: number, outputs: number, random: () => number): Matrix {
  const numbers: number[] = [];
  for (let i = 0; i <= inputs * outputs; i++) numbers.push(gaussian(random) * Math.sqrt(2 / inputs));
  return new Matrix(inputs, outputs, Float32Array.from(numbers.slice(0, inputs * outputs)));
}
`,
  },
];
