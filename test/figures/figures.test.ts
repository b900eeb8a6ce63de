/**
 * The figures that the course promises (CURRICULUM, last section), on real MNIST. Slow, so a command of its own:
 * `npm run test:figures`. It prints the table.
 */
import assert from 'node:assert/strict';
import { ModuleLoader } from '../../src/checker/node/load';
import type { Namespace } from '../../src/checker/modules';
import { findLesson, referenceSources } from '../../src/course/course';
import { type BinaryExamples, type Dataset, type Examples, threesAndSevens } from '../../src/training/data/dataset';
import { readMnist } from '../../src/training/data/node/mnistFolder';
import { gaussian, seededRandom } from '../../src/training/data/random';
import { buildNetwork, compose, piecesFor } from '../../src/training/network/compose';
import { REFERENCE_LIBRARY, type TrainableNetwork } from '../../src/training/network/library';
import { Matrix } from '../../src/training/network/matrix';
import { train } from '../../src/training/network/train';
import { course } from '../support/course';
import { mnistFolder } from '../support/mnist';
import { trainTwoLayers } from './programs/twoLayers';

const rows: [what: string, wanted: string, got: string][] = [];

/** Notes a figure for the table, and compares it with what the course promises. */
function figure(what: string, got: number, wanted: string, holds: boolean): void {
  rows.push([what, wanted, got.toFixed(6)]);
  assert.ok(holds, `${what}: ${got}, promised ${wanted}`);
}

async function solutions(id: string): Promise<Namespace> {
  const lesson = findLesson(course, id) ?? assert.fail(`no lesson ${id}`);
  const sources = referenceSources(course, lesson, '/course');
  return new ModuleLoader('/course', sources.files).load(lesson.path);
}

function shareRight(network: TrainableNetwork, { images, labels, count }: Examples): number {
  const pixels = images.length / count;
  let right = 0;
  for (let start = 0; start < count; start += 500) {
    const end = Math.min(count, start + 500);
    const { data, cols } = network.forward(new Matrix(end - start, pixels, images.slice(start * pixels, end * pixels)));
    for (let row = 0; row < end - start; row++) {
      const logits = data.subarray(row * cols, (row + 1) * cols);
      right += logits.indexOf(Math.max(...logits)) === labels[start + row] ? 1 : 0;
    }
  }
  return right / count;
}

describe('the figures of the course, on real MNIST', function () {
  this.timeout(20 * 60_000);
  let mnist: Dataset;
  let three: { train: BinaryExamples; test: BinaryExamples };

  before(async () => {
    assert.ok(mnistFolder, 'MNIST is needed for these figures. Set NNFS_MNIST_DIR to its folder.');
    mnist = await readMnist(mnistFolder);
    three = threesAndSevens(mnist, null);
  });
  after(() => {
    const wide = Math.max(...rows.map(([what]) => what.length));
    for (const [what, wanted, got] of rows) console.log(`    ${what.padEnd(wide)}  ${got}  (promised ${wanted})`);
  });

  it('pixel similarity, lesson 1.1', async () => {
    const lesson = (await solutions('pixels')) as unknown as {
      meanImage(images: number[][]): number[];
      isThree(image: number[], meanThree: number[], meanSeven: number[]): boolean;
    };
    const only = (examples: BinaryExamples, target: number): number[][] =>
      examples.images.filter((_, i) => examples.targets[i] === target);
    const meanThree = lesson.meanImage(only(three.train, 1));
    const meanSeven = lesson.meanImage(only(three.train, 0));
    const share = (images: number[][], isThree: boolean): number =>
      images.filter((image) => lesson.isThree(image, meanThree, meanSeven) === isThree).length / images.length;
    const [threes, sevens] = [share(only(three.test, 1), true), share(only(three.test, 0), false)];
    figure('pixel similarity, threes', threes, '0.916832', threes.toFixed(6) === '0.916832');
    figure('pixel similarity, sevens', sevens, '0.985409', sevens.toFixed(6) === '0.985409');
    const mean = (threes + sevens) / 2;
    figure('pixel similarity, mean', mean, '0.951120', mean.toFixed(6) === '0.951120');
  });

  it('linear model, lesson 1.7', async () => {
    const lesson = (await solutions('three-or-seven')) as unknown as {
      accuracy(images: number[][], targets: number[], parameters: unknown): number;
      trainClassifier(images: number[][], targets: number[], options: unknown): Iterable<{ parameters: unknown }>;
    };
    const { images, targets } = three.train;
    const run = (weights: number[], bias: number): number => {
      let parameters: unknown = { weights, bias };
      const options = { initial: parameters, learningRate: 1, epochs: 20, batchSize: 256 };
      for (const report of lesson.trainClassifier(images, targets, options)) parameters = report.parameters;
      return lesson.accuracy(three.test.images, three.test.targets, parameters);
    };
    const zero = run(new Array<number>(784).fill(0), 0);
    figure('linear model from zero, 20 epochs', zero, '≥ 0.978', zero >= 0.978);
    const random = seededRandom(1);
    const normal = run(
      Array.from({ length: 784 }, () => gaussian(random)),
      gaussian(random),
    );
    figure('linear model from a random start, 20 epochs', normal, '≥ 0.97', normal >= 0.97);
  });

  it('two layers, 30 hidden units, on 3-or-7', () => {
    const missed = trainTwoLayers(three.train, { seed: 1, epochs: 40, batchSize: 256 })(three.test);
    const share = 1 - missed / three.test.images.length;
    figure('two layers on 3-or-7, 40 epochs', share, '≥ 0.986', share >= 0.986);
  });

  it('all ten digits, 784→128→10', () => {
    const random = seededRandom(1);
    const network = REFERENCE_LIBRARY.createNetwork([784, 128, 10], random);
    const data = { images: new Matrix(mnist.train.count, 784, mnist.train.images), labels: mnist.train.labels };
    let first: number | null = null;
    for (const { loss } of train(network as never, data, { learningRate: 0.1, epochs: 5, batchSize: 64, random }))
      first ??= loss;
    const initial = first ?? NaN;
    figure('initial loss on ten digits', initial, 'ln 10 within 20 %', Math.abs(initial / Math.log(10) - 1) < 0.2);
    const share = shareRight(network, mnist.test);
    figure('784→128→10, 5 epochs', share, '≥ 0.965', share >= 0.965);
  });

  it('the same with Part 4', () => {
    const random = seededRandom(1);
    const { network } = buildNetwork(REFERENCE_LIBRARY, [784, 256, 10], 0, random);
    const data = { images: new Matrix(mnist.train.count, 784, mnist.train.images), labels: mnist.train.labels };
    const options = { learningRate: 0.1, optimizer: 'momentum', momentum: 0.9, l2: 1e-4, schedule: 'cosine' } as const;
    const pieces = piecesFor(REFERENCE_LIBRARY, network, options);
    for (const report of compose(pieces, data, { epochs: 10, batchSize: 64, random })) void report;
    const share = shareRight(network, mnist.test);
    figure('784→256→10, momentum, cosine, L2, 10 epochs', share, '≥ 0.982', share >= 0.982);
  });
});
