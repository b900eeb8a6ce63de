/**
 * A learner's loop is given its learning rate once, when it is called. So that the rate can be changed, the loop is called anew
 * where an epoch begins: from what it has learned so far, for the epochs that are left.
 */
import type { Dials } from '../dials';

export class Renewal {
  private readonly dials: Dials;
  private readonly call: (learningRate: number, epochs: number) => unknown;
  private rate = Number.NaN;

  /** @param call calls the loop, and returns what it returns */
  constructor(dials: Dials, call: (learningRate: number, epochs: number) => unknown) {
    this.dials = dials;
    this.call = call;
  }

  /** Whether the loop that was begun last has another learning rate than it should. */
  get isDue(): boolean {
    return this.dials.learningRate !== this.rate;
  }

  begin(epochs: number): unknown {
    this.rate = this.dials.learningRate;
    return this.call(this.rate, epochs);
  }
}
