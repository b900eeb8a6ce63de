import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../src/training/data/random';

const take = (count: number, next: () => number): number[] => Array.from({ length: count }, next);

describe('training: random numbers', () => {
  it('are the same for the same seed, and others for another', () => {
    assert.deepEqual(take(20, seededRandom(7)), take(20, seededRandom(7)));
    assert.notDeepEqual(take(20, seededRandom(7)), take(20, seededRandom(8)));
  });

  it('lie in [0, 1) and fill it evenly', () => {
    const bins = new Array<number>(10).fill(0);
    for (const value of take(100_000, seededRandom(3))) {
      assert.ok(value >= 0 && value < 1);
      bins[Math.floor(value * 10)]++;
    }
    // Standard deviation of a bin's count is about 95.
    for (const bin of bins) assert.ok(Math.abs(bin - 10_000) < 500, `a tenth of the range got ${bin} of 100,000`);
  });

  it('are normal after Box–Muller: mean 0, deviation 1, and as many beyond 2 as they should', () => {
    const random = seededRandom(11);
    const values = take(100_000, () => gaussian(random));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const beyond = values.filter((value) => Math.abs(value) > 2).length / values.length;
    assert.ok(Math.abs(mean) < 0.02, `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 0.03, `variance ${variance}`);
    assert.ok(Math.abs(beyond - 0.0455) < 0.005, `${beyond} beyond two deviations`);
  });

  it('stay finite when the source gives 0', () => {
    assert.ok(Number.isFinite(gaussian(() => 0)));
  });
});
