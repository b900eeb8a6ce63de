/** Three and seven, read by the network of Part 2, with the fast kernels, which compute the same. The pages after the Parts 1 and 2 quote it. */
import assert from 'node:assert/strict';
import { predictLabels } from '../../../lessons/4-extensions/1-evaluate/solution';
import { type BinaryExamples, threesAndSevens } from '../../../src/training/data/dataset';
import { seededRandom } from '../../../src/training/data/random';
import { bestSimd } from '../../../src/training/kernels/module';
import { prepareFast } from '../../../src/training/kernels/train';
import { Matrix } from '../../../src/training/network/matrix';
import { type Program, SEEDS, percent } from '../program';
import { negative, shuffled, withNegatives } from './readers';

const matrixOf = (images: number[][]): Matrix =>
  new Matrix(images.length, images[0].length, Float32Array.from(images.flat()));

/** Trains 30 hidden neurons with learning rate 0.1. @returns how many of some examples it then misses */
export function trainTwoLayers(
  train: BinaryExamples,
  { seed, epochs, batchSize }: { seed: number; epochs: number; batchSize: number },
): (examples: BinaryExamples) => number {
  const data = { images: matrixOf(train.images), labels: Uint8Array.from(train.targets) };
  const plain = { optimizer: 'sgd', momentum: 0, l2: 0, schedule: 'constant', dropout: 0 } as const;
  const run = { ...plain, sizes: [784, 30, 2], learningRate: 0.1, epochs, batchSize, random: seededRandom(seed) };
  const { network, reports } = prepareFast(bestSimd() ?? assert.fail('no SIMD'), data, run);
  for (const report of reports) void report;
  return ({ images, targets }) => {
    const answers = predictLabels(network as never, matrixOf(images));
    return targets.filter((target, i) => answers[i] !== target).length;
  };
}

const TWO_LAYERS: Program = {
  id: 'two-layers',
  about: '30 hidden neurons on 3 or 7, 40 epochs of mini-batches of 256',
  quantities: { right: { digits: 1 }, missed: { digits: 0 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const missed = SEEDS.map((seed) => trainTwoLayers(train, { seed, epochs: 40, batchSize: 256 })(test));
    return { right: missed.map((count) => percent(test.images.length - count, test.images.length)), missed };
  },
};

const NEGATIVES: Program = {
  id: 'negatives-network',
  about: '30 hidden neurons on images and negatives, 10 epochs of mini-batches of 64',
  quantities: { right: { digits: 1 }, negatives: { digits: 1 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const negatives = { ...test, images: test.images.map(negative) };
    const runs = SEEDS.map((seed) =>
      trainTwoLayers(withNegatives(shuffled(train, seed)), { seed, epochs: 10, batchSize: 64 }),
    );
    const right = (of: BinaryExamples): number[] =>
      runs.map((missed) => percent(of.images.length - missed(of), of.images.length));
    return { right: right(test), negatives: right(negatives) };
  },
};

export const TWO_LAYER_NETWORKS: Program[] = [TWO_LAYERS, NEGATIVES];
