/** The figures about two moons that lesson 2.6 and the end of Part 2 quote, from the reference solutions. */
import assert from 'node:assert/strict';
import { accuracy, trainClassifier } from '../../lessons/1-linear-model/7-three-or-seven/solution';
import { type Network, forward } from '../../lessons/2-multi-layer/3-two-layer-network/solution';
import { trainTwoLayer } from '../../lessons/2-multi-layer/6-two-moons/solution';
import { type Random, createRandom } from '../../src/checker/kit';
import { type MoonData, makeMoons } from '../../src/training/experiments/twoMoons';

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);

const moons = (random: Random, count: number): MoonData => makeMoons(count, random);

function heNetwork(random: Random, hidden: number): Network {
  const weights = (rows: number, cols: number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: cols }, () => Math.sqrt(2 / rows) * random.normal()));
  return {
    hidden: { weights: weights(2, hidden), bias: new Array<number>(hidden).fill(0) },
    output: { weights: weights(hidden, 2), bias: [0, 0] },
  };
}

/** The share of new points that are right after training with each seed. */
function networkRuns(hidden: number): number[] {
  return SEEDS.map((seed) => {
    const random = createRandom(seed);
    const train = moons(random, 200);
    const test = moons(random, 1000);
    let network = heNetwork(random, hidden);
    const options = { learningRate: 0.5, epochs: 100, batchSize: 20 };
    for (const report of trainTwoLayer(train.xs, train.labels, network, options)) network = report.network;
    const right = test.xs.filter((x, k) => {
      const [zero, one] = forward(x, network).output;
      return (one > zero ? 1 : 0) === test.labels[k];
    });
    return right.length / test.xs.length;
  });
}

function linearRuns(): number[] {
  return SEEDS.map((seed) => {
    const random = createRandom(seed);
    const train = moons(random, 200);
    const test = moons(random, 1000);
    let parameters = { weights: [0, 0], bias: 0 };
    const options = { initial: parameters, learningRate: 1, epochs: 200, batchSize: 20 };
    for (const report of trainClassifier(train.xs, train.labels, options)) parameters = report.parameters;
    return accuracy(test.xs, test.labels, parameters);
  });
}

const range = (values: number[]): string => `${Math.min(...values)} to ${Math.max(...values)}`;

describe('two moons, ten runs', () => {
  it('sixteen hidden neurons: above 98 % every time, and 98 to 99 %', () => {
    const runs = networkRuns(16);
    assert.ok(Math.min(...runs) > 0.98 && Math.max(...runs) < 0.995, range(runs));
  });

  it('linear model: 86 to 89 %, 88 on average', () => {
    const runs = linearRuns();
    assert.ok(Math.min(...runs) >= 0.855 && Math.max(...runs) < 0.895, range(runs));
    assert.equal(Math.round((runs.reduce((sum, run) => sum + run, 0) / runs.length) * 100), 88, range(runs));
  });

  it('one or two hidden neurons: never better than 91 %', () => {
    for (const hidden of [1, 2]) {
      const runs = networkRuns(hidden);
      assert.ok(Math.max(...runs) <= 0.91, `${hidden}: ${range(runs)}`);
    }
  });

  it('four hidden neurons: above 91 % in five runs of ten', () => {
    assert.equal(networkRuns(4).filter((right) => right > 0.91).length, 5);
  });
});
