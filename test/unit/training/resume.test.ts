/** Runs that go on from what was kept of them: as if they had never been cut. In the shipped child, on built-in digits. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { loadCourse } from '../../../src/course/course';
import type { Checkpoint } from '../../../src/protocol/checkpoint';
import type { RunConfig } from '../../../src/protocol/config';
import type { Inspection } from '../../../src/protocol/inspection';
import type { StepMetric } from '../../../src/protocol/metrics';
import type { SourceSet } from '../../../src/protocol/sources';
import type { StartRequest } from '../../../src/training/session';
import type { ExperimentId } from '../../../src/training/experiments/table';
import { sourcesFor } from '../../../src/training/sources';
import { defaultsFor } from '../../../src/training/validate';
import { completeNetwork } from './completeNetwork';
import { RecordedSession, dist, repository, until } from './support';

const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
const service = new CheckService(
  loadCourse(process.env.NNFS_LESSONS_ROOT ?? path.join(repository, 'lessons')),
  supervisor,
);

const stepsOf = ({ events }: RecordedSession): StepMetric[] =>
  events.flatMap((event) => (event.type === 'metrics' ? event.steps : []));
const keptOf = ({ events }: RecordedSession): Checkpoint[] =>
  events.flatMap((event) => (event.type === 'kept' && event.checkpoint && event.isWhole ? [event.checkpoint] : []));
const zeros = new Array<number>(784).fill(0);
const DIGIT = zeros.map((_, i) => (i % 28 > 8 && i % 28 < 18 && i > 112 && i < 600 ? 0.8 : 0));

async function watched(request: Omit<StartRequest, 'dataFolder' | 'watched'>): Promise<RecordedSession> {
  const recorded = new RecordedSession();
  recorded.session.start({ dataFolder: null, watched: true, ...request });
  await until(() => ['finished', 'stopped', 'failed'].includes(recorded.session.state), 'the end of the run');
  return recorded;
}

const predict = ({ session }: RecordedSession): Promise<Inspection> =>
  session.inspect({ kind: 'predict', pixels: DIGIT });

describe('training: what is kept of a run', function () {
  this.timeout(600_000);
  after(() => supervisor.dispose());

  const small = { epochs: 3, limit: 600, validation: 100, hidden: [16] };
  const part4 = { ...small, momentum: 0.8, l2: 1e-3, schedule: 'cosine' as const, dropout: 0.2 };
  const adam = { optimizer: 'adam' as const, momentum: 0, learningRate: 0.002, l2: 0.01 };
  const mine = completeNetwork();
  const runs: [string, ExperimentId, Partial<RunConfig>, SourceSet | null, number][] = [
    ['fit a line', 'line', { network: 'reference', epochs: 5 }, null, 0],
    ['3 or 7', '3-or-7', { network: 'reference', epochs: 3, limit: 600, batchSize: 32 }, null, 0],
    ['two moons', 'two-moons', { network: 'reference', epochs: 5 }, null, 0],
    ['MNIST, reference', 'mnist', { network: 'reference', ...small }, null, 0],
    ['MNIST, fast kernels with all of Part 4', 'mnist', { network: 'fast', ...part4 }, null, 0],
    [
      'ConvNet, fast kernels',
      'convnet',
      { network: 'fast', epochs: 3, limit: 300, validation: 100, l2: 1e-3 },
      null,
      0,
    ],
    ['a patient of the clinic', 'clinic', { network: 'reference', epochs: 3, limit: 200, validation: 100 }, null, 0],
    [
      'plain and residual',
      'depth',
      { network: 'reference', epochs: 3, limit: 120, validation: 50, blocks: 2 },
      null,
      1e-3,
    ],
    [
      'layers and graph',
      'autodiff',
      { network: 'reference', epochs: 3, limit: 300, validation: 100, hidden: [8] },
      null,
      0,
    ],
    ['MNIST, reference with Adam', 'mnist', { network: 'reference', ...small, ...adam }, null, 0],
    ['MNIST, fast kernels with Adam', 'mnist', { network: 'fast', ...small, ...adam }, null, 0],
    [
      'ConvNet, fast kernels with Adam',
      'convnet',
      { network: 'fast', epochs: 3, limit: 300, validation: 100, ...adam },
      null,
      0,
    ],
    ['MNIST, the learner’s own code', 'mnist', small, mine, 0],
    // Where the learner's momentum is kept is the learner's business, so it is read from the weights: to the last digits but a few.
    ['MNIST, the learner’s own code with all of Part 4', 'mnist', part4, mine, 1e-3],
    ['MNIST, the learner’s own code with fast products', 'mnist', { ...small, network: 'mine-fast' }, mine, 0],
  ];
  for (const [name, experiment, change, own, tolerance] of runs) {
    it(`lets it go on where it was, and look inside: ${name}`, async () => {
      const config: RunConfig = { ...defaultsFor(experiment), ...change };
      const sources = own ?? (await sourcesFor(config, path.join(repository, 'out', 'learner'), service)).sources;
      const whole = await watched({ config, sources });
      assert.equal(whole.session.state, 'finished', whole.failure?.message);
      const [first] = keptOf(whole);
      const last = keptOf(whole).at(-1);
      assert.ok(first && last);
      assert.equal(last.epoch, config.epochs, 'the end is kept');
      const rest = await watched({ config, sources, from: first });
      assert.equal(rest.session.state, 'finished', rest.failure?.message);
      const expected = stepsOf(whole).filter(({ step }) => step > first.step);
      assert.ok(expected.length > 0 && expected[0].epoch === first.epoch + 1);
      stepsOf(rest).forEach((step, i) => {
        assert.deepEqual([step.step, step.epoch], [expected[i].step, expected[i].epoch]);
        const far = Math.abs(step.loss - expected[i].loss);
        assert.ok(far <= tolerance * expected[i].loss, `step ${step.step}: ${step.loss}, not ${expected[i].loss}`);
      });
      assert.equal(stepsOf(rest).length, expected.length);
      const looked = await watched({ config, sources, from: last, onlyLook: true });
      assert.equal(stepsOf(looked).length, 0, 'nothing is trained');
      assert.deepEqual(await predict(looked), await predict(whole));
      for (const { session } of [whole, rest, looked]) session.dispose();
    });
  }

  it('has no memory of a learner’s Adam, which goes on all the same', async () => {
    const config: RunConfig = { ...defaultsFor('mnist'), ...small, ...adam };
    const whole = await watched({ config, sources: mine });
    const [from] = keptOf(whole);
    assert.equal(from.velocities, null);
    const expected = await watched({ config: { ...config, network: 'reference' }, sources: null });
    stepsOf(whole).forEach(({ loss }, i) => {
      const like = stepsOf(expected)[i].loss;
      assert.ok(Math.abs(loss - like) < 1e-3 * like, `step ${i + 1}: ${loss}, not ${like}`);
    });
    const rest = await watched({ config, sources: mine, from });
    assert.equal(rest.session.state, 'finished', rest.failure?.message);
    for (const { session } of [whole, expected, rest]) session.dispose();
  });

  it('does not go into a network that has become another one, and says so', async () => {
    const config: RunConfig = { ...defaultsFor('mnist'), ...small };
    const whole = await watched({ config, sources: mine });
    whole.session.dispose();
    const [from] = keptOf(whole);
    const sources = structuredClone(mine);
    const file = sources.files.find((one) => one.path.endsWith('/dense.ts'));
    assert.ok(file);
    file.text = file.text.replace('return [this.weights, this.bias];', 'return [this.weights];');
    const changed = await watched({ config, sources, from, onlyLook: true });
    assert.match(changed.failure?.message ?? '', /parameters\(\) are not weights and bias of each layer in turns/);
    const other = await watched({ config: { ...config, limit: 300 }, sources: mine, from });
    assert.match(other.failure?.message ?? '', /^The data are not those that this run was trained on/);
    const narrow = await watched({ config: { ...config, hidden: [8] }, sources: mine, from });
    assert.match(narrow.failure?.message ?? '', /^The kept weights do not fit the network/);
  });

  it('is where the run was stopped, to look into, and the last whole epoch, to go on from', async () => {
    const config: RunConfig = { ...defaultsFor('mnist'), network: 'reference', ...small, epochs: 10_000 };
    const recorded = new RecordedSession();
    recorded.session.onEvent((event) => {
      if (event.type === 'state' && event.state === 'paused') recorded.session.step();
    });
    recorded.session.start({ config, sources: null, dataFolder: null, watched: true });
    await until(() => keptOf(recorded).length > 0, 'the end of an epoch');
    recorded.session.epoch();
    await until(() => recorded.session.state === 'paused' && recorded.steps % 10 === 1, 'one step into an epoch');
    recorded.session.stop();
    await until(() => recorded.session.state === 'stopped', 'the stop');
    const newest = recorded.events.findLast((event) => event.type === 'kept');
    assert.ok(newest?.type === 'kept' && newest.checkpoint);
    assert.deepEqual([newest.isWhole, newest.checkpoint.step], [false, stepsOf(recorded).at(-1)?.step]);
    const whole = keptOf(recorded).at(-1);
    assert.ok(whole && whole.step === 10 * whole.epoch && whole.epoch <= newest.checkpoint.epoch);
    recorded.session.dispose();
  });
});
