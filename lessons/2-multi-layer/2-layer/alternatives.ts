/** Right solutions that are built differently. The checks must accept every one of them. */
export default [
  {
    name: 'functional style, transposed first',
    text: `function assertSame(what: string, a: number, b: number): void {
  if (a !== b) throw new RangeError(what + ': shapes [' + a + '] and [' + b + '] do not fit');
}

const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const transpose = (rows: number[][]): number[][] => rows[0].map((_, j) => rows.map((row) => row[j]));

export const layer = (x: number[], weights: number[][], bias: number[]): number[] => {
  assertSame('inputs and rows', x.length, weights.length);
  assertSame('biases and columns', bias.length, weights[0].length);
  return transpose(weights).map((column, j) => dot(x, column) + bias[j]);
};

export const layerGradient = (x: number[], weights: number[][], upstream: number[]) => {
  assertSame('inputs and rows', x.length, weights.length);
  assertSame('slopes and columns', upstream.length, weights[0].length);
  return {
    input: weights.map((row) => dot(row, upstream)),
    bias: [...upstream],
    weights: x.map((value) => upstream.map((slope) => value * slope)),
    shape: [weights.length, weights[0].length],
  };
};
`,
  },
  {
    name: 'inputs in the outer loop, Float32Array, skips zeros',
    text: `export interface LayerGradient {
  weights: Float32Array[];
  bias: Float32Array;
  input: Float32Array;
}

/** Fails when weights is not a rows × columns table. */
function check(weights: number[][], rows: number, columns: number): void {
  if (weights.length !== rows || weights[0].length !== columns) {
    throw new Error(\`expected \${rows}×\${columns} weights, got \${weights.length}×\${weights[0].length}\`);
  }
}

export function layer(x: number[], weights: number[][], bias: number[]): Float32Array {
  check(weights, x.length, bias.length);
  const output = Float32Array.from(bias);
  x.forEach((value, i) => {
    if (value === 0) return;
    for (let j = 0; j < output.length; j++) output[j] += value * weights[i][j];
  });
  return output;
}

export function layerGradient(x: number[], weights: number[][], upstream: number[]): LayerGradient {
  check(weights, x.length, upstream.length);
  const input = new Float32Array(x.length);
  for (let j = upstream.length - 1; j >= 0; j--) {
    for (let i = 0; i < x.length; i++) input[i] += weights[i][j] * upstream[j];
  }
  return {
    weights: x.map((value) => Float32Array.from(upstream, (slope) => slope * value)),
    bias: Float32Array.from(upstream),
    input,
  };
}
`,
  },
  {
    name: 'each output by the linear model of lesson 1.2',
    text: `import { predict } from '../1-linear-model/2-linear-model.ts';

export function layer(x: number[], weights: number[][], bias: number[]): number[] {
  if (bias.length !== weights[0].length) {
    throw new Error(\`The weights are \${weights.length}×\${weights[0].length}, the bias is 1×\${bias.length}\`);
  }
  return bias.map((value, j) =>
    predict(
      x,
      weights.map((row) => row[j]),
      value,
    ),
  );
}

export function layerGradient(x: number[], weights: number[][], upstream: number[]) {
  if (x.length !== weights.length) {
    throw new Error(\`The weights are \${weights.length}×\${weights[0].length}, x is 1×\${x.length}\`);
  }
  const bias = [...upstream];
  const input = weights.map((row) => predict(row, upstream, 0));
  const gradient = weights.map((row) => new Array<number>(row.length));
  for (let j = 0; j < bias.length; j++) {
    for (let i = 0; i < x.length; i++) {
      gradient[i][j] = x[i] * bias[j];
    }
  }
  return { weights: gradient, bias, input };
}
`,
  },
];
