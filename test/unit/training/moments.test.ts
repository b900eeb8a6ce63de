import assert from 'node:assert/strict';
import type { Picture } from '../../../src/protocol/metrics';
import type { TrainingChildToHost } from '../../../src/protocol/run';
import {
  type FramedPicture,
  filtersFrame,
  filtersIn,
  frameOf,
  pictureOf,
  strongest,
} from '../../../src/training/experiments/frames';
import { MAX_EVEN, isMoment, withMoment } from '../../../src/training/moments';
import { Recorder } from '../../../src/training/recorder';

/** The moments of a run after each of its steps, as child and host make them together. */
function taken(last: number): number[] {
  let moments: { step: number }[] = [];
  for (let step = 0; step <= last; step++) if (isMoment(step, step)) moments = withMoment(moments, { step });
  return withMoment(moments, { step: last }).map(({ step }) => step);
}

describe('training: moments of a run', () => {
  it('are few in a run of any length, evenly spread, and more at the beginning', () => {
    for (const last of [1, 50, 1000, 4300, 100_003, 1_000_000]) {
      const steps = taken(last);
      assert.deepEqual(
        [steps[0], steps[1], steps.at(-1)],
        [0, 1, last],
        'it begins before the first step and ends with the last',
      );
      assert.ok(steps.length <= MAX_EVEN + 1 + Math.log2(last) + 1, `${steps.length} of ${last}`);
      const gaps = steps.slice(1).map((step, i) => step - steps[i]);
      assert.ok(Math.max(...gaps) <= Math.max(1, last / (MAX_EVEN / 2)), `${last}: a gap of ${Math.max(...gaps)}`);
    }
    assert.deepEqual(taken(5), [0, 1, 2, 3, 4, 5]);
  });

  it('that came after one that a run was taken back to are gone', () => {
    const moments = taken(40).map((step) => ({ step }));
    assert.deepEqual(
      withMoment(moments, { step: 3 }).map(({ step }) => step),
      [0, 1, 2, 3],
    );
  });

  it('are a frame of each picture, which comes back to within half a part', () => {
    const line: FramedPicture = { kind: 'line', xs: [1], ys: [2], weight: 0.3, bias: -1 };
    const area = { left: 0, right: 1, bottom: 0, top: 1 };
    const plane = { kind: 'moons' as const, xs: [[0, 1]], labels: [1], area, cols: 3, rows: 1 };
    const moons: FramedPicture = { ...plane, probabilities: [0, 0.52, 1] };
    const weights: FramedPicture = { kind: 'weights', rows: 1, cols: 3, values: [-2, 0.01, NaN] };
    const back = (picture: FramedPicture): Picture | null => {
      const frame = frameOf(picture);
      return frame.kind === 'filters' ? null : pictureOf(frame, picture);
    };
    assert.deepEqual(back(line), line);
    const plain = back(moons);
    assert.ok(plain?.kind === 'moons' && Math.abs(plain.probabilities[1] - 0.52) < 0.5 / 127);
    assert.deepEqual([plain.probabilities[0], plain.probabilities[2], plain.xs], [0, 1, plane.xs]);
    const image = back(weights);
    assert.ok(image?.kind === 'weights' && image.values[0] === -2 && Math.abs(image.values[1] - 0.01) <= 1 / 127);
    assert.equal(image.values[2], 0, 'what is not a number is drawn as nothing');
    const flat = frameOf({ kind: 'weights', rows: 1, cols: 2, values: [0, 0] });
    assert.deepEqual(flat.kind === 'weights' && [...flat.parts], [0, 0]);
  });

  it('hold at most 64 images of first-layer weights, from all over the layer', () => {
    const [pixels, of] = [4, 200];
    // Each unit has weights of the size of its place.
    const data = Float32Array.from({ length: pixels * of }, (_, i) => i % of);
    const frame = filtersFrame({ rows: pixels, cols: of, data }, 2);
    assert.ok(frame.kind === 'filters');
    assert.deepEqual([frame.rows, frame.cols, frame.of, frame.units.length], [2, 2, 200, 64]);
    assert.equal(frame.parts.length, 64 * pixels);
    assert.deepEqual([frame.units[0], frame.units[1], frame.units[63]], [0, 3, 196]);
    const [first] = strongest(frame);
    assert.equal(frame.units[first], 196);
    assert.deepEqual(filtersIn(frame, [first]), [[196, 196, 196, 196]]);
  });

  it('are taken where they count and where the run rests, once, and never stop it', () => {
    const sent: TrainingChildToHost[] = [];
    const clock = { ms: 0 };
    const world = {
      runId: 'a',
      send: (message: TrainingChildToHost) => void sent.push(message),
      now: () => clock.ms,
    };
    let failing = false;
    const recorder = new Recorder(() => {
      if (failing) throw new Error('parameters() of a learner');
      return { kind: 'line', weight: 1, bias: 2 };
    }, world);
    for (let step = 0; step <= 131; step++) recorder.passed(step);
    recorder.rests(131);
    recorder.rests(131);
    const steps = sent.map((message) => message.type === 'moment' && message.moment.step);
    assert.deepEqual(steps.slice(-3), [126, 128, 131]);
    failing = true;
    recorder.rests(140);
    failing = false;
    recorder.rests(150);
    assert.equal(sent.length, steps.length, 'after an error there is nothing to be had');
    const slow = new Recorder(() => {
      clock.ms += 10;
      return { kind: 'line', weight: 1, bias: 2 };
    }, world);
    const before = sent.length;
    for (let step = 0; step < 2000; step++) {
      clock.ms += 1;
      slow.passed(step);
    }
    const share = (sent.length - before) * 10;
    assert.ok(share > 40 && share < (2000 + share) / 50 + 90, `${share} ms of ${2000 + share}`);
    sent.length = before;
    new Recorder(null, world).rests(1);
    new Recorder(undefined, world).rests(1);
    assert.equal(sent.length, steps.length);
  });
});
