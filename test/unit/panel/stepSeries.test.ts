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
    // Up to four values, β = 0: each is its own mean. The span is 5/4, 6/4, 7/4 and then 2, so β is 1/5, 1/3, 3/7, 1/2.
    // m = 8, w = 1; m = 8/5 + 4/5·3 = 4; m = 4/3 + 2/3·0 = 4/3; m = 3/7·4/3 + 4/7·8 = 36/7; m = 18/7 + 0 = 18/7
    const means = new RunningMean().of(Float64Array.of(4, 8, 0, 8, 3, 0, 8, 0), 2);
    [4, 8, 0, 8, 4, 4 / 3, 36 / 7, 18 / 7].forEach((expected, i) => near(means[i], expected));
  });

  it('lies among the points of a curve that falls, from the start', () => {
    const falling = Float64Array.from({ length: 200 }, (_, i) => Math.exp(-i / 40));
    const means = new RunningMean().of(falling, 100);
    falling.forEach((_, i) => assert.ok(means[i] <= falling[Math.floor(i / 2)] + 1e-12, `at ${i}`));
  });

  it('leaves a constant curve constant, from the first point on, and passes over gaps', () => {
    const means = new RunningMean().of(Float64Array.of(7, 7, Number.NaN, 7, 7), 40);
    [0, 1, 3, 4].forEach((i) => near(means[i], 7));
    assert.ok(Number.isNaN(means[2]));
    assert.deepEqual([...new RunningMean().of(Float64Array.of(1, 5), 1)], [1, 5]);
  });

  it('goes on where it was when the series grows, and begins anew for another span or series', () => {
    const values = Array.from({ length: 5000 }, (_, i) => Math.sin(i / 50) + i / 1000);
    const growing = new RunningMean();
    let series = StepSeries.empty;
    for (let i = 0; i < values.length; i += 37) {
      series = series.append(losses(values.slice(i, i + 37), i + 1));
      growing.of(series.losses, 25);
    }
    assert.deepEqual([...growing.of(series.losses, 25)], [...new RunningMean().of(Float64Array.from(values), 25)]);
    assert.deepEqual([...growing.of(series.losses, 3)], [...new RunningMean().of(Float64Array.from(values), 3)]);
    const other = Float64Array.from(values, (value) => -value);
    assert.deepEqual([...growing.of(other, 3)], [...new RunningMean().of(other, 3)]);
  });
});
