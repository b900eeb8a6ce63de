/** Numbers of a comparison. */
import type { PlannedNetwork } from '../protocol/plan';
import { splitParameters } from './plan';

/** Weights of two networks after a step. */
export interface Difference {
  step: number;
  /** The largest difference of any weight or bias. */
  largest: number;
}

/** Weights after some steps. */
type Snapshots = readonly { step: number; weights: Float32Array }[];

/** @returns null when the two do not hold the same steps and sizes, or a number that is not finite */
export function differences(a: Snapshots, b: Snapshots): Difference[] | null {
  if (a.length !== b.length) return null;
  const result: Difference[] = [];
  for (let i = 0; i < a.length; i++) {
    if (a[i].step !== b[i].step || a[i].weights.length !== b[i].weights.length) return null;
    const largest = largestDifference(a[i].weights, b[i].weights);
    if (!Number.isFinite(largest)) return null;
    result.push({ step: a[i].step, largest });
  }
  return result;
}

/** Of two lists of the same length; NaN when a number is. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference;
    if (Number.isNaN(difference)) return NaN;
  }
  return largest;
}

/** Of at least one number. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Losses that differ by more, relative to those above 1, are not the same but for rounding. */
const LOSSES_APART = 1e-5;
/** And so are weights. */
export const WEIGHTS_APART = 1e-4;

/** Where two networks begin to differ by more than rounding. */
export interface Parting {
  /**
   * The first step whose losses differ; null where none do. Losses are taken before the step's update, so in step 1 the
   * weights are still the same.
   */
  lossStep: number | null;
  /** The first steps after which weights were compared and found different; null where they were not. */
  weightStep: number | null;
  /** Which of the parameters differ there, counted from 0; empty without `weightStep`. */
  parameters: number[];
}

/** @returns null where they do not part, as far as both have losses and weights */
export function partingOf(
  ownLosses: readonly number[],
  otherLosses: readonly number[],
  own: Snapshots,
  other: Snapshots,
  network: PlannedNetwork,
): Parting | null {
  const common = Math.min(ownLosses.length, otherLosses.length);
  const lossStep = ownLosses
    .slice(0, common)
    .findIndex((loss, i) => !(Math.abs(loss - otherLosses[i]) <= LOSSES_APART * Math.max(1, Math.abs(loss))));
  const at = own.findIndex(({ weights }, i) => {
    const against = other.at(i)?.weights;
    return against !== undefined && !(largestDifference(weights, against) <= WEIGHTS_APART);
  });
  if (lossStep < 0 && at < 0) return null;
  return {
    lossStep: lossStep < 0 ? null : lossStep + 1,
    weightStep: at < 0 ? null : own[at].step,
    parameters: at < 0 ? [] : parametersApart(own[at].weights, other[at].weights, network),
  };
}

function parametersApart(own: Float32Array, other: Float32Array, network: PlannedNetwork): number[] {
  const [a, b] = [splitParameters(own, network), splitParameters(other, network)];
  return a.flatMap((part, i) => (largestDifference(part, b[i]) <= WEIGHTS_APART ? [] : [i]));
}
