import { checksFor, float64, misfits, sizes, type Random } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, product, toMatrix } = float64;

// Taken before any learner's code runs.
declare const performance: { now(): number };
const now = performance.now.bind(performance);
const { wait } = Atomics;
const sleep = (milliseconds: number): unknown => wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);

/** How many times as fast as the textbook it must be, at both sizes of `RACES` that are not the first. */
const WANTED = 1.5;

/** Milliseconds of work after which a race ends. By the shortest times: a busy machine gets as many rounds as an idle one. */
const LONGEST_RACE = 400;

/** How many rows are multiplied at a time. */
const PORTION = 64;

interface Size {
  /** A multiple of `PORTION`. */
  n: number;
  k: number;
  m: number;
  first: boolean;
}

/** The first race is short: it spares those the long ones who are no faster at all. */
const RACES: Size[] = [
  { n: 64, k: 128, m: 64, first: true },
  { n: 64, k: 784, m: 128, first: false },
  { n: 256, k: 256, m: 256, first: false },
];

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
  /** The shortest time of each for the whole product, in milliseconds. */
  textbook: number;
  learner: number;
  /** How many times as fast the learner's is. */
  speedup: number;
  /** In the first race: both take the same time, without a doubt. */
  noFaster: boolean;
  /** The same work took much longer at some times than at others. */
  busy: boolean;
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
    sleep(25);
  }
}

/**
 * Times both in turns, in portions of 64 rows: a short run is seldom interrupted. There are two estimates of the speedup:
 * shortest time against shortest time of each portion, and the median over all runs. A busy machine can spoil either, but
 * rarely both in the same direction: six runs that agree are believed. Where the estimates disagree, or it is a near thing,
 * there are up to twelve rounds; then their geometric mean decides, with the shortest times counted twice.
 *
 * @returns null when the two products differ
 */
function timesOf(learner: (a: Matrix, b: Matrix) => Matrix, random: Random, { n, k, m, first }: Size): Times | null {
  const clock = (run: () => void): number => {
    const start = now();
    run();
    return now() - start;
  };
  const b = matrixOf(random, k, m);
  const portions = Array.from({ length: n / PORTION }, () => {
    return { a: matrixOf(random, PORTION, k), slow: [] as number[], fast: [] as number[] };
  });
  const calls: number[] = [];
  const runs: { textbook: number; learner: number }[] = [];
  for (let round = 1; ; round++) {
    for (const { a, slow, fast } of portions) {
      // Other numbers each time, so that a result that was kept from the time before is no help.
      a.data[round] = round / 8;
      let expected = a;
      let actual = a;
      // A program that has just slept is less likely to be interrupted.
      sleep(1);
      const textbookTime = clock(() => (expected = textbook(a, b)));
      sleep(1);
      calls.push(clock(() => throwsAtOnce(learner, a)));
      sleep(1);
      const learnerTime = clock(() => (actual = learner(a, b)));
      if (!same(actual, expected)) return null;
      slow.push(textbookTime);
      fast.push(learnerTime);
      runs.push({ textbook: textbookTime, learner: learnerTime });
    }
    const call = Math.min(...calls, ...runs.map((run) => run.learner / 2));
    const shortest = {
      textbook: portions.reduce((sum, { slow }) => sum + Math.min(...slow), 0),
      learner: portions.reduce((sum, { fast }) => sum + Math.min(...fast) - call, 0),
    };
    const best = shortest.textbook / shortest.learner;
    const median = medianOf(runs.map((run) => run.textbook / (run.learner - call)));
    const busy = medianOf(portions[0].slow) > 2 * Math.min(...portions[0].slow);
    const enough = round >= 3 && runs.length >= 6;
    const believed = enough && Math.min(best, median) >= WANTED;
    const noFaster = first && enough && Math.min(best, median) > 0.85 && Math.max(best, median) < 1.15;
    if (
      believed ||
      noFaster ||
      round === 12 ||
      (enough && round * (shortest.textbook + shortest.learner) > LONGEST_RACE)
    )
      return { ...shortest, speedup: Math.cbrt(best * best * median), noFaster, busy };
  }
}

const medianOf = (numbers: number[]): number => numbers.toSorted((x, y) => x - y)[(numbers.length - 1) >> 1];

/**
 * A call that ends before any work is done. It costs what each call of the learner's function costs on top, because the
 * checker writes calls down for its verdicts, and the textbook is called without that. At most half of a run is taken for it.
 */
