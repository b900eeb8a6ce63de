import assert from 'node:assert/strict';
import { MAX_NAME } from '../../../src/protocol/runFile';
import type { StepMetric } from '../../../src/protocol/metrics';
import { RunHistory, freeName, isOver, runName } from '../../../src/training/history';
import { defaultsFor } from '../../../src/training/validate';

const config = defaultsFor('line');
const step = (n: number, loss = 1): StepMetric => ({ step: n, epoch: 1, loss });

describe('training: history of a run', () => {
  it('holds everything that a panel needs', () => {
    const history = new RunHistory('1', 'a run', config);
    history.apply({ type: 'state', runId: 'a', state: 'running' });
    const info = {
      dataDescription: 'd',
      trainingExamples: 9,
      validationExamples: 0,
      stepsPerEpoch: 3,
      totalSteps: 6,
      usedReference: ['loss'],
    };
    history.apply({ type: 'info', runId: 'a', info });
    const sample = { step: 2, epoch: 1, learningRate: 0.1, layers: [] };
    const picture = { kind: 'weights', rows: 1, cols: 1, values: [1] } as const;
    history.apply({
      type: 'metrics',
      runId: 'a',
      steps: [step(1), step(2)],
      epochs: [],
      samples: [],
      picture: { ...picture, values: [1] },
    });
    history.apply({ type: 'metrics', runId: 'a', steps: [step(3)], epochs: [], samples: [sample], picture: null });
    const test = { loss: 0.5, accuracy: 0.75, examples: 4 };
    history.apply({ type: 'tested', runId: 'a', test });
    const best = { epoch: 1, loss: 0.5, after: 1 };
    history.apply({ type: 'best', runId: 'a', best });
    const watched = { rows: 1, cols: 1, labels: [3], images: [[255]] };
    history.apply({ type: 'watched', runId: 'a', digits: watched });
    const reading = { step: 3, read: [8], sure: [0.25] };
    history.apply({ type: 'read', runId: 'a', reading: { ...reading, step: 2 } });
    history.apply({ type: 'read', runId: 'a', reading });
    const change = { field: 'l2', step: 3, before: 0, value: 0.5 } as const;
    history.apply({ type: 'changed', runId: 'a', change });
    const interim = { step: 2, epoch: 1, loss: 0.5, accuracy: 0.75 };
    history.apply({ type: 'interim', runId: 'a', interim });
    history.apply({ type: 'failed', runId: 'a', message: 'm', location: null });
    history.apply({ type: 'state', runId: 'a', state: 'failed' });
    assert.deepEqual(history.snapshot(), {
      id: '1',
      name: 'a run',
      config,
      state: 'failed',
      info,
      steps: [step(1), step(2), step(3)],
      epochs: [],
      test,
      best,
      interim: [interim],
      changes: [change],
      watched,
      reading,
      lastStep: step(3),
      picture,
      error: { message: 'm', location: null },
      samples: [sample],
      pinned: false,
      cut: null,
    });
  });

  it('gives snapshots that do not change later', () => {
    const history = new RunHistory('1', 'a run', config);
    history.apply({ type: 'metrics', runId: 'a', steps: [step(1)], epochs: [], samples: [], picture: null });
    const before = history.snapshot();
    history.apply({ type: 'metrics', runId: 'a', steps: [step(2)], epochs: [], samples: [], picture: null });
    assert.equal(before.steps.length, 1);
  });

  it('stays bounded in a long run, in order, with its spikes and its newest quarter', () => {
    const history = new RunHistory('1', 'a run', config, { steps: 1000, epochs: 1000, samples: 100 });
    const losses = (n: number): number => (n === 777 ? 50 : n === 31_000 ? -50 : Math.sin(n));
    for (let n = 1; n <= 60_000; n += 50) {
      const steps = Array.from({ length: 50 }, (_, i) => step(n + i, losses(n + i)));
      history.apply({ type: 'metrics', runId: 'a', steps, epochs: [], samples: [], picture: null });
    }
    const { steps, lastStep } = history.snapshot();
    assert.ok(steps.length <= 1000 && steps.length > 500, `${steps.length} points`);
    assert.ok(steps.every((point, i) => i === 0 || point.step > steps[i - 1].step));
    assert.ok(
      steps.some((point) => point.loss === 50),
      'the spike up is gone',
    );
    assert.ok(
      steps.some((point) => point.loss === -50),
      'the spike down is gone',
    );
    assert.deepEqual(lastStep, step(60_000, losses(60_000)));
    assert.deepEqual(
      steps.slice(-100).map((point) => point.step),
      Array.from({ length: 100 }, (_, i) => 59_901 + i),
    );
  });

  it('bounds epochs, too', () => {
    const history = new RunHistory('1', 'a run', config, { steps: 100, epochs: 100, samples: 100 });
    for (let epoch = 1; epoch <= 1000; epoch++) {
      const measured = { validationLoss: null, validationAccuracy: null, testLoss: null, testAccuracy: null };
      const metric = { epoch, trainLoss: 1, ...measured, seconds: 1, samplesPerSecond: 1 };
      history.apply({ type: 'metrics', runId: 'a', steps: [], epochs: [metric], samples: [], picture: null });
    }
    const { epochs } = history.snapshot();
    assert.ok(epochs.length <= 100);
    assert.equal(epochs.at(-1)?.epoch, 1000);
    assert.equal(epochs[0].epoch, 1);
  });

  it('knows which states are the end, and names runs', () => {
    assert.deepEqual(
      ['finished', 'stopped', 'failed'].map((state) => isOver(state as never)),
      [true, true, true],
    );
    assert.deepEqual(
      ['preparing', 'running', 'paused'].map((state) => isOver(state as never)),
      [false, false, false],
    );
    assert.equal(
      runName('MNIST', { ...config, network: 'reference' }, new Date(2024, 0, 1, 14, 3, 20)),
      'MNIST · reference · 14:03:20',
    );
  });

  it('numbers a run whose name another one has', () => {
    const name = 'MNIST · reference · 14:03:20';
    assert.equal(freeName(name, new Set(['3 or 7 · my code · 14:03:20'])), name);
    assert.equal(freeName(name, new Set([name])), `${name} (2)`);
    assert.equal(freeName(name, new Set([name, `${name} (2)`])), `${name} (3)`);
    assert.equal(freeName(`${name} (2)`, new Set([name, `${name} (2)`])), `${name} (3)`);
    const long = 'n'.repeat(MAX_NAME);
    assert.equal(freeName(long, new Set([long])), `${'n'.repeat(MAX_NAME - 4)} (2)`);
  });
});
