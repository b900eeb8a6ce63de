/**
 * Two optimizers, each at several learning rates. They are the solutions of the lessons; the layers are those of the reference, which
 * compute the same in less time. Lesson 5.5 and the page after Part 5 quote them.
 */
import { predictLabels } from '../../../lessons/4-extensions/1-evaluate/solution';
import { Momentum } from '../../../lessons/4-extensions/4-momentum/solution';
import { Adam } from '../../../lessons/5-beyond/5-adam/solution';
import { type Dataset, split } from '../../../src/training/data/dataset';
import { type Random, seededRandom } from '../../../src/training/data/random';
import { compose } from '../../../src/training/network/compose';
import type { Parameter } from '../../../src/training/network/layer';
import { REFERENCE_LIBRARY, type TrainableNetwork } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { type TrainingData, takeBatch } from '../../../src/training/network/train';
import { type Program, SEEDS, percent } from '../program';

const { createNetwork, softmaxCrossEntropy, shuffle } = REFERENCE_LIBRARY;

interface Optimizer {
  learningRate: number;
  step(): void;
}

/** The images that a command with `--limit` trains on, and those that it holds back. */
function heldBack({ train }: Dataset, limit: number): { training: TrainingData; validation: TrainingData } {
  const pixels = train.images.length / train.count;
  const all = { images: new Matrix(train.count, pixels, train.images), labels: train.labels };
  const places = split(train.count, 5000);
  return { training: takeBatch(all, places.train.subarray(0, limit)), validation: takeBatch(all, places.validation) };
}

/** Of 100 validation images, right after the last epoch of mini-batches of 64. */
function rightAfter(
  mnist: Dataset,
  { images, epochs }: { images: number; epochs: number },
  make: (random: Random) => TrainableNetwork,
  optimizerOf: (parameters: Parameter[]) => Optimizer,
): number[] {
  const { training, validation } = heldBack(mnist, images);
  return SEEDS.map((seed) => {
    const random = seededRandom(seed);
    const network = make(random);
    const optimizer = optimizerOf(network.parameters());
    const { learningRate } = optimizer;
    const learningRateAt = (): number => learningRate;
    const pieces = { network, loss: softmaxCrossEntropy, shuffle, optimizer, addPenaltyGradient: null, learningRateAt };
    for (const report of compose(pieces, training, { epochs, batchSize: 64, random })) void report;
    const answers = predictLabels(network as never, validation.images);
    return percent(answers.filter((answer, i) => answer === validation.labels[i]).length, answers.length);
  });
}

const momentum =
  (learningRate: number) =>
  (parameters: Parameter[]): Optimizer =>
    new Momentum(parameters, { learningRate, momentum: 0.9 });

const adam =
  (learningRate: number) =>
  (parameters: Parameter[]): Optimizer =>
    new Adam(parameters, { learningRate });

/** 10,000 images, twice, through `[784, 128, 10]`. */
export const OPTIMIZERS: Program[] = Object.entries({
  'momentum-small': { what: 'momentum 0.9, rate 0.01', optimizer: momentum(0.01) },
  'momentum-best': { what: 'momentum 0.9, rate 0.1', optimizer: momentum(0.1) },
  'momentum-large': { what: 'momentum 0.9, rate 1', optimizer: momentum(1) },
  'adam-small': { what: 'Adam, rate 0.001', optimizer: adam(0.001) },
  'adam-best': { what: 'Adam, rate 0.003', optimizer: adam(0.003) },
  'adam-large': { what: 'Adam, rate 0.03', optimizer: adam(0.03) },
}).map(([id, { what, optimizer }]): Program => ({
  id: `rate-${id}`,
  about: `${what}, 2 epochs of 10,000 images`,
  quantities: { right: { digits: 1 } },
  run: (mnist) => ({
    right: rightAfter(
      mnist,
      { images: 10_000, epochs: 2 },
      (random) => createNetwork([784, 128, 10], random),
      optimizer,
    ),
  }),
}));
