/**
 * Optimizers at several learning rates, and deep networks with ways around their layers and without them. The optimizers and the blocks
 * are the solutions of the lessons; the layers are those of the reference, which compute the same in less time. The lessons 5.5 and 5.8
 * quote them.
 */
import { predictLabels } from '../../../lessons/4-extensions/1-evaluate/solution';
import { Momentum } from '../../../lessons/4-extensions/4-momentum/solution';
import { Adam } from '../../../lessons/5-beyond/5-adam/solution';
import { Residual } from '../../../lessons/5-beyond/8-residual/solution';
import { type Dataset, split } from '../../../src/training/data/dataset';
import { type Random, seededRandom } from '../../../src/training/data/random';
import { compose } from '../../../src/training/network/compose';
import type { Layer, Parameter } from '../../../src/training/network/layer';
import { REFERENCE_LIBRARY, type TrainableNetwork } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { type TrainingData, takeBatch } from '../../../src/training/network/train';
import { type Program, SEEDS, percent } from '../program';

const { Dense, ReLU, Network, createNetwork, heWeights, softmaxCrossEntropy, shuffle } = REFERENCE_LIBRARY;

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
const OPTIMIZERS = Object.entries({
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

const WIDTH = 64;

const dense = (inputs: number, outputs: number, random: Random): Layer =>
  new Dense(heWeights(inputs, outputs, random), Matrix.zeros(1, outputs));

/** As `createDeepNetwork` of lesson 5.8 makes it, and the same layers in a row. */
const deep =
  (count: number, isResidual: boolean) =>
  (random: Random): TrainableNetwork => {
    const block = (): Layer[] => {
      const [first, second] = [dense(WIDTH, WIDTH, random), dense(WIDTH, WIDTH, random)];
      if (!isResidual) return [first, new ReLU(), second, new ReLU()];
      second.parameters()[0].value.data.fill(0);
      return [new Residual(new Network([first, new ReLU(), second]) as never)];
    };
    const blocks = Array.from({ length: count }, block).flat();
    return new Network([dense(784, WIDTH, random), new ReLU(), ...blocks, dense(WIDTH, 10, random)]);
  };

/** 5,000 images, four times, through hidden layers of 64 neurons. */
const DEPTHS = Object.entries({
  none: { what: 'one hidden layer', network: deep(0, true) },
  plain: { what: 'one hidden layer and 30 more in a row', network: deep(15, false) },
  blocks: { what: 'one hidden layer and 15 blocks of two', network: deep(15, true) },
}).map(([id, { what, network }]): Program => ({
  id: `depth-${id}`,
  about: `${what}, 4 epochs of 5,000 images`,
  quantities: { right: { digits: 0 } },
  run: (mnist) => ({ right: rightAfter(mnist, { images: 5000, epochs: 4 }, network, momentum(0.01)) }),
}));

export const OPTIMIZERS_AND_DEPTHS: Program[] = [...OPTIMIZERS, ...DEPTHS];
