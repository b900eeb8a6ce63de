import assert from 'node:assert/strict';
import type { ToWebview } from '../../../src/editor/panel/protocol';
import { RunController, type RunControllerOptions } from '../../../src/editor/panel/runController';
import { MAX_RUNS, RunStore, STORED_POINTS, type Storage, compact } from '../../../src/editor/panel/runStore';
import type { PreparedRun, Session } from '../../../src/editor/panel/services';
import type { InspectRequest, Inspection, RunState } from '../../../src/training/protocol';
import type { SessionEvent, StartRequest } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
import { epoch, run, steps } from './samples';

const NOTHING: PreparedRun = { sources: null, dataFolder: null, usedReference: [] };

/** Stands in for the child process: notes what it is asked for, tells what the test says. */
class ScriptedSession implements Session {
  readonly calls: string[] = [];
  request: StartRequest | null = null;
  tell: (event: SessionEvent) => void = () => undefined;
  /** Ends the process. */
  end: (state: RunState) => void = () => undefined;
  readonly done = new Promise<RunState>((resolve) => (this.end = resolve));
  answer: Inspection = { kind: 'predict', classes: ['7', '3'], probabilities: [0.2, 0.8], predicted: 1, step: 5 };

  onEvent(listener: (event: SessionEvent) => void): () => void {
    this.tell = listener;
    return () => undefined;
  }
  start(request: StartRequest): void {
    this.request = request;
    this.calls.push('start');
  }
  inspect(request: InspectRequest): Promise<Inspection> {
    this.calls.push(`inspect ${request.kind}`);
    return Promise.resolve(this.answer);
  }
  pause = (): void => void this.calls.push('pause');
  resume = (): void => void this.calls.push('resume');
  step = (): void => void this.calls.push('step');
  epoch = (): void => void this.calls.push('epoch');
  stop = (): void => void this.calls.push('stop');
  dispose = (): void => void this.calls.push('dispose');
}

class MemoryStorage implements Storage {
  private json = '{}';
  get<T>(key: string): T | undefined {
    return (JSON.parse(this.json) as Record<string, T>)[key];
  }
  update(key: string, value: unknown): Promise<void> {
    this.json = JSON.stringify({ ...JSON.parse(this.json), [key]: value });
    return Promise.resolve();
  }
}

interface Rig {
  controller: RunController;
  sessions: ScriptedSession[];
  messages: ToWebview[];
  printed: string[];
  storage: MemoryStorage;
  clock: { ms: number };
}

function rig(changes: Partial<RunControllerOptions> = {}, storage = new MemoryStorage()): Rig {
  const sessions: ScriptedSession[] = [];
  const messages: ToWebview[] = [];
  const printed: string[] = [];
  const clock = { ms: 0 };
  const controller = new RunController({
    store: new RunStore(storage),
    createSession: () => {
      const session = new ScriptedSession();
      sessions.push(session);
      return session;
    },
    prepare: () => Promise.resolve(NOTHING),
    print: (text) => printed.push(text),
    onMessage: (message) => messages.push(message),
    now: () => clock.ms,
    ...changes,
  });
  return { controller, sessions, messages, printed, storage, clock };
}

const config = defaultsFor('3-or-7');
const info = { dataDescription: 'd', trainingExamples: 490, stepsPerEpoch: 49, totalSteps: 980, usedReference: [] };
const metrics = (from: number, to: number): SessionEvent => ({
  type: 'metrics',
  steps: steps(from, to),
  epochs: [],
  samples: [],
  picture: null,
});

