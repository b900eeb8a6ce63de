import { type Draw, checksFor, float64, misfits, sizes } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { columnSums, fine, toMatrix } = float64;

const BILLS = [
  [10, 9],
  [6, 8],
  [4, 5],
];

/** Two matrices of the same shape. */
const twoOf = (draw: Draw): { a: Matrix; b: Matrix } => {
  const [rows, cols] = [draw.size(1300), draw.size(784)];
  return { a: Matrix.from(fine(draw, rows, cols)), b: Matrix.from(fine(draw, rows, cols)) };
};
const oneOf = (draw: Draw): { m: Matrix } => ({ m: twoOf(draw).a });

/** One that is never 0, one that is where the number is not, and one that often is. */
const FUNCTIONS: Readonly<Record<string, (value: number) => number>> = {
  'value * value + 1': (value) => value * value + 1,
  'value === 0 ? 1 : 0': (value) => (value === 0 ? 1 : 0),
  'Math.max(value, 0)': (value) => Math.max(value, 0),
};
const TEXTS = Object.keys(FUNCTIONS);

export default checksFor<typeof Lesson>((check, contract) => {
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

  contract('addRow', 'adds the same row to every row, for matrices of every shape', {
    given: (draw) => {
      const [rows, cols] = [draw.size(1300), draw.size(784)];
      return { m: Matrix.from(fine(draw, rows, cols)), row: Matrix.from(fine(draw, 1, cols)) };
    },
    gives: ({ m, row }) => toMatrix(m.toArray().map((numbers) => numbers.map((value, j) => value + row.get(0, j)))),
    tolerance: 1e-6,
  });

  check('addRow', 'throws when the row is too short or too long, and names both shapes', ({ learner, throws }) => {
    const because = 'The row needs one number for each column of the matrix.';
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(1, 2)), sizes(3, 4, 1, 2), because);
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(1, 5)), sizes(3, 4, 1, 5), because);
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(1, 1)), sizes(3, 4, 1), because);
  });

  check('addRow', 'throws when it is given more than one row', ({ learner, throws }) => {
    const because = 'Which of the rows should be added? Only a matrix with one row can be stretched.';
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(2, 4)), sizes(3, 4, 2, 4), because);
    throws(() => learner.addRow(Matrix.zeros(3, 4), Matrix.zeros(4, 1)), sizes(3, 4, 4, 1), because);
    for (const [n, k, rows, cols] of misfits(4, ([, k, rows, cols]) => rows === 1 && cols === k)) {
      const these = `This is a ${n}×${k} and a ${rows}×${cols} matrix. The row needs the shape 1×${k}.`;
      throws(() => learner.addRow(Matrix.zeros(n, k), Matrix.zeros(rows, cols)), sizes(n, k, rows, cols), these);
    }
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

  contract('multiply', 'multiplies place by place, for matrices of every shape', {
    given: twoOf,
    gives: ({ a, b }) => toMatrix(a.toArray().map((numbers, i) => numbers.map((value, j) => value * b.get(i, j)))),
    tolerance: 1e-6,
  });

  check('multiply', 'throws when the shapes differ, and names both', ({ learner, throws }) => {
    const because = 'Each number needs a partner at the same place.';
    throws(() => learner.multiply(Matrix.zeros(2, 4), Matrix.zeros(3, 5)), sizes(2, 4, 3, 5), because);
    throws(() => learner.multiply(Matrix.zeros(3, 2), Matrix.zeros(1, 2)), sizes(3, 2, 1, 2), because);
    throws(() => learner.multiply(Matrix.zeros(3, 2), Matrix.zeros(3, 1)), sizes(3, 2, 3, 1), because);
    for (const [n, k, rows, cols] of misfits(4, ([n, k, rows, cols]) => n === rows && k === cols)) {
      const these = `This is a ${n}×${k} and a ${rows}×${cols} matrix. ${because}`;
      throws(() => learner.multiply(Matrix.zeros(n, k), Matrix.zeros(rows, cols)), sizes(n, k, rows, cols), these);
    }
  });

  check('multiply', 'throws for 2×3 and 3×2, which hold equally many numbers', ({ learner, throws }) => {
    const because = 'Both hold six numbers, but at different places.';
    throws(() => learner.multiply(Matrix.zeros(2, 3), Matrix.zeros(3, 2)), sizes(2, 3, 3, 2), because);
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

  contract('map', 'puts each number through the function, zeros and negative ones too', {
    given: (draw) => ({ ...oneOf(draw), f: TEXTS[draw.integer(0, TEXTS.length - 1)] }),
    does: ({ map }, { m, f }) => map(m, FUNCTIONS[f]),
    gives: ({ m, f }) => toMatrix(m.toArray().map((numbers) => numbers.map(FUNCTIONS[f]))),
    tolerance: 1e-6,
  });

  check('map', 'calls the function once for each number', ({ learner, close }) => {
    let calls = 0;
    learner.map(Matrix.from(BILLS), (value) => value + calls++);
    close(calls, 6, { what: 'the number of calls of `f` for 6 numbers' });
    calls = 0;
    learner.map(Matrix.from([[7, 7, 7, 7]]), (value) => value + calls++);
    close(calls, 4, { what: 'the number of calls of `f` for 4 equal numbers' });
  });

  check('sumRows', 'adds up what each café takes in: 20 and 22', ({ learner, close }) => {
    close(learner.sumRows(Matrix.from(BILLS)), toMatrix([[20, 22]]));
  });

  contract('sumRows', 'returns one row, with the sum down each column, for few rows and for many', {
    given: (draw) => {
      const [rows, cols] = [draw.size(1300), draw.size(784)];
      return { m: Matrix.from(fine(draw, rows, cols)) };
    },
    gives: ({ m }) => toMatrix([columnSums(m.toArray())]),
    tolerance: 1e-5,
  });
});
