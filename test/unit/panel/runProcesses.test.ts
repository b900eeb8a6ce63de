/** The panel's runs with real training processes: what happens when one dies, and how soon a pause is heard. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ToWebview } from '../../../src/protocol/panel';
import type { RunConfig } from '../../../src/protocol/config';
import { RunController } from '../../../src/editor/panel/runController';
import { RunStore } from '../../../src/editor/panel/runStore';
import { TrainingSession } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
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
  readonly controller: RunController;

  constructor(dataFolder: string | null = null) {
    this.controller = new RunController({
      store: new RunStore(this.folder),
      createSession: (runId) => {
        const session = new TrainingSession({ childPath: path.join(dist, 'train-child.js'), runId });
        this.sessions.push(session);
        return session;
      },
      prepare: () => Promise.resolve({ sources: null, dataFolder, usedReference: [] }),
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

  async dispose(): Promise<void> {
    this.controller.dispose();
    for (const session of this.sessions) await session.done;
    rmSync(this.folder, { recursive: true, force: true });
  }
}

describe('panel: runs in real processes', function () {
  this.timeout(120_000);
  let panel: Panel;
  beforeEach(() => (panel = new Panel()));
  afterEach(() => panel.dispose());

  const deaths: [string, () => Promise<unknown>][] = [
    ['while it trains', () => until(() => panel.steps > 3)],
    [
      'while it is paused',
      async () => {
        await until(() => panel.steps > 3);
        panel.controller.pause();
        await until(() => panel.state === 'paused');
      },
    ],
    [
      'while somebody looks inside',
      async () => {
        await until(() => panel.steps > 3);
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
      await until(() => controller.live === null);
      assert.ok(messages.some((message) => message.type === 'live' && message.runId === null));
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

  it('a finished run whose process is killed stays finished; only looking inside is over', async () => {
    const { controller } = panel;
    await controller.start({ ...config, epochs: 1 }, 'run');
    await until(() => panel.state === 'finished');
    const id = controller.run?.id;
    assert.equal(controller.live, id);
    process.kill(panel.session.pid as number, 'SIGKILL');
    await until(() => controller.live === null);
    assert.equal(panel.state, 'finished');
    assert.equal(controller.run?.error, null);
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
