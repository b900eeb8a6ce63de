/** Starts our own programs in workers of a browser. */
import type { Child, ChildOptions, Ending, TimeLimits } from '../child';
import { listeners } from '../listeners';
import { basename } from '../paths';
import { type FromWorker, GIVEN, type Given, type ToWorker } from './given';
import { type NestedWorker, compile, newWorker } from './scope';

/** What every worker needs. */
interface Programs {
  /** Address of the program of all children. */
  address: string;
  stripper: WebAssembly.Module;
}

let programs: Promise<Programs> | null = null;

/**
 * Makes the children known, before the first is started. One that is started before they have come waits for them.
 *
 * @param text of their program
 * @param stripper the type stripper, as WebAssembly
 */
export function prepareChildren(text: Promise<string>, stripper: Promise<Uint8Array>): void {
  programs = Promise.all([text, stripper.then(compile)]).then(([program, module]) => ({
    address: addressOf(program),
    stripper: module,
  }));
  // Told to those that start one.
  programs.catch(() => undefined);
}

const addressOf = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/**
 * The first lines of every worker. A browser has no `setImmediate`: a message comes as soon, where a timer would wait four
 * milliseconds. Without isolation, browsers hide the class of shared memory, and not the memory.
 */
const BEGINNING = `
self.onmessage = ({ data }) => {
  self.onmessage = null;
  const { port1, port2 } = new MessageChannel();
  const waiting = new Map();
  let last = 0;
  port1.onmessage = ({ data: id }) => {
    const run = waiting.get(id);
    waiting.delete(id);
    run?.();
  };
  self.setImmediate = (run, ...values) => {
    waiting.set(++last, () => run(...values));
    port2.postMessage(last);
    return last;
  };
  self.clearImmediate = (id) => waiting.delete(id);
  self.SharedArrayBuffer ??= new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer.constructor;
  self.${GIVEN} = data;
  importScripts(data.program);
};
`;

let beginning: string | null = null;

/** So often, a child that has a limit of time is asked whether it waits. */
const PING_MS = 100;
/** A second run is slower than the first: its loops look at the clock. */
const TRACE_FACTOR = 4;
/** So long its worker may take to load, before it is given the limit. */
const TRACE_START_MS = 30_000;

/** @param program its place in Node; its name is the same here */
export function startWorker(program: string, options: ChildOptions): Child {
  const messages = listeners<[message: unknown]>();
  const output = listeners<[text: string, stream: 'stdout' | 'stderr']>();
  /** All for one that may run a second time; else those that came before there was a worker. */
  const sent: unknown[] = [];
  let stderr = '';
  let timer: ReturnType<typeof setInterval> | undefined;
  let worker: NestedWorker | null = null;
  let isOver = false;
  let resolve!: (ending: Ending) => void;
  const ended = new Promise<Ending>((settle) => (resolve = settle));

  const end = (part: Partial<Ending>): void => {
    clearInterval(timer);
    worker?.terminate();
    worker = null;
    isOver = true;
    resolve({ error: null, code: null, signal: null, fromOutside: false, stderr, lastWords: null, ...part });
  };

  const open = ({ address, stripper }: Programs, traces: boolean, hear: (said: FromWorker) => void): NestedWorker => {
    const opened = newWorker((beginning ??= addressOf(BEGINNING)));
    opened.onmessage = ({ data }) => hear(data as FromWorker);
    opened.onerror = (event) => {
      // Otherwise it reaches the window's own list of errors.
      event.preventDefault();
      stderr += `${event.message ?? ''}\n`;
      end({ code: 1 });
    };
    const settings = { ...options, hostPid: 0, token: '' };
    opened.postMessage({ program: address, name: basename(program), settings, stripper, traces } satisfies Given);
    for (const message of sent) opened.postMessage({ type: 'message', message } satisfies ToWorker);
    return opened;
  };

  /** Nothing in a browser tells the processor time of a worker: the time in which it does not answer is taken for it. */
  const limit = (limits: TimeLimits, known: Programs): void => {
    clearInterval(timer);
    let [busyMs, waitedMs, last, hasAnswered] = [0, 0, performance.now(), true];
    let waits = false;
    onPong = () => (hasAnswered = true);
    onWait = (now) => (waits = now);
    timer = setInterval(() => {
      const now = performance.now();
      if (hasAnswered || waits) waitedMs += now - last;
      else busyMs += now - last;
      last = now;
      if (busyMs > limits.cpuMs) return stuck(limits, known);
      if (waitedMs > limits.waitMs) return end(stuckAt('waitMs'));
      if (hasAnswered) worker?.postMessage({ type: 'ping' } satisfies ToWorker);
      hasAnswered = false;
    }, PING_MS);
  };
  let onPong = (): void => undefined;
  let onWait: (now: boolean) => void = () => undefined;

  const stuckAt = (which: keyof TimeLimits): Partial<Ending> => ({
    lastWords: { type: 'stuck', limit: which, frames: [] },
  });

  const stuck = (limits: TimeLimits, known: Programs): void => {
    clearInterval(timer);
    worker?.terminate();
    if (!options.tellsLine) return end(stuckAt('cpuMs'));
    const giveUpAfter = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(stuckAt('cpuMs')), ms);
    };
    giveUpAfter(TRACE_START_MS);
    worker = open(known, true, (said) => {
      if (said.type === 'limit') giveUpAfter(TRACE_FACTOR * limits.cpuMs);
      else if (said.type === 'exit') end(said.words?.type === 'stuck' ? { lastWords: said.words } : stuckAt('cpuMs'));
    });
  };

  const begin = (known: Programs): void => {
    if (isOver) return;
    worker = open(known, false, (said) => {
      if (said.type === 'message') messages.tell(said.message);
      else if (said.type === 'pong') onPong();
      else if (said.type === 'waits') onWait(said.waits);
      else if (said.type === 'limit') limit(said.limits, known);
      else if (said.type === 'print') {
        if (said.stream === 'stderr') stderr += said.text;
        output.tell(said.text, said.stream);
      } else {
        stderr += said.text;
        end({ code: said.code, lastWords: said.words });
      }
    });
    if (!options.tellsLine) sent.length = 0;
  };
  (programs ?? Promise.reject(new Error('nothing has told where it is')))
    .then(begin)
    .catch((error: unknown) =>
      end({ error: `Its program cannot be started: ${error instanceof Error ? error.message : String(error)}.` }),
    );

  return {
    pid: undefined,
    send: (message) => {
      if (isOver) return;
      if (options.tellsLine || !worker) sent.push(message);
      worker?.postMessage({ type: 'message', message } satisfies ToWorker);
    },
    onMessage: messages.add,
    onOutput: output.add,
    ended,
    kill: () => end({ signal: 'SIGKILL', fromOutside: true }),
  };
}
