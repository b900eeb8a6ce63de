/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'own loops on typed arrays, gradients written in place, checks of its own',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';

const text = (m: Matrix): string => \`[\${m.rows}, \${m.cols}]\`;

export class Dense implements Layer {
  #parameters: [Parameter, Parameter];
  #x: Matrix | null = null;

  constructor(weights: Matrix, bias: Matrix) {
    if (bias.rows !== 1 || bias.cols !== weights.cols) throw new Error('bias ' + text(bias) + ' for ' + text(weights));
    this.#parameters = [
      { value: weights, gradient: new Matrix(weights.rows, weights.cols) },
      { value: bias, gradient: new Matrix(1, bias.cols) },
    ];
  }

  forward(x: Matrix): Matrix {
    const [{ value: weights }, { value: bias }] = this.#parameters;
    if (x.cols !== weights.rows) throw new Error('input ' + text(x) + ' for ' + text(weights));
    this.#x = x;
    const out = new Matrix(x.rows, weights.cols);
    for (let n = 0; n < x.rows; n++) {
      for (let j = 0; j < weights.cols; j++) {
        let z = bias.data[j];
        for (let i = 0; i < x.cols; i++) z += x.data[n * x.cols + i] * weights.data[i * weights.cols + j];
        out.data[n * weights.cols + j] = z;
      }
    }
    return out;
  }

  backward(upstream: Matrix): Matrix {
    const x = this.#x;
    const [weights, bias] = this.#parameters;
    if (!x || upstream.rows !== x.rows || upstream.cols !== weights.value.cols) throw new Error('upstream ' + text(upstream));
    weights.gradient.data.fill(0);
    bias.gradient.data.fill(0);
    const result = new Matrix(x.rows, x.cols);
    for (let n = 0; n < x.rows; n++) {
      for (let j = 0; j < upstream.cols; j++) {
        const u = upstream.get(n, j);
        bias.gradient.data[j] += u;
        for (let i = 0; i < x.cols; i++) {
          weights.gradient.data[i * upstream.cols + j] += u * x.get(n, i);
          result.data[n * x.cols + i] += u * weights.value.get(i, j);
        }
      }
    }
    return result;
  }

  parameters(): Parameter[] {
    return [...this.#parameters];
  }
}
`,
  },
  {
    name: 'transposes the products instead of the factors, parameters behind getters',
    text: `import { Matrix } from './matrix.ts';
import type { Layer, Parameter } from './layer.ts';
import { matmul, transpose } from './1-matmul.ts';
import { addRow, sumRows } from './2-broadcasting.ts';

export class Dense implements Layer {
  weights: Matrix;
  bias: Matrix;
  weightsGradient: Matrix;
  biasGradient: Matrix;
  x = new Matrix(0, 0);

  constructor(weights: Matrix, bias: Matrix) {
    this.weights = weights;
    this.bias = bias;
    this.weightsGradient = new Matrix(weights.rows, weights.cols);
    this.biasGradient = new Matrix(bias.rows, bias.cols);
  }

  forward = (x: Matrix): Matrix => {
    this.x = new Matrix(x.rows, x.cols, x.data.slice());
    return addRow(matmul(this.x, this.weights), this.bias);
  };

  backward = (upstream: Matrix): Matrix => {
    this.weightsGradient = transpose(matmul(transpose(upstream), this.x));
    this.biasGradient = sumRows(upstream);
    return transpose(matmul(this.weights, transpose(upstream)));
  };

  parameters = (): Parameter[] => {
    const layer = this;
    return [
      { get value() { return layer.weights; }, get gradient() { return layer.weightsGradient; } },
      { get value() { return layer.bias; }, get gradient() { return layer.biasGradient; } },
    ];
  };
}
`,
  },
  {
    name: 'a column of ones, so that the bias is one more row of the weights',
    text: `import { Matrix } from './matrix.ts';
import { type Layer, type Parameter } from './layer.ts';
import { matmul, transpose } from './1-matmul.ts';

function withOnes(x: Matrix): Matrix {
  return Matrix.from(x.toArray().map((row) => [...row, 1]));
}

export class Dense implements Layer {
  private readonly list: Parameter[];
  private memory = Matrix.zeros(0, 0);

  constructor(weights: Matrix, bias: Matrix) {
    this.list = [weights, bias].map((value) => ({ value, gradient: Matrix.zeros(value.rows, value.cols) }));
  }

  forward(x: Matrix): Matrix {
    const [weights, bias] = this.list;
    this.memory = withOnes(x);
    if (x.cols !== weights.value.rows || bias.value.rows !== 1 || bias.value.cols !== weights.value.cols) {
      throw new Error([x, weights.value, bias.value].map((m) => \`\${m.rows}×\${m.cols}\`).join(', '));
    }
    const stacked = Matrix.from([...weights.value.toArray(), ...bias.value.toArray()]);
    return matmul(this.memory, stacked);
  }

  backward(upstream: Matrix): Matrix {
    const [weights, bias] = this.list;
    const rows = matmul(transpose(this.memory), upstream).toArray();
    bias.gradient = Matrix.from(rows.slice(-1));
    weights.gradient = Matrix.from(rows.slice(0, -1));
    return matmul(upstream, transpose(weights.value));
  }

  parameters(): Parameter[] {
    return this.list;
  }
}
`,
  },
];
