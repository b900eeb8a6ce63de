import type { Parameter } from './layer';

/**
 * Gradient descent with momentum, in PyTorch's convention: v ← μ·v + g, w ← w − η·v, with v = 0 at first.
 * A momentum of 0 is plain gradient descent.
 */
export class Momentum {
  /** May be changed between steps. */
  learningRate: number;
  private readonly momentum: number;
  private readonly parameters: Parameter[];
  private readonly velocities: Float32Array[];

  constructor(parameters: Parameter[], { learningRate, momentum }: { learningRate: number; momentum: number }) {
    this.parameters = parameters;
    this.learningRate = learningRate;
    this.momentum = momentum;
    this.velocities = parameters.map((parameter) => new Float32Array(parameter.value.data.length));
  }

  /** Moves every parameter, in place, by the gradient that it holds now. */
  step(): void {
    const { learningRate, momentum } = this;
    this.parameters.forEach((parameter, i) => {
      const value = parameter.value.data;
      const gradient = parameter.gradient.data;
      const velocity = this.velocities[i];
      for (let j = 0; j < value.length; j++) {
        const v = momentum * velocity[j] + gradient[j];
        velocity[j] = v;
        value[j] -= learningRate * v;
      }
    });
  }
}
