/** Values that are changed while a run is under way. */
import assert from 'node:assert/strict';
import type { Adjustable, AdjustableId, Change } from '../../../src/protocol/adjust';
import type { RunConfig } from '../../../src/protocol/config';
import { Dials } from '../../../src/training/dials';
import { drawDigits } from '../../../src/training/data/digits';
import { seededRandom } from '../../../src/training/data/random';
import { Renewal } from '../../../src/training/experiments/renewal';
import { type StepPlan, checkedSteps } from '../../../src/training/experiments/steps';
import { type SimdKind, bestSimd } from '../../../src/training/kernels/module';
import { prepareFast } from '../../../src/training/kernels/train';
import { buildNetwork, compose, piecesFor } from '../../../src/training/network/compose';
import { REFERENCE_LIBRARY } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { type TrainingData, train } from '../../../src/training/network/train';
import { defaultsFor } from '../../../src/training/validate';
import { RecordedSession, learnerFile, until } from './support';

const ALL: Adjustable[] = (['learningRate', 'momentum', 'l2'] as const).map((field) => ({ field, from: 'step' }));
const START = { optimizer: 'sgd', learningRate: 0.1, momentum: 0, l2: 0, schedule: 'constant' } as const;

/** Lesson 1.6, as a learner writes it. */
const FIT_LINE = `
export function* fitLine(xs: number[][], ys: number[], options: any) {
  const { initial, learningRate, epochs } = options;
  let { weights: [w], bias: b } = initial;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss = 0, dw = 0, db = 0;
    xs.forEach(([x], i) => {
      const error = w * x + b - ys[i];
      loss += error ** 2 / xs.length;
      dw += (2 * error * x) / xs.length;
      db += (2 * error) / xs.length;
    });
    w -= learningRate * dw;
    b -= learningRate * db;
    yield { epoch, loss, parameters: { weights: [w], bias: b } };
  }
}
`;

function digits(count: number): TrainingData {
  const { train: examples } = drawDigits({ train: count, test: 10, seed: 5 });
  return { images: new Matrix(examples.count, 784, examples.images), labels: examples.labels };
}

/** Goes through reports, and turns the dials before the steps that are named. */
function losses(
  reports: Iterator<{ loss: number }>,
  dials: Dials,
  plan: Record<number, [AdjustableId, number]>,
  steps: number,
): number[] {
  return Array.from({ length: steps }, (_, i) => {
    const change = plan[i + 1];
    if (change) dials.ask(...change);
    dials.turn(i + 1, false);
    return (reports.next().value as { loss: number }).loss;
  });
}

