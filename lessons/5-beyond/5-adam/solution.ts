// Lesson 5.5 · Adam: a step of the right size for each number.

import type { Parameter } from '../../3-complete-network/layer.ts';

/** How Adam takes its steps. */
export interface AdamOptions {
  learningRate: number;
  /** How much of the mean gradient is left after each step. */
  beta1?: number;
  /** How much of the mean square is left after each step. */
  beta2?: number;
  /** Keeps the division from being one by 0. */
  epsilon?: number;
  /** Before each step, weights lose this share of themselves, times the learning rate. Biases do not. */
  weightDecay?: number;
}

/** Moves the parameters of a network by the method Adam. */
export class Adam {
  /** May be changed between two steps. */
  learningRate: number;
  private readonly parameters: Parameter[];
  private readonly beta1: number;
  private readonly beta2: number;
  private readonly epsilon: number;
  private readonly weightDecay: number;
  /** How many steps have been taken, the same for all parameters. */
  private steps = 0;
  /** For each parameter, the mean of the gradients of each of its numbers. */
  private readonly means: Float32Array[];
  /** For each parameter, the mean of the squares of these gradients. */
  private readonly squares: Float32Array[];

  /** @param parameters of a network, as `parameters()` returns them */
  constructor(
    parameters: Parameter[],
    { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 }: AdamOptions,
  ) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.weightDecay = weightDecay;
    // BEGIN SOLUTION: set this.means and this.squares: for each parameter an array of its own in each of the two, as long as its data, full of zeros.
    this.means = parameters.map(({ value }) => new Float32Array(value.data.length));
    this.squares = parameters.map(({ value }) => new Float32Array(value.data.length));
    // END SOLUTION
  }

  /**
   * One step for each number of each parameter, with the gradients that the parameters hold now.
   * Changes the values in place.
   */
  step(): void {
    // BEGIN SOLUTION: count the step. Then, for each number: weight decay (not for biases), the two means, what they would be without their zeros at the start, and the step.
    this.steps += 1;
    const meanShare = 1 - this.beta1 ** this.steps;
    const squareShare = 1 - this.beta2 ** this.steps;
    this.parameters.forEach(({ value, gradient }, p) => {
      const mean = this.means[p];
      const square = this.squares[p];
      const left = value.rows === 1 ? 1 : 1 - this.learningRate * this.weightDecay;
      for (let i = 0; i < mean.length; i++) {
        const g = gradient.data[i];
        mean[i] = this.beta1 * mean[i] + (1 - this.beta1) * g;
        square[i] = this.beta2 * square[i] + (1 - this.beta2) * g ** 2;
        const size = Math.sqrt(square[i] / squareShare) + this.epsilon;
        value.data[i] = left * value.data[i] - (this.learningRate * (mean[i] / meanShare)) / size;
      }
    });
    // END SOLUTION
  }
}
