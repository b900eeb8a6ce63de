/** Runs that stop early and put the best weights back: in the shipped child, on built-in digits. */
import assert from 'node:assert/strict';
import type { Checkpoint } from '../../../src/protocol/checkpoint';
import type { RunConfig } from '../../../src/protocol/config';
import type { BestMetric, EpochMetric, TestMetric } from '../../../src/protocol/metrics';
import type { SourceSet } from '../../../src/protocol/sources';
import { Patience } from '../../../src/training/patience';
import type { StartRequest } from '../../../src/training/session';
import type { ExperimentId } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import { completeNetwork } from './completeNetwork';
import { RecordedSession, until } from './support';

async function watched(request: Pick<StartRequest, 'config' | 'sources' | 'from'>): Promise<RecordedSession> {
  const recorded = new RecordedSession();
  recorded.session.start({ dataFolder: null, watched: true, ...request });
  await until(() => ['finished', 'stopped', 'failed'].includes(recorded.session.state), 'the end of the run');
  assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
  recorded.session.dispose();
  return recorded;
}

const bestOf = ({ events }: RecordedSession): BestMetric | undefined =>
  events.flatMap((event) => (event.type === 'best' ? [event.best] : [])).at(0);
const testOf = ({ events }: RecordedSession): TestMetric | undefined =>
  events.flatMap((event) => (event.type === 'tested' ? [event.test] : [])).at(0);
const epochsOf = ({ events }: RecordedSession): EpochMetric[] =>
  events.flatMap((event) => (event.type === 'metrics' ? event.epochs : []));
const keptOf = ({ events }: RecordedSession): Checkpoint[] =>
  events.flatMap((event) => (event.type === 'kept' && event.checkpoint && event.isWhole ? [event.checkpoint] : []));

describe('training: stopping early', function () {
  this.timeout(600_000);

  it('waits for a new best, and a tie is none: lesson 5.1’s example', () => {
    let parameters = 0;
    const written: number[] = [];
    const patience = new Patience(
      2,
      { read: () => [Float32Array.of(parameters)], write: ([numbers]) => written.push(numbers[0]) },
      null,
    );
    const losses = [0.9, 0.6, 0.7, 0.5, 0.55, 0.5];
    losses.forEach((loss, i) => {
      parameters = i + 1;
      assert.equal(patience.isOver, false, `after ${i} epochs`);
      patience.see(i + 1, loss);
    });
    assert.equal(patience.isOver, true);
    assert.deepEqual(patience.end(), { epoch: 4, loss: 0.5, after: 6 });
    assert.deepEqual(written, [4]);
  });

  it('has nothing to put back where no loss was a number', () => {
    const nothing = { read: () => [], write: () => assert.fail('nothing to write') };
    const patience = new Patience(1, nothing, null);
    patience.see(1, NaN);
    assert.equal(patience.isOver, true);
    assert.equal(patience.end(), null);
  });

  // Few images and long steps: the validation loss soon rises.
  const few = { limit: 60, validation: 200, hidden: [16], epochs: 300, batchSize: 10, learningRate: 0.3, patience: 2 };
  const adam = { optimizer: 'adam', learningRate: 0.01 } as const;
  const conv = { limit: 60, validation: 200, epochs: 60, batchSize: 10, schedule: 'constant', patience: 2 } as const;
  const mine = completeNetwork();
  const runs: [string, ExperimentId, Partial<RunConfig>, SourceSet | null][] = [
    ['the reference', 'mnist', { network: 'reference', ...few }, null],
    ['the fast kernels', 'mnist', { network: 'fast', ...few }, null],
    ['the fast kernels with Adam', 'mnist', { network: 'fast', ...few, ...adam }, null],
    ['the fast ConvNet', 'convnet', { network: 'fast', ...conv }, null],
    ['a learner’s own code', 'mnist', few, mine],
    ['a learner’s own code with Adam', 'mnist', { ...few, ...adam }, mine],
  ];
  for (const [name, experiment, change, sources] of runs) {
    it(`ends with the weights of the best epoch: ${name}`, async () => {
      const config: RunConfig = { ...defaultsFor(experiment), ...change };
      const whole = await watched({ config, sources });
      const best = bestOf(whole);
      assert.ok(best);
      const losses = epochsOf(whole).map(({ validationLoss }) => validationLoss ?? assert.fail('no loss'));
      assert.equal(losses.length, best.after);
      assert.equal(best.loss, Math.min(...losses));
      assert.equal(best.epoch, losses.indexOf(best.loss) + 1);
      assert.ok(best.after < config.epochs, 'it stops early');
      assert.equal(best.after, best.epoch + 2);
      const short = await watched({ config: { ...config, epochs: best.epoch, patience: null }, sources });
      assert.equal(bestOf(short), undefined);
      assert.deepEqual(keptOf(whole).at(-1)?.parameters, keptOf(short).at(-1)?.parameters);
      assert.deepEqual(testOf(whole), testOf(short));
    });
  }

  it('goes on with its best epoch, as if it had never been cut', async () => {
    const config: RunConfig = { ...defaultsFor('mnist'), network: 'fast', ...few };
    const whole = await watched({ config, sources: null });
    const [from] = keptOf(whole);
    assert.equal(from.best?.epoch, from.epoch);
    // The best of a run that was cut later.
    const better = { epoch: 1, loss: 0, parameters: from.parameters };
    assert.deepEqual(bestOf(await watched({ config, sources: null, from })), bestOf(whole));
    const rest = await watched({ config, sources: null, from: { ...from, best: better } });
    assert.deepEqual(bestOf(rest), { epoch: 1, loss: 0, after: 3 });
    assert.deepEqual(keptOf(rest).at(-1)?.parameters, from.parameters);
  });
});