describe('training: values that are changed while it runs', () => {
  it('wait for their time, and only those that the run can change', () => {
    const dials = new Dials(START, [
      { field: 'learningRate', from: 'epoch' },
      { field: 'l2', from: 'step' },
    ]);
    dials.ask('learningRate', 0.2);
    dials.ask('momentum', 0.9);
    dials.ask('l2', 0.5);
    assert.deepEqual(dials.turn(7, false), [{ field: 'l2', step: 7, before: 0, value: 0.5 }]);
    dials.ask('learningRate', 0.3);
    assert.deepEqual(dials.turn(8, false), []);
    assert.deepEqual(dials.turn(9, true), [{ field: 'learningRate', step: 9, before: 0.1, value: 0.3 }]);
    assert.deepEqual([dials.learningRate, dials.momentum, dials.l2], [0.3, 0, 0.5]);
    dials.ask('l2', 0.5);
    assert.deepEqual(dials.turn(10, true), [], 'the same value is no change');
  });

  it('a loop that gets its learning rate once is called anew where an epoch begins, and goes on as if it had had the other rate', () => {
    const data = digits(100);
    const epochs = 4;
    const stepsPerEpoch = 5;
    const learner = (random: () => number, rates: number[]) => {
      const { network } = buildNetwork(REFERENCE_LIBRARY, [784, 12, 10], 0, random);
      const dials = new Dials(START, [{ field: 'learningRate', from: 'epoch' }]);
      const renewal = new Renewal(dials, (learningRate, left) => {
        rates.push(learningRate, left);
        return train(network as never, data, { learningRate, epochs: left, batchSize: 20, random });
      });
      const plan: StepPlan = {
        loop: 'train',
        epochs,
        stepsPerEpoch,
        batchSize: 20,
        reportsStep: true,
        dials,
      };
      return { network, dials, steps: checkedSteps(renewal.begin(epochs), plan, () => undefined, renewal) };
    };
    const rates: number[] = [];
    const changed = learner(seededRandom(3), rates);
    const told = Array.from({ length: epochs * stepsPerEpoch }, (_, i) => {
      if (i === 7) changed.dials.ask('learningRate', 0.02);
      changed.dials.turn(i + 1, i % stepsPerEpoch === 0);
      return changed.steps.next().value;
    });
    assert.deepEqual(rates, [0.1, 4, 0.02, 2]);
    assert.deepEqual(
      told.map((one) => one && [one.epoch, one.step]),
      Array.from({ length: 20 }, (_, i) => [Math.floor(i / stepsPerEpoch) + 1, i + 1]),
    );
    assert.equal(changed.steps.next().done, true);
    // By hand: the same loop with one rate, and with the other from epoch 3 on.
    const random = seededRandom(3);
    const { network } = buildNetwork(REFERENCE_LIBRARY, [784, 12, 10], 0, random);
    const options = { batchSize: 20, random };
    const byHand = [
      ...train(network as never, data, { ...options, learningRate: 0.1, epochs: 2 }),
      ...train(network as never, data, { ...options, learningRate: 0.02, epochs: 2 }),
    ].map(({ loss }) => loss);
    assert.deepEqual(
      told.map((one) => one?.loss),
      byHand,
    );
  });

  it('the reference and the fast kernels take in all three, alike; a new momentum begins from a standstill', () => {
    const data = digits(120);
    const run = { ...START, dropout: 0, sizes: [784, 16, 10], epochs: 3, batchSize: 20 };
    const plan: Record<number, [AdjustableId, number]> = {
      3: ['learningRate', 0.3],
      6: ['momentum', 0.9],
      8: ['l2', 0.05],
      11: ['momentum', 0],
      13: ['momentum', 0.5],
      15: ['learningRate', 0.05],
    };
    const slow = new Dials(START, ALL);
    const random = seededRandom(3);
    const { network } = buildNetwork(REFERENCE_LIBRARY, run.sizes, 0, random);
    const pieces = piecesFor(REFERENCE_LIBRARY, network, slow);
    const expected = losses(compose(pieces, data, { epochs: 3, batchSize: 20, random }), slow, plan, 18);
    const fast = new Dials(START, ALL);
    const { reports } = prepareFast(bestSimd() as SimdKind, data, { ...run, random: seededRandom(3) }, fast);
    const actual = losses(reports, fast, plan, 18);
    actual.forEach((loss, i) =>
      assert.ok(Math.abs(loss - expected[i]) < 2e-3 * Math.max(0.1, expected[i]), `${i}: ${loss}, not ${expected[i]}`),
    );
    // Each of the changes matters.
    for (const left of Object.keys(plan).map(Number)) {
      const others = Object.fromEntries(Object.entries(plan).filter(([step]) => Number(step) !== left));
      const dials = new Dials(START, ALL);
      const again = prepareFast(bestSimd() as SimdKind, data, { ...run, random: seededRandom(3) }, dials);
      const without = losses(again.reports, dials, others, 18);
      assert.ok(Math.abs(without[17] - actual[17]) > 1e-6, `without the change at step ${left}`);
    }
  });

  it('in a real run: a line turns faster, and the change is told', async () => {
    const sources = learnerFile('1-linear-model/6-gradient-descent.ts', FIT_LINE);
    const recorded = new RecordedSession();
    const config: RunConfig = { ...defaultsFor('line'), learningRate: 0.001, epochs: 40 };
    recorded.session.start({ config, sources, dataFolder: null, watched: true });
    recorded.session.pause();
    recorded.session.step();
    await until(() => recorded.steps === 1 || recorded.failure !== undefined, 'the first step');
    recorded.session.adjust('learningRate', 0.2);
    recorded.session.adjust('momentum', 0.5);
    recorded.session.resume();
    await until(() => recorded.states.includes('finished') || recorded.failure !== undefined, 'the end');
    recorded.session.dispose();
    assert.equal(recorded.failure, undefined);
    const changes: Change[] = recorded.events.flatMap((event) => (event.type === 'changed' ? [event.change] : []));
    assert.equal(changes.length, 1);
    assert.deepEqual([changes[0].before, changes[0].value], [0.001, 0.2]);
    const steps = recorded.events.flatMap((event) => (event.type === 'metrics' ? event.steps : []));
    assert.equal(steps.length, 40);
    const fall = (from: number): number => steps[from].loss - steps[from + 1].loss;
    assert.ok(fall(changes[0].step - 1) > 20 * fall(0), 'two hundred times the rate');
    const info = recorded.events.find((event) => event.type === 'info');
    assert.deepEqual(info?.type === 'info' && info.info.adjustable, [{ field: 'learningRate', from: 'step' }]);
  });
});
