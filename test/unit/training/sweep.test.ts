/** The learning-rate sweep, in the shipped child, on built-in digits. */
import assert from 'node:assert/strict';
import type { RunConfig } from '../../../src/protocol/config';
import type { SweepPoint } from '../../../src/protocol/metrics';
import { defaultsFor } from '../../../src/training/validate';
import { sweepSummary } from '../../../webview/training/pictures/sweepWords';
import { completeNetwork } from './completeNetwork';
import { RecordedSession, until } from './support';

const pictures = ({ events }: RecordedSession): SweepPoint[][] =>
  events.flatMap((event) =>
    event.type === 'metrics' && event.picture?.kind === 'sweep' ? [event.picture.points] : [],
  );

async function swept(network: RunConfig['network'], stopAfter = Infinity): Promise<RecordedSession> {
  const recorded = new RecordedSession();
  const { session } = recorded;
  const config = { ...defaultsFor('sweep'), network, limit: 600, batchSize: 32 };
  session.onEvent((event) => {
    if (event.type !== 'metrics' || event.picture?.kind !== 'sweep') return;
    if (event.picture.points.filter(({ accuracy }) => accuracy !== null).length >= stopAfter) session.stop();
  });
  session.start({ config, sources: network === 'mine' ? completeNetwork() : null, dataFolder: null });
  await until(() => ['finished', 'stopped', 'failed'].includes(session.state), 'the end of the sweep');
  session.dispose();
  return recorded;
}

describe('training: the learning-rate sweep', function () {
  this.timeout(600_000);

  for (const network of ['fast', 'reference', 'mine'] as const) {
    it(`makes a point of each training: ${network}`, async () => {
      const recorded = await swept(network);
      assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
      const points = pictures(recorded).at(-1) ?? [];
      assert.equal(points.length, 12);
      const at = (optimizer: string, rate: number): number =>
        points.find((one) => one.optimizer === optimizer && one.learningRate === rate)?.accuracy ?? assert.fail();
      assert.ok(at('momentum', 0.03) > 0.6 && at('adam', 0.003) > 0.6, JSON.stringify(points));
      assert.ok(at('momentum', 0.03) > at('momentum', 1), 'a rate that is too large');
      assert.ok(at('adam', 0.003) > at('adam', 0.0001), 'a rate that is too small');
    });
  }

  it('shows points as they come, and can be stopped', async () => {
    const recorded = await swept('fast', 2);
    assert.equal(recorded.session.state, 'stopped');
    const last = pictures(recorded).at(-1) ?? [];
    const ended = last.filter(({ accuracy }) => accuracy !== null).length;
    assert.ok(ended >= 2 && ended < 12, String(ended));
  });

  it('is told in words', () => {
    const point = (optimizer: SweepPoint['optimizer'], learningRate: number, accuracy: number | null): SweepPoint => ({
      optimizer,
      learningRate,
      accuracy,
      hasDiverged: false,
    });
    const points = [point('momentum', 0.01, 0.5), point('momentum', 0.1, 0.75), point('adam', 0.001, null)];
    assert.equal(
      sweepSummary(points),
      '2 of 3 trainings have ended; right answers on validation images. SGD with momentum: best at learning rate 0.1, with 75.0%.',
    );
  });
});
