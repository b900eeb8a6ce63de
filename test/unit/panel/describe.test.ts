import assert from 'node:assert/strict';
import { defaultsFor } from '../../../src/training/validate';
import { announcement } from '../../../webview/training/run/announcement';
import { endingText } from '../../../webview/training/run/ending';
import { accuracySummary, lossSummary, pictureSummary, progressOf } from '../../../webview/training/run/describe';
import { duration, figure, percent } from '../../../webview/training/numbers';
import { viewRun } from '../../../webview/training/run/viewRun';
import { EXPERIMENTS } from '../../../src/training/experiments/table';
import { epoch, viewOf, run as snapshot, steps, validated } from './samples';

const run = (...args: Parameters<typeof snapshot>): ReturnType<typeof viewRun> =>
  viewRun(snapshot(...args), EXPERIMENTS.map(viewOf));

describe('panel: words', () => {
  it('writes figures that can be read', () => {
    const cases: [number, string][] = [
      [0, '0'],
      [0.123456, '0.1235'],
      [-0.5, '−0.5'],
      [2.302585, '2.303'],
      [12_345.6, '12,346'],
      [0.0000123, '1.23e-5'],
      [Number.NaN, 'not a number'],
      [Infinity, 'not a number'],
    ];
    for (const [value, text] of cases) assert.equal(figure(value), text);
    assert.deepEqual([percent(0.9712), percent(0.99456), percent(1)], ['97.1%', '99.5%', '100%']);
    assert.deepEqual([duration(0.2), duration(42), duration(300), duration(7200)], ['1 s', '42 s', '5 min', '2.0 h']);
  });

  it('says how far a run is', () => {
    assert.equal(progressOf(run('a', { info: null })), null);
    const half = progressOf(run('a', { lastStep: { step: 490, epoch: 10, loss: 0.1 } }));
    assert.deepEqual(half, { step: 490, totalSteps: 980, epoch: 10, epochs: 20, fraction: 0.5 });
  });

  it('sums up the curves', () => {
    const all = steps(1, 49);
    const done = run('a', { steps: all, lastStep: all[48], epochs: [epoch(1)] });
    assert.equal(
      lossSummary(done),
      'The loss fell from 1 to 0.25 in 49 steps. Mean of epoch 1: 0.25. On test images it is 0.5.',
    );
    assert.match(lossSummary(run('a')), /No step yet/);
    const early = run('a', { steps: steps(1, 4), lastStep: steps(4, 4)[0] });
    assert.equal(lossSummary(early), 'The loss fell from 1 to 0.5208 in 4 steps. Mean of the last 4 steps: 0.5208.');
    const epochs = [epoch(1, 0.97), epoch(2, 0.95)];
    assert.equal(
      accuracySummary(run('a', { epochs })),
      '95.0% of the test images are read correctly after epoch 2. The best was 97.0% after epoch 1.',
    );
    const moons = run('a', { epochs: [epoch(3, 0.97)], config: defaultsFor('two-moons') });
    assert.equal(accuracySummary(moons), '97.0% of the test points are on the right side after epoch 3.');
  });

  it('sums up a run with validation images: the lowest loss, and the test images once they are measured', () => {
    const all = steps(1, 49);
    const config = defaultsFor('mnist');
    const info = {
      ...(snapshot('a').info as NonNullable<ReturnType<typeof snapshot>['info']>),
      validationExamples: 5000,
    };
    const epochs = [validated(1, 0.94, 0.4), validated(2, 0.96, 0.3), validated(3, 0.95, 0.5)];
    const learning = run('a', { config, info, steps: all, lastStep: all[48], epochs });
    assert.equal(
      lossSummary(learning),
      'The loss fell from 1 to 0.08333 in 147 steps. Mean of epoch 3: 0.08333. On validation images it is 0.5. It was lowest, 0.3, after epoch 2.',
    );
    const validation =
      '95.0% of the validation images are read correctly after epoch 3. The best was 96.0% after epoch 2.';
    assert.equal(accuracySummary(learning), validation);
    const test = { loss: 0.4, accuracy: 0.9452, examples: 10_000 };
    const over = { ...learning, state: 'finished' as const, test };
    const tested = 'Test images, measured once at the end: 9,452 of 10,000 are read correctly (94.5%).';
    assert.equal(accuracySummary(over), `${validation} ${tested}`);
    assert.equal(announcement(learning, { ...learning, state: 'testing' }), 'Measuring on the test data.');
    assert.equal(
      announcement(learning, over),
      'Training finished. Your network reads 9,452 of 10,000 digits that it has never seen.',
    );
    const interim = [{ step: 10, epoch: 1, loss: 1.5, accuracy: 0.625 }];
    assert.equal(
      accuracySummary(run('a', { config, info: { ...info, interimExamples: 500 }, interim })),
      '62.5% of a sample, 500 of the validation images, are read correctly after step 10.',
    );
    // Where nothing was held back after all.
    assert.match(accuracySummary(run('a', { config, epochs: [epoch(1)] })), /^95\.0% of the test images/);
  });

  it('finds the strongest weights', () => {
    const text = pictureSummary({ kind: 'weights', rows: 2, cols: 3, values: [0, 1, 2, -3, 0, 0] });
    assert.match(text, /2 at row 1, column 3/);
    assert.match(text, /−3 at row 2, column 1/);
    assert.match(
      pictureSummary({ kind: 'line', xs: [1, 2], ys: [1, 2], weight: -2, bias: -0.5 }),
      /2 points.*y = −2 · x − 0\.5/,
    );
  });
});

