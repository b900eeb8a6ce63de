/** The experiments with the reference code, in the shipped child; on real MNIST where it is at hand. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { loadCourse } from '../../../src/course/course';
import { makeLine } from '../../../src/training/experiments/line';
import type { EpochMetric } from '../../../src/protocol/metrics';
import type { RunConfig } from '../../../src/protocol/config';
import type { ExperimentId } from '../../../src/training/experiments/table';
import { sourcesFor } from '../../../src/training/sources';
import { defaultsFor, validate } from '../../../src/training/validate';
import { mnistFolder } from '../../support/mnist';
import { completeNetwork } from './completeNetwork';
import { RecordedSession, dist, learnerFile, repository } from './support';

const lessonsRoot = process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons');

async function runReference(
  experiment: ExperimentId,
  change: Partial<RunConfig> = {},
  dataFolder: string | null = null,
): Promise<RecordedSession> {
  const config: RunConfig = { ...defaultsFor(experiment), network: 'reference', ...change };
  const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
  const service = new CheckService(loadCourse(lessonsRoot), supervisor);
  const { sources } = await sourcesFor(config, path.join(repository, 'out', 'learner'), service);
  supervisor.dispose();
  const recorded = new RecordedSession();
  recorded.session.start({ config, sources, dataFolder });
  await recorded.session.done;
  assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
  return recorded;
}

const epochsOf = (recorded: RecordedSession): EpochMetric[] =>
  recorded.events.flatMap((event) => (event.type === 'metrics' ? event.epochs : []));
const lastOf = (recorded: RecordedSession): EpochMetric => epochsOf(recorded).at(-1) as EpochMetric;
const testOf = (recorded: RecordedSession): number | null => {
  const tested = recorded.events.filter((event) => event.type === 'tested');
  assert.ok(tested.length <= 1, 'the test images are told once');
  return tested.at(0)?.test.accuracy ?? null;
};
const pictureOf = (recorded: RecordedSession) =>
  recorded.events.flatMap((event) => (event.type === 'metrics' && event.picture ? [event.picture] : [])).at(-1);
const infoOf = (recorded: RecordedSession) => {
  const event = recorded.events.find((each) => each.type === 'info');
  assert.ok(event?.type === 'info');
  return event.info;
};

/** To draw the images that are held back, and to measure them, takes longer than a small run itself. */
const FEW = { validation: 100 };

/** Of a run in which no lesson's code trains, on built-in digits. */
const NO_CODE = { sources: null, dataFolder: null };

