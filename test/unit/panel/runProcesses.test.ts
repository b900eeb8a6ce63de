/** The panel's runs with real training processes: what happens when one dies, and how soon a pause is heard. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ToWebview } from '../../../src/protocol/panel';
import type { RunConfig } from '../../../src/protocol/config';
import { RunController } from '../../../src/editor/panel/runController';
import { RunStore } from '../../../src/editor/panel/runStore';
import { TrainingSession } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
import { fewDigits } from '../../support/digits';
import { imagesAtHand, mnistFolder } from '../../support/mnist';
import { sendable } from '../../support/sent';
import { ENDED_FROM_OUTSIDE, canFreeze, dist, isAlive, until } from '../training/support';

const config: RunConfig = {
  ...defaultsFor('mnist'),
  network: 'reference',
  data: { kind: 'digits' },
  hidden: [16],
  epochs: 10_000,
  limit: 300,
};

class Panel {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'nnfs-processes-'));
  readonly messages: ToWebview[] = [];
  readonly sessions: TrainingSession[] = [];
  controller: RunController;

  /** What `prepare` says, in place of nothing. */
  usedReference: string[] = [];

  private readonly dataFolder: string | null;

  constructor(dataFolder: string | null = fewDigits()) {
    this.dataFolder = dataFolder;
    this.controller = this.start();
  }

  private start(): RunController {
    return new RunController({
      store: new RunStore(this.folder),
      createSession: (runId) => {
        const session = new TrainingSession({ childPath: path.join(dist, 'train-child.js'), runId });
        this.sessions.push(session);
        return session;
      },
      prepare: () => Promise.resolve({ sources: null, dataFolder: this.dataFolder, usedReference: this.usedReference }),
      print: () => undefined,
      warn: (text) => assert.fail(text),
      onMessage: (message) => this.messages.push(sendable(ToWebview, message)),
      now: () => performance.now(),
    });
  }

  get session(): TrainingSession {
    return this.sessions[this.sessions.length - 1];
  }

  get steps(): number {
    return this.controller.run?.lastStep?.step ?? 0;
  }

  get state(): string | undefined {
    return this.controller.run?.state;
  }

  /** The window is loaded again: what was in memory is gone. */
  async reload(): Promise<void> {
    this.controller.dispose();
    for (const session of this.sessions) await session.done;
    this.sessions.length = 0;
    this.controller = this.start();
    await this.controller.load();
  }

  async dispose(): Promise<void> {
    this.controller.dispose();
    for (const session of this.sessions) await session.done;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('panel: runs in real processes', function () {
  this.timeout(600_000);
  let panel: Panel;
  beforeEach(() => (panel = new Panel()));
  afterEach(() => panel.dispose());

  const learns = (): Promise<void> => until(() => panel.steps > 3 && (panel.controller.kept?.epoch ?? 0) > 0);
  const deaths: [string, () => Promise<unknown>][] = [
    ['while it trains', learns],
    [
      'while it is paused',
      async () => {
        await learns();
        panel.controller.pause();
        await until(() => panel.state === 'paused');
      },
    ],
    [
      'while somebody looks inside',
      async () => {
        await learns();
        // Frozen, so that the question is there and the answer is not.
        process.kill(panel.session.pid as number, 'SIGSTOP');
        void panel.controller.inspect(77, { kind: 'confusion' });
      },
    ],
  ];
  for (const [when, reach] of deaths) {
    it(`a process that is killed ${when} is reported, and the next run starts`, async function () {
      if (when === 'while somebody looks inside' && !canFreeze) this.skip();
      const { controller, messages } = panel;
      await controller.start(config, 'run');
      await reach();
      const dead = controller.run?.id;
      const { pid } = panel.session;
      assert.equal(controller.live, dead);
      process.kill(pid as number, 'SIGKILL');
      await until(() => panel.state === 'failed');
      assert.match(controller.run?.error?.message ?? '', ENDED_FROM_OUTSIDE);
      assert.match(controller.run?.error?.message ?? '', /\. Press Start to run again/);
      const found = await controller.ask({ kind: 'filters' });
      assert.equal(found.kind, 'filters', 'what was kept answers in another process');
      if (when === 'while somebody looks inside') {
        const isAnswer = (message: ToWebview): boolean =>
          message.type === 'inspected' && message.id === 77 && message.result.kind === 'unavailable';
        await until(() => messages.some(isAnswer), 'the answer');
      }
      assert.ok(panel.steps > 3, 'what was learned of the run is still there');
      await controller.start(config, 'run');
      await until(() => panel.state === 'running' && panel.steps > 0);
      assert.equal(controller.history[0].id, dead);
      assert.equal(controller.history[0].state, 'failed');
    });
  }

  it('a finished run whose process is killed stays finished, and the same network answers in another one', async () => {
    const { controller } = panel;
    await controller.start({ ...config, epochs: 1 }, 'run');
    await until(() => panel.state === 'finished');
    const id = controller.run?.id;
    assert.equal(controller.live, id);
    const before = await controller.ask({ kind: 'weights' });
    const { pid } = panel.session;
    process.kill(pid as number, 'SIGKILL');
    await panel.session.done;
    assert.equal(controller.live, id);
    assert.deepEqual(await controller.ask({ kind: 'weights' }), before);
    assert.notEqual(panel.session.pid, pid);
    assert.equal(panel.state, 'finished');
    assert.equal(controller.run?.error, null);
  });

  it('after a reload, the network of the last run answers as before; nothing starts until it is asked', async () => {
    for (const network of ['reference', 'fast'] as const) {
      await panel.controller.start({ ...config, network, epochs: 2 }, 'run');
      await until(() => panel.state === 'finished');
      const questions = [{ kind: 'weights' }, { kind: 'confusion' }, { kind: 'worst' }] as const;
      const before = await Promise.all(questions.map((question) => panel.controller.ask(question)));
      const id = panel.controller.run?.id;
      await panel.reload();
      assert.equal(panel.controller.live, id);
      assert.deepEqual(panel.controller.kept, { runId: id, epoch: 2, lost: '', problem: '' });
      assert.equal(panel.sessions.length, 0);
      const after = await Promise.all(questions.map((question) => panel.controller.ask(question)));
      assert.deepEqual(after, before);
      assert.equal(panel.sessions.length, 1, 'one process answers them all');
      const { pid } = panel.session;
      panel.controller.release();
      await until(() => !isAlive(pid as number), 'the process to end');
      assert.equal(panel.state, 'finished');
    }
  });

  it('goes on after a reload in the middle of it, and ends as a run that was never cut', async () => {
    const whole: RunConfig = {
      ...config,
      epochs: 6,
      optimizer: 'momentum',
      momentum: 0.9,
      schedule: 'cosine',
      network: 'fast',
    };
    const end = async (): Promise<void> => until(() => panel.state === 'finished', 'the end');
    await panel.controller.start(whole, 'run');
    await end();
    const { run: expected } = panel.controller;
    await panel.controller.start(whole, 'epoch');
    await until(() => panel.state === 'paused' && panel.controller.kept?.epoch === 1, 'the first epoch');
    panel.controller.step();
    await until(() => panel.steps === (expected?.info?.stepsPerEpoch ?? 0) + 1, 'one more step');
    const cut = panel.controller.run;
    await panel.reload();
    const { controller } = panel;
    assert.deepEqual([controller.run?.id, controller.run?.state, controller.run?.cut], [cut?.id, 'stopped', 'window']);
    assert.equal(controller.kept?.epoch, 1);
    await controller.goOn('another');
    assert.equal(panel.sessions.length, 0, 'only the last run can');
    await controller.goOn(cut?.id ?? '');
    await end();
    const { run } = controller;
    assert.deepEqual([run?.id, run?.name, run?.cut], [cut?.id, cut?.name, null]);
    assert.deepEqual(run?.steps, expected?.steps);
    const curves = (one: typeof run): unknown =>
      one?.epochs.map(({ epoch, trainLoss, validationAccuracy }) => [epoch, trainLoss, validationAccuracy]);
    assert.deepEqual(curves(run), curves(expected));
    assert.deepEqual(run?.test, expected?.test);
    assert.equal(controller.history.filter(({ id }) => id === run?.id).length, 0, 'it is one run, not two');
    await panel.reload();
    assert.equal(panel.controller.run?.state, 'finished');
  });

  it('goes on after its process was killed', async () => {
    const { controller } = panel;
    await controller.start({ ...config, epochs: 10_000 }, 'epoch');
    await until(() => panel.state === 'paused' && controller.kept?.epoch === 1, 'the first epoch');
    process.kill(panel.session.pid as number, 'SIGKILL');
    await until(() => panel.state === 'failed');
    await controller.goOn(controller.run?.id ?? '');
    await until(() => panel.state === 'running' && (controller.run?.lastStep?.epoch ?? 0) >= 2, 'the second epoch');
    assert.equal(controller.run?.error, null);
    assert.equal(controller.run?.epochs[0].epoch, 1);
  });

  it('after a reload, weights that are damaged are told, and the charts are all there', async () => {
    await panel.controller.start({ ...config, epochs: 2 }, 'run');
    await until(() => panel.state === 'finished');
    const { run } = panel.controller;
    const file = path.join(panel.folder, `${run?.id}.weights`);
    writeFileSync(file, readFileSync(file).subarray(0, -10));
    await panel.reload();
    assert.equal(panel.controller.live, null);
    assert.match(panel.controller.kept?.problem ?? '', /damaged and cannot be used\. Its charts are complete\.$/);
    assert.deepEqual(panel.controller.run?.epochs, run?.epochs);
  });

  it('does not put weights into the reference where the learner’s code was trained, and says so', async () => {
    await panel.controller.start({ ...config, epochs: 1 }, 'run');
    await until(() => panel.state === 'finished');
    await panel.reload();
    panel.usedReference = ['3.7'];
    const answer = await panel.controller.ask({ kind: 'filters' });
    assert.match(JSON.stringify(answer), /made by your code of lesson 3\.7, which does not pass its checks any more/);
    panel.usedReference = [];
    assert.equal((await panel.controller.ask({ kind: 'filters' })).kind, 'filters', 'the next question tries again');
  });

  it('ends the kept process when the next run starts, when the run is deleted, and when nobody looks', async () => {
    const { controller } = panel;
    const finish = async (): Promise<number> => {
      await controller.start({ ...config, epochs: 1 }, 'run');
      await until(() => panel.state === 'finished');
      return panel.session.pid as number;
    };
    const first = await finish();
    const second = await finish();
    await until(() => !isAlive(first), 'the first process to end');
    assert.ok(isAlive(second));
    controller.delete(controller.run?.id ?? '');
    await until(() => !isAlive(second), 'the second process to end');
    const third = await finish();
    controller.release();
    await until(() => !isAlive(third), 'the third process to end');
  });

  it(`answers a pause at once in a step of 60,000 images, and confirms it when the step is over (${imagesAtHand})`, async () => {
    await panel.dispose();
    panel = new Panel(mnistFolder);
    const { controller, messages } = panel;
    await controller.start(
      { ...config, data: { kind: 'mnist' }, hidden: [128], batchSize: 60_000, limit: null, validation: 0, epochs: 50 },
      'run',
    );
    await until(() => panel.state === 'running');
    await until(() => panel.steps >= 1);
    // The second step is under way now; its process hears nothing until it is over.
    messages.length = 0;
    controller.pause();
    const runId = controller.run?.id;
    assert.deepEqual(messages, [{ type: 'pausing', runId }], 'said in the same moment');
    await until(() => panel.state === 'paused');
    const reached = panel.steps;
    assert.ok(reached >= 1 && reached <= 3, `${reached} steps`);
    void controller.inspect(5, { kind: 'predict', pixels: new Array<number>(784).fill(0) });
    await until(() => messages.some((message) => message.type === 'inspected' && message.id === 5));
    assert.equal(panel.steps, reached, 'a paused run stays where it is');
    controller.stop();
    await until(() => panel.state === 'stopped');
  });
});
