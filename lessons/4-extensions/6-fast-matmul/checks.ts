import { checksFor, float64, type Random } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, product, toMatrix } = float64;

// Taken before any learner's code runs.
declare const performance: { now(): number };
const now = performance.now.bind(performance);
const { wait } = Atomics;

/** How many times as fast as the textbook it must be, at both sizes of `RACES` that are not the first. */
const WANTED = 1.5;

/** Milliseconds after which a race ends with the rounds that it has. */
const LONGEST_RACE = 600;

/** The first race is short: it spares those the long ones who are no faster at all. */
const RACES = [
  { n: 64, k: 128, m: 64, first: true },
  { n: 64, k: 784, m: 128, first: false },
  { n: 256, k: 256, m: 256, first: false },
];

/** Finds a shape in a message, in any notation: `2×3`, `[2, 3]`, `2 rows and 3 columns`. */
const shape = (rows: number, cols: number): RegExp => new RegExp(`\\b${rows}\\b\\D{1,14}\\b${cols}\\b`);

const matrixOf = (random: Random, rows: number, cols: number): Matrix => Matrix.from(eighths(random, rows, cols));

/** The yardstick: the three loops of lesson 3.1, whatever the learner's own file says today. */
function textbook(a: Matrix, b: Matrix): Matrix {
  const result = Matrix.zeros(a.rows, b.cols);
  for (let row = 0; row < a.rows; row++) {
    for (let col = 0; col < b.cols; col++) {
      let sum = 0;
      for (let i = 0; i < a.cols; i++) {
        sum += a.get(row, i) * b.get(i, col);
      }
      result.set(row, col, sum);
    }
  }
  return result;
}

interface Times {
  /** The shortest time of each, in milliseconds. */
  textbook: number;
  learner: number;
  /** How many times as fast the learner's is. */
  speedup: number;
  /** Both take the same time, without a doubt. */
  noFaster: boolean;
}

/**
 * Lets JavaScript notice that both are called often, and pauses, so that its compiler (another thread) gets its turn on a
 * busy machine: what is measured afterwards is the code that a training run would spend its time in.
 */
function warmUp(learner: (a: Matrix, b: Matrix) => Matrix, random: Random): void {
  const [a, b] = [matrixOf(random, 16, 64), matrixOf(random, 64, 16)];
  for (let pause = 0; pause < 2; pause++) {
    for (let i = 0; i < 20; i++) {
      textbook(a, b);
      learner(a, b);
    }
    wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 25);
  }
}

/**
 * Times both in turns, on a matrix that changes a little each time. There are two estimates of the speedup: shortest time
 * against shortest time, and the median of the rounds. A busy machine can spoil either, but rarely both in the same
 * direction: four rounds that agree are believed, and six in which both programs take the same time. Where the estimates
 * disagree, or it is a near thing, it takes up to twelve rounds, and then the geometric mean of the two decides.
 *
 * @returns null when the two products differ
 */
function race(learner: (a: Matrix, b: Matrix) => Matrix, a: Matrix, b: Matrix): Times | null {
  const clock = (run: () => void): number => {
    const start = now();
    run();
    return now() - start;
  };
  const [slow, fast, ratios]: number[][] = [[], [], []];
  const begin = now();
  for (let round = 1; ; round++) {
    a.data[round] = round / 8;
    let expected = a;
    let actual = a;
    slow.push(clock(() => (expected = textbook(a, b))));
    fast.push(clock(() => (actual = learner(a, b))));
    if (!same(actual, expected)) return null;
    ratios.push(slow[round - 1] / fast[round - 1]);
    const best = Math.min(...slow) / Math.min(...fast);
    const median = ratios.toSorted((x, y) => x - y)[(round - 1) >> 1];
    const believed = round >= 4 && Math.min(best, median) >= WANTED;
    const noFaster = round >= 6 && Math.min(best, median) > 0.85 && Math.max(best, median) < 1.15;
    const enough = round === 12 || (round >= 4 && now() - begin > LONGEST_RACE);
    if (believed || noFaster || enough)
      return { textbook: Math.min(...slow), learner: Math.min(...fast), speedup: Math.sqrt(best * median), noFaster };
  }
}

/** Quicker than `close`, and good enough for numbers that are whole eighths. */
function same(actual: Matrix, expected: Matrix): boolean {
  return (
    actual.rows === expected.rows &&
    actual.cols === expected.cols &&
    expected.data.every((value, i) => Math.abs(actual.data[i] - value) <= 1e-5 * Math.max(1, Math.abs(value)))
  );
}

/** Whether it keeps its contract at a size that fits no block, and for shapes that do not fit each other. */
function keepsContract(learner: (a: Matrix, b: Matrix) => Matrix, random: Random): boolean {
  const [a, b] = [matrixOf(random, 7, 5), matrixOf(random, 5, 11)];
  const expected = textbook(a, b);
  if (!same(learner(a, b), expected)) return false;
  try {
    learner(a, Matrix.zeros(7, 5));
    return false;
  } catch {
    return true;
  }
}

