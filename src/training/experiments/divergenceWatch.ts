/**
 * Notices a run whose loss has left for good, long before it becomes NaN or also when it never does.
 *
 * One mini-batch may tell little, so what is looked at is the mean loss of about 50 examples: of one step, or of several
 * where batches are small. It is compared with the loss of the untrained network: that of the first step, or the mean of
 * the first few where a batch holds less than 8. A run has diverged
 *
 * - when 20 means in a row are above 10 times the start, or
 * - when a run ends above 10 times the start and was there in half of its last 20 means (fewer in a short run), or ends
 *   above 3 times the start and rising, or
 * - when half of the means of a whole epoch (and at least of 100 means) are above 1.5 times the start.
 *
 * A spike does not count, nor a slow beginning, nor a loss that stays where it was: those are lessons, not accidents.
 */
const EXAMPLES = 50;
/** Few, because a run may leave in its second step. */
const START_EXAMPLES = 8;
const FAR = { times: 10, means: 20 };
/** In the end, too few steps may be left to wait for more. */
const RISING = { times: 3, means: 3 };
const LONG = { times: 1.5, share: 0.5, means: 100 };
/** A start below this is no measure: a few wrong answers would be far above it. */
const SMALLEST_START = 1e-3;

export interface Divergence {
  /** Mean loss at the start, and in the end. */
  start: number;
  now: number;
}

export class DivergenceWatch {
  private readonly perMean: number;
  private readonly longMeans: number;
  private readonly startSteps: number;
  private start = 0;
  private steps = 0;
  private sum = 0;
  private count = 0;
  private far = 0;
  /** The last means. */
  private readonly lately: number[] = [];
  private long = 0;
  private seen = 0;

  /** @param startLoss of a run that goes on */
  constructor(batchSize: number, stepsPerEpoch: number, startLoss?: number) {
    this.perMean = Math.max(1, Math.ceil(EXAMPLES / batchSize));
    this.startSteps = Math.ceil(START_EXAMPLES / batchSize);
    this.longMeans = Math.max(LONG.means, Math.ceil(stepsPerEpoch / this.perMean));
    if (startLoss === undefined) return;
    this.start = startLoss;
    this.steps = this.startSteps;
  }

  /** Loss of the untrained network, as far as it is known: 0 before the first step. */
  get startLoss(): number {
    return this.steps === 0 ? 0 : (this.start * this.startSteps) / this.steps;
  }

  /** Takes in the loss of a step. @returns null as long as all is well */
  see(loss: number): Divergence | null {
    if (this.steps < this.startSteps) {
      this.start += loss / this.startSteps;
      this.steps++;
    }
    this.sum += loss;
    this.count++;
    if (this.count < this.perMean) {
      return null;
    }
    const mean = this.sum / this.count;
    this.sum = 0;
    this.count = 0;
    const start = Math.max(this.start, SMALLEST_START);
    this.far = mean > FAR.times * start ? this.far + 1 : 0;
    this.lately.push(mean);
    if (this.lately.length > FAR.means) this.lately.shift();
    this.long += mean > LONG.times * start ? 1 : 0;
    this.seen++;
    const isLong = this.seen === this.longMeans && this.long >= LONG.share * this.longMeans;
    if (this.seen === this.longMeans) {
      this.seen = 0;
      this.long = 0;
    }
    return this.far >= FAR.means || isLong ? { start: this.start, now: mean } : null;
  }

  /** Looks back when the run is over. @returns null when all was well */
  end(): Divergence | null {
    const now = this.lately.at(-1);
    if (now === undefined) return null;
    const start = Math.max(this.start, SMALLEST_START);
    const far = this.lately.filter((mean) => mean > FAR.times * start).length;
    const isFar = now > FAR.times * start && far >= this.lately.length / 2;
    const lastFew = this.lately.slice(-RISING.means);
    const isRising = now > RISING.times * start && lastFew.every((mean, i) => i === 0 || mean > lastFew[i - 1]);
    return isFar || (isRising && lastFew.length > 1) ? { start: this.start, now } : null;
  }
}
