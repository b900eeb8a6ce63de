/** How long a run of a learner's code will take, told before it begins. */
import assert from 'node:assert/strict';
import type { RunConfig } from '../../../src/protocol/config';
import type { Estimate } from '../../../src/protocol/run';
import {
  REHEARSED_STEPS,
  type RunSize,
  estimateOf,
  isLong,
  rehearse,
} from '../../../src/training/experiments/rehearsal';
import { defaultsFor } from '../../../src/training/validate';
import { completeNetwork } from './completeNetwork';
import { RecordedSession } from './support';

const SIZE: RunSize = {
  trainingExamples: 55_000,
  validationExamples: 5000,
  testExamples: 10_000,
  epochs: 5,
  batchSize: 64,
};

describe('training: the rehearsal of a learner’s run', () => {
  it('takes the middle one of its steps, without the first, and ends when it has taken long enough', () => {
    let ms = 0;
    const rehearsed = (stepMs: (step: number) => number) => {
      let step = 0;
      return {
        step: () => void (ms += stepMs(++step)),
        forward: () => void (ms += 5),
        examples: 10,
      };
    };
    const quick = rehearse(
      rehearsed((step) => (step === 1 ? 300 : step % 3 === 0 ? 50 : 10)),
      10,
      () => ms,
    );
    assert.deepEqual(quick, { steps: REHEARSED_STEPS - 1, stepMs: 10, forwardMs: 0.5 });
    // Batches of 40 were rehearsed on 10 of their examples.
    const slow = rehearse(
      rehearsed(() => 500),
      40,
      () => ms,
    );
    assert.deepEqual(slow, { steps: 1, stepMs: 2000, forwardMs: 0.5 });
  });

  it('counts the steps, the measuring after each epoch and the test; a short run has no offers', () => {
    const pacing = { steps: 20, stepMs: 10, forwardMs: 0.05 };
    assert.deepEqual(estimateOf(SIZE, pacing, null), {
      steps: 20,
      stepMs: 10,
      seconds: (5 * 860 * 10 + (5 * 5000 + 10_000) * 0.05) / 1000,
    });
    const { seconds } = estimateOf({ ...SIZE, validationExamples: 0 }, pacing, null);
    assert.equal(seconds, (5 * 860 * 10 + 5 * 10_000 * 0.05) / 1000, 'each epoch measures the test images');
    assert.equal(isLong(SIZE, pacing), false);
  });

  it('offers the most images with which a long run takes two minutes at most, and the fast products', () => {
    const pacing = { steps: 4, stepMs: 200, forwardMs: 1 };
    assert.ok(isLong(SIZE, pacing));
    const fast = { steps: 20, stepMs: 20, forwardMs: 0.1 };
    const { seconds, fewer, fastSeconds } = estimateOf(SIZE, pacing, fast);
    assert.equal(seconds, 860 + 35);
    // 5,000 images: 5 · 79 steps of 0.2 s and 35 s for measuring.
    assert.deepEqual(fewer, { limit: 5000, seconds: 79 + 35 });
    assert.equal(fastSeconds, 86 + 3.5);
    const endless = estimateOf(SIZE, { steps: 1, stepMs: 20_000, forwardMs: 1 }, null);
    assert.equal(endless.fewer?.limit, 1000, 'where no offer is short, the shortest one');
  });

  for (const [what, delay] of [
    ['quick', ''],
    ['slow', 'const end = performance.now() + 300; while (performance.now() < end);'],
  ] as const)
    it(`of real code that is ${what} is told before the first step`, async function () {
      this.timeout(600_000);
      const sources = completeNetwork(delay);
      const recorded = new RecordedSession();
      const config: RunConfig = {
        ...defaultsFor('mnist'),
        network: 'mine',
        data: { kind: 'digits' },
        epochs: delay ? 20 : 1,
        limit: delay ? 1500 : 200,
        validation: 100,
      };
      recorded.session.start({ config, sources, dataFolder: null, watched: true });
      await new Promise<void>((resolve) =>
        recorded.session.onEvent(({ type }) => {
          if (type === 'metrics' || type === 'failed') resolve();
        }),
      );
      recorded.session.dispose();
      assert.equal(recorded.failure, undefined);
      const told = recorded.events.map((event) => event.type);
      assert.ok(told.indexOf('info') < told.indexOf('metrics'));
      const event = recorded.events.find(({ type }) => type === 'info');
      const estimate: Estimate | undefined = event?.type === 'info' ? event.info.estimate : undefined;
      assert.ok(estimate);
      assert.equal(estimate.fewer !== undefined, delay !== '', JSON.stringify(estimate));
      // 24 steps an epoch, each at least as long as the delay.
      if (delay) assert.ok(estimate.seconds >= 20 * 24 * 0.3 && estimate.stepMs >= 300);
    });
});
