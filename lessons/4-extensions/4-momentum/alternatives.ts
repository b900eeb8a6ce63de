/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'functional style, 64-bit velocities in a map by parameter, set instead of loops',
    text: `import type { Parameter } from '../3-complete-network/layer.ts';

export class Momentum {
  learningRate: number;
  readonly #mu: number;
  readonly #velocities: Map<Parameter, number[]>;

  constructor(parameters: Parameter[], { learningRate, momentum }: { learningRate: number; momentum: number }) {
    this.learningRate = learningRate;
    this.#mu = momentum;
    this.#velocities = new Map(parameters.map((parameter) => [parameter, Array(parameter.value.data.length).fill(0)]));
  }

  step(): void {
    for (const [parameter, old] of this.#velocities) {
      const velocity = old.map((v, i) => this.#mu * v + parameter.gradient.data[i]);
      this.#velocities.set(parameter, velocity);
      parameter.value.data.set(parameter.value.data.map((w, i) => w - this.learningRate * velocity[i]));
    }
  }
}
`,
  },
  {
    name: 'velocities as matrices made at the first step, get and set, backwards',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

export class Momentum {
  constructor(parameters, options) {
    this.parameters = parameters;
    this.options = { ...options };
    this.velocities = [];
  }

  get learningRate() {
    return this.options.learningRate;
  }

  set learningRate(rate) {
    this.options.learningRate = rate;
  }

  step() {
    for (let p = this.parameters.length - 1; p >= 0; p--) {
      const { value, gradient } = this.parameters[p];
      const v = (this.velocities[p] ??= new Matrix(value.rows, value.cols));
      for (let col = 0; col < value.cols; col++) {
        for (let row = 0; row < value.rows; row++) {
          v.set(row, col, gradient.get(row, col) + v.get(row, col) * this.options.momentum);
          value.set(row, col, value.get(row, col) - v.get(row, col) * this.learningRate);
        }
      }
    }
  }
}
`,
  },
  {
    name: 'one long array of velocities for all parameters, first all velocities, then all values',
    text: `import { type Parameter } from '../3-complete-network/layer.ts';

type Options = { learningRate: number; momentum: number };

export class Momentum {
  learningRate: number;
  momentum: number;
  private list: Parameter[];
  private all: Float64Array;

  constructor(parameters: Parameter[], options: Options) {
    ({ learningRate: this.learningRate, momentum: this.momentum } = options);
    this.list = [...parameters];
    this.all = new Float64Array(parameters.reduce((sum, { value }) => sum + value.rows * value.cols, 0));
  }

  step = (): void => {
    let at = 0;
    for (const { gradient } of this.list) for (const slope of gradient.data) this.all[at] = this.momentum * this.all[at++] + slope;
    at = 0;
    for (const { value } of this.list) value.data.forEach((w, i) => (value.data[i] = w - this.learningRate * this.all[at++]));
  };
}
`,
  },
];
