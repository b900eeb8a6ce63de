import assert from 'node:assert/strict';
import { type Divergence, DivergenceWatch } from '../../../src/training/experiments/divergenceWatch';
import { seededRandom } from '../../../src/training/data/random';

/** The step in which the watch speaks up, counted from 1, and what it says. */
function watch(
  lossOf: (step: number) => number,
  { batchSize = 64, stepsPerEpoch = 100, steps = 5000 } = {},
): { step: number; divergence: Divergence } | null {
  const watching = new DivergenceWatch(batchSize, stepsPerEpoch);
  for (let step = 1; step <= steps; step++) {
    const divergence = watching.see(lossOf(step));
    if (divergence !== null) return { step, divergence };
  }
  return null;
}

/** What the watch says when a run is over that was not stopped on the way. */
function atEnd(losses: readonly number[]): Divergence | null {
  const watching = new DivergenceWatch(64, 100);
  for (const loss of losses) assert.equal(watching.see(loss), null);
  return watching.end();
}

describe('training: a run that diverges', () => {
  it('is noticed soon when the loss grows and grows', () => {
    const found = watch((step) => 2.3 * 1.5 ** step);
    assert.ok(found && found.step < 40, `step ${found?.step}`);
    assert.ok(found.divergence.start < found.divergence.now / 10);
  });

  it('is noticed when the loss stays at some multiple of its start', () => {
    const noise = seededRandom(1);
    const found = watch((step) => (step < 10 ? 2.3 : 8 + noise()));
    assert.ok(found && found.step >= 100 && found.step <= 200, `step ${found?.step}`);
  });

  it('is noticed when the loss jumps up and down around several times its start', () => {
    const noise = seededRandom(5);
    assert.ok(watch((step) => (step < 3 ? 2.3 : 20 * noise())));
  });

  it('is noticed where the loss cannot go far: along the gradient in place of against it', () => {
    assert.ok(watch((step) => 1 - 0.5 * 0.9 ** (step - 1), { batchSize: 256, stepsPerEpoch: 49 }));
  });

  it('is noticed with batches of one example, too', () => {
    const noise = seededRandom(2);
    const found = watch((step) => (step < 64 ? 4 * noise() : 60 * noise()), {
      batchSize: 1,
      stepsPerEpoch: 1000,
      steps: 1e5,
    });
    assert.ok(found, 'never');
  });

  const healthy: [string, (step: number, random: () => number) => number][] = [
    ['falls', (step) => 2.3 / step],
    ['falls with noise', (step, random) => (2.3 / Math.sqrt(step)) * (0.5 + 2 * random())],
    ['does not learn at all', () => 2.3],
    ['has a spike of a hundred times its start now and then', (step) => (step % 40 === 0 ? 230 : 1)],
    ['is high for a while in the beginning and comes back', (step) => (step > 3 && step < 18 ? 50 : 1 / step)],
    ['starts at almost nothing and wavers there', (_, random) => 1e-9 * random()],
    ['goes slightly above its start and stays there', (step) => (step < 50 ? 2.3 : 3.3)],
  ];
  for (const [what, lossOf] of healthy) {
    it(`is not seen where the loss ${what}`, () => {
      const random = seededRandom(3);
      assert.equal(
        watch((step) => lossOf(step, random)),
        null,
      );
    });
  }

  for (const steps of [2, 3, 4, 7, 19])
    it(`is noticed at the end of ${steps} steps that lead far away`, () => {
      const losses = Array.from({ length: steps }, (_, i) => 3.3 * 3.2 ** i);
      assert.deepEqual(atEnd(losses), { start: 3.3, now: losses.at(-1) });
    });

  it('is noticed at the end where the last steps jump up and down, far away', () => {
    assert.ok(atEnd([2.3, 400, 90, 300, 80]));
  });

  it('is not seen at the end of a run that learns, or does not, or ends with a spike, however short', () => {
    const random = seededRandom(3);
    for (let steps = 0; steps < 100; steps++) {
      const losses = (lossOf: (step: number) => number): number[] =>
        Array.from({ length: steps }, (_, i) => lossOf(i + 1));
      assert.equal(atEnd(losses((step) => (2.3 / Math.sqrt(step)) * (0.8 + 0.4 * random()))), null);
      assert.equal(atEnd(losses(() => 2.3)), null);
      assert.equal(atEnd(losses((step) => (step < 5 ? 2.3 : 3.3))), null);
      if (steps > 3) assert.equal(atEnd(losses((step) => (step === steps ? 230 : 1))), null);
    }
  });

  it('is not seen in small batches whose losses jump', () => {
    const random = seededRandom(4);
    // One example at a time, after an untrained start: most are right, some are very wrong.
    const lossOf = (step: number): number => (step < 50 ? 4.6 * random() : random() < 0.05 ? 12 : 0.01);
    assert.equal(watch(lossOf, { batchSize: 1, stepsPerEpoch: 5000, steps: 50_000 }), null);
  });
});
