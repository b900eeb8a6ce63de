/** The commands: one row each. The list, the help of each, and what is run come from here. */
import path from 'node:path';
import { CHECK_LIMITS } from '../checker/limits';
import type { Course } from '../course/course';
import { EXIT, MEANINGS } from './exit';
import { BASELINE_HELP, runBaseline } from './baseline';
import { runCheck } from './check';
import { runCompare } from './compare';
import { compareHelp } from './compareOptions';
import { runInit, runLessons, runSolution } from './course';
import { runExport } from './export';
import type { Io } from './io';
import { RACE_HELP, runRace } from './race';
import { runReset } from './reset';
import { runTrain } from './train';
import { trainHelp } from './trainOptions';

/** What a command works with. */
interface Context {
  course: Course;
  /** The folder of the built programs. */
  dist: string;
  io: Io;
}

export interface Command {
  name: string;
  /** What stands after the name. */
  usage: string;
  /** Its line in the list. */
  summary: string;
  /** What `--help` says beside usage, summary and exit statuses. */
  help: () => string;
  /** What these statuses mean for it; null for one that it never has. */
  statuses: { ok: string; failed: string | null };
  run(argv: string[], context: Context): Promise<number>;
}

const DIR = `  --dir <folder> (default: this folder)
      The folder that the course was laid out in.
`;
const JSON_OPTION = `  --json
      Print one JSON document.
`;

export const COMMANDS: readonly Command[] = [
  {
    name: 'init',
    usage: '<folder>',
    summary: 'lay out the course in a folder',
    help: () => `Adds what is missing, renews what you have not edited, and never overwrites a file that you have changed.
`,
    statuses: { ok: 'done', failed: null },
    run: (argv, { course, io }) => runInit(argv, course, io),
  },
  {
    name: 'lessons',
    usage: '[--json] [--dir <folder>]',
    summary: 'what there is, with your progress',
    help: () => `${DIR}${JSON_OPTION}`,
    statuses: { ok: 'done', failed: null },
    run: async (argv, { course, io }) => runLessons(argv, course, io),
  },
  {
    name: 'check',
    usage: '<lesson-id|file>… | --all [options]',
    summary: 'check your solutions',
    help: () => `A lesson is named by its id (loss), its number (1.3) or its file.

  --all
      All lessons.
${DIR}  --seed <number>
      The random numbers of an earlier check: a verdict names its seed.
  --timeout <seconds> (default: ${CHECK_LIMITS.timeout.initial})
      Processor time that the checks of a lesson may take, ${CHECK_LIMITS.timeout.least} or more.
  --memory <megabytes> (default: ${CHECK_LIMITS.memory.initial})
      Memory that they may take, ${CHECK_LIMITS.memory.least} or more.
  --watch
      Check a lesson again when you save it, until Ctrl-C. Not with --json.
${JSON_OPTION}`,
    statuses: { ok: 'all of them passed', failed: 'one did not pass' },
    run: (argv, { course, dist, io }) => runCheck(argv, course, path.join(dist, 'check-child.js'), io),
  },
  {
    name: 'solution',
    usage: '<lesson-id>',
    summary: 'print the reference solution',
    help: () => '',
    statuses: { ok: 'done', failed: null },
    run: async (argv, { course, io }) => runSolution(argv, course, io),
  },
  {
    name: 'reset',
    usage: '<lesson-id>… | --all [--dir <folder>]',
    summary: 'reset lessons to their stubs; your version is kept as a copy',
    help: () => `  --all
      All lessons.
${DIR}`,
    statuses: { ok: 'done', failed: null },
    run: (argv, { course, io }) => runReset(argv, course, io),
  },
  {
    name: 'export',
    usage: '<lesson-id> --to ipynb|percent [--out <file>] [options]',
    summary: 'a lesson as a notebook',
    help: () => `  --to ipynb|percent
      ipynb is for Jupyter, percent is a .ts file for jupytext.
  --out <file>
      Where to write it, with the folders that are missing. Without it, the notebook is printed.
  --force
      Replace a notebook that is there already. What is no notebook is never replaced.
${DIR}      Earlier lessons in the notebook are your own where they pass.
`,
    statuses: { ok: 'done', failed: null },
    run: (argv, { course, dist, io }) => runExport(argv, course, dist, io),
  },
  {
    name: 'baseline',
    usage: '[--dir <folder>] [--data mnist|digits|<folder>] [--json]',
    summary: 'what your code of lesson 1.1 reads',
    help: () => BASELINE_HELP,
    statuses: { ok: 'done', failed: 'lesson 1.1 does not pass, or its code failed' },
    run: (argv, { course, dist, io }) => runBaseline(argv, course, io, dist),
  },
  {
    name: 'train',
    usage: '[options]',
    summary: 'train a network',
    help: trainHelp,
    statuses: { ok: 'done', failed: 'training failed' },
    run: (argv, { io }) => runTrain(argv, io),
  },
  {
    name: 'race',
    usage: '[--dir <folder>] [--json]',
    summary: 'how fast your matmul is, beside others',
    help: () => RACE_HELP,
    statuses: { ok: 'done', failed: 'your matmul is wrong or failed' },
    run: (argv, { course, dist, io }) => runRace(argv, course, io, dist),
  },
  {
    name: 'compare',
    usage: '[options]',
    summary: 'the same training in TensorFlow.js and PyTorch',
    help: compareHelp,
    statuses: { ok: 'at least one framework was compared', failed: 'none was, or the network failed' },
    run: (argv, { io }) => runCompare(argv, io),
  },
];

const COLUMN = 40;

/** The text of `--help`. */
export function overview(): string {
  const rows = COMMANDS.map(({ name, usage, summary }) => {
    const command = `  ${name} ${usage}`;
    return command.length < COLUMN
      ? `${command.padEnd(COLUMN)}${summary}\n`
      : `${command}\n${' '.repeat(COLUMN)}${summary}\n`;
  });
  return `Neural Network from Scratch, in a terminal.

${rows.join('')}
All options of a command: <command> --help

${statusLines(MEANINGS)}`;
}

/** The text of `<command> --help`. */
export function helpOf({ name, usage, summary, help, statuses }: Command): string {
  const text = help();
  const { ok, failed } = statuses;
  return `${name} ${usage}

${summary}

${text}${text === '' ? '' : '\n'}${statusLines({ ...MEANINGS, [EXIT.ok]: ok, [EXIT.failed]: failed })}`;
}

function statusLines(meanings: Readonly<Record<number, string | null>>): string {
  const lines = Object.entries(meanings).flatMap(([status, meaning]) =>
    meaning === null ? [] : `  ${status}  ${meaning}\n`,
  );
  return `Exit status:\n${lines.join('')}`;
}
