/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'high draws drop, factors in a typed array, no help from earlier lessons',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../3-complete-network/layer.ts';

export class Dropout implements Layer {
  training = true;
  #rate: number;
  #random: () => number;
  #factors = new Float64Array(0);

  constructor(rate: number, random: () => number) {
    this.#rate = rate;
    this.#random = random;
  }

  #times({ rows, cols, data }: Matrix): Matrix {
    return new Matrix(rows, cols, data.map((value, i) => value * this.#factors[i]));
  }

  forward(x: Matrix): Matrix {
    const keep = 1 - this.#rate;
    this.#factors = new Float64Array(x.data.length).fill(1);
    if (this.training) this.#factors = this.#factors.map(() => (this.#random() < keep ? 1 / keep : 0));
    return this.#times(x);
  }

  backward(upstream: Matrix): Matrix {
    return this.#times(upstream);
  }

  parameters(): Parameter[] {
    return [];
  }
}
`,
  },
  {
    name: 'no mask outside of training, the very input returned, column after column',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

export class Dropout {
  training = true;
  mask = null;

  constructor(rate, random) {
    Object.assign(this, { rate, random });
  }

  forward = (x) => {
    this.mask = null;
    if (!this.training) return x;
    this.mask = new Matrix(x.rows, x.cols);
    for (let col = 0; col < x.cols; col++) {
      for (let row = 0; row < x.rows; row++) this.mask.set(row, col, this.random() >= this.rate);
    }
    return this.through(x);
  };

  backward = (upstream) => (this.mask ? this.through(upstream) : upstream);

  through(m) {
    const result = new Matrix(m.rows, m.cols);
    for (let i = 0; i < result.data.length; i++) result.data[i] = this.mask.data[i] ? m.data[i] / (1 - this.rate) : 0;
    return result;
  }

  parameters = () => [];
}
`,
  },
  {
    name: 'a set of the places that were dropped, draws made before they are used',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { type Layer } from '../3-complete-network/layer.ts';
import { map } from '../3-complete-network/2-broadcasting.ts';

export class Dropout implements Layer {
  training = true;
  private dropped = new Set<number>();
  private scale = 1;
  private readonly rate: number;
  private readonly random: () => number;

  constructor(rate: number, random: () => number) {
    this.rate = rate;
    this.random = random;
  }

  forward(x: Matrix): Matrix {
    const draws = Array.from(x.data, () => this.random());
    this.dropped = new Set([...draws.keys()].filter((i) => this.training && draws[i] < this.rate));
    this.scale = this.training ? 1 / (1 - this.rate) : 1;
    return this.apply(x);
  }

  backward(upstream: Matrix): Matrix {
    return this.apply(upstream);
  }

  private apply(m: Matrix): Matrix {
    let i = 0;
    return map(m, (value) => (this.dropped.has(i++) ? 0 : value * this.scale));
  }

  parameters() {
    return [];
  }
}
`,
  },
];
