/** The checking child: waits for one request, judges it, reports. Everything that could hurt happens here. */
import { Worker } from 'node:worker_threads';
import { captureConsole } from './console';
import { judge } from './judge';
import { stripTypes } from './compile';
import { type PreparedLesson, prepareLesson, rehearse } from './prepare';
import type { CheckChildToHost, ChildSettings, HostToCheckChild } from './protocol';
import { watchdogSource } from './watchdog';

type CheckMessage = Extract<HostToCheckChild, { type: 'check' }>;

const send = process.send?.bind(process);
if (!send) throw new Error('The checking child is started by the checker, not by hand.');
const emit = (message: CheckChildToHost): void => {
  send(message);
};

process.on('disconnect', () => process.exit(0));
const settings = JSON.parse(process.argv[2] ?? '{}') as ChildSettings;
const watchdog = new Worker(watchdogSource, { eval: true, workerData: settings });
watchdog.unref();

// Learner code gets no way to the channel, to the process or to other programs.
const quiet = Object.freeze({
  env: Object.freeze({}),
  argv: Object.freeze([]),
  platform: process.platform,
  version: process.version,
});
const realProcess = process;

let prepared: Promise<PreparedLesson> | null = null;
let checking = false;

realProcess.on('message', (message: HostToCheckChild) => {
  switch (message.type) {
    case 'prepare':
      prepared = prepareLesson(message.sources);
      prepared
        .then((lesson) => rehearse(lesson, () => !checking))
        .then(() => emit({ type: 'prepared' }))
        .catch(giveUp);
      break;
    case 'check':
      checking = true;
      check(message).catch(giveUp);
  }
});

async function check({ sources, submission, timeoutMs }: CheckMessage): Promise<void> {
  const lesson = await (sources ? prepareLesson(sources) : prepared);
  if (!lesson) throw new Error('There is no lesson to check.');
  watchdog.postMessage({ timeoutMs });
  captureConsole((text, dropped) => emit({ type: 'output', text, dropped }));
  Object.defineProperty(globalThis, 'process', { value: quiet, configurable: true, writable: true });
  await judge(lesson, submission, emit);
}

/** The course's own content is broken: the host reports a crash and shows this text. */
function giveUp(error: unknown): void {
  realProcess.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  realProcess.exit(70);
}

// Promises and timers of the learner's code that fail on their own must not end the child unseen.
realProcess.on('unhandledRejection', () => undefined);
realProcess.on('uncaughtException', (error) => {
  realProcess.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  realProcess.exit(71);
});

stripTypes('const warm: number = 1;', 'warm.ts');
emit({ type: 'ready' });
