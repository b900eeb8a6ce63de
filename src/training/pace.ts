/** When something that takes time from the training is due again, so that it takes a small part of all of it. */
/** So many turns are compared: a busy machine makes one of them long, and it would hold the next one up. */
const COMPARED = 3;

export class Pace {
  private readonly now: () => number;
  private readonly everyMs: number;
  private readonly share: number;
  private readonly free: number;
  private began = -Infinity;
  /** What the last turns took, in milliseconds, the newest last. */
  private readonly costs: number[] = [];
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
    if (this.turns === 0) return true;
    const pause = this.turns < this.free ? this.everyMs : Math.max(this.everyMs, Math.min(...this.costs) * this.share);
    return this.now() - this.began >= pause;
  }

  /** A turn begins. */
  begin(): void {
    this.began = this.now();
    this.turns++;
    this.costs.push(0);
    if (this.costs.length > COMPARED) this.costs.shift();
  }

  /** Does a part of the turn. What others do between two parts does not count. */
  spend<T>(work: () => T): T {
    const started = this.now();
    try {
      return work();
    } finally {
      this.costs[this.costs.length - 1] += this.now() - started;
    }
  }
}
