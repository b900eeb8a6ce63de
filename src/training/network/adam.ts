import type { Parameter } from './layer';

/** Of the means of gradients and of their squares, and what keeps the division from being one by 0: PyTorch's, too. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** Adam in PyTorch's convention; weight decay is decoupled, as in `AdamW`, and holds for weights and not for biases. */
export class Adam {
  /** May be changed between steps. */
  learningRate: number;
  private readonly parameters: Parameter[];
  private readonly options: { readonly weightDecay: number };
  private readonly means: Float32Array[];
  private readonly squares: Float32Array[];
  private steps = 0;

  /** @param options its weight decay is read anew in each step */
  constructor(parameters: Parameter[], options: { readonly learningRate: number; readonly weightDecay: number }) {
    this.parameters = parameters;
    this.learningRate = options.learningRate;
    this.options = options;
    const zeros = (): Float32Array[] => parameters.map(({ value }) => new Float32Array(value.data.length));
    this.means = zeros();
    this.squares = zeros();
  }

  /** Moves every parameter, in place, by the gradient that it holds now. */
  step(): void {
    const { beta1, beta2, epsilon } = ADAM;
    const { learningRate, options } = this;
    this.steps++;
    const meanShare = 1 - beta1 ** this.steps;
    const squareShare = 1 - beta2 ** this.steps;
    this.parameters.forEach(({ value, gradient }, p) => {
      const [mean, square] = [this.means[p], this.squares[p]];
      const left = value.rows === 1 ? 1 : 1 - learningRate * options.weightDecay;
      for (let i = 0; i < mean.length; i++) {
        const g = gradient.data[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * g;
        square[i] = beta2 * square[i] + (1 - beta2) * g * g;
        const size = Math.sqrt(square[i] / squareShare) + epsilon;
        value.data[i] = left * value.data[i] - (learningRate * (mean[i] / meanShare)) / size;
      }
    });
  }

  /** Copies of what it remembers: the means, then the squares, each in the order of the parameters. */
  memory(): Float32Array[] {
    return [...this.means, ...this.squares].map((one) => one.slice());
  }

  /** @param steps after which it remembered that */
  restore(memory: readonly ArrayLike<number>[], steps: number): void {
    [...this.means, ...this.squares].forEach((one, i) => one.set(memory[i]));
    this.steps = steps;
  }
}
