/** One task for a child that runs a learner's code, on the host's side: the child is told once, reports, and is ended. Without `vscode`. */
import { host } from '../host';
import { after } from '../host/after';
import { type Ending, type LastWords, howEnded, isHeapFull, longestMs } from '../host/child';
import type { SourceLocation } from '../protocol/location';
import { type Schema, parse } from '../protocol/schema';
import type { TaskFailed } from '../protocol/task';
import { UserError } from './errors';

/** A task that did not come to its end, and the learner's line that it is about. */
export class TaskError extends UserError {
  override name = 'TaskError';
  readonly location: SourceLocation | null;
  /** Whether something ended it: a limit of memory or of time, or a signal. */
  readonly isCut: boolean;
  /** The data that it was given cannot be used. */
  readonly isInput: boolean;

  constructor(
    message: string,
    {
      location = null,
      isCut = false,
      isInput = false,
    }: Partial<Pick<TaskError, 'location' | 'isCut' | 'isInput'>> = {},
  ) {
    super(message);
    this.location = location;
    this.isCut = isCut;
    this.isInput = isInput;
  }
}

interface Task<M extends { type: string }, R> {
  /** The place of the child's built program. */
  program: string;
  memoryMb: number;
  /** The longest silence of the child, in milliseconds: of processor time, or of waiting. */
  silenceMs: number;
  /** What it is told. */
  start: unknown;
  /** What it may answer; `TaskFailed` is among it. */
  answers: Schema<M>;
  /** Takes any other answer; `end` ends the task with its result. */
  receive(answer: Exclude<M, TaskFailed>, end: (result: R) => void): void;
  words: {
    /** What it is, as the first words of a sentence: `The race`. */
    name: string;
    /** A question about code that does not end. */
    endless: string;
    /** A question about code that takes too much memory. */
    greedy: string;
  };
}

/** @throws TaskError when the task cannot come to its end; the signal's reason when it is aborted */
export function runTask<M extends { type: string }, R>(task: Task<M, R>, signal?: AbortSignal): Promise<R> {
  signal?.throwIfAborted();
  const { silenceMs } = task;
  const patience = { readyMs: silenceMs, silenceMs };
  const child = host.start(task.program, { memoryMb: task.memoryMb, patience });
  return new Promise<R>((resolve, reject) => {
    let timer: ReturnType<typeof after>;
    let over = false;
    const end = (how: () => void): void => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      child.kill();
      how();
    };
    const fail = (error: TaskError): void => end(() => reject(error));
    const onAbort = (): void => end(() => reject(signal?.reason as Error));
    const restart = (): void => {
      clearTimeout(timer);
      // The child's own watchdog comes first: it counts no time in which a busy machine gave it no turn.
      const longest = longestMs({ cpuMs: silenceMs, waitMs: silenceMs });
      timer = after(longest, () => fail(stuck(null, task)));
    };
    restart();
    signal?.addEventListener('abort', onAbort);
    void child.ended.then((ending) => fail(errorOf(ending, task)));
    child.onMessage((value) => {
      const message = parse(task.answers, value);
      if (message === null || over) return;
      restart();
      if (isFailure(message)) {
        const { location, isInput } = message;
        fail(new TaskError(message.message, { location, isInput }));
      } else task.receive(message as Exclude<M, TaskFailed>, (result) => end(() => resolve(result)));
    });
    child.send(task.start);
  });
}

const isFailure = (message: { type: string }): message is TaskFailed => message.type === 'failed';

/** What is needed to tell why one ended. */
type Told = Pick<Task<never, unknown>, 'silenceMs' | 'words'>;

/** @param words null where not even its own watchdog ended it */
function stuck(
  words: Extract<LastWords, { type: 'stuck' }> | null,
  { silenceMs, words: { name, endless } }: Told,
): TaskError {
  const seconds = `${silenceMs / 1000} seconds`;
  const how =
    words?.limit === 'cpuMs'
      ? `worked for ${seconds} of processor time and came no further`
      : `stood still for ${seconds}`;
  return new TaskError(`${name} ${words ? how : 'came no further'}, and was ended. ${endless}`, { isCut: true });
}

function errorOf({ error, lastWords, code, signal, stderr, fromOutside }: Ending, task: Told): TaskError {
  const { name, greedy } = task.words;
  if (error !== null) return new TaskError(`${name} cannot be started: ${error}`);
  if (lastWords?.type === 'stuck') return stuck(lastWords, task);
  if (lastWords?.type === 'out-of-memory' || isHeapFull(stderr))
    return new TaskError(`${name} used too much memory, and was ended. ${greedy}`, { isCut: true });
  if (fromOutside) return new TaskError(`${name} was ended from outside (${howEnded(code, signal)}).`, { isCut: true });
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return new TaskError(`${name} ended by itself before it was over. ${last}`.trim());
}
