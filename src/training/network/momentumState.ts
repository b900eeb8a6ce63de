/**
 * What momentum remembers, for any optimizer that keeps the contract of lesson 4.4, v ← μ·v + g and w ← w − η·v: the lesson leaves
 * the place of v to the learner, so it is read from the last update, v = (w before − w after) / η, and comes back as a gradient.
 */
import type { Pieces } from './compose';
import type { Parameter } from './layer';

type Optimizer = Pieces['optimizer'];

export class MomentumState implements Optimizer {
  private readonly optimizer: Optimizer;
  private readonly parameters: () => Parameter[];
  private readonly stepsPerEpoch: number;
  private steps = 0;
  private read: Float32Array[] | null = null;

  /** @param optimizer does the steps */
  constructor(optimizer: Optimizer, parameters: () => Parameter[], stepsPerEpoch: number) {
    this.optimizer = optimizer;
    this.parameters = parameters;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  get learningRate(): number {
    return this.optimizer.learningRate;
  }

  set learningRate(rate: number) {
    this.optimizer.learningRate = rate;
  }

  /** At the end of an epoch; null before the first, and where the last step of it moved nothing. */
  get velocities(): Float32Array[] | null {
    return this.read;
  }

  step(): void {
    this.steps++;
    if (this.steps % this.stepsPerEpoch !== 0) return this.optimizer.step();
    const before = this.values();
    this.optimizer.step();
    const { learningRate } = this;
    const moved = this.values().map((after, i) => before[i].map((value, j) => (value - after[j]) / learningRate));
    this.read = moved.every((one) => one.every(Number.isFinite)) ? moved : null;
  }

  /** To an optimizer that has done no step yet: v ← μ·0 + v, and at a learning rate of 0 no weight moves. */
  restore(velocities: readonly Float32Array[]): void {
    const { optimizer } = this;
    const { learningRate } = optimizer;
    this.parameters().forEach(({ gradient }, i) => gradient.data.set(velocities[i]));
    optimizer.learningRate = 0;
    optimizer.step();
    optimizer.learningRate = learningRate;
  }

  private values(): Float32Array[] {
    return this.parameters().map(({ value }) => value.data.slice());
  }
}
