// Lesson 3.1 · The matrix product: a whole batch through a layer, in one operation.

import { Matrix } from '../matrix.ts';

/**
 * The matrix product a · b.
 *
 * @param a n × k
 * @param b k × m
 * @returns n × m; entry (row, col) is the sum over i of a(row, i) · b(i, col)
 * @throws Error when `a` does not have as many columns as `b` has rows; the message names both shapes
 */
export function matmul(a: Matrix, b: Matrix): Matrix {
  // BEGIN SOLUTION: first compare a.cols with b.rows. Then fill a new matrix: each entry is a row of a times a column of b.
  if (a.cols !== b.rows) {
    throw new Error(`matmul: ${a.rows}×${a.cols} times ${b.rows}×${b.cols}: the inner sizes differ`);
  }
  const result = Matrix.zeros(a.rows, b.cols);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < b.cols; col++) {
      let sum = 0;
      for (let i = 0; i < a.cols; i++) {
        sum += a.get(row, i) * b.get(i, col);
      }
      result.set(row, col, sum);
    }
  }
  return result;
  // END SOLUTION
}

/**
 * The transpose: rows become columns.
 *
 * @param a n × m
 * @returns m × n; entry (row, col) is a(col, row)
 */
export function transpose(a: Matrix): Matrix {
  // BEGIN SOLUTION: fill a new matrix of the turned shape with the numbers of a, row and column exchanged.
  const result = Matrix.zeros(a.cols, a.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < a.cols; col++) {
      result.set(col, row, a.get(row, col));
    }
  }
  return result;
  // END SOLUTION
}
