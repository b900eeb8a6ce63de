/** A run of a million steps, through everything that remembers it: the host's history, the stored file, the page. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ToWebview } from '../../../src/protocol/panel';
import type { RunState } from '../../../src/protocol/run';
import { RunController } from '../../../src/editor/panel/runController';
import { RunStore, STORED } from '../../../src/editor/panel/runStore';
import type { Session } from '../../../src/editor/panel/services';
import { MAX_EPOCHS, MAX_FOLLOWED_STEPS, MAX_SAMPLES, MAX_STEPS } from '../../../src/training/thinning';
import type { SessionEvent } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
import { reduce } from '../../../webview/training/reduce';
import { type ViewState, initialState } from '../../../webview/training/state';
import { epoch, hydrate, sample } from './samples';

const STEPS = 1_000_000;
/** A message holds what a fast network does in a fifteenth of a second. */
const IN_A_MESSAGE = 200;
const STEPS_PER_EPOCH = 50;

describe('panel: a run of a million steps', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-million-'));
  let page: ViewState = reduce(initialState(), hydrate());
  let controller: RunController;
  let now = 0;
  /** The most that a message to the page has held. */
  let largest = 0;
  let largestFile = 0;

  const file = (): number =>
    readdirSync(folder).reduce((bytes, name) => bytes + statSync(path.join(folder, name)).size, 0);

  before(async () => {
    let tell: (event: SessionEvent) => void = () => undefined;
    let runId = '';
    const nothing = (): void => undefined;
    const session: Session = {
      start: nothing,
      onEvent: (listener) => {
        tell = listener;
      },
      done: new Promise<RunState>(nothing),
      adjust: nothing,
      inspect: () => Promise.resolve({ kind: 'unavailable', reason: '' }),
      pause: nothing,
      resume: nothing,
      step: nothing,
      epoch: nothing,
      stop: nothing,
      fail: nothing,
      dispose: nothing,
    };
    controller = new RunController({
      store: new RunStore(folder),
      createSession: (id) => {
        runId = id;
        return session;
      },
      prepare: () => Promise.resolve({ sources: null, dataFolder: null, usedReference: [] }),
      print: nothing,
      warn: (text) => assert.fail(text),
      now: () => now,
      onMessage: (message: ToWebview) => {
        const text = JSON.stringify(message);
        largest = Math.max(largest, text.length);
        page = reduce(page, JSON.parse(text) as ToWebview);
      },
    });
    const config = { ...defaultsFor('mnist'), network: 'fast' as const, epochs: STEPS / STEPS_PER_EPOCH };
    await controller.start(config, 'run');
    tell({ type: 'state', runId, state: 'running' });
    for (let from = 1; from <= STEPS; from += IN_A_MESSAGE) {
      now += 66;
      const steps = Array.from({ length: IN_A_MESSAGE }, (_, i) => {
        const step = from + i;
        return { step, epoch: Math.ceil(step / STEPS_PER_EPOCH), loss: step === 123_457 ? 50 : 1 / step };
      });
      const epochs = steps.filter(({ step }) => step % STEPS_PER_EPOCH === 0).map((step) => epoch(step.epoch));
      tell({ type: 'metrics', runId, steps, epochs, samples: [sample(from)], picture: null });
      if (from % 50_000 === 1) largestFile = Math.max(largestFile, file());
    }
    tell({ type: 'state', runId, state: 'finished' });
  });
  after(() => {
    controller.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves the host a bounded history, with the first, the last and the worst step', () => {
    const { run } = controller;
    assert.ok(run);
    assert.ok(run.steps.length <= MAX_STEPS && run.steps.length > MAX_STEPS / 2, `${run.steps.length} steps`);
    assert.ok(run.epochs.length <= MAX_EPOCHS, `${run.epochs.length} epochs`);
    assert.ok(run.samples.length <= MAX_SAMPLES, `${run.samples.length} samples`);
    assert.equal(run.steps.at(-1)?.step, STEPS);
    assert.ok(run.steps.some(({ loss }) => loss === 50));
    assert.ok(run.steps.every(({ step }, i) => i === 0 || step > run.steps[i - 1].step));
    assert.ok(JSON.stringify(run).length < 2_000_000, `${JSON.stringify(run).length} bytes to a page that comes back`);
  });

  it('is stored in a small file, all the way', () => {
    largestFile = Math.max(largestFile, file());
    // A point is some 50 characters, an epoch 150, a sample 250.
    assert.ok(largestFile < STORED.steps * 500, `${largestFile} bytes`);
  });

  it('leaves the page a bounded run', () => {
    const { run } = page;
    assert.ok(run);
    assert.ok(
      run.steps.length <= MAX_FOLLOWED_STEPS && run.steps.length > MAX_FOLLOWED_STEPS / 2,
      `${run.steps.length} steps`,
    );
    // The arrays behind it have room for twice as much, and no more.
    assert.ok(run.steps.steps.buffer.byteLength <= 2 * MAX_FOLLOWED_STEPS * Float64Array.BYTES_PER_ELEMENT * 2);
    assert.ok(run.epochs.length <= MAX_EPOCHS, `${run.epochs.length} epochs`);
    assert.ok(run.samples.length <= MAX_SAMPLES, `${run.samples.length} samples`);
    assert.equal(run.steps.step(run.steps.length - 1), STEPS);
    assert.equal(Math.max(...run.steps.losses.subarray(0, 100_000)), 50);
  });

  it('was told in messages that do not grow', () => {
    assert.ok(largest < IN_A_MESSAGE * 100 + 5000, `${largest} characters`);
  });
});
