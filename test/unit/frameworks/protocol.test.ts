/** Messages of a comparison: those that are sent, and those that are refused. */
import assert from 'node:assert/strict';
import { rowsOf } from '../../../src/editor/compare/rows';
import { type ComparisonRequest, courseJob } from '../../../src/frameworks/node/comparison';
import { type Trainer, execute } from '../../../src/frameworks/backends/trainer';
import { ComparePageToHost, type CompareView, HostToComparePage } from '../../../src/protocol/comparePage';
import { BackendToHost, CourseJob, HostToBackend, TensorFlowJob } from '../../../src/protocol/comparison';
import { parse } from '../../../src/protocol/schema';
import { parseCompareOptions } from '../../../src/terminal/compareOptions';
import { defaultsFor } from '../../../src/training/validate';
import { assertSendable, brokenVariants } from '../../support/sent';
import { learnersNetwork } from './support';

const PLAN = {
  network: { type: 'mlp' as const, sizes: [1, 1] },
  ...{ batchStarts: [0, 2, 4, 6], learningRates: [0.1, 0.1, 0.1], snapshots: [1, 3] },
};

const trainer = (testLoss: number): Trainer => ({
  reset: () => undefined,
  step: (step) => 2 / (step + 1),
  parameters: () => [Float32Array.of(1, 2), Float32Array.of(NaN)],
  logits: ([weights, bias], count) => new Float32Array(count).fill(weights[0] + bias[0]),
  closestToKink: (step) => (step === 1 ? 1e-8 : Infinity),
  evaluate: () => ({ testLoss, testAccuracy: 0.5 }),
});

async function sent(command: HostToBackend, testLoss = 1): Promise<BackendToHost[]> {
  assertSendable(HostToBackend, command);
  const messages: BackendToHost[] = [];
  await execute(command, trainer(testLoss), PLAN, (message) => {
    assertSendable(BackendToHost, message);
    messages.push(message);
  });
  return messages;
}

describe('messages of a comparison', () => {
  it('the jobs, also for all steps of the epochs', () => {
    for (const argv of [['--epochs', '2'], ['--steps', '7'], []]) {
      const request = parseCompareOptions([...argv, '--network', 'mine', '--limit', '2000']);
      assert.ok(request);
      for (const sources of [null, learnersNetwork()]) {
        const asked: ComparisonRequest = { ...request, weights: null, sources, dataFolder: null };
        assertSendable(CourseJob, courseJob(asked, '/tmp/plan'));
      }
    }
    assertSendable(TensorFlowJob, { planFolder: '/tmp/plan', backend: 'wasm' });
  });

  it('of a backend that trains and takes its time', async () => {
    assert.deepEqual(
      (await sent({ type: 'train' })).map(({ type }) => type).filter((type) => type !== 'losses'),
      ['snapshot', 'kink', 'snapshot', 'trained'],
    );
    assert.equal((await sent({ type: 'time', steps: 4 })).at(-1)?.type, 'timed');
    const base64 = (...numbers: number[]): string => Buffer.from(Float32Array.from(numbers).buffer).toString('base64');
    assert.deepEqual(await sent({ type: 'logits', weights: base64(1, 0.5), count: 2 }), [
      { type: 'logits', logits: base64(1.5, 1.5) },
    ]);
  });

  it('a loss on the test images that is infinite is null', async () => {
    const last = (await sent({ type: 'train' }, Infinity)).at(-1);
    assert.ok(last?.type === 'trained');
    assert.equal(last.testLoss, null);
  });

  it('of a backend are dropped when they are not whole', () => {
    for (const message of [
      { type: 'ready', version: '1', engine: 'x', threads: 1 },
      { type: 'losses', losses: [1, 2] },
      { type: 'snapshot', step: 1, weights: 'AAAA' },
      { type: 'logits', logits: 'AAAA' },
      { type: 'kink', step: 1, distance: 1e-8 },
      { type: 'trained', seconds: 1, testLoss: 1, testAccuracy: 1 },
      { type: 'timed', steps: 3, samples: 6, seconds: 0.1 },
      { type: 'failed', message: 'oh no' },
      { type: 'alive' },
    ]) {
      assertSendable(BackendToHost, message);
      for (const broken of brokenVariants(message)) assert.equal(parse(BackendToHost, broken), null);
    }
    for (const message of [
      null,
      'alive',
      { type: 'losses', losses: [1, NaN] },
      { type: 'losses', losses: [1, null] },
      { type: 'timed', steps: 3, samples: 6, seconds: 0 },
      { type: 'failed', message: 'oh no', location: { file: 'a.ts' } },
    ])
      assert.equal(parse(BackendToHost, message), null, JSON.stringify(message));
    const location = { file: 'a.ts', line: 1, column: 2 };
    for (const at of [location, null])
      assertSendable(BackendToHost, { type: 'failed', message: 'oh no', location: at });
  });

  it('of the page', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'start', network: 'mine', steps: 0 },
      { type: 'stop' },
      { type: 'chooseWeights' },
      { type: 'dropWeights' },
      { type: 'openLocation', location: { file: 'a.ts', line: 1, column: 2 } },
    ]) {
      assertSendable(ComparePageToHost, message);
      for (const broken of brokenVariants(message)) assert.equal(parse(ComparePageToHost, broken), null);
    }
    for (const message of [
      { type: 'start', network: 'theirs', steps: 1 },
      { type: 'start', network: 'mine', steps: 1.5 },
    ])
      assert.equal(parse(ComparePageToHost, message), null);
  });

  it('to the page, with rows of networks that failed or are done', () => {
    const none = {
      version: null,
      engine: null,
      threads: null,
      blas: null,
      isCut: false,
      location: null,
      differences: [],
      parting: null,
      firstLogits: [1, 2],
      maxLogitDifference: null,
    };
    const rest = { maxWeightDifference: null, maxLossDifference: null, testLoss: null, testAccuracy: null, rounds: [] };
    const config = defaultsFor('mnist');
    const rows = rowsOf({
      network: { type: 'mlp', sizes: [784, 128, 10] },
      ...{ config, steps: 3, threads: 1, usedReference: [], testImages: 1, kinks: [] },
      logits: { images: 1, label: 7, largest: 2, ofFile: true },
      entries: [
        { ...none, ...rest, id: 'course', name: 'x', error: null, losses: [2, 1, 0.5], samplesPerSecond: 100 },
        { ...none, ...rest, id: 'pytorch', name: 'y', error: 'gone', losses: [], samplesPerSecond: null },
      ],
    });
    const view: CompareView = {
      ...{ state: 'done', networks: [{ value: 'mine', label: 'Your network' }], network: 'mine', opening: 1, steps: 3 },
      ...{
        about: '',
        progress: [{ name: 'x', text: 'trains', share: 0.4, isOut: false }],
        weights: 'mine.npz',
        status: '',
        location: null,
        sentences: [{ kind: 'result', text: 'x', location: null }],
      },
      ...rows,
    };
    assertSendable(HostToComparePage, { type: 'show', view });
  });
});
