/** `baseline`: what the learner's code of lesson 1.1 reads, in the terminal. */
import path from 'node:path';
import type { Course } from '../course/course';
import { lessonNumber } from '../course/lessonNumber';
import type { Baseline, ReadDigit } from '../protocol/baseline';
import { BASELINE_LESSON, baseline, ownBaseline } from '../training/baseline/baseline';
import { baselineSummary } from '../training/baseline/words';
import { layOneOut, requireCourse } from './courseFolder';
import { EXIT, type ExitStatus } from './exit';
import { type Io, paint } from './io';
import { optionsOf } from './options';
import { supervised } from './supervised';
import { folderNamed } from './target';
import { placesOfProgram } from './train';
import { findTrainData } from './trainData';
import { dataChoice } from './trainOptions';

export const BASELINE_HELP = `Your meanImage makes a mean 3 and a mean 7, and your isThree reads all threes and sevens of the test images.

  --dir <folder> (default: this folder)
      The folder with your code. Lesson ${lessonNumber(BASELINE_LESSON)} must pass.
  --data mnist|digits|<folder>
      Which images. Without it: MNIST if it is on this machine, else the built-in digits.
  --json
      Print one JSON document instead of a picture.
`;

const OPTIONS = { dir: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' } } as const;

/** @param dist the folder of `baseline-child.js` and `check-child.js` */
export async function runBaseline(argv: string[], course: Course, io: Io, dist: string): Promise<ExitStatus> {
  const { values } = optionsOf({ args: argv, options: OPTIONS });
  const folder = folderNamed(values.dir);
  requireCourse(folder, layOneOut(values.dir));
  const signal = io.stopUnread;
  const sources = await supervised(course, dist, signal, (service) => ownBaseline(service, folder, signal));
  const { mnistFolder: configured, cache, mirrors } = placesOfProgram();
  const choice = dataChoice(values.data ?? 'mnist');
  const settings = { configured, cache, mirrors };
  const { folder: dataFolder } = await findTrainData(choice, values.data !== undefined, settings, io, signal);
  const result = await baseline({ program: path.join(dist, 'baseline-child.js'), sources, dataFolder }, signal);
  (values.json ? printJson : print)(result, io);
  return EXIT.ok;
}

function printJson({ data, threes, sevens, meanThree, meanSeven }: Baseline, io: Io): void {
  io.out(`${JSON.stringify({ data, threes, sevens, meanThree, meanSeven }, null, 2)}\n`);
}

function print(result: Baseline, io: Io): void {
  const [three, seven] = [result.meanThree, result.meanSeven].map((mean) => shaded(mean, result.cols));
  const width = Math.max(result.cols, 'Your mean 3'.length) + 4;
  const rows = [['Your mean 3', 'Your mean 7'], ...three.map((row, i) => [row, seven[i]])];
  for (const [left, right] of rows) io.out(`${left.padEnd(width)}${right}`.trimEnd() + '\n');
  io.out(
    `\nThe first ${result.first.length} test images: ${result.first.map((digit) => inWords(digit, io)).join('  ')}\n`,
  );
  io.out(`${baselineSummary(result)}\n`);
}

function inWords({ isThree, saidThree }: ReadDigit, io: Io): string {
  const [is, said] = [isThree, saidThree].map((three) => (three ? '3' : '7'));
  return is === said ? paint(io, 'green', `${is} ✓`) : paint(io, 'red', `${is} read as ${said} ✗`);
}

const SHADES = ' ░▒▓█';

/** An image in characters, which are about twice as high as wide: one for two rows. */
function shaded(pixels: readonly number[], cols: number): string[] {
  return Array.from({ length: Math.floor(pixels.length / cols / 2) }, (_, line) =>
    Array.from({ length: cols }, (_, col) => {
      const ink = (pixels[2 * line * cols + col] + pixels[(2 * line + 1) * cols + col]) / 2;
      return SHADES[Math.min(SHADES.length - 1, Math.floor((ink / 256) * SHADES.length))];
    }).join(''),
  );
}
