/** Right solutions that are built differently, and fast. The checks must let all of them pass. */
export default [
  {
    name: 'the second matrix transposed first, blocks of 2 × 2, edges by clamping',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';
import { transpose } from '../3-complete-network/1-matmul.ts';

export function matmul(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) throw new Error(\`cannot multiply [\${a.rows}, \${a.cols}] and [\${b.rows}, \${b.cols}]\`);
  const n = a.cols;
  const result = new Matrix(a.rows, b.cols);
  const x = a.data;
  const y = transpose(b).data;
  for (let r0 = 0; r0 < a.rows; r0 += 2) {
    const r1 = Math.min(r0 + 1, a.rows - 1);
    for (let c0 = 0; c0 < b.cols; c0 += 2) {
      const c1 = Math.min(c0 + 1, b.cols - 1);
      let [s00, s01, s10, s11] = [0, 0, 0, 0];
      for (let i = 0, p = r0 * n, q = r1 * n, s = c0 * n, t = c1 * n; i < n; i++) {
        const u = x[p++];
        const v = x[q++];
        const left = y[s++];
        const right = y[t++];
        s00 += u * left;
        s01 += u * right;
        s10 += v * left;
        s11 += v * right;
      }
      result.set(r0, c0, s00);
      result.set(r0, c1, s01);
      result.set(r1, c0, s10);
      result.set(r1, c1, s11);
    }
  }
  return result;
}
`,
  },
  {
    name: 'a helper for blocks of 4 × 4, the rest by reduce, an arrow function',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

function block(x: Float32Array, y: Float32Array, out: Float32Array, n: number, m: number, row: number, col: number): void {
  let s00 = 0, s01 = 0, s02 = 0, s03 = 0;
  let s10 = 0, s11 = 0, s12 = 0, s13 = 0;
  let s20 = 0, s21 = 0, s22 = 0, s23 = 0;
  let s30 = 0, s31 = 0, s32 = 0, s33 = 0;
  const p = row * n;
  for (let i = 0; i < n; i++) {
    const at = i * m + col;
    const b0 = y[at], b1 = y[at + 1], b2 = y[at + 2], b3 = y[at + 3];
    let a = x[p + i];
    s00 += a * b0; s01 += a * b1; s02 += a * b2; s03 += a * b3;
    a = x[p + n + i];
    s10 += a * b0; s11 += a * b1; s12 += a * b2; s13 += a * b3;
    a = x[p + 2 * n + i];
    s20 += a * b0; s21 += a * b1; s22 += a * b2; s23 += a * b3;
    a = x[p + 3 * n + i];
    s30 += a * b0; s31 += a * b1; s32 += a * b2; s33 += a * b3;
  }
  const q = row * m + col;
  out.set([s00, s01, s02, s03], q);
  out.set([s10, s11, s12, s13], q + m);
  out.set([s20, s21, s22, s23], q + 2 * m);
  out.set([s30, s31, s32, s33], q + 3 * m);
}

export const matmul = (a: Matrix, b: Matrix): Matrix => {
  const { rows, cols: n, data: x } = a;
  const { cols: m, data: y } = b;
  if (n !== b.rows) throw new RangeError('matmul ' + rows + ' x ' + n + ' and ' + b.rows + ' x ' + m);
  const result = Matrix.zeros(rows, m);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < m; col++) {
      const inBlock = row < rows - (rows % 4) && col < m - (m % 4);
      if (inBlock && row % 4 === 0 && col % 4 === 0) block(x, y, result.data, n, m, row, col);
      if (!inBlock) result.data[row * m + col] = x.subarray(row * n, row * n + n).reduce((sum, value, i) => sum + value * y[i * m + col], 0);
    }
  }
  return result;
};
`,
  },
  {
    name: 'whole rows of the result at a time, four rows of the second matrix together',
    text: `import { Matrix } from '../3-complete-network/matrix.ts';

export function matmul(a, b) {
  if (a.cols !== b.rows) throw new Error([a, b].map((m) => m.rows + '×' + m.cols).join(' · '));
  const m = b.cols;
  const y = b.data;
  const result = new Matrix(a.rows, m);
  const sums = new Float64Array(m);
  for (let row = 0; row < a.rows; row++) {
    sums.fill(0);
    const x = a.data.subarray(row * a.cols, (row + 1) * a.cols);
    let i = 0;
    for (; i + 4 <= x.length; i += 4) {
      const x0 = x[i];
      const x1 = x[i + 1];
      const x2 = x[i + 2];
      const x3 = x[i + 3];
      const at = i * m;
      for (let col = 0; col < m; col++) {
        sums[col] += x0 * y[at + col] + x1 * y[at + m + col] + x2 * y[at + 2 * m + col] + x3 * y[at + 3 * m + col];
      }
    }
    for (; i < x.length; i++) for (let col = 0; col < m; col++) sums[col] += x[i] * y[i * m + col];
    result.data.set(sums, row * m);
  }
  return result;
}
`,
  },
];
