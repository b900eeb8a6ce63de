/** Experiments with the solutions of Parts 1 and 2 that no command runs. */
import type { Parameters } from '../../lessons/1-linear-model/6-gradient-descent/solution';
import { accuracy, trainClassifier } from '../../lessons/1-linear-model/7-three-or-seven/solution';
import { type Layer, type Network, forward } from '../../lessons/2-multi-layer/3-two-layer-network/solution';
import { type TrainOptions, trainTwoLayer } from '../../lessons/2-multi-layer/6-two-moons/solution';
import type { BinaryExamples } from '../../src/training/data/dataset';
import { gaussian, type Random, seededRandom } from '../../src/training/data/random';
import { makeMoons } from '../../src/training/experiments/twoMoons';
import { shuffle } from '../../src/training/network/shuffle';

interface ThreeOrSeven {
  train: BinaryExamples;
  test: BinaryExamples;
}

export const negative = (image: number[]): number[] => image.map((pixel) => 1 - pixel);

/** Half of the images become negatives. */
export function withNegatives({ images, targets }: BinaryExamples): BinaryExamples {
  return { images: images.map((image, i) => (i % 2 === 1 ? negative(image) : image)), targets };
}

export function inRandomOrder({ images, targets }: BinaryExamples, random: Random): BinaryExamples {
  const order = [...shuffle(images.length, random)];
  return { images: order.map((i) => images[i]), targets: order.map((i) => targets[i]) };
}

/** The linear model of 1.7, from zero. */
function linear(images: number[][], targets: number[], options: TrainOptions): Parameters {
  let parameters: Parameters = { weights: images[0].map(() => 0), bias: 0 };
  for (const report of trainClassifier(images, targets, { initial: parameters, ...options }))
    parameters = report.parameters;
  return parameters;
}

export function twoLayersOnThreeOrSeven(seed: number, { train, test }: ThreeOrSeven): Record<string, number> {
  const random = seededRandom(seed);
  const network = trained(inRandomOrder(train, random), { learningRate: 0.1, epochs: 40, batchSize: 256 }, random);
  const right = shareRight(test, network);
  return { right: 100 * right, missed: test.images.length * (1 - right) };
}

export function twoLayersOnNegatives(seed: number, { train, test }: ThreeOrSeven): Record<string, number> {
  const random = seededRandom(seed);
  const mixture = withNegatives(inRandomOrder(train, random));
  const network = trained(mixture, { learningRate: 0.1, epochs: 10, batchSize: 64 }, random);
  const negatives = { images: test.images.map(negative), targets: test.targets };
  return { right: 100 * shareRight(test, network), negatives: 100 * shareRight(negatives, network) };
}

/** The linear model of 1.7 on the points of 2.6, with the settings of the network. */
export function linearOnMoons(seed: number): Record<string, number> {
  const random = seededRandom(seed);
  const [train, test] = [makeMoons(200, random), makeMoons(1000, random)];
  const parameters = linear(train.xs, train.labels, { learningRate: 0.5, epochs: 100, batchSize: 20 });
  return { right: 100 * accuracy(test.xs, test.labels, parameters) };
}

function trained({ images, targets }: BinaryExamples, options: TrainOptions, random: Random): Network {
  let network: Network = { hidden: heLayer(images[0].length, 30, random), output: heLayer(30, 2, random) };
  for (const report of trainTwoLayer(images, targets, network, options)) network = report.network;
  return network;
}

function heLayer(inputs: number, outputs: number, random: Random): Layer {
  const row = (): number[] => Array.from({ length: outputs }, () => Math.sqrt(2 / inputs) * gaussian(random));
  return { weights: Array.from({ length: inputs }, row), bias: new Array<number>(outputs).fill(0) };
}

function shareRight({ images, targets }: BinaryExamples, network: Network): number {
  const right = images.filter((image, i) => {
    const [seven, three] = forward(image, network).output;
    return (three > seven ? 1 : 0) === targets[i];
  });
  return right.length / images.length;
}
