import { checksFor, float64 } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { columnSums, eighths, toMatrix } = float64;

/** Shapes that are not square, with single rows and columns among them. */
const SHAPES = [
  [1, 1],
  [1, 5],
  [4, 1],
  [2, 3],
  [6, 4],
];

/** Finds a shape in a message, in any notation: `2×3`, `[2, 3]`, `2 rows and 3 columns`. */
const shape = (rows: number, cols: number): RegExp => new RegExp(`\\b${rows}\\b\\D{1,14}\\b${cols}\\b`);

const BILLS = [
  [10, 9],
  [6, 8],
  [4, 5],
];

export default checksFor<typeof Lesson>((check) => {
  check('addRow', 'adds the charges of the two cafés to all three bills', ({ learner, close }) => {
    close(
      learner.addRow(Matrix.from(BILLS), Matrix.from([[1, 2]])),
      toMatrix([
        [11, 11],
        [7, 10],
        [5, 7],
      ]),
    );
  });

  check('addRow', 'adds the same row to every row of random matrices', ({ learner, random, close }) => {
    for (const [rows, cols] of SHAPES) {
      const m = eighths(random, rows, cols);
      const [row] = eighths(random, 1, cols, 1000);
      const expected = m.map((numbers) => numbers.map((value, j) => value + row[j]));
      close(learner.addRow(Matrix.from(m), Matrix.from([row])), toMatrix(expected), { tolerance: 1e-5 });
    }
  });

  check('addRow', 'throws when the row is too short or too long, and names both shapes', ({ learner, throws }) => {
    const because = 'The row needs one number for each column of the matrix.';
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(1, 2)), [shape(3, 4), shape(1, 2)], because);
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(1, 5)), [shape(3, 4), shape(1, 5)], because);
  });

  check('addRow', 'throws when it is given more than one row', ({ learner, throws }) => {
    const because = 'Which of the rows should be added? Only a matrix with one row can be stretched.';
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(2, 4)), [shape(3, 4), shape(2, 4)], because);
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(4, 1)), [shape(3, 4), shape(4, 1)], because);
  });

  check('addRow', 'leaves matrix and row unchanged', ({ learner, random, unchanged }) => {
    const m = Matrix.from(eighths(random, 3, 2));
    const row = Matrix.from(eighths(random, 1, 2));
    unchanged({ m, row }, () => learner.addRow(m, row));
  });

  check('multiply', 'keeps the bills of those who go there', ({ learner, close }) => {
    const mask = Matrix.from([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    close(
      learner.multiply(Matrix.from(BILLS), mask),
      toMatrix([
        [10, 0],
        [0, 8],
        [4, 5],
      ]),
    );
  });

  check('multiply', 'multiplies place by place in random matrices, up to ±1000', ({ learner, random, close }) => {
    for (const [rows, cols] of [...SHAPES, [3, 3]]) {
      const a = eighths(random, rows, cols);
      const b = eighths(random, rows, cols, 1000);
      const expected = a.map((numbers, i) => numbers.map((value, j) => value * b[i][j]));
      close(learner.multiply(Matrix.from(a), Matrix.from(b)), toMatrix(expected), { tolerance: 1e-5 });
    }
  });

  check('multiply', 'throws when the shapes differ, and names both', ({ learner, throws }) => {
    const because = 'Each number needs a partner at the same place.';
    throws(() => learner.multiply(Matrix.zeros(2, 4), Matrix.zeros(3, 5)), [shape(2, 4), shape(3, 5)], because);
    throws(() => learner.multiply(Matrix.zeros(3, 2), Matrix.zeros(1, 2)), [shape(3, 2), shape(1, 2)], because);
    throws(() => learner.multiply(Matrix.zeros(3, 2), Matrix.zeros(3, 1)), [shape(3, 2), shape(3, 1)], because);
  });

  check('multiply', 'throws for 2×3 and 3×2, which hold equally many numbers', ({ learner, throws }) => {
    const because = 'Both hold six numbers, but at different places.';
    throws(() => learner.multiply(Matrix.zeros(2, 3), Matrix.zeros(3, 2)), [shape(2, 3), shape(3, 2)], because);
  });

  check('multiply', 'leaves both matrices unchanged', ({ learner, random, unchanged }) => {
    const a = Matrix.from(eighths(random, 2, 3));
    const b = Matrix.from(eighths(random, 2, 3));
    unchanged({ a, b }, () => learner.multiply(a, b));
  });

  check('map', 'halves every bill', ({ learner, close }) => {
    close(
      learner.map(Matrix.from(BILLS), (value) => value / 2),
      toMatrix([
        [5, 4.5],
        [3, 4],
        [2, 2.5],
      ]),
    );
  });

  check(
    'map',
    'puts each number through the function once, zeros and negative ones too',
    ({ learner, random, close }) => {
      for (const [rows, cols] of SHAPES) {
        const m = eighths(random, rows, cols);
        m[0][0] = 0;
        const expected = m.map((numbers) => numbers.map((value) => value * value + 1));
        close(
          learner.map(Matrix.from(m), (value) => value * value + 1),
          toMatrix(expected),
          { tolerance: 1e-5 },
        );
      }
    },
  );

  check('map', 'leaves its matrix unchanged', ({ learner, random, unchanged }) => {
    const m = Matrix.from(eighths(random, 2, 3));
    unchanged({ m }, () => learner.map(m, (value) => value + 1));
  });

  check('sumRows', 'adds up what each café takes in: 20 and 22', ({ learner, close }) => {
    close(learner.sumRows(Matrix.from(BILLS)), toMatrix([[20, 22]]));
  });

  check('sumRows', 'returns one row, with the sum down each column', ({ learner, random, close }) => {
    for (const [rows, cols] of [...SHAPES, [4, 4], [64, 3]]) {
      const m = eighths(random, rows, cols);
      close(learner.sumRows(Matrix.from(m)), toMatrix([columnSums(m)]), { tolerance: 1e-5 });
    }
  });

  check('sumRows', 'leaves its matrix unchanged, too', ({ learner, random, unchanged }) => {
    const m = Matrix.from(eighths(random, 3, 2));
    unchanged({ m }, () => learner.sumRows(m));
  });
});
