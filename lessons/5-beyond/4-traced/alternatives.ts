/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'loops over all numbers, no lesson imported, sizes checked here',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { Traced } from './traced.ts';

export function matmulTraced(a: Traced, b: Traced): Traced {
  const [n, k, m] = [a.value.rows, a.value.cols, b.value.cols];
  if (b.value.rows !== k) throw new Error(\`matmulTraced: \${n}×\${k} does not fit \${b.value.rows}×\${m}\`);
  const value = new Matrix(n, m);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < m; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += a.value.get(i, l) * b.value.get(l, j);
      value.set(i, j, sum);
    }
  return new Traced(value, [a, b], (upstream) => {
    const [left, right] = [new Float64Array(n * k), new Float64Array(k * m)];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < m; j++)
        for (let l = 0; l < k; l++) {
          left[i * k + l] += upstream.get(i, j) * b.value.get(l, j);
          right[l * m + j] += upstream.get(i, j) * a.value.get(i, l);
        }
    return [new Matrix(n, k, Float32Array.from(left)), new Matrix(k, m, Float32Array.from(right))];
  });
}

export function addRowTraced(m: Traced, row: Traced): Traced {
  const { rows, cols } = m.value;
  if (row.value.rows !== 1 || row.value.cols !== cols)
    throw new Error(\`addRowTraced: \${row.value.rows} by \${row.value.cols} cannot be added to the rows of \${rows} by \${cols}\`);
  const value = new Matrix(rows, cols, m.value.data.map((each, i) => each + row.value.data[i % cols]));
  return new Traced(value, [m, row], (upstream) => {
    const sums = new Float64Array(cols);
    upstream.data.forEach((each, i) => (sums[i % cols] += each));
    return [upstream, new Matrix(1, cols, Float32Array.from(sums))];
  });
}

export function reluTraced(a: Traced): Traced {
  const { rows, cols, data } = a.value;
  const open = data.map((each) => (each > 0 ? 1 : 0));
  const through = (numbers: Float32Array) => new Matrix(rows, cols, numbers.map((each, i) => (open[i] ? each : 0)));
  return new Traced(through(data), [a], ({ data: upstream }) => [through(upstream)]);
}

export function crossEntropyTraced(logits: Traced, labels: ArrayLike<number>): Traced {
  const { rows, cols } = logits.value;
  if (labels.length !== rows) throw new Error(\`crossEntropyTraced: \${rows} examples, but \${labels.length} labels\`);
  const gradient = new Float64Array(rows * cols);
  let loss = 0;
  for (let i = 0; i < rows; i++) {
    const row = logits.value.data.subarray(i * cols, (i + 1) * cols);
    const largest = Math.max(...row);
    const total = row.reduce((sum, each) => sum + Math.exp(each - largest), 0);
    loss += Math.log(total) + largest - row[labels[i]];
    row.forEach((each, j) => (gradient[i * cols + j] = Math.exp(each - largest) / total - Number(j === labels[i])));
  }
  return new Traced(new Matrix(1, 1, Float32Array.of(loss / rows)), [logits], (upstream) => [
    new Matrix(rows, cols, Float32Array.from(gradient, (each) => (each * upstream.data[0]) / rows)),
  ]);
}
`,
  },
  {
    name: 'arrow functions, everything worked out on the way back',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { matmul, transpose } from '../3-complete-network/1-matmul.ts';
import { addRow, map, sumRows } from '../3-complete-network/2-broadcasting.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';
import { Traced } from './traced.ts';

const one = (of: Traced, value: Matrix, back: (upstream: Matrix) => Matrix) =>
  new Traced(value, [of], (upstream) => [back(upstream)]);

export const matmulTraced = (a: Traced, b: Traced) =>
  new Traced(matmul(a.value, b.value), [a, b], (upstream) => [
    transpose(matmul(b.value, transpose(upstream))),
    transpose(matmul(transpose(upstream), a.value)),
  ]);

export const addRowTraced = (m: Traced, row: Traced) =>
  new Traced(addRow(m.value, row.value), [m, row], (upstream) => [map(upstream, (each) => each), sumRows(upstream)]);

export const reluTraced = (a: Traced) => {
  const result: Traced = one(a, map(a.value, (each) => (each > 0 ? each : 0)), (upstream) => {
    const gradient = Matrix.zeros(upstream.rows, upstream.cols);
    gradient.data.set(upstream.data.map((each, i) => (result.value.data[i] > 0 ? each : 0)));
    return gradient;
  });
  return result;
};

export const crossEntropyTraced = (logits: Traced, labels: ArrayLike<number>) =>
  one(logits, Matrix.from([[softmaxCrossEntropy(logits.value, labels).loss]]), (upstream) =>
    map(softmaxCrossEntropy(logits.value, labels).gradient, (each) => each * upstream.data[0]));
`,
  },
  {
    name: 'a class for each operation, on top of Traced',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { matmul, transpose } from '../3-complete-network/1-matmul.ts';
import { addRow, sumRows } from '../3-complete-network/2-broadcasting.ts';
import { softmaxCrossEntropy } from '../3-complete-network/5-batch-loss.ts';
import { Traced } from './traced.ts';

class Product extends Traced {
  constructor(a: Traced, b: Traced) {
    super(matmul(a.value, b.value), [a, b], (upstream) => {
      const layer = new Dense(b.value, new Matrix(1, b.value.cols));
      layer.forward(a.value);
      const input = layer.backward(upstream);
      return [input, layer.parameters()[0].gradient];
    });
  }
}

class Rectified extends Traced {
  constructor(a: Traced) {
    const layer = new ReLU();
    super(layer.forward(a.value), [a], (upstream) => [layer.backward(upstream)]);
  }
}

export function matmulTraced(a: Traced, b: Traced): Traced {
  return new Product(a, b);
}

export function addRowTraced(m: Traced, row: Traced): Traced {
  function pull(upstream: Matrix): Matrix[] {
    return [transpose(transpose(upstream)), sumRows(upstream)];
  }
  return new Traced(addRow(m.value, row.value), [m, row], pull);
}

export function reluTraced(a: Traced): Traced {
  return new Rectified(a);
}

export function crossEntropyTraced(logits: Traced, labels: ArrayLike<number>): Traced {
  const result = softmaxCrossEntropy(logits.value, labels);
  const value = Matrix.zeros(1, 1);
  value.set(0, 0, result.loss);
  return new Traced(value, [logits], ({ data: [factor] }) => {
    const { rows, cols, data } = result.gradient;
    return [new Matrix(rows, cols, data.map((each) => each * factor))];
  });
}
`,
  },
];
