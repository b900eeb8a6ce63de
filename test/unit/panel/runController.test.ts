import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ToWebview } from '../../../src/protocol/panel';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import type { RunState } from '../../../src/protocol/run';
import { RunController, type RunControllerOptions } from '../../../src/editor/panel/runController';
import { readRuns, writeRuns } from '../../../src/editor/panel/runFile';
import { MAX_PINNED, MAX_RUNS } from '../../../src/editor/panel/runList';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { RunInputs, Session } from '../../../src/editor/panel/services';
import type { SessionEvent, StartRequest } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
import { sendable } from '../../support/sent';
import { run, steps } from './samples';

const WEIGHTS = {
  name: 'w.npz',
  layers: [{ weights: { rows: 1, cols: 1, data: Float32Array.of(2) }, bias: Float32Array.of(3) }],
};
const NOTHING: RunInputs = { sources: null, dataFolder: null, usedReference: [] };

/** An event of a run, as it is without the run's id. */
type Told<Event = SessionEvent> = Event extends { runId: string } ? Omit<Event, 'runId'> : Event;

/** Stands in for the child process: notes what it is asked for, tells what the test says. */
class ScriptedSession implements Session {
  readonly calls: string[] = [];
  request: StartRequest | null = null;
  private readonly runId: string;
  private listener: (event: SessionEvent) => void = () => undefined;
  /** Ends the process. */
  end: (state: RunState) => void = () => undefined;
  readonly done = new Promise<RunState>((resolve) => (this.end = resolve));
  answer: Inspection = {
    kind: 'predict',
    classes: ['7', '3'],
    probabilities: [0.2, 0.8],
    predicted: 1,
    layers: [],
    step: 5,
  };

  constructor(runId: string) {
    this.runId = runId;
  }

  tell(event: Told): void {
    this.listener({ runId: this.runId, ...event } as SessionEvent);
  }

  onEvent(listener: (event: SessionEvent) => void): void {
    this.listener = listener;
  }
  start(request: StartRequest): void {
    this.request = request;
    this.calls.push('start');
  }
  adjust = (field: string, value: number): void => void this.calls.push(`adjust ${field} ${value}`);
  inspect(request: InspectRequest): Promise<Inspection> {
    this.calls.push(`inspect ${request.kind}`);
    return Promise.resolve(this.answer);
  }
  pause = (): void => void this.calls.push('pause');
  resume = (): void => void this.calls.push('resume');
  step = (): void => void this.calls.push('step');
  epoch = (): void => void this.calls.push('epoch');
  stop = (): void => void this.calls.push('stop');
  fail = (message: string): void => {
    this.tell({ type: 'failed', message, location: null });
    this.tell({ type: 'state', state: 'failed' });
  };
  dispose = (): void => void this.calls.push('dispose');
}

interface Rig {
  controller: RunController;
  sessions: ScriptedSession[];
  messages: ToWebview[];
  printed: string[];
  warnings: string[];
  folder: string;
  clock: { ms: number };
}

const folders: string[] = [];

function freshFolder(): string {
  folders.push(mkdtempSync(path.join(tmpdir(), 'nnfs-runs-')));
  return folders[folders.length - 1];
}

function rig(changes: Partial<RunControllerOptions> = {}, folder = freshFolder()): Rig {
  const sessions: ScriptedSession[] = [];
  const messages: ToWebview[] = [];
  const printed: string[] = [];
  const warnings: string[] = [];
  const clock = { ms: 0 };
  const controller = new RunController({
    store: new RunStore(folder),
    createSession: (runId) => {
      const session = new ScriptedSession(runId);
      sessions.push(session);
      return session;
    },
    prepare: () => Promise.resolve(NOTHING),
    print: (text) => printed.push(text),
    warn: (text) => warnings.push(text),
    onMessage: (message) => messages.push(sendable(ToWebview, message)),
    now: () => clock.ms,
    ...changes,
  });
  return { controller, sessions, messages, printed, warnings, folder, clock };
}

const config = defaultsFor('3-or-7');
const info = {
  dataDescription: 'd',
  trainingExamples: 490,
  validationExamples: 0,
  stepsPerEpoch: 49,
  totalSteps: 980,
  usedReference: [],
};
const metrics = (from: number, to: number): Told => ({
  type: 'metrics',
  steps: steps(from, to),
  epochs: [],
  samples: [],
  picture: null,
});

