/** When something that takes time from the training is due again, so that it takes a small part of all of it. */
export class Pace {
  private readonly now: () => number;
  private readonly everyMs: number;
  private readonly share: number;
  private readonly free: number;
  private began = -Infinity;
  /** What the last turn took, in milliseconds. */
  private cost = 0;
  private turns = 0;

  /**
   * @param now milliseconds, from any start, never going back
   * @param everyMs at most one turn in so many milliseconds
   * @param share the turns take at most one part in so many of the time …
   * @param free … but for the first ones: code is slow until it has run a few times, and a short run has few steps
   */
  constructor(now: () => number, { everyMs, share, free = 0 }: { everyMs: number; share: number; free?: number }) {
    this.now = now;
    this.everyMs = everyMs;
    this.share = share;
    this.free = free;
  }

  get isDue(): boolean {
    const pause = this.turns < this.free ? this.everyMs : Math.max(this.everyMs, this.cost * this.share);
    return this.now() - this.began >= pause;
  }

  /** A turn begins. */
  begin(): void {
    this.began = this.now();
    this.turns++;
    this.cost = 0;
  }

  /** Does a part of the turn. What others do between two parts does not count. */
  spend<T>(work: () => T): T {
    const started = this.now();
    try {
      return work();
    } finally {
      this.cost += this.now() - started;
    }
  }
}
