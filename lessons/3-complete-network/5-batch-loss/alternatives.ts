/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'typed arrays in float32, powers kept in the gradient',
    text: `import { Matrix } from './matrix.ts';

export function softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix } {
  if (labels.length !== logits.rows) throw new RangeError(logits.rows + ' rows of logits, ' + labels.length + ' labels');
  const gradient = new Matrix(logits.rows, logits.cols, logits.data.slice());
  const losses = new Float32Array(logits.rows);
  for (let row = 0; row < logits.rows; row++) {
    const z = gradient.data.subarray(row * logits.cols, (row + 1) * logits.cols);
    const label = labels[row];
    const largest = z.reduce((a, b) => Math.max(a, b));
    const right = z[label] - largest;
    z.forEach((value, i) => (z[i] = Math.exp(value - largest)));
    const sum = z.reduce((a, b) => a + b, 0);
    losses[row] = Math.log(sum) - right;
    z.forEach((value, i) => (z[i] = value / sum / logits.rows));
    z[label] -= 1 / logits.rows;
  }
  return { loss: losses.reduce((a, b) => a + b, 0) / logits.rows, gradient };
}
`,
  },
  {
    name: 'functional style: log-probabilities of each row',
    text: `import { Matrix } from './matrix.ts';
import { map } from './2-broadcasting.ts';

function logSoftmax(z: number[]): number[] {
  const largest = Math.max(...z);
  const logOfSum = largest + Math.log(z.map((value) => Math.exp(value - largest)).reduce((a, b) => a + b));
  return z.map((value) => value - logOfSum);
}

const mean = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0) / numbers.length;

export const softmaxCrossEntropy = (logits: Matrix, labels: ArrayLike<number>) => {
  const n = logits.rows;
  if (n !== labels.length) throw new Error(\`\${n} examples but \${labels.length} labels\`);
  const logs = logits.toArray().map(logSoftmax);
  const differences = logs.map((row, i) => row.map((log, j) => Math.exp(log) - Number(labels[i] === j)));
  return {
    loss: mean(logs.map((row, i) => -row[labels[i]])),
    gradient: map(Matrix.from(differences), (value) => value / n),
    probabilities: Matrix.from(logs.map((row) => row.map(Math.exp))),
  };
};
`,
  },
  {
    name: 'sums differences to the right logit, last row first',
    text: `import { Matrix } from './matrix.ts';

export function softmaxCrossEntropy(logits: Matrix, labels: ArrayLike<number>): { loss: number; gradient: Matrix } {
  const { rows, cols } = logits;
  if (rows !== labels.length) throw new Error('softmaxCrossEntropy: [' + rows + ', ' + cols + '] and [' + labels.length + ']');
  const gradient = Matrix.zeros(rows, cols);
  let loss = 0;
  for (let row = rows - 1; row >= 0; row--) {
    const right = logits.get(row, labels[row]);
    const above = Array.from({ length: cols }, (_, col) => logits.get(row, col) - right);
    let largest = above[0];
    for (const difference of above) if (difference > largest) largest = difference;
    let sum = 0;
    for (const difference of above) sum += Math.exp(difference - largest);
    loss += (largest + Math.log(sum)) / rows;
    above.forEach((difference, col) => gradient.set(row, col, Math.exp(difference - largest) / sum / rows));
    gradient.set(row, labels[row], gradient.get(row, labels[row]) - 1 / rows);
  }
  return { loss, gradient };
}
`,
  },
];
