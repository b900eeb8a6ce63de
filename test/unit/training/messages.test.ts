import assert from 'node:assert/strict';
import { parseFromTrainingChild } from '../../../src/training/messages';
import type { TrainingChildToHost } from '../../../src/training/protocol';

const good: TrainingChildToHost[] = [
  { type: 'ready' },
  { type: 'state', state: 'paused' },
  {
    type: 'info',
    info: { dataDescription: '', trainingExamples: 1, stepsPerEpoch: 1, totalSteps: 1, usedReference: ['a'] },
  },
  {
    type: 'metrics',
    steps: [{ step: 1, epoch: 1, loss: 1 }],
    epochs: [{ epoch: 1, trainLoss: 1, testLoss: null, testAccuracy: 0.5, seconds: 1, samplesPerSecond: 1 }],
    picture: { kind: 'line', xs: [1], ys: [1], weight: 1, bias: 1 },
  },
  { type: 'metrics', steps: [], epochs: [], picture: { kind: 'weights', rows: 1, cols: 1, values: [1] } },
  { type: 'metrics', steps: [], epochs: [], picture: null },
  { type: 'failed', message: '', location: { file: 'f', line: 1, column: 1 } },
  { type: 'failed', message: '', location: null },
];

const bad: unknown[] = [
  null,
  undefined,
  'ready',
  {},
  { type: 'hello' },
  { type: 'state', state: 'great' },
  { type: 'info', info: null },
  {
    type: 'info',
    info: { dataDescription: '', trainingExamples: 1, stepsPerEpoch: 1, totalSteps: 1, usedReference: [1] },
  },
  { type: 'metrics', steps: [{ step: 1 }], epochs: [], picture: null },
  { type: 'metrics', steps: {}, epochs: [], picture: null },
  { type: 'metrics', steps: [], epochs: [{ epoch: '1' }], picture: null },
  { type: 'metrics', steps: [], epochs: [], picture: { kind: 'cat' } },
  { type: 'metrics', steps: [], epochs: [], picture: { kind: 'weights', rows: 1, cols: 1, values: ['1'] } },
  { type: 'metrics', steps: [], epochs: [] },
  { type: 'failed', message: 1, location: null },
  { type: 'failed', message: '', location: { file: 'f' } },
];

describe('training: messages from the child', () => {
  it('pass when they are as the protocol says', () => {
    for (const message of good) assert.equal(parseFromTrainingChild(message), message);
  });

  it('are dropped when they are not', () => {
    for (const message of bad) assert.equal(parseFromTrainingChild(message), null, JSON.stringify(message));
  });
});