function throwsAtOnce(learner: (a: Matrix, b: Matrix) => Matrix, a: Matrix): void {
  try {
    learner(a, Matrix.zeros(1, 1));
  } catch {
    // As it should: the shapes do not fit.
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
  for (const race of RACES) {
    const size = `${race.n}×${race.k} times ${race.k}×${race.m}`;
    const times = timesOf(learner, random, race);
    if (times === null)
      return `\`matmul\` is wrong for ${size}, though it is right for small matrices. Does it do something else when they are large?`;
    if (times.noFaster || (!race.first && times.speedup < WANTED))
      return (
        `For ${size}, \`matmul\` took ${times.learner.toFixed(1)} ms and the three loops of lesson 3.1 took ${times.textbook.toFixed(1)} ms, the shortest of several runs each. ` +
        `Over all runs, that is ${(Math.floor(times.speedup * 100) / 100).toFixed(2)} times as fast; expected at least ${WANTED}. How many numbers does your innermost loop fetch for each multiplication?` +
        (times.busy
          ? ' (Other programs keep this computer busy at the moment, which spoils the measurement. Check once more when they are done.)'
          : '')
      );
  }
  return null;
}

/** A sentence where all that is wrong stands at one and the same place of each block; null elsewhere. */
function onePlaceOfBlocks(actual: Matrix, expected: ReturnType<typeof toMatrix>): string | null {
  if (actual.rows !== expected.rows || actual.cols !== expected.cols) return null;
  const wrong = expected.data.flatMap((value, i) => (Math.abs(actual.data[i] - value) < 1e-3 ? [] : [i]));
  const places = wrong.map((i) => `row ${Math.floor(i / expected.cols) % 2}, column ${(i % expected.cols) % 4}`);
  if (wrong.length < 2 || new Set(places).size > 1) return null;
  return `Only ${places[0]} of your blocks is wrong, counted from 0 in each. Which of the eight sums belongs there, and what is added to it?`;
}

export default checksFor<typeof Lesson>((check, contract) => {
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
      const [actual, expected] = [learner.matmul(Matrix.from(a), Matrix.from(b)), toMatrix(product(a, b))];
      close(actual, expected, { tolerance: 1e-5, note: () => onePlaceOfBlocks(actual, expected) });
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

  contract('matmul', 'is right for matrices of every shape, whether blocks fit or not', {
    given: (draw) => {
      const [n, k, m] = [draw.size(1300), draw.size(1300), draw.size(1300)];
      return { a: Matrix.from(fine(draw, n, k)), b: Matrix.from(fine(draw, k, m)) };
    },
    gives: ({ a, b }) => toMatrix(product(a.toArray(), b.toArray())),
    tolerance: 1e-5,
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
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 5)), sizes(2, 3, 4, 5), because);
    throws(() => learner.matmul(Matrix.zeros(4, 8), Matrix.zeros(4, 8)), sizes(4, 8), because);
    // The outer sizes agree.
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(4, 2)), sizes(2, 3, 4), because);
    // A vector is a matrix, too, and one that would fit if it were turned does not.
    throws(() => learner.matmul(Matrix.zeros(2, 3), Matrix.zeros(1, 3)), sizes(2, 3, 1), because);
    throws(() => learner.matmul(Matrix.zeros(3, 1), Matrix.zeros(3, 2)), sizes(3, 1, 2), because);
    throws(() => learner.matmul(Matrix.zeros(1, 3), Matrix.zeros(1, 3)), sizes(1, 3), because);
    for (const [n, k, rows, m] of misfits(4, ([, k, rows]) => k === rows)) {
      const these = `This is a ${n}×${k} times a ${rows}×${m} matrix. ${because}`;
      throws(() => learner.matmul(Matrix.zeros(n, k), Matrix.zeros(rows, m)), sizes(n, k, rows, m), these);
    }
  });

  check('matmul', 'is at least 1.5 times as fast as the three loops of lesson 3.1', ({ learner, random, holds }) => {
    const problem = keepsContract(learner.matmul, random)
      ? tooSlow(learner.matmul, random)
      : '`matmul` is wrong at a small size, or does not throw where it should. Its speed is measured when its results are right; the other checks say more about them.';
    holds(problem === null, problem ?? '');
  });
});