describe('training: experiments', function () {
  this.timeout(600_000);

  it('refuse an id that is none, wherever it comes from', async () => {
    const config: RunConfig = { ...defaultsFor('line'), experiment: 'toString' };
    assert.match(validate(config)[0].message, /^The experiment/);
    const recorded = new RecordedSession();
    recorded.session.start({ config, sources: null, dataFolder: null });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /There is no experiment “toString”/);
  });

  it('have their rows in every program, and what prepares their runs in the training child alone', () => {
    const holds = (name: string, text: string): boolean => readFileSync(path.join(dist, name), 'utf8').includes(text);
    for (const name of ['extension.js', 'program.js', 'train-child.js'])
      assert.equal(holds(name, 'does not export a function'), name === 'train-child.js', name);
    assert.ok(holds('extension.js', 'Two moons') && holds('program.js', 'Two moons'));
  });

  it('fit a line: finds the line that least squares finds', async () => {
    const recorded = await runReference('line', { epochs: 200, seed: 5 });
    const { xs, ys } = makeLine(5);
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const covariance = mean(xs.map((x, i) => (x - mean(xs)) * (ys[i] - mean(ys))));
    const slope = covariance / mean(xs.map((x) => (x - mean(xs)) ** 2));
    const picture = pictureOf(recorded);
    assert.ok(picture?.kind === 'line');
    assert.ok(Math.abs(picture.weight - slope) < 1e-6, `${picture.weight} instead of ${slope}`);
    assert.ok(Math.abs(picture.bias - (mean(ys) - slope * mean(xs))) < 1e-6);
    assert.deepEqual(picture.xs, xs);
  });

  it('fit a line: overshoots at a learning rate of 1, and says so', async () => {
    const recorded = new RecordedSession();
    const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
    const config: RunConfig = { ...defaultsFor('line'), network: 'reference', learningRate: 1, epochs: 5000 };
    const { sources } = await sourcesFor(config, '', new CheckService(loadCourse(lessonsRoot), supervisor));
    supervisor.dispose();
    recorded.session.start({ config, sources, dataFolder: null });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /learning rate that is too large/);
  });

  it('the same configuration gives the same run, another seed another', async () => {
    const losses = async (seed: number): Promise<number[]> =>
      epochsOf(await runReference('mnist', { ...FEW, seed, epochs: 1, limit: 500, hidden: [16] })).map(
        (e) => e.trainLoss,
      );
    const first = await losses(1);
    assert.deepEqual(await losses(1), first);
    assert.notDeepEqual(await losses(2), first);
  });

  it('3 or 7 on built-in digits: learns, and is better than it began', async () => {
    const recorded = await runReference('3-or-7');
    assert.match(infoOf(recorded).dataDescription, /^built-in digits: 4,000 training images, 1,000 test images$/);
    const epochs = epochsOf(recorded);
    assert.ok((epochs.at(-1)?.testAccuracy ?? 0) > 0.95, `accuracy ${epochs.at(-1)?.testAccuracy}`);
    assert.ok((epochs[0].testAccuracy ?? 1) < (epochs.at(-1)?.testAccuracy ?? 0));
    const picture = pictureOf(recorded);
    assert.ok(picture?.kind === 'weights' && picture.values.length === 784 && picture.rows === 28);
  });

  it('two moons: a hidden layer parts what no line can', async () => {
    const recorded = await runReference('two-moons');
    const { testAccuracy, testLoss } = lastOf(recorded);
    assert.ok(testAccuracy !== null && testAccuracy > 0.97, `accuracy ${testAccuracy}`);
    assert.ok(testLoss !== null && testLoss < 0.15, `loss ${testLoss}`);
  });

  it('two moons: a network of another shape is told', async () => {
    const text = `
export function* trainTwoLayer(xs: number[][], labels: number[], network: any, { epochs, batchSize }: any) {
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++)
    for (let start = 0; start < xs.length; start += batchSize)
      yield { epoch, step: ++step, loss: 1, network: { hidden: network.output, output: network.output } };
}`;
    const recorded = new RecordedSession();
    const sources = learnerFile('2-multi-layer/6-two-moons.ts', text);
    recorded.session.start({ config: defaultsFor('two-moons'), sources, dataFolder: null });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /hidden layer has 2 × 16 weights and 16 biases/);
  });

  it('MNIST on built-in digits: 95 to 99 in 100 after five epochs', async () => {
    const recorded = await runReference('mnist');
    assert.match(
      infoOf(recorded).dataDescription,
      /: 12,000 training images, 2,000 validation images, 2,000 test images$/,
    );
    for (const accuracy of [testOf(recorded), lastOf(recorded).validationAccuracy])
      assert.ok(accuracy !== null && accuracy > 0.95 && accuracy < 0.995, `accuracy ${accuracy}`);
  });

  it('MNIST: an epoch measures the validation images, and the test images are measured once, at the end', async () => {
    const change = { epochs: 3, limit: 500, hidden: [16] };
    const recorded = await runReference('mnist', change);
    for (const { validationLoss, validationAccuracy, testLoss, testAccuracy } of epochsOf(recorded)) {
      assert.ok((validationLoss ?? 0) > 0 && (validationAccuracy ?? 0) > 0.1);
      assert.deepEqual([testLoss, testAccuracy], [null, null]);
    }
    assert.deepEqual(recorded.states.slice(-3), ['running', 'testing', 'finished']);
    const told = recorded.events.map(({ type }) => type);
    assert.ok(told.lastIndexOf('metrics') < told.indexOf('tested'), 'after the last epoch');

    // The same images train, so it is the same network: what is held back changes nothing else.
    const opened = await runReference('mnist', { ...change, validation: 0 });
    assert.match(infoOf(opened).dataDescription, /: 500 training images, 2,000 test images$/);
    for (const { validationLoss, validationAccuracy, testAccuracy } of epochsOf(opened)) {
      assert.deepEqual([validationLoss, validationAccuracy], [null, null]);
      assert.ok((testAccuracy ?? 0) > 0.1);
    }
    assert.equal(testOf(opened), testOf(recorded));
    assert.equal(testOf(opened), lastOf(opened).testAccuracy);
    assert.ok(!opened.states.includes('testing'), 'the last epoch has measured them');
  });

  it('a run that is stopped measures the test images, too; stopped again, it does not wait for them', async () => {
    for (const again of [false, true]) {
      const recorded = new RecordedSession();
      recorded.session.onEvent((event) => {
        if (event.type === 'metrics' && event.steps.length > 0) recorded.session.stop();
        if (again && event.type === 'state' && event.state === 'testing') recorded.session.stop();
      });
      recorded.session.start({
        config: { ...defaultsFor('mnist'), network: 'reference', ...FEW, limit: 500, epochs: 1000 },
        ...NO_CODE,
      });
      assert.equal(await recorded.session.done, 'stopped', recorded.failure?.message);
      assert.deepEqual(recorded.states.slice(-2), ['testing', 'stopped']);
      assert.equal(testOf(recorded) === null, again);
    }
  });

  it('a run whose loss has left measures the test images of what it came to', async () => {
    const recorded = new RecordedSession();
    const config: RunConfig = {
      ...defaultsFor('mnist'),
      network: 'reference',
      learningRate: 60,
      ...FEW,
      limit: 3000,
      epochs: 50,
    };
    recorded.session.start({ config, ...NO_CODE });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /learning rate that is too large/);
    const accuracy = testOf(recorded);
    assert.ok(accuracy !== null && accuracy < 0.5, `accuracy ${accuracy}`);
  });

  it('MNIST on built-in digits: every option of Part 4 trains', async () => {
    for (const change of [
      { momentum: 0.9, learningRate: 0.05 },
      { l2: 1e-3 },
      { dropout: 0.2 },
      { schedule: 'step' },
      { schedule: 'cosine' },
      { schedule: 'one-cycle' },
      { hidden: [32, 16] },
      { hidden: [] },
    ] satisfies Partial<RunConfig>[]) {
      const recorded = await runReference('mnist', {
        ...FEW,
        epochs: 2,
        limit: 2500,
        hidden: [32],
        batchSize: 32,
        ...change,
      });
      const accuracy = testOf(recorded);
      assert.ok((accuracy ?? 0) > 0.75, `${JSON.stringify(change)}: accuracy ${accuracy}`);
    }
  });

  it('a larger L2 penalty gives a larger training loss: it is in the gradient, and not in the reported loss', async () => {
    const change = { ...FEW, epochs: 3, limit: 2000, hidden: [32] };
    const without = lastOf(await runReference('mnist', change)).trainLoss;
    const strong = lastOf(await runReference('mnist', { ...change, l2: 0.05 })).trainLoss;
    assert.ok(strong > without * 1.2, `${strong} with the penalty, ${without} without`);
  });

  it('MNIST with the code of a learner’s folder trains as the reference does, with the options of Part 4, too', async () => {
    const change = { ...FEW, epochs: 2, limit: 300, hidden: [16] };
    for (const options of [{}, { dropout: 0.1 }, { momentum: 0.8, l2: 1e-3, schedule: 'cosine' as const }]) {
      const config: RunConfig = { ...defaultsFor('mnist'), ...change, ...options };
      const recorded = new RecordedSession();
      recorded.session.start({ config, sources: completeNetwork(), dataFolder: null });
      assert.equal(await recorded.session.done, 'finished', recorded.failure?.message);
      const reference = await runReference('mnist', { ...change, ...options });
      assert.deepEqual(
        epochsOf(recorded).map((epoch) => [epoch.trainLoss, epoch.validationAccuracy]),
        epochsOf(reference).map((epoch) => [epoch.trainLoss, epoch.validationAccuracy]),
      );
      assert.equal(testOf(recorded), testOf(reference));
    }
  });

  it('MNIST tells what can be changed while it runs: of a learner’s code, what this run has', async () => {
    const short = { ...defaultsFor('mnist'), ...FEW, epochs: 1, limit: 50, hidden: [4] };
    const adjustable = async (config: RunConfig, without = 'none of them'): Promise<string[]> => {
      const recorded = new RecordedSession();
      const all = completeNetwork();
      const sources = { ...all, files: all.files.filter(({ path: file }) => !file.includes(without)) };
      const isOwn = config.network === 'mine';
      recorded.session.start({ config, sources: isOwn ? sources : null, dataFolder: null });
      assert.equal(await recorded.session.done, 'finished', recorded.failure?.message);
      return (infoOf(recorded).adjustable ?? []).map(({ field, from }) => `${field} ${from}`);
    };
    const all = ['learningRate step', 'momentum step', 'l2 step'];
    assert.deepEqual(await adjustable({ ...short, network: 'reference' }), all);
    assert.deepEqual(await adjustable({ ...short, network: 'fast' }), all);
    assert.deepEqual(await adjustable(short, '4-extensions'), ['learningRate epoch']);
    assert.deepEqual(await adjustable({ ...short, momentum: 0.5 }, '2-regularization'), all.slice(0, 2));
    assert.deepEqual(await adjustable({ ...short, schedule: 'cosine' }, '4-momentum'), [all[0], all[2]]);
  });

  it('MNIST says which lesson an option needs when the learner’s folder does not have it', async () => {
    const sources = completeNetwork();
    sources.files = sources.files.filter(({ path: file }) => !file.includes('4-momentum'));
    const recorded = new RecordedSession();
    recorded.session.start({
      config: { ...defaultsFor('mnist'), limit: 50, momentum: 0.9 },
      sources,
      dataFolder: null,
    });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /^Momentum needs lesson 4\.4/);
  });

  it('the initial loss of ten digits is near ln 10', async () => {
    const recorded = await runReference('mnist', { ...FEW, epochs: 1, limit: 64 });
    const first = recorded.events.find((event) => event.type === 'metrics' && event.steps.length > 0);
    assert.ok(first?.type === 'metrics');
    const { loss } = first.steps[0];
    assert.ok(Math.abs(loss / Math.log(10) - 1) < 0.2, `first loss ${loss}`);
  });

  it('a learner whose accuracy counts wrong is told, not believed', async () => {
    const text = `
export function accuracy() { return 1; }
export function* trainClassifier(images: number[][], targets: number[], { initial, epochs, batchSize }: any) {
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++)
    for (let start = 0; start < images.length; start += batchSize)
      yield { epoch, step: ++step, loss: 1, parameters: { weights: initial.weights.map(() => 1), bias: 1 } };
}`;
    const recorded = new RecordedSession();
    const sources = learnerFile('1-linear-model/7-three-or-seven.ts', text);
    recorded.session.start({ config: defaultsFor('3-or-7'), sources, dataFolder: null });
    assert.equal(await recorded.session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', /`accuracy` returned 1 for images 1 to 250/);
    assert.equal(recorded.failure?.location?.line, 2);
  });

  describe(`on real MNIST${mnistFolder ? '' : ' (not at hand: built-in digits were used above)'}`, () => {
    before(function () {
      if (mnistFolder === null) this.skip();
    });

    it('3 or 7: 12,396 training images; reaches 0.97 from seed 1', async () => {
      const recorded = await runReference('3-or-7', {}, mnistFolder);
      assert.match(infoOf(recorded).dataDescription, /^MNIST: 12,396 training images, 2,038 test images$/);
      assert.ok((lastOf(recorded).testAccuracy ?? 0) >= 0.97, `accuracy ${lastOf(recorded).testAccuracy}`);
    });

    it('MNIST: 0.965 after five epochs, on 55,000 images and on all', async () => {
      for (const [change, data] of [
        [{}, '55,000 training images, 5,000 validation images, 10,000 test images'],
        [{ validation: 0 }, '60,000 training images, 10,000 test images'],
      ] as const) {
        const recorded = await runReference('mnist', change, mnistFolder);
        assert.equal(infoOf(recorded).dataDescription, `MNIST: ${data}`);
        assert.ok((testOf(recorded) ?? 0) >= 0.965, `accuracy ${testOf(recorded)}`);
      }
    });
  });
});
