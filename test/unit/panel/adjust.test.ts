/** The values of a run under way, the strip and the estimate, in words. */
import assert from 'node:assert/strict';
import type { Adjustable } from '../../../src/protocol/adjust';
import { defaultsFor } from '../../../src/training/validate';
import {
  adjustableNow,
  changeText,
  markText,
  missingText,
  valueNow,
  whenText,
} from '../../../webview/training/adjust/words';
import { accuracyFrom } from '../../../webview/training/charts/accuracyAxis';
import { SMOOTHINGS, smoothingText } from '../../../webview/training/charts/smoothings';
import { estimateText, offersFor } from '../../../webview/training/estimate/words';
import { type ViewRun, changesRate, viewRun } from '../../../webview/training/run/viewRun';
import { reduce } from '../../../webview/training/reduce';
import { initialState } from '../../../webview/training/state';
import { digitText, watchedDigits, watchedSummary } from '../../../webview/training/watched/words';
import { epoch, hydrate, run, steps, viewOf } from './samples';

type Info = NonNullable<ReturnType<typeof run>['info']>;
const info = run('a').info as Info;
const view = (changes: Parameters<typeof run>[1], more: Partial<Info> = {}): ViewRun =>
  viewRun(run('a', { config: defaultsFor('mnist'), info: { ...info, ...more }, ...changes }), [viewOf('mnist')]);
const atStep = (step: number) => steps(step, step)[0];
const ALL: Adjustable[] = (['learningRate', 'momentum', 'l2'] as const).map((field) => ({ field, from: 'step' }));
const RATE: Adjustable[] = [{ field: 'learningRate', from: 'epoch' }];

describe('panel: values that are changed while a run is under way', () => {
  it('are offered while it runs or rests, and while it is not too late', () => {
    const all = ['learningRate', 'momentum', 'l2'];
    assert.deepEqual(adjustableNow(view({}, { adjustable: ALL })), all);
    assert.deepEqual(adjustableNow(view({ state: 'paused' }, { adjustable: ALL })), all);
    assert.deepEqual(adjustableNow(view({ state: 'finished' }, { adjustable: ALL })), []);
    assert.deepEqual(adjustableNow(view({})), [], 'a run of an older version');
    const { epochs } = defaultsFor('mnist');
    const late = (step: number): unknown => adjustableNow(view({ lastStep: atStep(step) }, { adjustable: RATE }));
    assert.deepEqual(late((epochs - 1) * 49 - 1), ['learningRate']);
    assert.deepEqual(late((epochs - 1) * 49), [], 'no epoch begins any more');
  });

  it('say what they are now, when a change comes, and what cannot be changed', () => {
    const changes = [
      { field: 'learningRate', step: 50, before: 0.1, value: 0.05 },
      { field: 'momentum', step: 60, before: 0, value: 0.9 },
    ] as const;
    const changed = view({ changes: [...changes] }, { adjustable: ALL });
    assert.deepEqual(
      (['learningRate', 'momentum', 'l2'] as const).map((field) => valueNow(changed, field)),
      [0.05, 0.9, 0],
    );
    assert.equal(changeText(changed, changes[0]), 'Learning rate: 0.1 → 0.05 at step 50');
    assert.equal(markText(changed, changes[1]), 'Momentum: 0.9');
    assert.equal(whenText(changed, { asked: {} }), 'A change comes with the next step.');
    assert.equal(whenText(changed, { asked: { l2: 0.01 } }), 'L2 penalty (λ): 0.01 from the next step on.');
    const own = view({}, { adjustable: RATE });
    assert.match(whenText(own, { asked: {} }), /^A change comes with the next epoch: /);
    assert.equal(whenText(own, { asked: { learningRate: 0.2 } }), 'Learning rate: 0.2 from the next epoch on.');
    assert.equal(missingText(changed), '');
    assert.match(missingText(own), /^Not in this run: Momentum, L2 penalty \(λ\)\. /);
    const reference = { ...defaultsFor('mnist'), network: 'reference' as const };
    assert.equal(missingText(view({ config: reference }, { adjustable: ALL })), '');
  });

  it('wait until the run tells that it has them, or that it cannot', () => {
    const running = run('a', { config: defaultsFor('mnist'), info: { ...info, adjustable: ALL } });
    const asked = reduce(reduce(initialState(), hydrate({ run: running })), {
      type: 'ask',
      field: 'learningRate',
      value: 0.5,
    });
    assert.deepEqual(asked.asked, { learningRate: 0.5 });
    const change = { field: 'learningRate', step: 7, before: 0.1, value: 0.5 } as const;
    const told = reduce(asked, { type: 'changed', runId: 'a', change });
    assert.deepEqual([told.asked, told.run?.changes], [{}, [change]]);
    const other = reduce(asked, { type: 'changed', runId: 'a', change: { ...change, value: 0.2 } });
    assert.deepEqual(other.asked, { learningRate: 0.5 }, 'the last one that was asked for still comes');
    const refused = reduce(asked, { type: 'notAdjusted', runId: 'a', field: 'learningRate', message: 'no' });
    assert.deepEqual([refused.asked, refused.notAdjusted?.message], [{}, 'no']);
    assert.deepEqual(reduce(asked, hydrate({ run: running })).asked, {});
    const next = reduce(refused, { type: 'started', run: run('b') });
    assert.deepEqual([next.asked, next.notAdjusted], [{}, null]);
  });

  it('give the learning rate a chart without a schedule, too', () => {
    assert.equal(changesRate(view({})), false);
    const changes = [{ field: 'learningRate', step: 50, before: 0.1, value: 0.05 } as const];
    assert.equal(changesRate(view({ changes })), true);
    assert.equal(changesRate(view({ config: { ...defaultsFor('mnist'), schedule: 'cosine' } })), true);
  });
});

