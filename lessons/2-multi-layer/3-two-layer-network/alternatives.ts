/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'helper function and an object that grows, extra keys',
    text: `import { relu } from './1-activations.ts';
import { layer } from './2-layer.ts';

const apply = (x, { weights, bias }) => layer(x, weights, bias);

export const forward = (x, { hidden, output }) => {
  const pass: Record<string, unknown> = { input: x };
  pass.hiddenInput = apply(x, hidden);
  pass.hiddenOutput = relu([...(pass.hiddenInput as number[])]);
  pass.output = apply(pass.hiddenOutput, output);
  return pass;
};
`,
  },
  {
    name: 'everything by hand, Float32Array, no import',
    text: `function affine(x: ArrayLike<number>, weights: number[][], bias: number[]): Float32Array {
  const sums = Float32Array.from(bias);
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== 0) weights[i].forEach((weight, j) => (sums[j] += weight * x[i]));
  }
  return sums;
}

export function forward(x: number[], network: { hidden: { weights: number[][]; bias: number[] }; output: { weights: number[][]; bias: number[] } }) {
  const hiddenInput = affine(x, network.hidden.weights, network.hidden.bias);
  const hiddenOutput = hiddenInput.map((z) => (z > 0 ? z : 0));
  return { hiddenInput, hiddenOutput, output: affine(hiddenOutput, network.output.weights, network.output.bias) };
}
`,
  },
  {
    name: 'reduce, the bias as one more weight',
    text: `interface Layer {
  weights: number[][];
  bias: number[];
}

const sumDown = (inputs: number[], { weights, bias }: Layer): number[] =>
  [...inputs, 1].reduce<number[]>(
    (sums, value, i) => sums.map((sum, j) => sum + value * (i < inputs.length ? weights[i][j] : bias[j])),
    bias.map(() => 0),
  );

function forward(x: number[], network: { hidden: Layer; output: Layer }) {
  const hiddenInput = sumDown(x, network.hidden);
  const hiddenOutput = hiddenInput.map((z) => Math.max(z, 0));
  const output = sumDown(hiddenOutput, network.output);
  return { output, hiddenOutput, hiddenInput };
}

export { forward };
`,
  },
];
