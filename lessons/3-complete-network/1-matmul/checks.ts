import { checksFor, float64 } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, product, toMatrix, transposed } = float64;

/** Finds a shape in a message, in any notation: `2×3`, `[2, 3]`, `2 rows and 3 columns`. */
const shape = (rows: number, cols: number): RegExp => new RegExp(`\\b${rows}\\b\\D{1,14}\\b${cols}\\b`);

export default checksFor<typeof Lesson>((check) => {
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

  check('matmul', 'changes nothing when it multiplies with ones on the diagonal', ({ learner, random, close }) => {
    const rows = eighths(random, 4, 3);
    const identity = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    close(learner.matmul(Matrix.from(rows), Matrix.from(identity)), toMatrix(rows));
  });

  check(
    'matmul',
    'takes its rows from the first matrix and its columns from the second',
    ({ learner, random, close }) => {
      for (const [n, k, m] of [
        [1, 1, 1],
        [1, 4, 3],
        [3, 4, 1],
        [5, 1, 2],
        [1, 6, 1],
        [2, 7, 5],
      ]) {
        const a = eighths(random, n, k);
        const b = eighths(random, k, m);
        close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
      }
    },
  );

  check('matmul', 'agrees with the formula on random matrices', ({ learner, random, close }) => {
    for (let round = 0; round < 6; round++) {
      const [n, k, m] = [random.integer(2, 12), random.integer(2, 20), random.integer(2, 12)];
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'gives zeros when one of the two is all zeros', ({ learner, random, close }) => {
    const a = eighths(random, 3, 4);
    close(
      learner.matmul(Matrix.from(a), Matrix.zeros(4, 2)),
      toMatrix([
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
    );
  });

  check('matmul', 'is right with numbers as large as ±1000', ({ learner, random, close }) => {
    const a = random.rows(3, 5).map((row) => row.map((value) => Math.round(value * 1000)));
    const b = random.rows(5, 4).map((row) => row.map((value) => (value < 0 ? -1000 : 1000)));
    close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
  });

  check('matmul', 'throws when the inner sizes differ, and names both shapes', ({ learner, throws }) => {
    const because = 'A row of the first matrix must be as long as a column of the second one.';
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 5)), [shape(2, 3), shape(4, 5)], because);
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(2, 3)), [shape(2, 3)], because);
  });

  check('matmul', 'leaves its arguments unchanged', ({ learner, random, unchanged }) => {
    const a = Matrix.from(eighths(random, 3, 3));
    const b = Matrix.from(eighths(random, 3, 3));
    unchanged({ a, b }, () => learner.matmul(a, b));
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

  check('transpose', 'turns a row into a column and a column into a row', ({ learner, random, close }) => {
    const numbers = eighths(random, 1, 5);
    close(learner.transpose(Matrix.from(numbers)), toMatrix(transposed(numbers)));
    close(learner.transpose(Matrix.from(transposed(numbers))), toMatrix(numbers));
  });

  check('transpose', 'exchanges row and column of every entry of random matrices', ({ learner, random, close }) => {
    for (const [n, m] of [
      [1, 1],
      [2, 2],
      [3, 3],
      [2, 6],
      [7, 4],
    ]) {
      const rows = eighths(random, n, m);
      close(learner.transpose(Matrix.from(rows)), toMatrix(transposed(rows)));
    }
  });

  check('transpose', 'leaves its argument unchanged', ({ learner, random, unchanged }) => {
    for (const [n, m] of [
      [3, 3],
      [2, 4],
    ]) {
      const a = Matrix.from(eighths(random, n, m));
      unchanged({ a }, () => learner.transpose(a));
    }
  });
});