/** The verdict on its speed; null when it is fast enough. */
function tooSlow(learner: (a: Matrix, b: Matrix) => Matrix, random: Random): string | null {
  warmUp(learner, random);
  for (const { n, k, m, first } of RACES) {
    const size = `${n}×${k} times ${k}×${m}`;
    const times = race(learner, matrixOf(random, n, k), matrixOf(random, k, m));
    if (times === null)
      return `\`matmul\` is wrong for ${size}, though it is right for small matrices. Does it do something else when they are large?`;
    if (first ? times.noFaster : times.speedup < WANTED)
      return (
        `For ${size}, \`matmul\` took ${times.learner.toFixed(1)} ms and the three loops of lesson 3.1 took ${times.textbook.toFixed(1)} ms, the shortest of several runs each. ` +
        `Over all runs, that is ${(Math.floor(times.speedup * 100) / 100).toFixed(2)} times as fast; expected at least ${WANTED}. How many numbers does your innermost loop fetch for each multiplication?`
      );
  }
  return null;
}

export default checksFor<typeof Lesson>((check) => {
  check('matmul', 'fills the block of the guide: 1, 2, 4, 7 and 3, 4, 10, 15', ({ learner, close }) => {
    const a = Matrix.from([
      [1, 2],
      [3, 4],
    ]);
    const b = Matrix.from([
      [1, 0, 2, 1],
      [0, 1, 1, 3],
    ]);
    close(
      learner.matmul(a, b),
      toMatrix([
        [1, 2, 4, 7],
        [3, 4, 10, 15],
      ]),
    );
  });

  check('matmul', 'fills several blocks, each with sums of its own', ({ learner, random, close }) => {
    for (const [n, k, m] of [
      [4, 3, 8],
      [6, 5, 4],
      [2, 7, 12],
      [8, 8, 8],
    ]) {
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'fills the columns that are left over to the right of the blocks', ({ learner, random, close }) => {
    for (const [n, k, m] of [
      [2, 3, 5],
      [4, 4, 6],
      [2, 2, 11],
      [2, 5, 3],
    ]) {
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'fills the row that is left over below the blocks', ({ learner, random, close }) => {
    for (const [n, k, m] of [
      [3, 3, 4],
      [5, 2, 8],
      [1, 6, 4],
    ]) {
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'is right for all small sizes, a single number included', ({ learner, random, close }) => {
    for (const [n, k, m] of [
      [1, 1, 1],
      [1, 4, 3],
      [3, 4, 1],
      [5, 1, 7],
      [1, 6, 1],
      [3, 5, 6],
      [7, 3, 5],
    ]) {
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'is right for random sizes', ({ learner, random, close }) => {
    for (let round = 0; round < 6; round++) {
      const [n, k, m] = [random.integer(1, 20), random.integer(1, 40), random.integer(1, 20)];
      const a = eighths(random, n, k);
      const b = eighths(random, k, m);
      close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    }
  });

  check('matmul', 'is right with zeros, and with numbers as large as ±1000', ({ learner, random, close }) => {
    const a = random.rows(5, 6).map((row) => row.map((value) => Math.round(value * 1000)));
    const b = random.rows(6, 7).map((row) => row.map((value) => (value < 0 ? -1000 : 1000)));
    close(learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b)), { tolerance: 1e-5 });
    close(
      learner.matmul(Matrix.from(a), Matrix.zeros(6, 5)),
      toMatrix(
        product(
          a,
          b.map((row) => row.slice(2).map(() => 0)),
        ),
      ),
    );
  });

  check('matmul', 'still throws when the inner sizes differ, and names both shapes', ({ learner, throws }) => {
    const because = 'A row of the first matrix must be as long as a column of the second one.';
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 5)), [shape(2, 3), shape(4, 5)], because);
    throws(() => learner.matmul(Matrix.zeros(4, 8), Matrix.zeros(4, 8)), [shape(4, 8)], because);
  });

  check('matmul', 'leaves its arguments unchanged', ({ learner, random, unchanged }) => {
    for (const size of [4, 5]) {
      const [a, b] = [matrixOf(random, size, size), matrixOf(random, size, size)];
      unchanged({ a, b }, () => learner.matmul(a, b));
    }
  });

  check('matmul', 'is at least 1.5 times as fast as the three loops of lesson 3.1', ({ learner, random, holds }) => {
    const problem = keepsContract(learner.matmul, random)
      ? tooSlow(learner.matmul, random)
      : '`matmul` is wrong at a small size, or does not throw where it should. Its speed is measured when its results are right; the other checks say more about them.';
    holds(problem === null, problem ?? '');
  });
});
