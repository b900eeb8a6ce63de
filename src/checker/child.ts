/** The checking child: waits for one request, judges it, reports. Everything that could hurt happens here. */
import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { ConsoleCapture } from './console';
import { judge } from './judge';
import { stripTypes } from './compile';
import { waitForDebugger } from './debugChild';
import { lockDown } from './lockdown';
import { reportPrints } from './prints';
import { type PreparedLesson, prepareLesson, rehearse } from './prepare';
import { type CheckChildToHost, ChildSettings, HostToCheckChild } from '../protocol/check';
import { parse, v } from '../protocol/schema';
import { adviceOn, describeThrown, stackOf } from './stack';
import { type WatchdogMessage, watchdogSource } from './watchdog';

type CheckMessage = Extract<HostToCheckChild, { type: 'check' }>;

const send = process.send?.bind(process);
if (!send) throw new Error('The checking child is started by the checker, not by hand.');
const emit = (message: CheckChildToHost): void => {
  send(message);
};

process.on('disconnect', () => process.exit(0));
const settings = v.parse(ChildSettings, JSON.parse(process.argv[2] ?? '{}'));
const watchdog = settings.debug ? null : new Worker(watchdogSource, { eval: true, workerData: settings });
watchdog?.unref();

// Learner code gets no way to the channel, to the process or to other programs.
const realProcess = process;
const capture = new ConsoleCapture();

let prepared: Promise<PreparedLesson> | null = null;
let checking = false;

realProcess.on('message', (value) => {
  const message = parse(HostToCheckChild, value);
  switch (message?.type) {
    case undefined:
      giveUp(new Error('The host sent no message of a check.'));
      break;
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
  watchdog?.postMessage({ timeoutMs });
  if (settings.debug) await waitForDebugger((message, sent) => send?.(message, sent));
  await judge(lesson, submission, reportPrints(capture, submission, emit), { forDebugger: settings.debug });
}

/** The course's own content is broken: the host reports a crash and shows this text. */
function giveUp(error: unknown): void {
  realProcess.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  realProcess.exit(70);
}

// Promises and timers of the learner's code that fail on their own must not end the child unseen.
realProcess.on('unhandledRejection', () => undefined);
realProcess.on('uncaughtException', (error) => {
  const { what, advice, stack } = { what: describeThrown(error), advice: adviceOn(error), stack: stackOf(error) };
  const message: WatchdogMessage = { type: 'uncaught', what, advice, stack: stack.slice(0, 5000) };
  writeSync(2, `\n${settings.mark}${JSON.stringify(message)}\n`);
  realProcess.exit(71);
});

stripTypes('const warm: number = 1;', 'warm.ts');
lockDown(capture);
emit({ type: 'ready' });
