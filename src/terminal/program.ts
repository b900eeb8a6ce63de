/** Runs one command, and ends the process: the one place where output, signals and exit statuses meet. */
import path from 'node:path';
import { type Course, loadCourse } from '../course/course';
import { refusalOf } from '../host/node/refusal';
import { COMMANDS, type Command, helpOf, overview } from './commands';
import { endingOf } from './endingOf';
import { EXIT, Ending, UsageError } from './exit';
import type { Io } from './io';
import { Output, haveOneReader } from './output';

/** How long a reader that is slow may take after a signal. */
const LAST_WORDS_MS = 2000;

/**
 * @param dist the folder of the built programs; `lessons` lies beside it
 * @param signal aborted by a signal of the system
 * @param sayAtLast takes what is to be done where a second one ends the process
 * @returns never: the process ends
 */
export async function runProgram(
  argv: string[],
  dist: string,
  signal: AbortSignal,
  sayAtLast: (words: () => void) => void,
): Promise<never> {
  const stop = stopOn(signal);
  const unread = new AbortController();
  let outputProblem: Ending | null = null;
  const out = new Output(process.stdout, (problem) => {
    if (problem)
      outputProblem = new Ending(
        EXIT.usage,
        `Standard output cannot be written: ${refusalOf('', problem).fault}. A part is missing.`,
      );
    // Nothing is wrong where the reader has what it wanted.
    unread.abort(outputProblem ?? new Ending(EXIT.ok, ''));
  });
  // Where standard error ends, there is no place to say so. After `2>&1`, its reader is that of standard output, too.
  const err = new Output(process.stderr, (problem) => {
    if (problem === null && haveOneReader()) unread.abort(new Ending(EXIT.ok, ''));
  });
  let unfinished = (): string => `${JSON.stringify({ error: (stop.reason as Ending).message }, null, 2)}\n`;
  sayAtLast(() => {
    if (argv.includes('--json') && !out.isUsed) out.writeNow(unfinished(), LAST_WORDS_MS);
  });
  const io: Io = {
    out: (text) => out.write(text),
    err: (text) => err.write(text),
    isTTY: process.stdout.isTTY === true && !process.env.NO_COLOR,
    stop,
    stopUnread: AbortSignal.any([stop, unread.signal]),
    ifCut: (document) => (unfinished = document),
  };
  const say = ({ message }: Ending): void => {
    if (message !== '') io.err(`${message}\n`);
    // One document, whatever happens.
    if (message !== '' && argv.includes('--json') && !out.isUsed)
      io.out(`${JSON.stringify({ error: message }, null, 2)}\n`);
  };
  const exit = async (status: number): Promise<never> => {
    const flushed = Promise.all([out.flushed(), err.flushed()]);
    await (stop.aborted ? Promise.race([flushed, wait(LAST_WORDS_MS)]) : flushed);
    if (outputProblem && status !== EXIT.interrupted) {
      io.err(`${outputProblem.message}\n`);
      await err.flushed();
      process.exit(outputProblem.status);
    }
    process.exit(status);
  };
  const fail = (error: unknown): Promise<never> => {
    const ending = endingOf(stop.aborted ? stop.reason : error, helpFor(argv));
    if (ending !== outputProblem) say(ending);
    return exit(ending.status);
  };
  for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, (error) => void fail(error));
  try {
    // A signal that came while the program was loaded is heard now.
    await new Promise((resolve) => setImmediate(resolve));
    stop.throwIfAborted();
    return await exit(await runCommand(argv, io, dist));
  } catch (error) {
    return fail(error);
  }
}

/** The same signal, with the ending that it means. */
function stopOn(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Ending(EXIT.interrupted, 'Stopped.'));
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop);
  return controller.signal;
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function runCommand([name, ...rest]: string[], io: Io, dist: string): Promise<number> {
  if (name === undefined) {
    io.err(overview());
    return EXIT.usage;
  }
  if (name === 'help' || isHelp(name)) {
    io.out(rest.length === 0 ? overview() : helpOf(commandNamed(rest[0])));
    return EXIT.ok;
  }
  const command = commandNamed(name);
  if (untilEndOfOptions(rest).some(isHelp)) {
    io.out(helpOf(command));
    return EXIT.ok;
  }
  const course: Course = loadCourse(path.join(dist, '..', 'lessons'));
  return command.run(rest, { course, dist, io });
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name);
  if (!command)
    throw new UsageError(
      `There is no command “${name}”. The commands are: ${COMMANDS.map((each) => each.name).join(', ')}.`,
    );
  return command;
}

/** What a user may type to see how the command is used. */
function helpFor([name]: string[]): string {
  return COMMANDS.some((each) => each.name === name) ? `${name} --help` : '--help';
}

const isHelp = (argument: string): boolean => argument === '--help' || argument === '-h';

function untilEndOfOptions(argv: string[]): string[] {
  const end = argv.indexOf('--');
  return end < 0 ? argv : argv.slice(0, end);
}
