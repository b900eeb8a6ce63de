/** The training child: one run, started by a message, in a process of its own. Learner code runs here and nowhere else. */
import { after } from '../host/after';
import { lockDown, openLink } from '../host/inside';
import { ModuleLoader } from '../checker/node/load';
import type { SourceSet } from '../protocol/sources';
import { loadImages } from './data/load';
import { isLearners } from './engine';
import type { Material } from './experiments/experiment';
import { prepareRun } from './experiments/table';
import { failureOf } from './failure';
import { withFastProducts } from './fastProducts';
import { ownsMatmul } from './lessonFiles';
import type { RunConfig } from '../protocol/config';
import {
  HostToTrainingChild,
  type RunCommand,
  type RunState,
  type StartMessage,
  type TrainingChildToHost,
} from '../protocol/run';
import { parse } from '../protocol/schema';
import { TrainingLoop } from './trainingLoop';

const link = openLink();
const send = (message: TrainingChildToHost, sent?: () => void): void => link.send(message, sent);

let loop: TrainingLoop | null = null;
/** Messages that came while the run was being prepared. */
const early: RunCommand[] = [];
let sources: SourceSet | null = null;
let runId = '';
let ended = false;

link.onMessage((message) => receive(parse(HostToTrainingChild, message)));
// Promises and timers of the learner's code that fail on their own end the run with a word, not in silence.
link.onUncaught((error) => end('failed', error));
send({ type: 'ready' });

function receive(message: HostToTrainingChild | null): void {
  if (message === null) {
    throw new Error('The training child was sent a message that it cannot read.');
  } else if (message.type === 'start') {
    void start(message);
  } else if (loop !== null) {
    command(loop, message);
  } else if (message.type === 'stop') {
    end('stopped');
  } else {
    early.push(message);
  }
}

function command(target: TrainingLoop, message: RunCommand): void {
  switch (message.type) {
    case 'pause':
      return target.pause();
    case 'resume':
      return target.resume();
    case 'step':
      return target.step();
    case 'epoch':
      return target.epoch();
    case 'stop':
      return target.stop();
    case 'adjust':
      return target.adjust(message.field, message.value);
    case 'inspect':
      return target.inspect(message.id, message.request);
  }
}

async function start(message: StartMessage): Promise<void> {
  const { config, dataFolder, usedReference, stepIntervalMs, watched, initial, startedFrom, from, onlyLook } = message;
  ({ runId, sources } = message);
  try {
    lockDown();
    const run = await prepareRun(config.experiment, {
      config,
      code: sources && new ModuleLoader(sources.folder, sources.files),
      fast: sources && config.network === 'mine-fast' ? withFastProducts(sources) : null,
      rehearsal: watched && isLearners(config.network) ? rehearsalOf(sources, config) : null,
      entry: sources?.entry ?? '',
      initial: initial ?? null,
      from: from ?? null,
      onlyLook: onlyLook ?? false,
      dataset: () => loadImages(config, dataFolder),
    });
    const adjustable = [...run.dials.adjustable];
    send({
      type: 'info',
      runId,
      info: { ...run.info, adjustable, usedReference, ...(startedFrom && { startedFrom }) },
    });
    if (!onlyLook) send({ type: 'state', runId, state: 'running' });
    const world = { runId, send, now: () => performance.now(), yieldFor };
    loop = new TrainingLoop(run, world, { stepIntervalMs, watched, stepsBefore: from?.step });
    for (const waiting of early) {
      command(loop, waiting);
    }
    const state = onlyLook ? 'stopped' : await loop.finish();
    await yieldFor(0); // a promise that failed in the last steps is reported only now, and its word comes first
    end(state, undefined, watched);
    await loop.keepAnswering();
  } catch (error) {
    end('failed', error);
  }
}

/** What a learner's code leaves behind in its modules does not reach the run: a rehearsal has its own. */
function rehearsalOf(sources: SourceSet | null, { network }: RunConfig): Material['rehearsal'] {
  if (sources === null) return null;
  const plain = (): ModuleLoader => new ModuleLoader(sources.folder, sources.files);
  const fast = (): ModuleLoader => withFastProducts(sources).code;
  if (network === 'mine-fast') return { own: fast, fast: null };
  return { own: plain, fast: ownsMatmul(sources) ? fast : null };
}

/** `setImmediate` comes after the messages that have arrived; a microtask would not let them in. */
function yieldFor(ms: number): Promise<void> {
  return new Promise((resolve) => (ms > 0 ? after(ms, resolve) : setImmediate(resolve)));
}

/** Tells the end and leaves, once the host has it; `stay` to be asked about the network. Only the first end counts. */
function end(state: RunState, error?: unknown, stay = false): void {
  if (ended) {
    return;
  }
  ended = true;
  if (state === 'failed') {
    send({ type: 'failed', runId, ...failureOf(error, sources) });
  }
  send({ type: 'state', runId, state }, () => stay || link.exit(0));
}