describe('panel: runs', () => {
  it('starts a run and passes on what happens in it', async () => {
    const { controller, sessions, messages, printed } = rig();
    await controller.start(config, 'run');
    const [session] = sessions;
    assert.deepEqual(session.request, { ...NOTHING, config, paceMs: 0, watched: true });
    session.tell({ type: 'state', state: 'running' });
    session.tell({ type: 'info', info });
    session.tell(metrics(1, 5));
    session.tell({ type: 'output', stream: 'stdout', text: 'hello\n' });
    session.tell({ type: 'state', state: 'finished' });
    assert.deepEqual(
      messages.map((message) => message.type),
      ['started', 'state', 'live', 'info', 'metrics', 'state'],
    );
    assert.deepEqual(printed, ['hello\n']);
    assert.equal(controller.run?.steps.length, 5);
    assert.equal(controller.run?.state, 'finished');
    assert.equal(controller.isActive, false);
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
    assert.ok((sessions[0].request?.paceMs ?? 0) > 0);
    sessions[0].tell({ type: 'state', state: 'finished' });
    await controller.start({ ...defaultsFor('line'), epochs: 10_000 }, 'run');
    assert.ok((sessions[1].request?.paceMs ?? 9) < 1);
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
    assert.equal(sessions.length, 0);
    assert.equal(controller.run?.state, 'failed');
    assert.equal(controller.run?.error?.message, 'No course is open.');
    assert.deepEqual(
      messages.map((message) => message.type),
      ['started', 'failed', 'state'],
    );
  });

  it('can be stopped while it is being prepared', async () => {
    let proceed: (prepared: PreparedRun) => void = () => undefined;
    const { controller, sessions } = rig({ prepare: () => new Promise((resolve) => (proceed = resolve)) });
    const started = controller.start(config, 'run');
    controller.stop();
    proceed(NOTHING);
    await started;
    assert.equal(sessions.length, 0);
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
    assert.deepEqual(controller.pace, { samplesPerSecond: 1000, secondsLeft: 8.7 });
    session.tell({ type: 'state', state: 'paused' });
    assert.equal(controller.pace, null);
    clock.ms += 60_000;
    session.tell({ type: 'state', state: 'running' });
    session.tell(metrics(111, 111));
    clock.ms += 1000;
    session.tell(metrics(112, 161));
    assert.deepEqual(controller.pace, { samplesPerSecond: 500, secondsLeft: 819 / 50 });
  });

  it('brings runs back after a reload; the one under way is stopped then', async () => {
    const { controller, sessions, storage, clock } = rig();
    await controller.start(config, 'run');
    sessions[0].tell(metrics(1, 5));
    sessions[0].tell({ type: 'state', state: 'finished' });
    await controller.start(config, 'run');
    sessions[1].tell({ type: 'state', state: 'running' });
    clock.ms += 60_000;
    sessions[1].tell(metrics(1, 7));
    const { controller: again } = rig({}, storage);
    assert.equal(again.run?.state, 'stopped');
    assert.equal(again.run?.steps.length, 7);
    assert.equal(again.history.length, 1);
    assert.equal(again.history[0].state, 'finished');
    assert.equal(again.history[0].steps.length, 5);
    assert.notEqual(again.run?.id, again.history[0].id);
  });

  it('ends its session and keeps the run when the window closes', async () => {
    const { controller, sessions, storage } = rig();
    await controller.start(config, 'run');
    sessions[0].tell(metrics(1, 5));
    controller.dispose();
    assert.ok(sessions[0].calls.includes('dispose'));
    assert.equal(rig({}, storage).controller.run?.state, 'stopped');
  });

  it('forgets earlier runs on request, not the last one', async () => {
    const { controller, sessions, storage } = rig();
    for (let i = 0; i < 3; i++) {
      await controller.start(config, 'run');
      sessions[i].tell({ type: 'state', state: 'finished' });
    }
    assert.equal(controller.history.length, 2);
    controller.clearHistory();
    assert.equal(controller.history.length, 0);
    assert.ok(controller.run);
    assert.equal(rig({}, storage).controller.history.length, 0);
  });
});

describe('panel: stored runs', () => {
  it('are few and small', async () => {
    const storage = new MemoryStorage();
    const store = new RunStore(storage);
    const long = steps(1, 5000, (step) => (step === 333 ? 42 : 1 / step));
    const runs = Array.from({ length: MAX_RUNS + 4 }, (_, i) =>
      run(`r${i}`, { state: 'finished', steps: long, epochs: [epoch(1)] }),
    );
    await store.save(runs);
    const loaded = store.load();
    assert.deepEqual(
      loaded.map((one) => one.id),
      runs.slice(0, MAX_RUNS).map((one) => one.id),
    );
    assert.ok(loaded[0].steps.length <= STORED_POINTS);
    assert.ok(loaded[0].steps.some((step) => step.loss === 42));
  });

  it('keep everything else as it was', () => {
    const error = { message: 'm', location: { file: 'a.ts', line: 1, column: 2 } };
    const one = run('a', {
      state: 'failed',
      error,
      lastStep: { step: 9, epoch: 1, loss: 1 },
      epochs: [epoch(1), epoch(2)],
    });
    assert.deepEqual(compact(one), one);
  });

  it('that cannot be read are left out', async () => {
    const storage = new MemoryStorage();
    for (const value of ['nonsense', { a: 1 }, null]) {
      await storage.update('training.runs', value);
      assert.deepEqual(new RunStore(storage).load(), []);
    }
    await storage.update('training.runs', [null, 7, { id: 'x' }, run('a', { state: 'running' })]);
    assert.deepEqual(
      new RunStore(storage).load().map((one) => [one.id, one.state]),
      [['a', 'stopped']],
    );
  });
});
