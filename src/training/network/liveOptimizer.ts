/** An optimizer whose momentum may be changed between steps. */
import type { Pieces } from './compose';

/** Lesson 4.4 gives `Momentum` its momentum once. So a change makes another one, which begins from a standstill. */
export class LiveOptimizer {
  learningRate = 0;
  private readonly options: { readonly momentum: number };
  private readonly make: (momentum: number) => Pieces['optimizer'];
  private momentum: number;
  private optimizer: Pieces['optimizer'];

  /** @param options read anew in each step */
  constructor(options: { readonly momentum: number }, make: (momentum: number) => Pieces['optimizer']) {
    this.options = options;
    this.make = make;
    this.momentum = options.momentum;
    this.optimizer = make(this.momentum);
  }

  step(): void {
    if (this.options.momentum !== this.momentum) {
      this.momentum = this.options.momentum;
      this.optimizer = this.make(this.momentum);
    }
    this.optimizer.learningRate = this.learningRate;
    this.optimizer.step();
  }
}
