import { checksFor, float64, misfits, sizes } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { fine, product, toMatrix, transposed } = float64;

export default checksFor<typeof Lesson>((check, contract) => {
  check('matmul', 'gives the four bills of the guide: 10, 9, 6 and 8', ({ learner, close }) => {
    const orders = Matrix.from([
      [2, 1, 0],
      [1, 0, 3],
    ]);
    const prices = Matrix.from([
      [3, 2],
      [4, 5],
      [1, 2],
    ]);
    close(
      learner.matmul(orders, prices),
      toMatrix([
        [10, 9],
        [6, 8],
      ]),
    );
  });

  contract('matmul', 'is right for matrices of every shape, a row or a column included', {
    given: (draw) => {
      const [n, k, m] = [draw.size(1300), draw.size(1300), draw.size(1300)];
      return { a: Matrix.from(fine(draw, n, k)), b: Matrix.from(fine(draw, k, m)) };
    },
    gives: ({ a, b }) => toMatrix(product(a.toArray(), b.toArray())),
    tolerance: 1e-5,
  });

  check('matmul', 'is right with numbers as large as ±1000', ({ learner, random, close }) => {
    const a = random.rows(3, 5).map((row) => row.map((value) => Math.round(value * 1000)));
    const b = random.rows(5, 4).map((row) => row.map((value) => (value < 0 ? -1000 : 1000)));
    close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
  });

  check('matmul', 'throws when the inner sizes differ, and names both shapes', ({ learner, throws }) => {
    const because = 'A row of the first matrix must be as long as a column of the second one.';
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 5)), sizes(2, 3, 4, 5), because);
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(2, 3)), sizes(2, 3), because);
    // The outer sizes agree, and then one of the two matrices is taller or wider than the other.
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 2)), sizes(2, 3, 4), because);
    throws(() => learner.matmul(Matrix.zeros(2, 5), Matrix.zeros(4, 5)), sizes(2, 5, 4), because);
    // A vector is a matrix, too, and one that would fit if it were turned does not.
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(1, 3)), sizes(2, 3, 1), because);
    throws(() => learner.matmul(Matrix.zeros(3, 1), Matrix.zeros(3, 2)), sizes(3, 1, 2), because);
    throws(() => learner.matmul(Matrix.zeros(1, 3), Matrix.zeros(1, 3)), sizes(1, 3), because);
    for (const [n, k, rows, m] of misfits(4, ([, k, rows]) => k === rows)) {
      const these = `This is a ${n}×${k} times a ${rows}×${m} matrix. ${because}`;
      throws(() => learner.matmul(Matrix.zeros(n, k), Matrix.zeros(rows, m)), sizes(n, k, rows, m), these);
    }
  });

  check('transpose', 'turns the rows of the price table into columns', ({ learner, close }) => {
    close(
      learner.transpose(
        Matrix.from([
          [3, 2],
          [4, 5],
          [1, 2],
        ]),
      ),
      toMatrix([
        [3, 4, 1],
        [2, 5, 2],
      ]),
    );
  });

  contract('transpose', 'exchanges row and column of every entry, for matrices of every shape', {
    given: (draw) => {
      const [n, m] = [draw.size(1300), draw.size(1300)];
      return { a: Matrix.from(fine(draw, n, m)) };
    },
    gives: ({ a }) => toMatrix(transposed(a.toArray())),
  });
});
