/** The course, the checker and the trainer in a terminal. */
import path from 'node:path';
import { loadCourse } from './course/course';
import { runCheck } from './terminal/check';
import { runCompare } from './terminal/compare';
import { runInit, runLessons, runSolution } from './terminal/course';
import { runExport } from './terminal/export';
import { EXIT, UsageError, processIo } from './terminal/io';
import { runRace } from './terminal/race';
import { runReset } from './terminal/reset';
import { runTrain } from './terminal/train';

const USAGE = `Neural Network from Scratch, in a terminal.

  init <folder>                        lay out the course in a folder (never overwrites a changed file)
  lessons [--json] [--dir <folder>]    what there is, with your progress
  check <lesson-id|file>… [--all]      check your solutions
        [--dir <folder>] [--seed N] [--json] [--watch] [--timeout SECONDS] [--memory MEGABYTES]
                                       --timeout counts processor time; it is 5 seconds unless given
  solution <lesson-id>                 print the reference solution
  reset <lesson-id>… [--all]           reset lessons to their stubs; your version is kept as a copy
        [--dir <folder>]
  export <lesson-id> --to ipynb|percent [--out <file>] [--dir <folder>] [--force]
                                       a lesson as a notebook; without --out it is printed
  train [options]                      train a network; train --help lists the options
  race [--dir <folder>] [--json]       how fast your matmul is, beside others
  compare [options]                    the same training in TensorFlow.js and PyTorch; compare --help lists the options

Exit status: 0 passed or done, 1 a check did not pass, 2 wrong usage or a missing file, 3 the run was interrupted.
`;

async function main(argv: string[]): Promise<number> {
  const io = processIo();
  const [command, ...rest] = argv;
  if (command === undefined || command === '--help' || command === '-h' || command === 'help') {
    (command === undefined ? io.err : io.out)(USAGE);
    return command === undefined ? EXIT.usage : EXIT.ok;
  }
  try {
    const course = loadCourse(path.join(__dirname, '..', 'lessons'));
    switch (command) {
      case 'init':
        return await runInit(rest, course, io);
      case 'lessons':
        return runLessons(rest, course, io);
      case 'check':
        return await runCheck(rest, course, path.join(__dirname, 'check-child.js'), io);
      case 'solution':
        return runSolution(rest, course, io);
      case 'reset':
        return await runReset(rest, course, io);
      case 'export':
        return await runExport(rest, course, __dirname, io);
      case 'race':
        return await runRace(rest, course, io);
      case 'train':
        return await runTrain(rest, io);
      case 'compare':
        return await runCompare(rest, io);
      default:
        throw new UsageError(`There is no command “${command}”.`);
    }
  } catch (error) {
    if (error instanceof UsageError || isParseArgsError(error)) {
      io.err(`${(error as Error).message}\n\nFor help: --help\n`);
      return EXIT.usage;
    }
    throw error;
  }
}

function isParseArgsError(error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith('ERR_PARSE_ARGS');
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = EXIT.interrupted;
  },
);
