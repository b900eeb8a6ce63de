// Lesson 4.4 · Momentum: steps that remember where they were going.

import type { Parameter } from '../../3-complete-network/layer.ts';

/** Moves the parameters of a network by gradient descent with momentum. */
export class Momentum {
  /** May be changed between two steps. */
  learningRate: number;
  private readonly parameters: Parameter[];
  private readonly momentum: number;
  /** One list of velocities for each parameter: one number for each of its numbers. */
  private readonly velocities: Float32Array[];

  /**
   * @param parameters of a network, as `parameters()` returns them
   * @param options `learningRate`, and `momentum`: how much of the velocity is left after each step, from 0 to below 1
   */
  constructor(parameters: Parameter[], options: { learningRate: number; momentum: number }) {
    this.parameters = parameters;
    this.learningRate = options.learningRate;
    this.momentum = options.momentum;
    // BEGIN SOLUTION: set this.velocities: for each parameter an array of its own, as long as its data. Velocities start at 0.
    this.velocities = parameters.map(({ value }) => new Float32Array(value.data.length));
    // END SOLUTION
  }

  /**
   * One step: v ← momentum · v + gradient, then value ← value − learningRate · v, for each number of each parameter.
   * Uses the gradients that the parameters hold now, and changes their values in place.
   */
  step(): void {
    // BEGIN SOLUTION: go over the parameters and their velocities, and over every number in them. First the new velocity, then the new value.
    this.parameters.forEach(({ value, gradient }, p) => {
      const velocity = this.velocities[p];
      for (let i = 0; i < velocity.length; i++) {
        velocity[i] = this.momentum * velocity[i] + gradient.data[i];
        value.data[i] -= this.learningRate * velocity[i];
      }
    });
    // END SOLUTION
  }
}
