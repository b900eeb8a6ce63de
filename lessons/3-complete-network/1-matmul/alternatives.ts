/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'typed arrays, another loop order, sums kept in float32',
    text: `import { Matrix } from './matrix.ts';

export function matmul(a: Matrix, b: Matrix): Matrix {
  if (a.cols !== b.rows) throw new Error('cannot multiply [' + [a.rows, a.cols] + '] by [' + [b.rows, b.cols] + ']');
  const out = new Float32Array(a.rows * b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.cols; k++) {
      const factor = a.data[i * a.cols + k];
      if (factor === 0) continue;
      for (let j = 0; j < b.cols; j++) out[i * b.cols + j] += factor * b.data[k * b.cols + j];
    }
  }
  return new Matrix(a.rows, b.cols, out);
}

export function transpose(a: Matrix): Matrix {
  const out = new Float32Array(a.data.length);
  for (let i = 0; i < out.length; i++) out[i] = a.data[(i % a.rows) * a.cols + Math.floor(i / a.rows)];
  return new Matrix(a.cols, a.rows, out);
}
`,
  },
  {
    name: 'functional style with arrow functions, shapes in words',
    text: `import { Matrix } from './matrix.ts';

const describe = (m: Matrix): string => \`\${m.rows} rows and \${m.cols} columns\`;
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

export const transpose = (a: Matrix): Matrix =>
  Matrix.from(Array.from({ length: a.cols }, (_, col) => a.toArray().map((row) => row[col])));

export const matmul = (a: Matrix, b: Matrix): Matrix => {
  if (a.cols !== b.rows) throw new RangeError(\`\${describe(a)} do not fit \${describe(b)}\`);
  const columns = transpose(b).toArray();
  return Matrix.from(a.toArray().map((row) => columns.map((column) => dot(row, column))));
};
`,
  },
  {
    name: 'adds from the last pair to the first, matrices stay flat',
    text: `import { Matrix } from './matrix.ts';

export function matmul(left: Matrix, right: Matrix): Matrix {
  const inner = left.cols;
  if (right.rows !== inner) {
    throw new Error(\`shapes (\${left.rows}, \${left.cols}) and (\${right.rows}, \${right.cols}) not aligned\`);
  }
  return new Matrix(
    left.rows,
    right.cols,
    Float32Array.from({ length: left.rows * right.cols }, (_, place) => {
      const row = Math.floor(place / right.cols);
      const col = place % right.cols;
      let sum = 0;
      for (let i = inner - 1; i >= 0; i--) sum += left.data[row * inner + i] * right.data[i * right.cols + col];
      return sum;
    }),
  );
}

export function transpose(a: Matrix): Matrix {
  const turned = new Matrix(a.cols, a.rows);
  a.data.forEach((value, place) => turned.set(place % a.cols, Math.floor(place / a.cols), value));
  return turned;
}
`,
  },
];
