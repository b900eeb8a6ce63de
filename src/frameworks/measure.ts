/** Numbers of a comparison. */

/** Weights of two networks after a step. */
export interface Difference {
  step: number;
  /** The largest difference of any weight or bias. */
  largest: number;
}

/** Weights after some steps. */
export type Snapshots = readonly { step: number; weights: Float32Array }[];

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
