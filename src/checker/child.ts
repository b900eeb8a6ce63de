/** The checking child: waits for one request, judges it, reports. Everything that could hurt happens here. */
import { Worker } from 'node:worker_threads';
import { captureConsole } from './console';
import { judge } from './judge';
import { stripTypes } from './compile';
import type { CheckChildToHost, ChildSettings, HostToCheckChild } from './protocol';
import { watchdogSource } from './watchdog';

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

realProcess.once('message', (message: HostToCheckChild) => {
  watchdog.postMessage({ timeoutMs: message.timeoutMs });
  captureConsole((text, dropped) => emit({ type: 'output', text, dropped }));
  Object.defineProperty(globalThis, 'process', { value: quiet, configurable: true, writable: true });
  judge(message.request, emit).catch((error: unknown) => {
    // The course's own content is broken: the host reports a crash and shows this text.
    realProcess.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    realProcess.exit(70);
  });
});

// Promises and timers of the learner's code that fail on their own must not end the child unseen.
realProcess.on('unhandledRejection', () => undefined);
realProcess.on('uncaughtException', (error) => {
  realProcess.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  realProcess.exit(71);
});

stripTypes('const warm: number = 1;', 'warm.ts');
emit({ type: 'ready' });
