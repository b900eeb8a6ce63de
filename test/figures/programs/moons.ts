/** Two moons, by the solutions of 1.7 and 2.6, with the seeds 1 to 10. Lesson 2.6 and the page after Part 2 quote them. */
import { accuracy, trainClassifier } from '../../../lessons/1-linear-model/7-three-or-seven/solution';
import { type Network, forward } from '../../../lessons/2-multi-layer/3-two-layer-network/solution';
import { trainTwoLayer } from '../../../lessons/2-multi-layer/6-two-moons/solution';
import { type Random, createRandom } from '../../../src/checker/kit';
import { makeMoons } from '../../../src/training/experiments/twoMoons';
import { type Program, type Values, percent } from '../program';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const [TRAIN, TEST] = [200, 1000];

function heNetwork(random: Random, hidden: number): Network {
  const weights = (rows: number, cols: number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.sqrt(2 / rows) * random.normal()));
  return {
    hidden: { weights: weights(2, hidden), bias: new Array<number>(hidden).fill(0) },
    output: { weights: weights(hidden, 2), bias: [0, 0] },
  };
}

/** Of 100 new points, right after training with each seed. */
function networks(hidden: number): number[] {
  return SEEDS.map((seed) => {
    const random = createRandom(seed);
    const train = makeMoons(TRAIN, random);
    const test = makeMoons(TEST, random);
    let network = heNetwork(random, hidden);
    const options = { learningRate: 0.5, epochs: 100, batchSize: 20 };
    for (const report of trainTwoLayer(train.xs, train.labels, network, options)) network = report.network;
    const right = test.xs.filter((x, k) => {
      const [zero, one] = forward(x, network).output;
      return (one > zero ? 1 : 0) === test.labels[k];
    });
    return percent(right.length, TEST);
  });
}

function linearModels(): number[] {
  return SEEDS.map((seed) => {
    const random = createRandom(seed);
    const train = makeMoons(TRAIN, random);
    const test = makeMoons(TEST, random);
    let parameters = { weights: [0, 0], bias: 0 };
    const options = { initial: parameters, learningRate: 1, epochs: 200, batchSize: 20 };
    for (const report of trainClassifier(train.xs, train.labels, options)) parameters = report.parameters;
    return 100 * accuracy(test.xs, test.labels, parameters);
  });
}

/** MNIST has no part in them. */
export const MOONS: (Program & { run(): Values })[] = [
  {
    id: 'moons-linear',
    about: 'two moons, a linear model',
    quantities: { right: { digits: 0 } },
    run: () => ({ right: linearModels() }),
  },
  {
    id: 'moons-16',
    about: 'two moons, 16 hidden neurons',
    quantities: { right: { digits: 0 }, worst: { digits: 1 } },
    run: () => {
      const right = networks(16);
      return { right, worst: [Math.min(...right)] };
    },
  },
  {
    id: 'moons-few',
    about: 'two moons, 1, 2 and 4 hidden neurons',
    quantities: { best: { digits: 1 }, 'four-above': { digits: 0 } },
    run: () => {
      const best = Math.max(...networks(1), ...networks(2));
      return { best: [best], 'four-above': [networks(4).filter((right) => right > best).length] };
    },
  },
];
