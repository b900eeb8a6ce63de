/** A matrix of numbers, stored row by row: entry (row, col) is `data[row · cols + col]`. */
export class Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;

  /** @throws Error when `data` does not hold rows · cols numbers */
  constructor(rows: number, cols: number, data?: Float32Array) {
    if (data !== undefined && data.length !== rows * cols) {
      throw new Error(`Matrix: ${rows}×${cols} needs ${rows * cols} numbers, but data has ${data.length}`);
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data ?? new Float32Array(rows * cols);
  }

  static zeros(rows: number, cols: number): Matrix {
    return new Matrix(rows, cols);
  }

  /** @throws Error when the rows differ in length */
  static from(rows: number[][]): Matrix {
    const cols = rows.length === 0 ? 0 : rows[0].length;
    const wrong = rows.findIndex((row) => row.length !== cols);
    if (wrong >= 0) {
      throw new Error(`Matrix.from: row 0 has ${cols} numbers, but row ${wrong} has ${rows[wrong].length}`);
    }
    const matrix = new Matrix(rows.length, cols);
    rows.forEach((row, i) => matrix.data.set(row, i * cols));
    return matrix;
  }

  get(row: number, col: number): number {
    return this.data[row * this.cols + col];
  }

  set(row: number, col: number, value: number): void {
    this.data[row * this.cols + col] = value;
  }

  toArray(): number[][] {
    return Array.from({ length: this.rows }, (_, row) =>
      Array.from(this.data.subarray(row * this.cols, (row + 1) * this.cols)),
    );
  }
}
