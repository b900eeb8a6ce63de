import assert from 'node:assert/strict';
import type { StepMetric } from '../../../src/protocol/metrics';
import { MAX_FOLLOWED_STEPS } from '../../../src/training/thinning';
import { RunningMean, StepSeries, windowOf } from '../../../webview/training/run/stepSeries';

const losses = (values: readonly number[], from = 1): StepMetric[] =>
  values.map((loss, i) => ({ step: from + i, epoch: 1, loss }));
const of = (values: readonly number[]): StepSeries => StepSeries.of(losses(values));
const everything = { from: 0, to: Infinity };
const curve = (series: StepSeries, buckets: number, window = everything): { x: number; y: number }[] =>
  windowOf(series.length, (i) => series.step(i) - 1, series.losses, { ...window, buckets });

describe('panel: steps', () => {
  it('a longer series leaves the shorter one as it was, also when two continue the same one', () => {
    const short = of([3, 2]);
    const one = short.append(losses([1], 3));
    const other = short.append(losses([9, 8], 3));
    assert.deepEqual([...short.losses], [3, 2]);
    assert.deepEqual([...one.losses], [3, 2, 1]);
    assert.deepEqual([...other.losses], [3, 2, 9, 8]);
    assert.deepEqual([...other.steps], [1, 2, 3, 4]);
    assert.equal(short.append([]), short);
  });

  it('thins what is old and keeps its lows, its highs and the newest quarter', () => {
    let series = StepSeries.empty;
    const loss = (step: number): number => (step === 4321 ? 99 : step === 54_321 ? -99 : step % 7);
    for (let from = 1; from <= MAX_FOLLOWED_STEPS + 5000; from += 1000)
      series = series.append(
        losses(
          Array.from({ length: 1000 }, (_, i) => loss(from + i)),
          from,
        ),
      );
    assert.ok(series.length <= MAX_FOLLOWED_STEPS && series.length > MAX_FOLLOWED_STEPS / 2, `${series.length} steps`);
    for (const step of [4321, 54_321]) assert.equal(series.loss(series.steps.indexOf(step)), loss(step));
    for (let i = 1; i < series.length; i++) assert.ok(series.step(i) > series.step(i - 1));
    const newest = series.steps.slice(-MAX_FOLLOWED_STEPS / 4);
    assert.equal(newest.at(-1)! - newest[0], newest.length - 1);
  });

  it('leaves few points alone', () => {
    assert.deepEqual(curve(of([3, 1, 2]), 2), [
      { x: 0, y: 3 },
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ]);
    assert.deepEqual(curve(StepSeries.empty, 2), []);
  });

  it('draws every spike, the ends and the order', () => {
    const values = Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 900));
    values[31_337] = 50;
    values[64_000] = -50;
    const drawn = curve(of(values), 400);
    assert.ok(drawn.length <= 2 * 400 + 2, `${drawn.length} points`);
    assert.ok(drawn.some((point) => point.x === 31_337 && point.y === 50));
    assert.ok(drawn.some((point) => point.x === 64_000 && point.y === -50));
    assert.deepEqual([drawn[0].x, drawn.at(-1)?.x], [0, 99_999]);
    for (let i = 1; i < drawn.length; i++) assert.ok(drawn[i].x > drawn[i - 1].x);
  });

  it('draws a part of it in full, with one point on either side', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => i);
    const xs = curve(of(values), 50, { from: 2000, to: 2040.5 }).map(({ x }) => x);
    assert.deepEqual(
      xs,
      Array.from({ length: 43 }, (_, i) => 1999 + i),
    );
    assert.deepEqual(
      curve(of([5, 6]), 50, { from: 7, to: 9 }).map(({ x }) => x),
      [1],
    );
  });

  it('draws a gap as a gap, and the values beside it', () => {
    const values = Array.from({ length: 1000 }, (_, i) => i);
    values[500] = Number.NaN;
    const drawn = curve(of(values), 20);
    assert.ok(drawn.some((point) => point.x === 500 && Number.isNaN(point.y)));
    assert.ok(drawn.filter((point) => Number.isFinite(point.y)).length > 30);
    assert.ok(curve(of(Array.from({ length: 300 }, () => Number.NaN)), 20).every((point) => Number.isNaN(point.y)));
  });
});

describe('panel: running mean', () => {
  const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-12, `${a}, expected ${b}`);

  it('averages as worked out by hand', () => {
    // β = 1/2: m = 0.5·4 = 2, w = 0.5 → 4; m = 0.5·2 + 0.5·8 = 5, w = 0.75 → 6.667; m = 0.5·5 + 0.5·0 = 2.5, w = 0.875 → 2.857
    const means = new RunningMean().of(of([4, 8, 0]), 2);
    [4, 5 / 0.75, 2.5 / 0.875].forEach((expected, i) => near(means[i], expected));
  });

  it('leaves a constant curve constant, from the first point on, and passes over gaps', () => {
    const means = new RunningMean().of(of([7, 7, Number.NaN, 7, 7]), 40);
    [0, 1, 3, 4].forEach((i) => near(means[i], 7));
    assert.ok(Number.isNaN(means[2]));
    assert.deepEqual([...new RunningMean().of(of([1, 5]), 1)], [1, 5]);
  });

  it('goes on where it was when the series grows, and begins anew for another span or series', () => {
    const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i / 50) + i / 1000);
    const growing = new RunningMean();
    let series = StepSeries.empty;
    for (let i = 0; i < values.length; i += 37) {
      series = series.append(losses(values.slice(i, i + 37), i + 1));
      growing.of(series, 25);
    }
    assert.deepEqual([...growing.of(series, 25)], [...new RunningMean().of(of(values), 25)]);
    assert.deepEqual([...growing.of(series, 3)], [...new RunningMean().of(of(values), 3)]);
    const other = of(values.map((value) => -value));
    assert.deepEqual([...growing.of(other, 3)], [...new RunningMean().of(other, 3)]);
  });
});
