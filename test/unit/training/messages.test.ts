import assert from 'node:assert/strict';
import { parse } from '../../../src/protocol/schema';
import type { Checkpoint } from '../../../src/protocol/checkpoint';
import type { Inspection } from '../../../src/protocol/inspection';
import { TrainingChildToHost } from '../../../src/protocol/run';

const digit = { index: 0, label: 3, predicted: 7, loss: 2, probabilities: [0.5, 0.5], pixels: [0, 255] };
const image = { classes: ['7', '3'], rows: 1, cols: 2, step: 4 };
const answers: Inspection[] = [
  {
    kind: 'confusion',
    classes: ['7', '3'],
    matrix: [
      [5, 1],
      [0, 9],
    ],
    step: 4,
  },
  { kind: 'cell', truth: 1, predicted: 0, count: 1, digits: [digit], ...image },
  { kind: 'worst', digits: [digit], ...image },
  { kind: 'filters', rows: 1, cols: 2, filters: [[1, 2]], units: [0], of: 1, step: 4 },
  { kind: 'activations', digit, layers: [{ name: 'hidden 1', values: [1] }], of: 9, ...image },
  {
    kind: 'gradients',
    layers: [{ name: 'output', edges: [0, 1], counts: [3], zeroShare: 0, deadUnits: null, units: 2, norm: 1 }],
    probe: 100,
    step: 4,
  },
  { kind: 'predict', classes: ['7', '3'], probabilities: [0.5, 0.5], predicted: 1, layers: [], step: 4 },
  {
    kind: 'weights',
    layers: [{ weights: { rows: 1, cols: 1, data: new Float32Array(1) }, bias: new Float32Array(1) }],
    step: 4,
  },
  { kind: 'unavailable', reason: 'no' },
];

const epoch = {
  epoch: 1,
  trainLoss: 1,
  ...{ validationLoss: null, validationAccuracy: null, testLoss: null, testAccuracy: null },
  ...{ seconds: 1, samplesPerSecond: 1 },
};

const checkpoint: Checkpoint = {
  step: 3,
  epoch: 1,
  parameters: [Float32Array.of(1), Float64Array.of(2)],
  velocities: null,
  random: [1, 2, 3, 4],
  startLoss: 2.3,
};

const grid = { rows: 1, cols: 2 };

const losses = { steps: [1, 2], first: [2, 1], second: [2] };
const depth = { kind: 'depth', losses, residual: [0, 0.5], plain: [1, 2], accuracy: { residual: 0.9, plain: null } };
const metricsWith = (picture: object): TrainingChildToHost =>
  ({ type: 'metrics', runId: 'a', steps: [], epochs: [], samples: [], picture }) as TrainingChildToHost;

const good: TrainingChildToHost[] = [
  { type: 'ready' },
  { type: 'state', runId: 'a', state: 'paused' },
  {
    type: 'info',
    runId: 'a',
    info: {
      dataDescription: '',
      trainingExamples: 1,
      validationExamples: 0,
      stepsPerEpoch: 1,
      totalSteps: 1,
      usedReference: ['a'],
    },
  },
  {
    type: 'metrics',
    runId: 'a',
    steps: [{ step: 1, epoch: 1, loss: 1 }],
    epochs: [{ ...epoch, validationLoss: 0.25, validationAccuracy: 0.5 }],
    samples: [],
    picture: { kind: 'line', xs: [1], ys: [1], weight: 1, bias: 1 },
  },
  {
    type: 'metrics',
    runId: 'a',
    steps: [],
    epochs: [],
    samples: [],
    picture: { kind: 'weights', rows: 1, cols: 1, values: [1] },
  },
  { type: 'metrics', runId: 'a', steps: [], epochs: [], samples: [], picture: null },
  { type: 'metrics', runId: 'a', steps: [], epochs: [], samples: [], picture: null, lookedMs: 3 },
  { type: 'kept', runId: 'a', checkpoint: null, isWhole: true },
  { type: 'kept', runId: 'a', checkpoint, isWhole: false },
  { type: 'moment', runId: 'a', moment: { step: 0, frame: { kind: 'line', weight: 1, bias: 2 } } },
  { type: 'moment', runId: 'a', moment: { step: 1, frame: { ...grid, kind: 'moons', parts: Int8Array.of(1, -127) } } },
  {
    type: 'metrics',
    runId: 'a',
    steps: [],
    epochs: [],
    samples: [
      { step: 1, epoch: 1, learningRate: 0.1, layers: [{ name: 'output', gradientNorm: 1, updateRatio: 0.001 }] },
    ],
    picture: {
      kind: 'moons',
      xs: [[0, 1]],
      labels: [1],
      area: { left: 0, right: 1, bottom: 0, top: 1 },
      cols: 2,
      rows: 1,
      probabilities: [0, 1],
    },
  },
  metricsWith(depth),
  metricsWith({ ...depth, plain: [] }),
  metricsWith({ kind: 'autodiff', losses, difference: null }),
  metricsWith({ kind: 'autodiff', losses, difference: { now: 0, largest: 1e-9, gradient: 0.1 } }),
  ...answers.map((result, id): TrainingChildToHost => ({ type: 'inspected', id, result })),
  { type: 'failed', runId: 'a', message: '', location: { file: 'f', line: 1, column: 1 } },
  { type: 'failed', runId: 'a', message: '', location: null },
];

