/** What the page after Part 1 claims without a figure, on real MNIST with the solutions of the lessons. Part of `npm run test:figures`. */
import assert from 'node:assert/strict';
import { predict } from '../../lessons/1-linear-model/2-linear-model/solution';
import { type BinaryExamples, threesAndSevens } from '../../src/training/data/dataset';
import { readMnist } from '../../src/training/data/node/mnistFolder';
import { mnistFolder } from '../support/mnist';
import { SEEDS } from './program';
import { last, meansOf, negative, reader, shuffled, trainLinear, withNegatives } from './programs/readers';

describe('the page after part 1, on real MNIST', function () {
  this.timeout(10 * 60_000);
  let train: BinaryExamples;
  let test: BinaryExamples;

  before(async () => {
    assert.ok(mnistFolder, 'MNIST is needed for this. Set NNFS_MNIST_DIR to its folder.');
    ({ train, test } = threesAndSevens(await readMnist(mnistFolder)));
  });

  it('the first step with all images goes where the means point', () => {
    const first = last(trainLinear(train, { batchSize: train.images.length, epochs: 1 }));
    const [three, seven] = meansOf(train);
    const byHand = three.map((pixel, i) => pixel - seven[i]);
    const dot = (a: number[], b: number[]): number => predict(a, b, 0);
    const cosine = dot(byHand, first.weights) / Math.sqrt(dot(byHand, byHand) * dot(first.weights, first.weights));
    assert.ok(cosine > 0.999, `the cosine of the two directions is ${cosine}`);
  });

  it('all negatives get the same answer, with each of three seeds and of three learning rates', () => {
    const runs = [
      ...SEEDS.map((seed) => ({ seed, learningRate: 1 })),
      ...[0.1, 0.01].map((learningRate) => ({ seed: 1, learningRate })),
    ];
    for (const { seed, learningRate } of runs) {
      const looksLikeThree = reader(last(trainLinear(withNegatives(shuffled(train, seed)), { learningRate })));
      const answers = new Set(test.images.map((image) => looksLikeThree(negative(image))));
      assert.equal(answers.size, 1, `seed ${seed}, learning rate ${learningRate}`);
    }
  });
});
