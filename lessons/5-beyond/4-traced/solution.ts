// Lesson 5.4 · Traced matrices: automatic differentiation with a whole matrix at each place.

import { Matrix } from '../../3-complete-network/matrix.ts';
import { matmul, transpose } from '../../3-complete-network/1-matmul/solution.ts';
import { addRow, map, multiply, sumRows } from '../../3-complete-network/2-broadcasting/solution.ts';
import { softmaxCrossEntropy } from '../../3-complete-network/5-batch-loss/solution.ts';
import { Traced } from '../traced.ts';

/**
 * The matrix product a · b.
 *
 * @param a n × k
 * @param b k × m
 * @returns n × m, made of a and b
 * @throws Error when the columns of a are not as many as the rows of b
 */
export function matmulTraced(a: Traced, b: Traced): Traced {
  // BEGIN SOLUTION: return a new Traced: the product, its two inputs, and a function that takes upstream (n × m) and returns the gradient for a (n × k) and the gradient for b (k × m).
  return new Traced(matmul(a.value, b.value), [a, b], (upstream) => [
    matmul(upstream, transpose(b.value)),
    matmul(transpose(a.value), upstream),
  ]);
  // END SOLUTION
}

/**
 * Adds one row to every row of a matrix.
 *
 * @param m n × cols
 * @param row 1 × cols
 * @returns n × cols, made of m and row
 * @throws Error when row is not 1 × cols
 */
export function addRowTraced(m: Traced, row: Traced): Traced {
  // BEGIN SOLUTION: the same with the sum. On the way back, the row has a part in every row of upstream.
  return new Traced(addRow(m.value, row.value), [m, row], (upstream) => [upstream, sumRows(upstream)]);
  // END SOLUTION
}

/**
 * ReLU of every number of a matrix.
 *
 * @returns a matrix of the same shape, made of a
 */
export function reluTraced(a: Traced): Traced {
  // BEGIN SOLUTION: the same with ReLU. On the way back, upstream goes through where a is above 0.
  const rectified = map(a.value, (value) => Math.max(0, value));
  return new Traced(rectified, [a], (upstream) => {
    const open = map(a.value, (value) => (value > 0 ? 1 : 0));
    return [multiply(upstream, open)];
  });
  // END SOLUTION
}

/**
 * Softmax and cross-entropy of a batch: the mean of the losses of its examples.
 *
 * @param logits examples × classes
 * @param labels the right class of each example, counted from 0
 * @returns 1 × 1, made of logits
 * @throws Error when there are not as many labels as examples
 */
export function crossEntropyTraced(logits: Traced, labels: ArrayLike<number>): Traced {
  // BEGIN SOLUTION: the loss in a matrix of 1 × 1. Your softmaxCrossEntropy gives the gradient as well; on the way back, each of its numbers is multiplied by the one number of upstream.
  const { loss, gradient } = softmaxCrossEntropy(logits.value, labels);
  return new Traced(Matrix.from([[loss]]), [logits], (upstream) => [
    map(gradient, (value) => value * upstream.get(0, 0)),
  ]);
  // END SOLUTION
}
