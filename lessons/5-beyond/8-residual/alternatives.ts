/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'one function for both sums, private fields, blocks by Array.from',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../3-complete-network/layer.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { heWeights } from '../3-complete-network/6-initialisation.ts';
import { Network } from '../3-complete-network/7-network.ts';

const sum = (a: Matrix, b: Matrix): Matrix => {
  if (a.rows !== b.rows || a.cols !== b.cols)
    throw new Error(\`a residual block cannot add \${b.rows} by \${b.cols} to \${a.rows} by \${a.cols}\`);
  return new Matrix(a.rows, a.cols, a.data.map((value, i) => value + b.data[i]));
};

export class Residual implements Layer {
  readonly #inner: Layer;

  constructor(inner: Layer) {
    this.#inner = inner;
  }

  forward = (x: Matrix): Matrix => sum(x, this.#inner.forward(x));
  backward = (upstream: Matrix): Matrix => sum(this.#inner.backward(upstream), upstream);
  parameters = (): Parameter[] => [...this.#inner.parameters()];
}

export const createDeepNetwork = (
  { inputs, width, blocks, outputs }: { inputs: number; width: number; blocks: number; outputs: number },
  random: () => number,
): Network => {
  const zero = (cols: number): Matrix => new Matrix(1, cols);
  const dense = (from: number, to: number): Dense => new Dense(heWeights(from, to, random), zero(to));
  const block = (): Residual =>
    new Residual(new Network([dense(width, width), new ReLU(), new Dense(new Matrix(width, width), zero(width))]));
  return new Network([dense(inputs, width), new ReLU(), ...Array.from({ length: blocks }, block), dense(width, outputs)]);
};
`,
  },
  {
    name: 'rows and columns, the parameters kept from the start, the deep network from its end',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { heWeights } from '../3-complete-network/6-initialisation.ts';
import { Network } from '../3-complete-network/7-network.ts';

export class Residual {
  constructor(inner) {
    this.inner = inner;
    this.learned = inner.parameters();
  }

  forward(x) {
    const inside = this.inner.forward(x);
    if (!(inside.rows === x.rows && inside.cols === x.cols))
      throw new Error(\`found [\${inside.rows}, \${inside.cols}], wanted [\${x.rows}, \${x.cols}]\`);
    return Matrix.from(x.toArray().map((row, i) => row.map((value, j) => inside.get(i, j) + value)));
  }

  backward(upstream) {
    const around = upstream.toArray();
    const through = this.inner.backward(upstream);
    for (let row = 0; row < through.rows; row++)
      for (let col = 0; col < through.cols; col++) around[row][col] += through.get(row, col);
    return Matrix.from(around);
  }

  parameters() {
    return this.learned;
  }
}

export function createDeepNetwork(sizes, random) {
  const biases = (count) => Matrix.from([new Array(count).fill(0)]);
  const layers = [new Dense(heWeights(sizes.width, sizes.outputs, random), biases(sizes.outputs))];
  for (let left = sizes.blocks; left > 0; left--) {
    const inside = [];
    inside.push(new Dense(heWeights(sizes.width, sizes.width, random), biases(sizes.width)));
    inside.push(new ReLU());
    inside.push(new Dense(Matrix.zeros(sizes.width, sizes.width), biases(sizes.width)));
    layers.unshift(new Residual(new Network(inside)));
  }
  layers.unshift(new Dense(heWeights(sizes.inputs, sizes.width, random), biases(sizes.width)), new ReLU());
  return new Network(layers);
}
`,
  },
  {
    name: 'backward before the sum of numbers, a class that extends Network inside',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../3-complete-network/layer.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { heWeights } from '../3-complete-network/6-initialisation.ts';
import { Network } from '../3-complete-network/7-network.ts';

export class Residual implements Layer {
  inner: Layer;

  constructor(inner: Layer) {
    this.inner = inner;
  }

  forward(x: Matrix): Matrix {
    const { rows, cols, data } = this.inner.forward(x);
    if (rows !== x.rows) throw new Error('Residual: ' + x.rows + '×' + x.cols + ' became ' + rows + '×' + cols);
    if (cols !== x.cols) throw new Error('Residual: ' + x.rows + '×' + x.cols + ' became ' + rows + '×' + cols);
    const output = new Matrix(rows, cols, x.data.slice());
    data.forEach((value, i) => (output.data[i] += value));
    return output;
  }

  backward(upstream: Matrix): Matrix {
    const output = new Matrix(upstream.rows, upstream.cols, Float32Array.from(upstream.data));
    this.inner.backward(upstream).data.forEach((value, i) => (output.data[i] += value));
    return output;
  }

  parameters(): Parameter[] {
    const all: Parameter[] = [];
    for (const each of this.inner.parameters()) all.push(each);
    return all;
  }
}

class Block extends Residual {
  constructor(width: number, random: () => number) {
    const second = heWeights(width, width, () => 0.5);
    second.data.fill(0);
    super(
      new Network([
        new Dense(heWeights(width, width, random), Matrix.zeros(1, width)),
        new ReLU(),
        new Dense(second, Matrix.zeros(1, width)),
      ]),
    );
  }
}

export function createDeepNetwork(
  { inputs, width, blocks, outputs }: { inputs: number; width: number; blocks: number; outputs: number },
  random: () => number,
): Network {
  const start = new Network([new Dense(heWeights(inputs, width, random), Matrix.zeros(1, width)), new ReLU()]);
  const middle: Layer[] = [];
  while (middle.length < blocks) middle.push(new Block(width, random));
  const end = new Dense(heWeights(width, outputs, random), Matrix.zeros(1, outputs));
  return new Network([start, new Network(middle), end]);
}
`,
  },
];
