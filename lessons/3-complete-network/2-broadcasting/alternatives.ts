/** Right solutions that are built differently. The checks must let all of them pass. */
export default [
  {
    name: 'functional style on rows',
    text: `import { Matrix } from './matrix.ts';

const shapeOf = (m: Matrix): string => JSON.stringify([m.rows, m.cols]);

function sameShape(a: Matrix, b: Matrix): void {
  if (shapeOf(a) !== shapeOf(b)) throw new Error(shapeOf(a) + ' is not ' + shapeOf(b));
}

export const map = (m: Matrix, f: (value: number) => number): Matrix =>
  Matrix.from(m.toArray().map((row) => row.map((value) => f(value))));

export const addRow = (m: Matrix, row: Matrix): Matrix => {
  if (row.rows !== 1 || row.cols !== m.cols) throw new Error('cannot add ' + shapeOf(row) + ' to ' + shapeOf(m));
  const [numbers] = row.toArray();
  return Matrix.from(m.toArray().map((line) => line.map((value, j) => value + numbers[j])));
};

export const multiply = (a: Matrix, b: Matrix): Matrix => {
  sameShape(a, b);
  const other = b.toArray();
  return Matrix.from(a.toArray().map((row, i) => row.map((value, j) => value * other[i][j])));
};

export const sumRows = (m: Matrix): Matrix =>
  Matrix.from([m.toArray().reduce((sums, row) => sums.map((sum, j) => sum + row[j]), new Array(m.cols).fill(0))]);
`,
  },
  {
    name: 'typed arrays, sums kept in float32, rows outside',
    text: `import { Matrix } from './matrix.ts';

export function addRow(m: Matrix, row: Matrix): Matrix {
  if (row.rows !== 1) throw new Error(\`the row is \${row.rows} x \${row.cols}, the matrix \${m.rows} x \${m.cols}\`);
  if (row.cols !== m.cols) throw new Error(\`(\${row.rows}, \${row.cols}) does not stretch to (\${m.rows}, \${m.cols})\`);
  return new Matrix(m.rows, m.cols, m.data.map((value, place) => value + row.data[place % m.cols]));
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.rows === b.rows && a.cols === b.cols) {
    return new Matrix(a.rows, a.cols, a.data.map((value, place) => value * b.data[place]));
  }
  throw new Error(\`\${a.rows}×\${a.cols} ⊙ \${b.rows}×\${b.cols}\`);
}

export function map(m: Matrix, f: (value: number) => number): Matrix {
  return new Matrix(m.rows, m.cols, m.data.map(f));
}

export function sumRows(m: Matrix): Matrix {
  const sums = new Float32Array(m.cols);
  for (let start = 0; start < m.data.length; start += m.cols) {
    for (let j = 0; j < m.cols; j++) sums[j] += m.data[start + j];
  }
  return new Matrix(1, m.cols, sums);
}
`,
  },
  {
    name: 'by way of matmul: a column of ones does the stretching',
    text: `import { Matrix } from './matrix.ts';
import { matmul } from './1-matmul.ts';

const ones = (rows: number, cols: number): Matrix => new Matrix(rows, cols, new Float32Array(rows * cols).fill(1));

export function addRow(m: Matrix, row: Matrix): Matrix {
  if (row.rows !== 1 || row.cols !== m.cols) {
    throw new TypeError(\`addRow(\${m.rows}×\${m.cols}, \${row.rows}×\${row.cols})\`);
  }
  const stretched = matmul(ones(m.rows, 1), row);
  const result = new Matrix(m.rows, m.cols);
  for (let i = result.data.length - 1; i >= 0; i--) result.data[i] = m.data[i] + stretched.data[i];
  return result;
}

export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows || a.cols !== b.cols) throw new Error(\`\${a.rows}×\${a.cols} is not \${b.rows}×\${b.cols}\`);
  const result = new Matrix(a.rows, a.cols);
  for (let j = 0; j < a.cols; j++) for (let i = 0; i < a.rows; i++) result.set(i, j, a.get(i, j) * b.get(i, j));
  return result;
}

export function map(m: Matrix, f: (value: number) => number): Matrix {
  const copy = new Matrix(m.rows, m.cols, m.data.slice());
  copy.data.forEach((value, i) => (copy.data[i] = f(value)));
  return copy;
}

export function sumRows(m: Matrix): Matrix {
  return matmul(ones(1, m.rows), m);
}
`,
  },
];