describe('panel: the end of a training', () => {
  const config = defaultsFor('mnist');
  const info = {
    ...(snapshot('a').info as NonNullable<ReturnType<typeof snapshot>['info']>),
    validationExamples: 5000,
  };
  const test = { loss: 0.1, accuracy: 0.9686, examples: 10_000 };
  const over = { config, info, test, epochs: [validated(1, 0.97)], state: 'finished' as const };

  it('is told by the test images where they were measured, in numbers', () => {
    assert.equal(endingText(run('a', over)), 'Your network reads 9,686 of 10,000 digits that it has never seen.');
    assert.equal(endingText(run('a', { ...over, state: 'running' })), '', 'not before the end');
    assert.equal(endingText(run('a', { ...over, state: 'stopped', cut: 'window' })), '', 'it can go on');
    const clothes = { ...config, data: { kind: 'folder' as const, folder: 'f' } };
    assert.equal(
      endingText(run('a', { ...over, config: clothes })),
      'Your network recognizes 9,686 of 10,000 images that it has never seen.',
    );
  });

  it('is told by the validation images where the measuring of the test images was cut, and says so', () => {
    assert.equal(
      endingText(run('a', { ...over, state: 'stopped', test: null })),
      'Your network read 4,850 of 5,000 validation images after epoch 1; it was not trained on them. The test images were not measured.',
    );
    assert.equal(
      endingText(run('a', { ...over, state: 'stopped', test: null, epochs: [] })),
      '',
      'nothing was measured',
    );
  });

  it('says whose network it is, and “yours” only of the learner’s own code', () => {
    const subjects: [Partial<typeof config>, string[], RegExp][] = [
      [{ network: 'mine-fast' }, [], /^Your network reads /],
      [{ network: 'reference' }, [], /^The reference network reads /],
      [{ network: 'fast' }, [], /^The fast network reads /],
      [{ network: 'mine' }, ['3.4'], /^This network reads /],
    ];
    for (const [change, usedReference, text] of subjects)
      assert.match(
        endingText(run('a', { ...over, config: { ...config, ...change }, info: { ...info, usedReference } })),
        text,
      );
  });

  it('fits an experiment without digits', () => {
    const points = { loss: 0.1, accuracy: 0.991, examples: 1000 };
    assert.equal(
      endingText(run('a', { state: 'finished', config: defaultsFor('two-moons'), test: points })),
      'Your network puts 991 of 1,000 points that it has never seen on the right side.',
    );
    assert.equal(
      endingText(run('a', { state: 'finished', test: points })),
      'Your model reads 991 of 1,000 digits that it has never seen.',
    );
    const picture = { kind: 'line' as const, xs: [1], ys: [1], weight: 2, bias: -0.5 };
    const line = { ...defaultsFor('line'), network: 'reference' as const };
    assert.equal(
      endingText(run('a', { state: 'finished', config: line, picture })),
      'The reference solution found the line y = 2 · x − 0.5.',
    );
  });
});

describe('panel: announcements', () => {
  const last = { step: 60, epoch: 2, loss: 0.5 };
  const running = run('a', { steps: steps(1, 60), lastStep: last, epochs: [epoch(1)] });

  it('tells changes of state', () => {
    assert.equal(announcement(null, run('a', { state: 'preparing' })), 'Preparing the data.');
    assert.equal(announcement(run('a', { state: 'preparing' }), running), 'Training started.');
    assert.equal(announcement(running, { ...running, state: 'paused' }), 'Paused at step 60. Loss 0.5.');
    assert.equal(announcement({ ...running, state: 'paused' }, running), 'Training goes on.');
    assert.equal(announcement(running, { ...running, state: 'stopped' }), 'Training stopped at step 60.');
    assert.match(
      announcement(running, { ...running, state: 'finished' }) ?? '',
      /^Training finished\. Epoch 1 of 20: training loss 0\.25, test loss 0\.5, test accuracy 95\.0%\.$/,
    );
    const error = { message: 'It broke.', location: null };
    assert.equal(announcement(running, { ...running, state: 'failed', error }), 'Training failed. It broke.');
  });

  it('tells each epoch and no step', () => {
    assert.equal(announcement(running, { ...running, lastStep: { ...last, step: 61 } }), null);
    assert.match(announcement(running, { ...running, epochs: [epoch(1), epoch(2)] }) ?? '', /^Epoch 2 of 20: /);
  });

  it('does not tell of runs that were over before', () => {
    assert.equal(announcement(null, run('a', { state: 'finished' })), null);
    assert.equal(announcement(running, null), null);
  });
});
