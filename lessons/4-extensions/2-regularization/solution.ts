// Lesson 4.2 · Regularization: a price on large weights.

import type { Parameter } from '../../3-complete-network/layer.ts';

/**
 * The L2 penalty: λ/2 times the sum of the squares of all weights. Biases cost nothing.
 *
 * @param parameters of a network; a parameter whose `value` has one row is a bias
 * @param lambda how expensive large weights are; 0 makes them free
 * @returns a number to be added to the loss
 */
export function l2Penalty(parameters: Parameter[], lambda: number): number {
  // BEGIN SOLUTION: skip the biases. Add up the squares of all weights, and multiply once at the end.
  let sum = 0;
  for (const { value } of parameters) {
    if (value.rows !== 1) {
      for (const weight of value.data) {
        sum += weight * weight;
      }
    }
  }
  return (lambda / 2) * sum;
  // END SOLUTION
}

/**
 * Adds the gradient of the penalty to the gradients that `backward` has left in the parameters.
 *
 * @param parameters of a network; `gradient` of each weight is changed, `value` is not
 * @param lambda as in `l2Penalty`
 */
export function addL2Gradient(parameters: Parameter[], lambda: number): void {
  // BEGIN SOLUTION: skip the biases. To the gradient of each weight, add the slope of the penalty at this weight.
  for (const { value, gradient } of parameters) {
    if (value.rows !== 1) {
      for (let i = 0; i < value.data.length; i++) {
        gradient.data[i] += lambda * value.data[i];
      }
    }
  }
  // END SOLUTION
}
