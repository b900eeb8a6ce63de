import assert from 'node:assert/strict';
import { axisEnd, minMax, movingAverage } from '../../../webview/training/series';

const y = (point: { y: number }): number => point.y;
const curve = (values: number[]): { x: number; y: number }[] => values.map((value, x) => ({ x, y: value }));

describe('panel: series', () => {
  it('leaves few points alone', () => {
    const points = curve([3, 1, 2]);
    assert.deepEqual(minMax(points, 2, y), points);
    assert.notEqual(minMax(points, 2, y), points);
  });

  it('keeps every spike, the ends and the order', () => {
    const values = Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 900));
    values[31_337] = 50;
    values[64_000] = -50;
    const thinned = minMax(curve(values), 400, y);
    assert.ok(thinned.length <= 2 * 400 + 2, `${thinned.length} points`);
    assert.ok(thinned.some((point) => point.x === 31_337 && point.y === 50));
    assert.ok(thinned.some((point) => point.x === 64_000 && point.y === -50));
    assert.deepEqual([thinned[0].x, thinned.at(-1)?.x], [0, 99_999]);
    for (let i = 1; i < thinned.length; i++) assert.ok(thinned[i].x > thinned[i - 1].x);
  });

  it('keeps a gap, and values beside it', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    values[500] = Number.NaN;
    const thinned = minMax(curve(values), 20, y);
    assert.ok(thinned.some((point) => point.x === 500 && Number.isNaN(point.y)));
    assert.ok(thinned.filter((point) => Number.isFinite(point.y)).length > 30);
  });

  it('averages as worked out by hand', () => {
    // β = 1/2: m = 0.5·4 = 2, w = 0.5 → 4; m = 0.5·2 + 0.5·8 = 5, w = 0.75 → 6.667; m = 0.5·5 + 0.5·0 = 2.5, w = 0.875 → 2.857
    const means = movingAverage(curve([4, 8, 0]), 2).map(y);
    [4, 5 / 0.75, 2.5 / 0.875].forEach((expected, i) =>
      assert.ok(Math.abs(means[i] - expected) < 1e-12, `${means[i]}`),
    );
  });

  it('leaves a constant curve constant, from the first point on, and passes over gaps', () => {
    const means = movingAverage(curve([7, 7, Number.NaN, 7, 7]), 40).map(y);
    [0, 1, 3, 4].forEach((i) => assert.ok(Math.abs(means[i] - 7) < 1e-12));
    assert.ok(Number.isNaN(means[2]));
    assert.deepEqual(movingAverage(curve([1, 5]), 1).map(y), [1, 5]);
  });

  it('ends the axis where the curve fills at least half of it', () => {
    for (const reached of [0.1, 1, 3, 9.9, 12, 19.9]) {
      const end = axisEnd(20, reached, 0.01);
      assert.ok(end >= reached && end <= 20 && (reached >= end / 2 || end === 20), `${reached} → ${end}`);
    }
    assert.equal(axisEnd(20, 20, 0.01), 20);
    assert.equal(axisEnd(20, 0, 0.16), 20 / 2 ** 6);
    assert.equal(axisEnd(1, 0, 1), 1);
  });
});
