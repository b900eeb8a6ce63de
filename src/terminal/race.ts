/** `race`: the learner's `matmul` beside others. */
import type { Course } from '../course/course';
import { lessonNumber } from '../course/lessonNumber';
import { isLearnerFolder } from '../course/learnerFolder';
import { MATMUL_LESSONS, raceSummary, runnerName, sizeName } from '../frameworks/race/names';
import { SIZES } from '../protocol/race';
import { type OwnMatmul, type RaceResult, ownMatmul, race } from '../frameworks/race/race';
import { layOneOut, requireCourse } from './courseFolder';
import { EXIT, type ExitStatus } from './exit';
import { type Io, paint } from './io';
import { optionsOf } from './options';
import { supervised } from './supervised';
import { folderNamed } from './target';

const MATMUL_NUMBERS = MATMUL_LESSONS.map(lessonNumber);

export const RACE_HELP = `How fast your matmul multiplies, beside nested arrays, blocks in TypeScript, the fast kernels of the
course and TensorFlow.js, at three sizes. The result is in GFLOP/s: 10⁹ multiplications and additions a second.

  --dir <folder> (default: this folder)
      The folder with your code. Your matmul of lesson ${MATMUL_NUMBERS[0]} runs where it passes, else that of ${MATMUL_NUMBERS[1]}.
  --json
      Print one JSON document instead of a table.
`;

/** @param dist the folder of `race-child.js` and `check-child.js` */
export async function runRace(argv: string[], course: Course, io: Io, dist: string): Promise<ExitStatus> {
  const { values } = optionsOf({ args: argv, options: { dir: { type: 'string' }, json: { type: 'boolean' } } });
  const folder = folderNamed(values.dir);
  if (values.dir !== undefined) requireCourse(folder, layOneOut(values.dir));
  const own = await findOwn(course, folder, dist, io.stopUnread);
  if (own === null)
    io.err(
      `No matmul of yours passes here (lessons ${[...MATMUL_NUMBERS].sort().join(' and ')}), so the others race alone.\n`,
    );
  let announced = -1;
  const results = await race(
    { dist, sources: own?.sources ?? null },
    ({ size }) => {
      // So that there is something to read, and to find out that it is not read.
      if (values.json || size === announced) return;
      announced = size;
      io.out(`${sizeName(SIZES[size])} …\n`);
    },
    io.stopUnread,
  );
  (values.json ? printJson : printTable)(results, own?.lesson ?? null, io);
  return EXIT.ok;
}

async function findOwn(course: Course, folder: string, dist: string, signal: AbortSignal): Promise<OwnMatmul | null> {
  if (!isLearnerFolder(folder)) return null;
  return supervised(course, dist, signal, (service) => ownMatmul(service, folder));
}

function printJson(results: readonly RaceResult[], lesson: string | null, io: Io): void {
  const document = {
    lesson,
    sizes: SIZES,
    runners: results.map(({ runner, gflops }) => ({ runner, name: runnerName(runner, lesson), gflops })),
  };
  io.out(`${JSON.stringify(document, null, 2)}\n`);
}

function printTable(results: readonly RaceResult[], lesson: string | null, io: Io): void {
  const rows = [
    ['GFLOP/s', ...SIZES.map(sizeName)],
    ...results.map(({ runner, gflops }) => [
      runnerName(runner, lesson),
      ...gflops.map((value) => (value === null ? '–' : value.toPrecision(3))),
    ]),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  rows.forEach((row, i) => {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])));
    io.out(`${i === 0 ? paint(io, 'bold', cells.join('   ')) : cells.join('   ')}\n`);
  });
  const summary = raceSummary(results);
  if (summary !== '') io.out(`\n${summary}\n`);
}