/** The panel's runs in the next window. */
async function reloaded(folder: string): Promise<RunController> {
  const { controller } = rig({}, folder);
  await controller.load();
  return controller;
}

const ids = (controller: RunController): (string | undefined)[] => [
  controller.run?.id,
  ...controller.history.map(({ id }) => id),
];

describe('panel: runs', () => {
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  it('starts a run and passes on what happens in it', async () => {
    const { controller, sessions, messages, printed } = rig();
    await controller.start(config, 'run');
    const [session] = sessions;
    assert.deepEqual(session.request, { ...NOTHING, config, stepIntervalMs: 0, watched: true });
    session.tell({ type: 'state', state: 'running' });
    session.tell({ type: 'info', info });
    session.tell(metrics(1, 5));
    session.tell({ type: 'output', stream: 'stdout', text: 'hello\n' });
    session.tell({ type: 'state', state: 'testing' });
    assert.ok(controller.isActive);
    const test = { loss: 0.25, accuracy: 0.9, examples: 10 };
    session.tell({ type: 'tested', test });
    session.tell({ type: 'state', state: 'finished' });
    assert.deepEqual(
      messages.map((message) => message.type),
      ['started', 'state', 'live', 'info', 'metrics', 'state', 'tested', 'state'],
    );
    assert.deepEqual(controller.run?.test, test);
    assert.deepEqual(printed, ['hello\n']);
    assert.equal(controller.run?.steps.length, 5);
    assert.equal(controller.run?.state, 'finished');
    assert.equal(controller.isActive, false);
  });

  it('passes on what is read and changed while it learns, and keeps it with the run', async () => {
    const { controller, sessions, messages, folder } = rig();
    await controller.start(config, 'run');
    const [session] = sessions;
    session.tell({ type: 'state', state: 'running' });
    const digits = { rows: 1, cols: 1, labels: [3], images: [[255]] };
    session.tell({ type: 'watched', digits });
    const reading = { step: 5, read: [3], sure: [0.75] };
    session.tell({ type: 'read', reading });
    const interim = { step: 10, epoch: 1, loss: 0.5, accuracy: 0.75 };
    session.tell({ type: 'interim', interim });
    controller.adjust('learningRate', 0.5);
    controller.adjust('learningRate', -1);
    assert.deepEqual(session.calls, ['start', 'adjust learningRate 0.5']);
    const refused = messages.at(-1);
    assert.ok(refused?.type === 'notAdjusted' && refused.field === 'learningRate');
    assert.match(refused.message, /must be above 0, not -1/);
    const change = { field: 'learningRate', step: 11, before: 1, value: 0.5 } as const;
    session.tell({ type: 'changed', change });
    session.tell({ type: 'state', state: 'finished' });
    controller.adjust('learningRate', 0.25);
    assert.equal(session.calls.length, 2, 'a run that is over is left alone');
    controller.dispose();
    const again = (await reloaded(folder)).run;
    assert.deepEqual(again?.changes, [change]);
    assert.deepEqual([again.watched, again.reading, again.interim], [digits, reading, [interim]]);
    assert.equal(again.config.learningRate, 1, 'what it began with');
  });

  it('tells which moments there are once the run rests, hands them over, and keeps them for the next window', async () => {
    const { controller, sessions, messages, folder } = rig();
    await controller.start(config, 'run');
    const runId = controller.run?.id ?? '';
    const [session] = sessions;
    const picture = { kind: 'weights', rows: 1, cols: 2, values: [1, 2] } as const;
    const moment = (step: number): Told => ({
      type: 'moment',
      moment: { step, frame: { kind: 'weights', rows: 1, cols: 2, reach: 1, parts: Int8Array.of(0, step) } },
    });
    const told = (): (readonly number[])[] =>
      messages.flatMap((message) => (message.type === 'moments' && message.moments ? [message.moments.steps] : []));
    session.tell({ type: 'state', state: 'running' });
    for (const step of [0, 1]) session.tell(moment(step));
    session.tell({ ...metrics(1, 5), picture: { ...picture, values: [1, 2] } } as Told);
    assert.deepEqual(told(), [], 'not while it trains');
    session.tell({ type: 'state', state: 'paused' });
    session.tell(moment(5));
    assert.deepEqual(told(), [
      [0, 1],
      [0, 1, 5],
    ]);
    controller.lookBack(runId, 1);
    controller.lookBack(runId, 4);
    controller.lookBack('another', 1);
    const answers = messages.flatMap((message) => (message.type === 'replayed' ? [message.moment] : []));
    assert.deepEqual(
      answers.map(({ step, picture: shown }) => [step, shown?.kind === 'weights' && shown.values]),
      [[1, [0, 0.007874]]],
    );
    session.tell({ type: 'state', state: 'stopped' });
    const again = await reloaded(folder);
    assert.deepEqual(again.moments, { runId, steps: [0, 1, 5], shows: 'picture' });
    again.delete(runId);
    assert.equal(again.moments, null);
    assert.equal((await reloaded(folder)).moments, null);
  });

  it('starts another run in the place of one that is forgotten', async () => {
    const { controller, sessions, messages } = rig();
    await controller.start(config, 'run');
    sessions[0].tell({ type: 'state', state: 'running' });
    const first = controller.run?.id;
    controller.abandon();
    assert.deepEqual([controller.run, controller.isActive], [null, false]);
    assert.deepEqual(sessions[0].calls, ['start', 'dispose']);
    await controller.start({ ...config, limit: 1000 }, 'run');
    assert.ok(controller.run?.id !== first && controller.run?.config.limit === 1000);
    assert.deepEqual(controller.history, []);
    assert.deepEqual(messages.at(-1)?.type, 'started');
  });

  it('starts from weights of a file, and the run says from which', async () => {
    const { controller, sessions } = rig();
    await controller.start(config, 'run', WEIGHTS);
    assert.deepEqual(sessions[0].request?.initial, WEIGHTS.layers);
    const { startedFrom = '' } = sessions[0].request;
    sessions[0].tell({ type: 'info', info: { ...info, startedFrom } });
    assert.equal(controller.run?.info?.startedFrom, 'w.npz');
    const [again] = readRuns(writeRuns(controller.list.find([controller.run?.id ?? ''])), 'runs.json');
    assert.equal(again.info?.startedFrom, 'w.npz');
  });

  it('asks for one step or one epoch first when that is wanted', async () => {
    for (const first of ['step', 'epoch'] as const) {
      const { controller, sessions } = rig();
      await controller.start(config, first);
      assert.deepEqual(sessions[0].calls, ['start', first]);
    }
  });

  it('slows down fitting a line, and nothing else', async () => {
    const { controller, sessions } = rig();
    await controller.start(defaultsFor('line'), 'run');
    assert.ok((sessions[0].request?.stepIntervalMs ?? 0) > 0);
    sessions[0].tell({ type: 'state', state: 'finished' });
    await controller.start({ ...defaultsFor('line'), epochs: 10_000 }, 'run');
    assert.ok((sessions[1].request?.stepIntervalMs ?? 9) < 1);
  });

  it('starts nothing while a run is under way', async () => {
    const { controller, sessions } = rig();
    await controller.start(config, 'run');
    await controller.start(config, 'run');
    assert.equal(sessions.length, 1);
  });

  it('fails with the sentence of whatever could not be prepared', async () => {
    const { controller, sessions, messages } = rig({ prepare: () => Promise.reject(new Error('No course is open.')) });
    await controller.start(config, 'run');
    assert.deepEqual(sessions[0].calls, []);
    assert.equal(controller.run?.state, 'failed');
    assert.equal(controller.run?.error?.message, 'No course is open.');
    assert.deepEqual(
      messages.map((message) => message.type),
      ['started', 'failed', 'state'],
    );
  });

  it('can be stopped while it is being prepared', async () => {
    let proceed: (prepared: RunInputs) => void = () => undefined;
    const { controller, sessions } = rig({ prepare: () => new Promise((resolve) => (proceed = resolve)) });
    const started = controller.start(config, 'run');
    controller.stop();
    sessions[0].tell({ type: 'state', state: 'stopped' });
    proceed(NOTHING);
    await started;
    assert.deepEqual(sessions[0].calls, ['stop']);
    assert.equal(controller.run?.state, 'stopped');
  });

  it('passes commands to the session', async () => {
    const { controller, sessions } = rig();
    controller.pause();
    await controller.start(config, 'run');
    sessions[0].tell({ type: 'state', state: 'running' });
    controller.pause();
    controller.step();
    controller.epoch();
    controller.resume();
    controller.stop();
    assert.deepEqual(sessions[0].calls, ['start', 'pause', 'step', 'epoch', 'resume', 'stop']);
  });

  it('says at once that it heard pause; the child confirms later', async () => {
    const { controller, sessions, messages } = rig();
    await controller.start(config, 'run');
    sessions[0].tell({ type: 'state', state: 'running' });
    messages.length = 0;
    controller.pause();
    const runId = controller.run?.id ?? '';
    assert.deepEqual(messages, [{ type: 'pausing', runId }]);
    assert.equal(controller.run?.state, 'running');
    sessions[0].tell({ type: 'state', state: 'paused' });
    controller.pause();
    assert.deepEqual(
      messages.map((message) => message.type),
      ['pausing', 'state'],
    );
  });

  it('lets one look inside as long as the process lives, and always answers', async () => {
    const { controller, sessions, messages } = rig();
    const request = { kind: 'worst' } as const;
    const last = (): ToWebview | undefined => messages.at(-1);
    await controller.inspect(1, request);
    assert.match(JSON.stringify(last()), /"runId":null,"id":1,.*There is no network to look into/);
    await controller.start(config, 'run');
    assert.equal(controller.live, null, 'nothing is there while the run is being prepared');
    sessions[0].tell({ type: 'state', state: 'running' });
    const runId = controller.run?.id ?? null;
    assert.equal(controller.live, runId);
    assert.deepEqual(last(), { type: 'live', runId });
    sessions[0].tell({ type: 'state', state: 'finished' });
    await controller.inspect(2, request);
    assert.deepEqual(last(), { type: 'inspected', runId, id: 2, result: sessions[0].answer });
    sessions[0].end('finished');
    await sessions[0].done;
    assert.deepEqual(last(), { type: 'live', runId: null });
    await controller.inspect(3, request);
    assert.match(JSON.stringify(last()), /"id":3,.*There is no network to look into/);
  });

  it('ignores what an ended session still has to say', async () => {
    const { controller, sessions, messages } = rig();
    await controller.start(config, 'run');
    sessions[0].tell({ type: 'state', state: 'stopped' });
    await controller.start(config, 'run');
    assert.ok(sessions[0].calls.includes('dispose'));
    const before = messages.length;
    sessions[0].tell(metrics(1, 3));
    assert.equal(messages.length, before);
    assert.equal(controller.run?.steps.length, 0);
    assert.equal(controller.history.length, 1);
  });

  it('measures the pace, and anew after a pause', async () => {
    const { controller, sessions, clock } = rig();
    await controller.start(config, 'run');
    const [session] = sessions;
    session.tell({ type: 'info', info });
    session.tell({ type: 'state', state: 'running' });
    session.tell(metrics(1, 10));
    clock.ms += 1000;
    session.tell(metrics(11, 110));
    // 100 steps of 10 examples in a second, 870 steps to go.
    assert.deepEqual(controller.throughput, { examplesPerSecond: 1000, secondsLeft: 8.7 });
    // Four seconds of the next five are spent on questions.
    clock.ms += 5000;
    session.tell({ ...metrics(111, 210), lookedMs: 4000 } as Told);
    assert.deepEqual(controller.throughput, { examplesPerSecond: 1000, secondsLeft: 7.7 });
    session.tell({ type: 'state', state: 'paused' });
    assert.equal(controller.throughput, null);
    clock.ms += 60_000;
    session.tell({ type: 'state', state: 'running' });
    session.tell(metrics(211, 211));
    clock.ms += 1000;
    session.tell(metrics(212, 261));
    assert.deepEqual(controller.throughput, { examplesPerSecond: 500, secondsLeft: 719 / 50 });
  });

  it('brings runs back after a reload; the one under way is stopped then', async () => {
    const { controller, sessions, folder, clock } = rig();
    await controller.start(config, 'run');
    sessions[0].tell(metrics(1, 5));
    sessions[0].tell({ type: 'state', state: 'finished' });
    await controller.start(config, 'run');
    sessions[1].tell({ type: 'state', state: 'running' });
    clock.ms += 60_000;
    sessions[1].tell(metrics(1, 7));
    const again = await reloaded(folder);
    assert.equal(again.run?.state, 'stopped');
    assert.equal(again.run?.steps.length, 7);
    assert.equal(again.history.length, 1);
    assert.equal(again.history[0].state, 'finished');
    assert.equal(again.history[0].steps.length, 5);
    assert.notEqual(again.run?.id, again.history[0].id);
  });

  it('ends its session and keeps the run when the window closes', async () => {
    const { controller, sessions, folder } = rig();
    await controller.start(config, 'run');
    sessions[0].tell(metrics(1, 5));
    controller.dispose();
    assert.ok(sessions[0].calls.includes('dispose'));
    assert.equal((await reloaded(folder)).run?.state, 'stopped');
  });

  it('forgets earlier runs on request, not the last one', async () => {
    const { controller, sessions, messages, folder } = rig();
    for (let i = 0; i < 3; i++) {
      await controller.start(config, 'run');
      sessions[i].tell({ type: 'state', state: 'finished' });
    }
    assert.equal(controller.history.length, 2);
    const [last, kept] = ids(controller);
    controller.list.pin(kept ?? '', true);
    controller.list.clearHistory();
    assert.deepEqual(ids(controller), [last, kept], 'what is pinned stays');
    assert.equal(messages.at(-1)?.type, 'runs');
    assert.deepEqual(ids(await reloaded(folder)), [last, kept]);
  });

  /** Does so many runs, one after the other, and returns their ids, the oldest first. */
  async function doRuns({ controller, sessions }: Rig, count: number): Promise<string[]> {
    const done: string[] = [];
    for (let i = 0; i < count; i++) {
      await controller.start(config, 'run');
      sessions.at(-1)?.tell(metrics(1, 3));
      sessions.at(-1)?.tell({ type: 'state', state: 'finished' });
      done.push(controller.run?.id ?? '');
    }
    return done;
  }

  it('keeps few, but all that are pinned; a reload loses none of them', async () => {
    const one = rig();
    const [first] = await doRuns(one, 1);
    one.controller.list.pin(first, true);
    const later = await doRuns(one, MAX_RUNS + 3);
    const expected = [...later.slice(-MAX_RUNS).reverse(), first];
    assert.deepEqual(ids(one.controller), expected);
    for (let i = 0; i < 2; i++) assert.deepEqual(ids(await reloaded(one.folder)), expected);
    one.controller.list.pin(first, false);
    const [newest] = await doRuns(one, 1);
    assert.deepEqual(ids(one.controller), [newest, ...expected.slice(0, MAX_RUNS - 1)]);
  });

  it('pins and renames any run, also the one under way, and says so', async () => {
    const one = rig();
    const { controller, messages, folder } = one;
    const [older] = await doRuns(one, 1);
    await controller.start(config, 'run');
    const current = controller.run?.id ?? '';
    controller.list.rename(older, 'large steps');
    controller.list.pin(older, true);
    controller.list.rename(current, 'small steps');
    controller.list.pin(current, true);
    assert.deepEqual(
      messages.flatMap((message) => (message.type === 'marked' ? [[message.runId, message.name, message.pinned]] : [])),
      [
        [older, 'large steps', false],
        [older, 'large steps', true],
        [current, 'small steps', false],
        [current, 'small steps', true],
      ],
    );
    const again = await reloaded(folder);
    assert.deepEqual([again.run?.name, again.run?.pinned], ['small steps', true]);
    assert.deepEqual([again.history[0].name, again.history[0].pinned], ['large steps', true]);
    const before = messages.length;
    controller.list.rename('no-such-run', 'x');
    assert.equal(messages.length, before);
  });

  const names = (controller: RunController): (string | undefined)[] => [
    controller.run?.name,
    ...controller.history.map(({ name }) => name),
  ];

  it('gives each run a name of its own, however fast they follow', async () => {
    const one = rig();
    const { controller } = one;
    await doRuns(one, 6);
    assert.equal(new Set(names(controller)).size, 6, 'six runs within a second or two');
    const [first, second] = ids(controller) as string[];
    controller.list.rename(first, 'large steps');
    controller.list.rename(second, 'large steps');
    controller.list.rename(first, 'large steps');
    assert.deepEqual(names(controller).slice(0, 2), ['large steps', 'large steps (2)']);
    assert.deepEqual(names(await reloaded(one.folder)), names(controller));
  });

  it('gives loaded and stored runs names of their own, too', async () => {
    const [a, b] = [run('a-1', { name: 'one' }), run('a-2', { name: 'one' })];
    const from = rig();
    assert.equal(from.controller.list.import(writeRuns([a, b]), 'runs.json'), 2);
    assert.deepEqual(names(from.controller), ['one (2)', 'one']);
    assert.equal(from.controller.list.import(writeRuns([run('a-3', { name: 'one' })]), 'runs.json'), 1);
    assert.deepEqual(names(from.controller), ['one (3)', 'one (2)', 'one']);
    const store = new RunStore(freshFolder());
    for (const stored of [a, b]) await store.save(stored);
    const { controller } = rig({ store });
    await controller.load();
    assert.deepEqual(names(controller), ['one (2)', 'one']);
  });

  it('refuses to pin more than there is room for', async () => {
    const one = rig();
    for (let i = 0; i <= MAX_PINNED; i++) {
      const [id] = await doRuns(one, 1);
      one.controller.list.pin(id, true);
    }
    assert.match(one.warnings.join(), /At most 20 runs can be pinned/);
    assert.equal(
      one.controller.list.find(ids(one.controller) as string[]).filter(({ pinned }) => pinned).length,
      MAX_PINNED,
    );
  });

  it('deletes any run but the one under way; then the next one is the last', async () => {
    const one = rig();
    const { controller, sessions, messages, folder } = one;
    const [a, b] = await doRuns(one, 2);
    await controller.start(config, 'run');
    const current = controller.run?.id ?? '';
    controller.delete(current);
    assert.deepEqual(ids(controller), [current, b, a]);
    controller.delete(b);
    assert.deepEqual(ids(controller), [current, a]);
    sessions.at(-1)?.tell({ type: 'state', state: 'running' });
    sessions.at(-1)?.tell({ type: 'state', state: 'finished' });
    controller.delete(current);
    assert.ok(sessions.at(-1)?.calls.includes('dispose'));
    assert.equal(controller.live, null);
    assert.deepEqual(ids(controller), [a]);
    const last = messages.at(-1);
    assert.ok(last?.type === 'runs' && last.run?.id === a && last.history.length === 0);
    assert.deepEqual(ids(await reloaded(folder)), [a]);
    controller.delete(a);
    assert.equal(controller.run, null);
    assert.equal((await reloaded(folder)).run, null);
  });

  it('loads exported runs, pinned, each once', async () => {
    const from = rig();
    const exported = await doRuns(from, 2);
    const text = writeRuns(from.controller.list.find(exported));
    const to = rig();
    const [own] = await doRuns(to, 1);
    assert.equal(to.controller.list.import(text, 'runs.json'), 2);
    assert.deepEqual(new Set(ids(to.controller)), new Set([own, ...exported]));
    assert.ok(to.controller.history.every(({ pinned }) => pinned));
    assert.deepEqual(to.controller.history[0].steps, from.controller.run?.steps);
    assert.equal(to.controller.list.import(text, 'runs.json'), 0);
    assert.equal(to.controller.history.length, 2);
    assert.equal((await reloaded(to.folder)).history.length, 2);
  });

  it('loads nothing of a file that is wrong, or that is too much', async () => {
    const one = rig();
    await doRuns(one, 1);
    const before = ids(one.controller);
    assert.throws(
      () => one.controller.list.import('loss,accuracy', 'table.csv'),
      /table\.csv holds no runs: it is not JSON/,
    );
    const many = Array.from({ length: MAX_PINNED }, (_, i) => run(`a${i}-1`, { state: 'finished' }));
    one.controller.list.import(writeRuns(many), 'many.json');
    assert.throws(() => one.controller.list.import(writeRuns([run('zz-1')]), 'more.json'), /at most 20 runs can be/);
    assert.deepEqual(
      ids(one.controller).filter((id) => !id?.startsWith('a')),
      before,
    );
  });

  it('goes on when nothing can be stored, and says so once', async () => {
    const place = path.join(freshFolder(), 'a file in the way');
    writeFileSync(place, '');
    const one = rig({}, place);
    await one.controller.load();
    await doRuns(one, 3);
    assert.equal(one.controller.history.length, 2);
    assert.equal(one.warnings.length, 1);
    assert.match(one.warnings[0], /^Runs cannot be stored, so they will be gone when the window closes: /);
  });

  it('lets the process of a run go when nobody looks, unless the run is under way', async () => {
    const { controller, sessions } = rig();
    await controller.start(config, 'run');
    controller.release();
    assert.ok(!sessions[0].calls.includes('dispose'));
    sessions[0].tell({ type: 'state', state: 'finished' });
    controller.release();
    assert.ok(sessions[0].calls.includes('dispose'));
    assert.equal(controller.run?.state, 'finished');
  });
});
