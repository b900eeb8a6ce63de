/**
 * Matrix products. Three loop orders, because images are mostly zeros: a factor that comes from pixels or from ReLU is
 * walked entry by entry, and a zero costs nothing.
 */
import { Matrix } from './matrix';

/**
 * The matrix product a · b.
 *
 * @param a n × k
 * @param b k × m
 * @returns n × m
 * @throws Error when the inner sizes differ; the message names both shapes
 */
export function matmul(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) {
    throw new Error(`matmul: ${shape(a)} times ${shape(b)}: the ${a.cols} columns and the ${b.rows} rows differ`);
  }
  const result = Matrix.zeros(a.rows, b.cols);
  const inner = a.cols;
  const cols = b.cols;
  const left = a.data;
  const right = b.data;
  const out = result.data;
  for (let row = 0; row < a.rows; row++) {
    const outStart = row * cols;
    const leftStart = row * inner;
    for (let k = 0; k < inner; k++) {
      const factor = left[leftStart + k];
      if (factor !== 0) {
        addScaled(out, outStart, right, k * cols, factor, cols);
      }
    }
  }
  return result;
}

/**
 * aᵀ · b without making aᵀ: the gradient of a dense layer's weights.
 *
 * @param a n × k
 * @param b n × m
 * @returns k × m
 * @throws Error when the numbers of rows differ
 */
export function matmulTransposedLeft(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows) {
    throw new Error(`matmulTransposedLeft: ${shape(a)} and ${shape(b)} differ in their rows`);
  }
  const result = Matrix.zeros(a.cols, b.cols);
  const inner = a.cols;
  const cols = b.cols;
  for (let row = 0; row < a.rows; row++) {
    for (let k = 0; k < inner; k++) {
      const factor = a.data[row * inner + k];
      if (factor !== 0) {
        addScaled(result.data, k * cols, b.data, row * cols, factor, cols);
      }
    }
  }
  return result;
}

/**
 * a · bᵀ without making bᵀ: the gradient of a dense layer's input.
 *
 * @param a n × m
 * @param b k × m
 * @returns n × k
 * @throws Error when the numbers of columns differ
 */
export function matmulTransposedRight(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.cols) {
    throw new Error(`matmulTransposedRight: ${shape(a)} and ${shape(b)} differ in their columns`);
  }
  const result = Matrix.zeros(a.rows, b.rows);
  const inner = a.cols;
  for (let row = 0; row < a.rows; row++) {
    for (let k = 0; k < b.rows; k++) {
      let sum = 0;
      for (let j = 0; j < inner; j++) {
        sum += a.data[row * inner + j] * b.data[k * inner + j];
      }
      result.data[row * b.rows + k] = sum;
    }
  }
  return result;
}

/** The transpose: entry (row, col) of the result is entry (col, row) of `a`. */
export function transpose(a: Matrix): Matrix {
  const result = Matrix.zeros(a.cols, a.rows);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < a.cols; col++) {
      result.data[col * a.rows + row] = a.data[row * a.cols + col];
    }
  }
  return result;
}

/** Shape of a matrix, as messages show it: `2×3`. */
export function shape(m: Matrix): string {
  return `${m.rows}×${m.cols}`;
}

/** out[outStart + j] += factor · source[sourceStart + j], four at a time. */
function addScaled(
  out: Float32Array,
  outStart: number,
  source: Float32Array,
  sourceStart: number,
  factor: number,
  length: number,
): void {
  const whole = length - (length % 4);
  let j = 0;
  for (; j < whole; j += 4) {
    out[outStart + j] += factor * source[sourceStart + j];
    out[outStart + j + 1] += factor * source[sourceStart + j + 1];
    out[outStart + j + 2] += factor * source[sourceStart + j + 2];
    out[outStart + j + 3] += factor * source[sourceStart + j + 3];
  }
  for (; j < length; j++) {
    out[outStart + j] += factor * source[sourceStart + j];
  }
}