const bad: unknown[] = [
  null,
  undefined,
  'ready',
  {},
  { type: 'hello' },
  { type: 'state', runId: 'a', state: 'great' },
  { type: 'info', runId: 'a', info: null },
  {
    type: 'info',
    runId: 'a',
    info: { dataDescription: '', trainingExamples: 1, stepsPerEpoch: 1, totalSteps: 1, usedReference: [1] },
  },
  { type: 'metrics', runId: 'a', steps: [{ step: 1 }], epochs: [], samples: [], picture: null },
  { type: 'metrics', runId: 'a', steps: {}, epochs: [], samples: [], picture: null },
  { type: 'metrics', runId: 'a', steps: [], epochs: [{ epoch: '1' }], samples: [], picture: null },
  { type: 'metrics', runId: 'a', steps: [], epochs: [], samples: [], picture: { kind: 'cat' } },
  {
    type: 'metrics',
    runId: 'a',
    steps: [],
    epochs: [],
    samples: [],
    picture: { kind: 'weights', rows: 1, cols: 1, values: ['1'] },
  },
  metricsWith({ ...depth, plain: [1] }),
  metricsWith({ ...depth, losses: { ...losses, second: [1, 2, 3] } }),
  metricsWith({ ...depth, residual: [NaN] }),
  { type: 'metrics', runId: 'a', steps: [], epochs: [] },
  { type: 'metrics', runId: 'a', steps: [{ step: 1, epoch: 1, loss: NaN }], epochs: [], samples: [], picture: null },
  { type: 'kept', runId: 'a', checkpoint: { ...checkpoint, parameters: [Float32Array.of(NaN)] }, isWhole: true },
  { type: 'kept', runId: 'a', checkpoint: { ...checkpoint, parameters: [[1, 2]] }, isWhole: true },
  { type: 'moment', runId: 'a', moment: { step: 1, frame: { ...grid, kind: 'moons', parts: Int8Array.of(1) } } },
  { type: 'moment', runId: 'a', moment: { step: 1, frame: { ...grid, kind: 'moons', parts: [1, 2] } } },
  { type: 'moment', runId: 'a', moment: { step: -1, frame: { kind: 'line', weight: 1, bias: 2 } } },
  { type: 'moment', runId: 'a', moment: { step: 1, frame: { kind: 'line', weight: NaN, bias: 2 } } },
  { type: 'failed', runId: 'a', message: 1, location: null },
  { type: 'failed', message: '', location: null },
  { type: 'state', state: 'paused' },
  { type: 'failed', runId: 'a', message: '', location: { file: 'f' } },
];

/** Every answer without each of its fields, and with each of another type. */
const damaged = answers.flatMap((answer) =>
  Object.keys(answer).flatMap((key) =>
    [undefined, {}, 'text', [null]].flatMap((value) =>
      answer.kind === 'unavailable' && value === 'text' && key === 'reason'
        ? []
        : [{ type: 'inspected', id: 0, result: { ...answer, [key]: value } }],
    ),
  ),
);

describe('training: messages from the child', () => {
  it('pass when they are as the protocol says', () => {
    for (const message of good) assert.deepEqual(parse(TrainingChildToHost, message), message);
  });

  it('are dropped when they are not', () => {
    for (const message of [...bad, ...damaged])
      assert.equal(parse(TrainingChildToHost, message), null, JSON.stringify(message));
  });

  it('have null for a loss on test data that is not finite, as JSON has', () => {
    const measured = { ...epoch, testLoss: NaN, testAccuracy: 0.1 };
    const message = { type: 'metrics', runId: 'a', steps: [], epochs: [measured], samples: [], picture: null };
    const parsed = parse(TrainingChildToHost, message);
    assert.deepEqual(parsed, { ...message, epochs: [{ ...measured, testLoss: null }] });
    assert.deepEqual(parse(TrainingChildToHost, JSON.parse(JSON.stringify(message))), parsed);
  });
});
