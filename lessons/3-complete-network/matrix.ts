// Given in Part 3 · A matrix: numbers in rows and columns, kept in one block of memory.
//
// The numbers lie in `data`, row after row: entry (row, col) is `data[row * cols + col]`.
// `data` is a Float32Array: each number takes 4 bytes and has about 7 decimal digits.

/** A table of numbers with `rows` rows and `cols` columns. Its size never changes; its numbers can. */
export class Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;

  /**
   * @param data the numbers, row after row; used as it is, not copied. Zeros when it is left out
   * @throws Error when `data` does not hold rows · cols numbers
   */
  constructor(rows: number, cols: number, data: Float32Array = new Float32Array(rows * cols)) {
    if (data.length !== rows * cols) {
      throw new Error(`Matrix: ${rows}×${cols} needs ${rows * cols} numbers, but data has ${data.length}`);
    }
    this.rows = rows;
    this.cols = cols;
    this.data = data;
  }

  /** A matrix full of zeros. */
  static zeros(rows: number, cols: number): Matrix {
    return new Matrix(rows, cols);
  }

  /**
   * A matrix from an array of rows: `Matrix.from([[1, 2], [3, 4]])`.
   *
   * @throws Error when the rows are not all of the same length
   */
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

  /** The number in a row and a column; both count from 0. */
  get(row: number, col: number): number {
    return this.data[row * this.cols + col];
  }

  /** Writes a number into a row and a column; both count from 0. */
  set(row: number, col: number, value: number): void {
    this.data[row * this.cols + col] = value;
  }

  /** A copy as an array of rows, good to look at: `console.log(m.toArray())`. */
  toArray(): number[][] {
    const rows: number[][] = [];
    for (let row = 0; row < this.rows; row++) {
      const numbers: number[] = [];
      for (let col = 0; col < this.cols; col++) numbers.push(this.get(row, col));
      rows.push(numbers);
    }
    return rows;
  }
}
