/**
 * Matrix products, in two ways. Where the left factor is mostly zeros, as images are, those that are not 0 are listed first, and
 * a zero costs nothing. Where it is not, the result is computed in the blocks of lesson 4.6, which use each number twice.
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
  return isDense(a) ? matmulInBlocks(a, b) : matmulByEntries(a, b);
}

/** From this share of numbers that are not 0, blocks are faster. Measured on 64×784 times 784×128 and three other sizes. */
export const DENSE_FROM = 0.7;

function isDense({ data }: Matrix): boolean {
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0) count++;
  }
  return count >= DENSE_FROM * data.length;
}

/** Row by row of the left factor: what is not 0 is listed first, so a zero costs no product. */
function matmulByEntries(a: Matrix, b: Matrix): Matrix {
  const result = Matrix.zeros(a.rows, b.cols);
  const inner = a.cols;
  const left = a.data;
  const factors = new Float32Array(inner);
  const starts = new Int32Array(inner);
  for (let row = 0; row < a.rows; row++) {
    let count = 0;
    for (let k = 0; k < inner; k++) {
      const factor = left[row * inner + k];
      if (factor !== 0) {
        factors[count] = factor;
        starts[count++] = k * b.cols;
      }
    }
    sumRows(result.data, row * b.cols, b.data, b.cols, { count, factors, starts });
  }
  return result;
}

/** Eight sums at a time, 2 rows × 4 columns, in variables: each number that is fetched is used two or four times. */
export function matmulInBlocks(a: Matrix, b: Matrix): Matrix {
  const result = Matrix.zeros(a.rows, b.cols);
  const inner = a.cols;
  const width = b.cols;
  const left = a.data;
  const right = b.data;
  const out = result.data;
  const wholeRows = a.rows - (a.rows % 2);
  const wholeCols = width - (width % 4);
  for (let row = 0; row < wholeRows; row += 2) {
    const upper = row * inner;
    const lower = upper + inner;
    for (let col = 0; col < wholeCols; col += 4) {
      let u0 = 0;
      let u1 = 0;
      let u2 = 0;
      let u3 = 0;
      let l0 = 0;
      let l1 = 0;
      let l2 = 0;
      let l3 = 0;
      for (let i = 0; i < inner; i++) {
        const u = left[upper + i];
        const l = left[lower + i];
        const at = i * width + col;
        const r0 = right[at];
        const r1 = right[at + 1];
        const r2 = right[at + 2];
        const r3 = right[at + 3];
        u0 += u * r0;
        u1 += u * r1;
        u2 += u * r2;
        u3 += u * r3;
        l0 += l * r0;
        l1 += l * r1;
        l2 += l * r2;
        l3 += l * r3;
      }
      const first = row * width + col;
      out[first] = u0;
      out[first + 1] = u1;
      out[first + 2] = u2;
      out[first + 3] = u3;
      const second = first + width;
      out[second] = l0;
      out[second + 1] = l1;
      out[second + 2] = l2;
      out[second + 3] = l3;
    }
  }
  fillPlainly(a, b, result, 0, wholeRows, wholeCols);
  fillPlainly(a, b, result, wholeRows, a.rows, 0);
  return result;
}

/** Fills the given rows, from a column on, entry by entry: what no block covers. */
function fillPlainly(a: Matrix, b: Matrix, result: Matrix, fromRow: number, toRow: number, fromCol: number): void {
  for (let row = fromRow; row < toRow; row++) {
    for (let col = fromCol; col < b.cols; col++) {
      let sum = 0;
      for (let i = 0; i < a.cols; i++) {
        sum += a.data[row * a.cols + i] * b.data[i * b.cols + col];
      }
      result.data[row * b.cols + col] = sum;
    }
  }
}

/**
 * aᵀ · b: the gradient of a dense layer's weights. Images need no aᵀ for it.
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
  if (isDense(a)) {
    return matmulInBlocks(transpose(a), b);
  }
  const result = Matrix.zeros(a.cols, b.cols);
  const left = a.data;
  const factors = new Float32Array(a.rows);
  const starts = new Int32Array(a.rows);
  for (let k = 0; k < a.cols; k++) {
    let count = 0;
    for (let row = 0; row < a.rows; row++) {
      const factor = left[row * a.cols + k];
      if (factor !== 0) {
        factors[count] = factor;
        starts[count++] = row * b.cols;
      }
    }
    sumRows(result.data, k * b.cols, b.data, b.cols, { count, factors, starts });
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

/** Multiples of rows: `count` factors, and where in the source each one's row begins. */
interface Multiples {
  count: number;
  factors: Float32Array;
  starts: Int32Array;
}

/** The sum of multiples of rows of the source, as a row of the result. Eight sums at a time, in variables. */
function sumRows(
  out: Float32Array,
  outStart: number,
  source: Float32Array,
  length: number,
  { count, factors, starts }: Multiples,
): void {
  const whole = length - (length % 8);
  for (let col = 0; col < whole; col += 8) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    let s4 = 0;
    let s5 = 0;
    let s6 = 0;
    let s7 = 0;
    for (let n = 0; n < count; n++) {
      const factor = factors[n];
      const at = starts[n] + col;
      s0 += factor * source[at];
      s1 += factor * source[at + 1];
      s2 += factor * source[at + 2];
      s3 += factor * source[at + 3];
      s4 += factor * source[at + 4];
      s5 += factor * source[at + 5];
      s6 += factor * source[at + 6];
      s7 += factor * source[at + 7];
    }
    const first = outStart + col;
    out[first] = s0;
    out[first + 1] = s1;
    out[first + 2] = s2;
    out[first + 3] = s3;
    out[first + 4] = s4;
    out[first + 5] = s5;
    out[first + 6] = s6;
    out[first + 7] = s7;
  }
  for (let col = whole; col < length; col++) {
    let sum = 0;
    for (let n = 0; n < count; n++) {
      sum += factors[n] * source[starts[n] + col];
    }
    out[outStart + col] = sum;
  }
}
