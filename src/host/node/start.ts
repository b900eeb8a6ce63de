/** Starts programs that exchange messages with this one: ours in a Node of their own, and others over their standard streams. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Child, ChildOptions, ChildSettings, Ending } from '../child';
import { listeners } from '../listeners';
import { environment } from './environment';
import { killGroup, onWindows, spawnGroup, whenOver } from './group';
import { refusalOf } from './refusal';
import { STDERR_TAIL, parseLastWords } from './watchdog';

/** A line of another program that is no message is handed on in pieces of this size, at most. */
const MAX_LINE = 200_000;

/** A check draws many small arrays: with room for them from the start, a quarter of its time is saved (measured: lesson 3.3). */
const ROOMY = '--min-semi-space-size=16';

/** The type stripper has thousands of functions, of which a child calls some: each is looked at when it is called. */
const LAZY = '--wasm-lazy-validation';

/** No function is compiled a second time, to run faster. Measured: a check of lesson 1.3 that fails takes 0.37 s and not 0.57. */
const BRIEF = '--liftoff-only';

/** The newest V8 with which these were tried. A Node that does not know one of its arguments does not start. */
const TRIED_V8 = 13;
const isTried = Number.parseInt(process.versions.v8, 10) <= TRIED_V8;

/**
 * Starts one of our own programs, which opens a link (`openLink`). A learner's code may run in it: it can make no code from
 * strings, and gets its modules from a loader (`vm`).
 *
 * @param script the built program, absolute
 */
export function startChild(script: string, options: ChildOptions): Child {
  const token = randomUUID();
  const settings: ChildSettings = { ...options, hostPid: process.pid, token };
  const own = options.debug
    ? // The port is announced over HTTP alone: on stderr, Node's note would look like words of the learner's code.
      '--inspect-publish-uid=http'
    : `--max-old-space-size=${Math.floor(options.memoryMb)}`;
  const env = environment();
  const child = fork(script, [JSON.stringify(settings)], {
    // The folder that this program was started in may be gone, and Node's own threads need one.
    cwd: path.dirname(script),
    execArgv: [
      ...['--experimental-vm-modules', '--no-warnings', '--disallow-code-generation-from-strings', own],
      ...(isTried ? [ROOMY, LAZY] : []),
      ...(isTried && options.isBrief ? [BRIEF] : []),
    ],
    serialization: 'advanced',
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C and a closed terminal reach every process of a group. What they mean for the child is for the host to say.
    detached: !onWindows,
  });
  const watcher = options.debug ? guard(child, env) : null;
  const messages = listeners<[message: unknown]>();
  child.on('message', messages.tell);
  // Node's own, for handles, which are never sent: one that a child has forged would throw here.
  child.removeAllListeners('internalMessage');
  return {
    ...watched(child, token),
    // The callback keeps the error of a child that dies meanwhile from being thrown.
    send: (message) => void (child.connected && child.send(message as object, () => undefined)),
    onMessage: messages.add,
    kill: () => {
      child.kill('SIGKILL');
      watcher?.kill('SIGKILL');
    },
    get pid() {
      return child.exitCode === null && child.signalCode === null ? child.pid : undefined;
    },
  };
}

/**
 * Starts a program of others. Its messages are JSON, one a line, over standard input and output; what it prints beside them
 * is output. It is ended with everything that it started.
 *
 * @param env added to the environment
 */
export function startProgram(program: string, args: readonly string[], env?: Record<string, string>): Child {
  const child = spawnGroup(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  child.stdin?.on('error', () => undefined); // It has ended; 'close' says so.
  const base = watched(child, null);
  const messages = listeners<[message: unknown]>();
  const output = listeners<Output>();
  const receive = (line: string): void => {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      return output.tell(`${line}\n`, 'stdout');
    }
    messages.tell(message);
  };
  let line = '';
  base.onOutput((text, stream) => {
    if (stream === 'stderr') return output.tell(text, stream);
    const lines = (line + text).split('\n');
    line = lines.pop() as string;
    lines.forEach(receive);
    if (!line.startsWith('{') && line.length > MAX_LINE) receive(line);
  });
  return {
    ...base,
    send: (message) => void child.stdin?.write(`${JSON.stringify(message)}\n`),
    onMessage: messages.add,
    onOutput: output.add,
    kill: () => killGroup(child),
    get pid() {
      return child.pid;
    },
  };
}

/** Listens to what a process prints, and to its end. */
function watched(child: ChildProcess, token: string | null): Pick<Child, 'onOutput' | 'ended'> {
  const output = listeners<Output>();
  let stderr = '';
  let dying = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => output.tell(text, 'stdout'));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_TAIL);
    if (dying) return;
    // What Node prints while it dies is for the reason of its death.
    const words = [token, '<--- Last few GCs --->'].flatMap((mark) =>
      mark && text.includes(mark) ? text.indexOf(mark) : [],
    );
    dying = words.length > 0;
    const said = dying ? text.slice(0, Math.min(...words)) : text;
    if (said.trim() !== '') output.tell(said, 'stderr');
  });
  const ended = new Promise<Ending>((resolve) => {
    const end = (error: string | null, code: number | null, signal: string | null): void => {
      const lastWords = token === null ? null : parseLastWords(stderr, token);
      resolve({
        error,
        code,
        signal,
        fromOutside: signal !== null || isEndedOnWindows(code, stderr),
        stderr,
        lastWords,
      });
    };
    child.on('error', (error) => {
      const { fault, advice } = refusalOf(process.execPath, error);
      end(`${fault}. ${advice}`.trimEnd(), null, null);
    });
    const over = (code: number | null, signal: string | null): void => end(null, code, signal);
    // 'close' comes after the last message. What a child of ours runs starts no programs.
    if (token === null) whenOver(child, over);
    else child.on('close', over);
  });
  return { onOutput: output.add, ended };
}

type Output = Parameters<Parameters<Child['onOutput']>[0]>;

/** Windows has no signals: what is ended there from outside, as by the Task Manager, has exit code 1. A Node that fails prints its name. */
function isEndedOnWindows(code: number | null, stderr: string): boolean {
  return process.platform === 'win32' && code === 1 && !/^Node\.js v\d/m.test(stderr);
}

/**
 * Ends a process when this one dies. The watchdog that does so in other children is a worker, and a debugger would show it
 * to the learner as a thread of theirs.
 */
export function guard(child: ChildProcess, env: NodeJS.ProcessEnv): ChildProcess {
  const watcher = fork(String(child.pid), [], {
    execArgv: ['-e', GUARD],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  watcher.on('error', () => undefined);
  return watcher;
}

const GUARD = `
process.on('message', () => {});
process.on('disconnect', () => {
  try {
    process.kill(Number(process.argv[1]), 'SIGKILL');
  } catch {}
  process.exit();
});
`;
