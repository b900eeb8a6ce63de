/** Ends a run that gets no better on its validation images, and keeps the parameters that were best. */
import type { Best, Numbers } from '../protocol/checkpoint';

interface Parameters {
  /** Copies. */
  read(): Numbers[];
  write(parameters: readonly Numbers[]): void;
}

export class Patience {
  private readonly epochs: number;
  private readonly parameters: Parameters;
  private newest: Best | null;
  private lastEpoch = 0;

  /**
   * @param epochs so many without a new best, and it is over
   * @param best of a run that goes on
   */
  constructor(epochs: number, parameters: Parameters, best: Best | null) {
    this.epochs = epochs;
    this.parameters = parameters;
    this.newest = best;
  }

  get best(): Best | null {
    return this.newest;
  }

  get isOver(): boolean {
    return this.lastEpoch - (this.newest?.epoch ?? 0) >= this.epochs;
  }

  /** Takes in the validation loss of an epoch. A tie is no new best, nor is what is not a number. */
  see(epoch: number, loss: number): void {
    this.lastEpoch = epoch;
    if (loss < (this.newest?.loss ?? Infinity)) this.newest = { epoch, loss, parameters: this.parameters.read() };
  }

  /** Puts the best parameters back. @returns null where there are none */
  end(): { epoch: number; loss: number; after: number } | null {
    if (this.newest === null) return null;
    const { epoch, loss, parameters } = this.newest;
    this.parameters.write(parameters);
    return { epoch, loss, after: this.lastEpoch };
  }
}
