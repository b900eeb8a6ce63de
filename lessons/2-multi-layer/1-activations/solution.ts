// Lesson 2.1 · Activations: the bend that makes a network more than a straight line.

import { sigmoid } from '../../1-linear-model/3-loss/solution.ts';

/**
 * ReLU, number by number: what is above 0 goes through, everything else becomes 0.
 *
 * @param z any numbers
 * @returns as many numbers as `z` has: the larger one of 0 and z[i]
 */
export function relu(z: number[]): number[] {
  // BEGIN SOLUTION: return a new array. Each number stays as it is when it is above 0, and becomes 0 otherwise.
  return z.map((value) => Math.max(0, value));
  // END SOLUTION
}

/**
 * Sends a gradient back through ReLU.
 *
 * @param z the numbers that went into ReLU
 * @param upstream for each number that came out of ReLU, the slope of the loss
 * @returns for each number in `z`, the slope of the loss: slope of ReLU at z[i] · upstream[i];
 *   the slope of ReLU is 1 above 0, and 0 otherwise, also at exactly 0
 */
export function reluGradient(z: number[], upstream: number[]): number[] {
  // BEGIN SOLUTION: for each i, look at z[i] and decide whether upstream[i] gets through.
  return z.map((value, i) => (value > 0 ? upstream[i] : 0));
  // END SOLUTION
}

/**
 * Sends a gradient back through the sigmoid.
 *
 * @param z the numbers that went into the sigmoid
 * @param upstream for each number that came out of the sigmoid, the slope of the loss
 * @returns for each number in `z`, the slope of the loss: s · (1 − s) · upstream[i], where s = sigmoid(z[i]);
 *   finite, also for z = ±1000
 */
export function sigmoidGradient(z: number[], upstream: number[]): number[] {
  // BEGIN SOLUTION: for each i, compute s with your sigmoid of lesson 1.3, then its slope, then multiply by upstream[i].
  return z.map((value, i) => {
    const s = sigmoid(value);
    return s * (1 - s) * upstream[i];
  });
  // END SOLUTION
}
