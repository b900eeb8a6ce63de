/** The losses of a run's steps, in flat arrays: 200,000 of them are looked through in about a millisecond. Pure: no DOM. */
import type { StepMetric } from '../../../src/protocol/metrics';
import { MAX_FOLLOWED_STEPS, lowAndHigh, thinned } from '../../../src/training/thinning';
import type { Point } from './series';

interface Columns {
  steps: Float64Array;
  losses: Float64Array;
  /** How many places are taken. */
  taken: number;
}

/** A part of a curve and how finely it is drawn. */
export interface Window {
  from: number;
  to: number;
  /** About how many points are of use: the width in pixels. */
  buckets: number;
}

/**
 * Steps in their order. A series never changes: `append` gives back a longer one. Both share their arrays as long as there is
 * room, so that adding a few steps to many costs no more than the few. Above `MAX_FOLLOWED_STEPS`, what is old is thinned.
 */
export class StepSeries {
  static readonly empty = new StepSeries({ steps: new Float64Array(0), losses: new Float64Array(0), taken: 0 }, 0);

  readonly length: number;
  readonly #columns: Columns;

  private constructor(columns: Columns, length: number) {
    this.#columns = columns;
    this.length = length;
  }

  static of(steps: readonly StepMetric[]): StepSeries {
    return StepSeries.empty.append(steps);
  }

  append(steps: readonly StepMetric[]): StepSeries {
    if (steps.length === 0) return this;
    const length = this.length + steps.length;
    const fits = this.#columns.taken === this.length && length <= this.#columns.steps.length;
    const columns = fits ? this.#columns : this.copied(Math.max(1024, 2 ** Math.ceil(Math.log2(length))));
    steps.forEach(({ step, loss }, i) => {
      columns.steps[this.length + i] = step;
      columns.losses[this.length + i] = loss;
    });
    columns.taken = length;
    const next = new StepSeries(columns, length);
    return length > MAX_FOLLOWED_STEPS ? next.thinned() : next;
  }

  /** The step at this place, from 0. */
  step(i: number): number {
    return this.#columns.steps[i];
  }

  loss(i: number): number {
    return this.#columns.losses[i];
  }

  /** Views of the arrays, to read only. */
  get losses(): Float64Array {
    return this.#columns.losses.subarray(0, this.length);
  }

  get steps(): Float64Array {
    return this.#columns.steps.subarray(0, this.length);
  }

  private copied(capacity: number): Columns {
    const columns = { steps: new Float64Array(capacity), losses: new Float64Array(capacity), taken: this.length };
    columns.steps.set(this.steps);
    columns.losses.set(this.losses);
    return columns;
  }

  private thinned(): StepSeries {
    const places = thinned(this.length, this.losses);
    const columns = this.copied(2 ** Math.ceil(Math.log2(MAX_FOLLOWED_STEPS)));
    places.forEach((place, i) => {
      columns.steps[i] = this.step(place);
      columns.losses[i] = this.loss(place);
    });
    columns.taken = places.length;
    return new StepSeries(columns, places.length);
  }
}

/**
 * The part of a curve that lies in a window, thinned to at most about `2 · buckets` points: of each bucket of neighbours, the
 * lowest and the highest stay, so that no spike is lost, and a gap stays a gap. One point on either side of the window stays,
 * so that the line runs to the edge.
 *
 * @param count how many points the curve has
 * @param xOf rising with i
 */
export function windowOf(
  count: number,
  xOf: (i: number) => number,
  values: ArrayLike<number>,
  { from, to, buckets }: Window,
): Point[] {
  const start = Math.max(0, firstFrom(count, xOf, from) - 1);
  const end = Math.min(count, firstFrom(count, xOf, to) + 1);
  const point = (i: number): Point => ({ x: xOf(i), y: values[i] });
  const size = end - start;
  if (size <= buckets * 2) return Array.from({ length: size }, (_, i) => point(start + i));
  const points = [point(start)];
  const inner = size - 2;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = start + 1 + Math.floor((bucket * inner) / buckets);
    const last = start + 1 + Math.floor(((bucket + 1) * inner) / buckets);
    const [a, b] = lowAndHigh(values, first, last);
    points.push(point(a));
    if (b !== a) points.push(point(b));
  }
  points.push(point(end - 1));
  return points;
}

/** The first place whose x is at least `x`; `count` when there is none. */
function firstFrom(count: number, xOf: (i: number) => number, x: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (xOf(middle) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** At first an average reaches back over this share of what there is: a longer one would lie above all points of a curve that falls. */
const START_SHARE = 0.25;

/**
 * Exponential moving average of a series that grows: only what is new is worked out. The start is corrected, so that the first
 * value counts in full (as Adam corrects its moments): m ← β·m + (1 − β)·y, w ← β·w + (1 − β), shown as m / w. Gaps are passed over.
 */
export class RunningMean {
  private source: Float64Array = new Float64Array(0);
  private means = new Float64Array(0);
  private done = 0;
  private span = 0;
  private mean = 0;
  private weight = 0;

  /** @param span how many points back the average reaches, about; at least 1 */
  of(values: Float64Array, span: number): Float64Array {
    const grown = values.buffer === this.source.buffer && span === this.span && this.done <= values.length;
    if (!grown) {
      this.done = 0;
      this.mean = 0;
      this.weight = 0;
    }
    this.source = values;
    this.span = span;
    if (this.means.length < values.length) {
      const longer = new Float64Array(Math.max(1024, 2 ** Math.ceil(Math.log2(values.length))));
      longer.set(this.means.subarray(0, this.done));
      this.means = longer;
    }
    for (let i = this.done; i < values.length; i++) {
      const y = values[i];
      if (Number.isFinite(y)) {
        const beta = 1 - 1 / Math.max(1, Math.min(span, (i + 1) * START_SHARE));
        this.mean = beta * this.mean + (1 - beta) * y;
        this.weight = beta * this.weight + (1 - beta);
      }
      this.means[i] = Number.isFinite(y) ? this.mean / this.weight : Number.NaN;
    }
    this.done = values.length;
    return this.means.subarray(0, values.length);
  }
}
