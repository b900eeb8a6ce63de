// Lesson 3.2 · Broadcasting: the small operations around the matrix product.

import { Matrix } from '../matrix.ts';

/**
 * Adds one row to every row of a matrix.
 *
 * @param m n × k
 * @param row 1 × k
 * @returns n × k, a new matrix
 * @throws Error when `row` is not 1 × k; the message names both shapes
 */
export function addRow(m: Matrix, row: Matrix): Matrix {
  // BEGIN SOLUTION: first look at the shape of row: it must be 1 × m.cols. Then add row(0, j) to every entry of column j.
  if (row.rows !== 1 || row.cols !== m.cols) {
    throw new Error(`addRow: a matrix of ${m.rows}×${m.cols} needs a row of 1×${m.cols}, not ${row.rows}×${row.cols}`);
  }
  const result = Matrix.zeros(m.rows, m.cols);
  for (let i = 0; i < m.rows; i++) {
    for (let j = 0; j < m.cols; j++) {
      result.set(i, j, m.get(i, j) + row.get(0, j));
    }
  }
  return result;
  // END SOLUTION
}

/**
 * Multiplies two matrices element by element. This is not the matrix product.
 *
 * @param a n × k
 * @param b n × k
 * @returns n × k; entry (i, j) is a(i, j) · b(i, j)
 * @throws Error when the shapes differ; the message names both
 */
export function multiply(a: Matrix, b: Matrix): Matrix {
  // BEGIN SOLUTION: first compare the two shapes, rows and columns. Then multiply the entries that stand at the same place.
  if (a.rows !== b.rows || a.cols !== b.cols) {
    throw new Error(`multiply: ${a.rows}×${a.cols} and ${b.rows}×${b.cols} have different shapes`);
  }
  const result = Matrix.zeros(a.rows, a.cols);
  for (let i = 0; i < result.data.length; i++) {
    result.data[i] = a.data[i] * b.data[i];
  }
  return result;
  // END SOLUTION
}

/**
 * Puts every entry of a matrix through a function.
 *
 * @param m n × k
 * @returns n × k; entry (i, j) is f(m(i, j))
 */
export function map(m: Matrix, f: (value: number) => number): Matrix {
  // BEGIN SOLUTION: call f once for each entry and keep what it returns in a new matrix of the same shape.
  const result = Matrix.zeros(m.rows, m.cols);
  for (let i = 0; i < result.data.length; i++) {
    result.data[i] = f(m.data[i]);
  }
  return result;
  // END SOLUTION
}

/**
 * The sum of all rows: every column is added up from top to bottom.
 *
 * @param m n × k
 * @returns 1 × k
 */
export function sumRows(m: Matrix): Matrix {
  // BEGIN SOLUTION: for each column, add up its entries over all rows. The result has one row.
  const result = Matrix.zeros(1, m.cols);
  for (let j = 0; j < m.cols; j++) {
    let sum = 0;
    for (let i = 0; i < m.rows; i++) {
      sum += m.get(i, j);
    }
    result.set(0, j, sum);
  }
  return result;
  // END SOLUTION
}
