/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'reduce from the bias, arrow functions, a helper that compares the lengths',
    text: `const assertSameLength = (x: number[], weights: number[]): void => {
  if (x.length === weights.length) return;
  throw new RangeError('The input has ' + x.length + ' numbers, and there are ' + weights.length + ' weights.');
};

export const predict = (x: number[], weights: number[], bias: number): number => {
  assertSameLength(x, weights);
  return x.reduce((sum, value, i) => sum + value * weights[i], bias);
};

export const predictAll = (xs: number[][], ...model: [weights: number[], bias: number]): number[] =>
  xs.map((x) => predict(x, ...model));
`,
  },
  {
    name: 'backwards, the bias last, a Float32Array of predictions filled by weight and not by example',
    text: `export class ShapeError extends Error {}

export function predict(x: ArrayLike<number>, weights: ArrayLike<number>, bias: number): number {
  if (x.length !== weights.length) throw new ShapeError(\`[\${x.length}] · [\${weights.length}]\`);
  let sum = 0;
  for (let i = weights.length - 1; i >= 0; i--) sum += weights[i] * x[i];
  return sum + bias;
}

export function predictAll(xs: ArrayLike<number>[], weights: ArrayLike<number>, bias: number): Float32Array {
  for (const x of xs) {
    if (x.length !== weights.length) throw new ShapeError(\`\${x.length} inputs × \${weights.length} weights\`);
  }
  const sums = new Float64Array(xs.length).fill(bias);
  for (let i = 0; i < weights.length; i++) {
    xs.forEach((x, example) => {
      sums[example] += x[i] * weights[i];
    });
  }
  return Float32Array.from(sums);
}
`,
  },
  {
    name: 'predict by way of predictAll, the bias as one more weight',
    text: `function dot(a, b) {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += value * b[i];
  return sum;
}

function predictAll(xs, weights, bias) {
  const predictions = [];
  for (const x of xs) {
    const [inputs, expected] = [x.length, weights.length];
    if (inputs > expected || inputs < expected) throw Error('expected ' + expected + ' inputs, got ' + inputs);
    predictions.push(dot([...x, 1], [...weights, bias]));
  }
  return predictions;
}

function predict(x, weights, bias) {
  return predictAll([x], weights, bias)[0];
}

export { dot, predict, predictAll };
`,
  },
];
