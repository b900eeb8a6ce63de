/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'both corrections in the learning rate, float64 in a map by parameter',
    text: `import type { Parameter } from '../3-complete-network/layer.ts';

export class Adam {
  learningRate: number;
  #options: Required<Record<'beta1' | 'beta2' | 'epsilon' | 'weightDecay', number>>;
  #state: Map<Parameter, { m: number[]; v: number[] }>;
  #powers = [1, 1];

  constructor(parameters: Parameter[], options: { learningRate: number; beta1?: number; beta2?: number; epsilon?: number; weightDecay?: number }) {
    const { learningRate, ...others } = options;
    this.learningRate = learningRate;
    this.#options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, ...others };
    this.#state = new Map(parameters.map((each) => [each, { m: Array(each.value.data.length).fill(0), v: Array(each.value.data.length).fill(0) }]));
  }

  step(): void {
    const { beta1, beta2, epsilon, weightDecay } = this.#options;
    this.#powers = [this.#powers[0] * beta1, this.#powers[1] * beta2];
    const root = Math.sqrt(1 - this.#powers[1]);
    const rate = (this.learningRate * root) / (1 - this.#powers[0]);
    for (const [{ value, gradient }, { m, v }] of this.#state) {
      if (value.rows > 1) value.data.forEach((w, i) => (value.data[i] = w * (1 - this.learningRate * weightDecay)));
      gradient.data.forEach((g, i) => {
        m[i] += (1 - beta1) * (g - m[i]);
        v[i] += (1 - beta2) * (g * g - v[i]);
        value.data[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + root * epsilon);
      });
    }
  }
}
`,
  },
  {
    name: 'matrices made at the first step, get and set, one pass for each part',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

export class Adam {
  constructor(parameters, { learningRate, beta1, beta2, epsilon, weightDecay }) {
    this.parameters = [...parameters];
    this.learningRate = learningRate;
    this.beta1 = beta1 ?? 0.9;
    this.beta2 = beta2 ?? 0.999;
    this.epsilon = epsilon ?? 1e-8;
    this.weightDecay = weightDecay ?? 0;
    this.t = 0;
    this.first = [];
    this.second = [];
  }

  step() {
    const { beta1, beta2 } = this;
    this.t++;
    this.parameters.forEach(({ value, gradient }, p) => {
      const { rows, cols } = value;
      const m = (this.first[p] ??= new Matrix(rows, cols));
      const v = (this.second[p] ??= new Matrix(rows, cols));
      for (let row = 0; row < rows; row++)
        for (let col = 0; col < cols; col++) {
          const g = gradient.get(row, col);
          m.set(row, col, beta1 * m.get(row, col) + g - beta1 * g);
          v.set(row, col, beta2 * v.get(row, col) + (1 - beta2) * g * g);
        }
      for (let col = 0; col < cols; col++)
        for (let row = 0; row < rows; row++) {
          let w = value.get(row, col);
          if (rows !== 1) w -= this.learningRate * this.weightDecay * w;
          const mean = m.get(row, col) / (1 - Math.pow(beta1, this.t));
          const square = v.get(row, col) / (1 - Math.pow(beta2, this.t));
          value.set(row, col, w - (this.learningRate * mean) / (Math.sqrt(square) + this.epsilon));
        }
    });
  }
}
`,
  },
];
