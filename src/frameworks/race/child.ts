/** The racing child: one race, started by a message. Learner code runs here and nowhere else. */
import { formatValue } from '../../checker/kit/format';
import { lessonNumber } from '../../course/lessonNumber';
import { lockDown } from '../../host/inside';
import { ContractError } from '../../training/errors';
import { serveTask } from '../../training/taskChild';
import type { Matrix } from '../../training/network/matrix';
import { type RaceChildToHost, type RaceSize, SIZES, StartRace } from '../../protocol/race';
import { type Course, type Racer, factors, racers } from './runners';
import { startFrameworks } from './node/frameworkRacers';

/** A lap is as many products as fit into this time, and at least one. */
const LAP_MS = 30;
/** A product that takes longer is run in fewer rounds. */
const LONG_MS = 250;

type Send = (message: RaceChildToHost) => void;

serveTask<StartRace, RaceChildToHost>(StartRace, race);

async function race({ sources, dist, rounds }: StartRace, send: Send): Promise<RaceChildToHost> {
  await startFrameworks(dist);
  lockDown();
  const field = await racers(sources);
  for (const [i, size] of SIZES.entries()) await raceOver(i, size, field, rounds, send);
  return { type: 'done' };
}

/** In turns, so that what else the machine does meets everybody. */
async function raceOver(index: number, size: RaceSize, field: Racer[], rounds: number, send: Send): Promise<void> {
  const [a, b] = factors(size);
  const work = 2 * size.rows * size.inner * size.cols;
  const courses = new Map<Racer, Course>();
  const slow = new Set<Racer>();
  for (const racer of field) {
    await racer.start();
    const course = racer.prepare(a, b);
    courses.set(racer, course);
    check(racer, course.result(), a, b);
    if (lap(course).msEach > LONG_MS) slow.add(racer);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [racer, course] of courses) {
      if (slow.has(racer) && round > 1) continue;
      await racer.start();
      send({ type: 'lap', lap: { runner: racer.runner, size: index, gflops: work / lap(course).msEach / 1e6 } });
    }
  }
  for (const [racer, course] of courses) {
    await racer.start();
    course.dispose?.();
  }
}

function lap(course: Course): { msEach: number } {
  const started = performance.now();
  let count = 0;
  let spent = 0;
  do {
    course.run();
    count++;
    spent = performance.now() - started;
  } while (spent < LAP_MS);
  return { msEach: spent / count };
}

/** Only right products count. Looks at every row and column once. */
function check({ runner }: Racer, result: ArrayLike<number>, a: Matrix, b: Matrix): void {
  const name = `${a.rows}×${a.cols} times ${b.rows}×${b.cols}`;
  if (result.length !== a.rows * b.cols) {
    throw new ContractError(
      'matmul',
      `\`matmul\` (${runner}) returned ${result.length} numbers for ${name}, expected ${a.rows * b.cols}.`,
    );
  }
  for (let i = 0; i < Math.max(a.rows, b.cols); i++) {
    const [row, col] = [i % a.rows, i % b.cols];
    let expected = 0;
    for (let k = 0; k < a.cols; k++) expected += a.get(row, k) * b.get(k, col);
    const actual = result[row * b.cols + col];
    // Rounding grows with the square root of the number of products.
    if (!(Math.abs(actual - expected) < 1e-5 * Math.sqrt(a.cols))) {
      throw new ContractError(
        'matmul',
        `\`matmul\` (${runner}) is wrong for ${name}: row ${row}, column ${col} is ${formatValue(actual, 17)}, expected ${expected}. ` +
          `Check My Solution in lesson ${lessonNumber('matmul')} or ${lessonNumber('fast-matmul')} says more.`,
      );
    }
  }
}