describe('panel: the validation images that are watched', () => {
  const watched = { rows: 1, cols: 1, labels: [3, 7], images: [[0], [255]] };

  it('are told with what they are taken for', () => {
    const before = view({ watched });
    assert.equal(watchedSummary(before), 'Validation images');
    assert.equal(digitText(watchedDigits(before)[0]), 'A 3, not read yet');
    const after = view({ watched, reading: { step: 120, read: [3, 1], sure: [0.75, 0.125] } });
    assert.equal(watchedSummary(after), 'Validation images, after step 120: 1 of 2 read correctly');
    assert.deepEqual(watchedDigits(after).map(digitText), [
      'A 3, read correctly; the network gives it 75.0%',
      'A 7, read as 1; the network gives 7 12.5%',
    ]);
    assert.deepEqual(watchedDigits(view({})), []);
  });

  it('follow the run that they belong to', () => {
    const state = reduce(reduce(initialState(), hydrate({ run: run('a') })), {
      type: 'watched',
      runId: 'a',
      digits: watched,
    });
    const reading = { step: 1, read: [1, 1], sure: [0, 0] };
    assert.deepEqual(reduce(state, { type: 'read', runId: 'a', reading }).run?.reading, reading);
    assert.equal(reduce(state, { type: 'read', runId: 'b', reading }).run?.reading, null);
    const interim = { step: 10, epoch: 1, loss: 1, accuracy: 0.5 };
    assert.deepEqual(reduce(state, { type: 'interim', runId: 'a', interim }).run?.interim, [interim]);
  });

  it('leave the steep beginning out of the axis of the accuracy, and never the newest', () => {
    const interim = [1, 2, 3, 4].map((i) => ({ step: i * 10, epoch: 1, loss: 1 / i, accuracy: 0.2 * i }));
    const from = (lastStep: number): number => accuracyFrom([view({ interim, lastStep: atStep(lastStep) })]);
    assert.ok(Math.abs(from(40) - 0.15) < 1e-9, String(from(40)));
    assert.ok(Math.abs(from(250) - 0.55) < 1e-9, String(from(250)));
    assert.ok(Math.abs(from(4000) - 0.75) < 1e-9, String(from(4000)));
    assert.ok(Math.abs(accuracyFrom([view({ epochs: [epoch(1, 0.91)] })]) - 0.85) < 1e-9);
  });
});

describe('panel: how long a run will take', () => {
  it('is told where it is long, with what is shorter', () => {
    const config = { ...defaultsFor('mnist'), network: 'mine' as const };
    const told = { steps: 5, stepMs: 204.25, seconds: 860 };
    assert.equal(estimateText(view({ config }, { estimate: { ...told, seconds: 119 } })), '');
    assert.equal(estimateText(view({ config })), '');
    const long = view({ config }, { estimate: { ...told, fewer: { limit: 5000, seconds: 114 }, fastSeconds: 90 } });
    assert.equal(
      estimateText(long),
      'This run will take about 14 min: in a rehearsal, 5 steps of your code took 204.3 ms each.',
    );
    assert.deepEqual(
      offersFor(long).map(({ label, config: one }) => [label, one.limit, one.network]),
      [
        ['Train on 5,000 images: about 2 min', 5000, 'mine'],
        ['Use the fast matmul: about 2 min', null, 'mine-fast'],
      ],
    );
    assert.deepEqual(offersFor(view({ config }, { estimate: { ...told, fastSeconds: 900 } })), []);
  });
});

describe('panel: smoothing', () => {
  it('says what it does, and is kept', () => {
    assert.deepEqual(SMOOTHINGS.map(smoothingText).slice(0, 4), [
      'off',
      'the loss over 0.3% of the run',
      'the loss over 0.5% of the run',
      'the loss over 1% of the run',
    ]);
    const state = reduce(initialState({ smoothing: 2 }), hydrate({ run: run('a') }));
    assert.equal(state.smoothing, 2);
    assert.equal(reduce(state, { type: 'smooth', smoothing: 0 }).smoothing, 0);
    assert.equal(initialState().smoothing, 1);
  });
});
