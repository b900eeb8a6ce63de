/** The checking child: waits for one request, judges it, reports. Everything that could hurt happens here. */
import { lockDown, openLink } from '../host/inside';
import { traceOf } from '../host/trace';
import { ConsoleCapture } from './console';
import { judge } from './judge';
import { stripTypes } from './compile';
import { reportPrints } from './prints';
import { type PreparedLesson, prepareLesson, rehearse } from './prepare';
import { type CheckChildToHost, HostToCheckChild } from '../protocol/check';
import { parse } from '../protocol/schema';
import { adviceOn, describeThrown } from './thrown';

type CheckMessage = Extract<HostToCheckChild, { type: 'check' }>;

const link = openLink();
const emit = (message: CheckChildToHost, sent?: () => void): void => link.send(message, sent);
const capture = new ConsoleCapture();

let prepared: Promise<PreparedLesson> | null = null;
let checking = false;

link.onMessage((value) => {
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

async function check({ sources, submission, limits }: CheckMessage): Promise<void> {
  const lesson = await (sources ? prepareLesson(sources) : prepared);
  if (!lesson) throw new Error('There is no lesson to check.');
  const forDebugger = link.settings.debug;
  if (forDebugger) await link.waitForDebugger((port, sent) => emit({ type: 'debugger', port }, sent));
  else link.limitTime(limits);
  const report = (message: CheckChildToHost): void => {
    if (['diagnosing', 'drawing'].includes(message.type) && !forDebugger) link.limitTime(limits);
    emit(message);
  };
  await judge(lesson, submission, reportPrints(capture, submission, report), { forDebugger });
}

/** The course's own content is broken: the host reports a crash and shows this text. */
function giveUp(error: unknown): void {
  link.exit(70, error instanceof Error ? error.stack : String(error));
}

// Timers and callbacks of the learner's code that fail on their own must not end the child unseen. Promises may.
link.onUncaught((error, from) => {
  if (from === 'promise') return;
  const stack = traceOf(error).slice(0, 5000);
  link.exit(71, { type: 'uncaught', what: describeThrown(error), advice: adviceOn(error), stack });
});

stripTypes('const warm: number = 1;', 'warm.ts');
lockDown(capture.console);
emit({ type: 'ready' });
