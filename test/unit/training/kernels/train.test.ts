/** The training loop of the fast kernels beside the reference's, with every option. */
import assert from 'node:assert/strict';
import { drawDigits } from '../../../../src/training/data/digits';
import { seededRandom } from '../../../../src/training/data/random';
import { type SimdKind, bestSimd } from '../../../../src/training/kernels/module';
import { type FastRun, prepareFast, prepareFastConv } from '../../../../src/training/kernels/train';
import { buildNetwork, compose, piecesFor } from '../../../../src/training/network/compose';
import { createConvNet } from '../../../../src/training/network/convNet';
import { REFERENCE_LIBRARY } from '../../../../src/training/network/library';
import { Matrix } from '../../../../src/training/network/matrix';
import type { TrainingData } from '../../../../src/training/network/train';

type Options = Pick<FastRun, 'optimizer' | 'learningRate' | 'momentum' | 'l2' | 'dropout' | 'schedule'> & {
  hidden: readonly number[];
};

const PLAIN: Options = {
  optimizer: 'sgd',
  learningRate: 0.1,
  momentum: 0,
  l2: 0,
  dropout: 0,
  schedule: 'constant',
  hidden: [24],
};
const OPTIONS: Partial<Options>[] = [
  {},
  { momentum: 0.9, learningRate: 0.02 },
  { l2: 0.01 },
  { dropout: 0.3, hidden: [24, 40] },
  { schedule: 'step' },
  { schedule: 'cosine' },
  { schedule: 'one-cycle', learningRate: 0.3 },
  { momentum: 0.8, l2: 0.001, dropout: 0.2, schedule: 'cosine', hidden: [40, 9], learningRate: 0.05 },
  { hidden: [] },
  { optimizer: 'adam', learningRate: 0.001 },
  { optimizer: 'adam', learningRate: 0.003, l2: 0.1, dropout: 0.2, schedule: 'cosine', hidden: [40, 9] },
];

describe('training: the loop of the fast kernels', () => {
  let data: TrainingData;
  before(() => {
    const { train } = drawDigits({ train: 205, test: 10, seed: 5 });
    data = { images: new Matrix(train.count, 784, train.images), labels: train.labels };
  });

  for (const options of OPTIONS) {
    it(`goes the way of the reference: ${JSON.stringify(options)}`, () => {
      const { hidden, ...rest } = { ...PLAIN, ...options };
      const run = { ...rest, sizes: [784, ...hidden, 10], epochs: 3, batchSize: 20 };
      const random = seededRandom(3);
      const { network } = buildNetwork(REFERENCE_LIBRARY, run.sizes, run.dropout, random);
      const expected = [
        ...compose(piecesFor(REFERENCE_LIBRARY, network, run), data, { epochs: 3, batchSize: 20, random }),
      ];
      const fast = prepareFast(bestSimd() as SimdKind, data, { ...run, random: seededRandom(3) });
      const actual = [...fast.reports];
      assert.equal(actual.length, 33);
      actual.forEach((report, i) => {
        const { loss, ...place } = expected[i];
        assert.deepEqual({ epoch: report.epoch, step: report.step }, place);
        assert.ok(Math.abs(report.loss - loss) < 1e-3 * Math.max(0.1, loss), `${i}: ${report.loss}, not ${loss}`);
      });
      assert.ok(actual[32].loss < actual[0].loss);
    });
  }

  for (const optimizer of ['momentum', 'adam'] as const) {
    it(`goes the way of the reference with the convolutional network, with ${optimizer}, a penalty and a schedule`, () => {
      convolutional(data, optimizer);
    });
  }
});

function convolutional(data: TrainingData, optimizer: 'momentum' | 'adam'): void {
  const images = new Matrix(70, 784, data.images.data.slice(0, 70 * 784));
  const some = { images, labels: data.labels.slice(0, 70) };
  const isAdam = optimizer === 'adam';
  const [learningRate, momentum, l2] = isAdam ? [0.002, 0, 0.1] : [0.05, 0.9, 0.001];
  const options = { optimizer, learningRate, momentum, l2, schedule: 'cosine', dropout: 0 } as const;
  const run = { ...options, sizes: [784, 10], epochs: 2, batchSize: 32 };
  const random = seededRandom(3);
  const pieces = piecesFor(REFERENCE_LIBRARY, createConvNet(random), run);
  const expected = [...compose(pieces, some, { epochs: 2, batchSize: 32, random })];
  const { network, reports } = prepareFastConv(bestSimd() as SimdKind, some, { ...run, random: seededRandom(3) });
  [...reports].forEach(({ loss }, i) =>
    assert.ok(Math.abs(loss - expected[i].loss) < 1e-4 * expected[i].loss, `${i}: ${loss}, not ${expected[i].loss}`),
  );
  network.parameters().forEach(({ value }, i) => {
    const { data: wanted } = pieces.network.parameters()[i].value;
    value.data.forEach((each, j) =>
      assert.ok(Math.abs(each - wanted[j]) < 1e-4, `${i}, ${j}: ${each}, not ${wanted[j]}`),
    );
  });
}
