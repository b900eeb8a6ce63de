/** Feature maps and moved images in words. */
import assert from 'node:assert/strict';
import { mapText, stageName, stageRows, stageSummary } from '../../../../webview/training/inside/maps';
import {
  otherRun,
  otherText,
  ownText,
  resultsOf,
  shiftRows,
  shiftText,
} from '../../../../webview/training/inside/shifts';
import { reduce } from '../../../../webview/training/reduce';
import { type ShiftResult, type ViewState, initialState } from '../../../../webview/training/state';
import { defaultsFor } from '../../../../src/training/validate';
import { hydrate, run, viewOf } from '../samples';

describe('look inside: feature maps in words', () => {
  const quiet = [0, 0, 0, 0];
  const stage = { kind: 'convolution' as const, rows: 2, cols: 2, maps: [[0, 0.5, 0, 0], quiet, [0, 0, 1.25, 0.25]] };

  it('names the stages as they follow each other', () => {
    assert.equal(stageName(stage, 0), 'Convolution 1, with ReLU');
    assert.equal(stageName({ ...stage, kind: 'pool' }, 1), 'Pool 1');
    assert.equal(stageName(stage, 2), 'Convolution 2, with ReLU');
    assert.equal(stageName({ ...stage, kind: 'pool' }, 3), 'Pool 2');
  });

  it('says where a map is highest, and which maps say nothing', () => {
    assert.equal(mapText(stage.maps[2], 2), 'highest 1.25 at row 2, column 1; 50.0% of it is above 0');
    assert.equal(mapText(quiet, 2), '0 everywhere');
    assert.equal(
      stageSummary(stage),
      '3 feature maps of 2 × 2 numbers. The highest number, 1.25, is in map 3. 0 everywhere: 1 of them.',
    );
    assert.equal(
      stageSummary({ ...stage, maps: [quiet, quiet] }),
      '2 feature maps of 2 × 2 numbers. All of them are 0 everywhere.',
    );
    assert.deepEqual(stageRows(stage), [
      ['1', '0.5', '1', '2', '25.0%'],
      ['2', '0', '–', '–', '0%'],
      ['3', '1.25', '2', '1', '50.0%'],
    ]);
  });
});

describe('look inside: moved images in words', () => {
  const one = { step: 9, epoch: 1, loss: 1 };
  const dense = run('d', { name: 'dense', config: defaultsFor('mnist'), lastStep: one, state: 'finished' });
  const conv = run('c', { name: 'conv', config: defaultsFor('convnet'), lastStep: one, state: 'finished' });
  const result = (runId: string, right: number, down: number, correct: number, step = 9): ShiftResult => ({
    ...{ runId, step, right, down, correct, of: 200 },
  });
  const stateWith = (...results: ShiftResult[]): ViewState => {
    const experiments = ['line', 'mnist', 'convnet'].map((id) => viewOf(id as 'line'));
    const line = run('l', { config: defaultsFor('line'), lastStep: one });
    const state = reduce(initialState(), hydrate({ experiments, run: conv, history: [line, dense] }));
    return results.reduce((all, each) => reduce(all, { type: 'shifted', result: each }), state);
  };

  it('names both directions, and none', () => {
    assert.equal(shiftText({ right: 0, down: 0 }), 'not moved');
    assert.equal(shiftText({ right: -2, down: 0 }), '2 px to the left');
    assert.equal(shiftText({ right: 0, down: 3 }), '3 px down');
    assert.equal(shiftText({ right: 1, down: -1 }), '1 px to the right, 1 px up');
  });

  it('says what is read of moved images, and of those that were not moved', () => {
    const state = stateWith(result('c', 2, 0, 150), result('c', 0, 0, 190));
    const own = state.run ?? assert.fail();
    const found = resultsOf(state, own);
    const text = 'Test images, 2 px to the right: 150 of 200 are read correctly (75.0%). Not moved: 95.0%.';
    assert.equal(
      ownText({ ...own, info: null, config: { ...own.config, validation: 0 } }, found, { right: 2, down: 0 }),
      text,
    );
    assert.equal(ownText(own, found, { right: 1, down: 0 }), '', 'it was not measured');
  });

  it('keeps what was measured last of a network that learned on', () => {
    const state = stateWith(result('c', 0, 0, 100, 5), result('c', 1, 0, 90, 5), result('c', 0, 0, 190));
    const own = state.run ?? assert.fail();
    assert.deepEqual(resultsOf(state, own), [result('c', 0, 0, 190)]);
    assert.equal(resultsOf(state, own, 5).length, 2);
  });

  it('names the last run of the other type of network, where there is one', () => {
    const state = stateWith(result('d', 1, 0, 120), result('d', 0, 0, 180), result('c', 1, 0, 160));
    const own = state.run ?? assert.fail();
    const other = otherRun(state, own);
    assert.equal(other?.id, 'd', 'a run of another kind is no network that reads digits');
    const theirs = resultsOf(state, other ?? assert.fail());
    assert.equal(
      otherText(other, theirs, { right: 1, down: 0 }),
      '“dense” read 60.0% of its images, 1 px to the right. Not moved: 90.0%.',
    );
    assert.match(
      otherText(other, theirs, { right: 4, down: 0 }),
      /^“dense” was not measured on images moved like this/,
    );
    assert.deepEqual(shiftRows(resultsOf(state, own), theirs), [
      ['not moved', '–', '90.0%'],
      ['1 px to the right', '80.0%', '60.0%'],
    ]);
    const alone = { ...state, history: [] };
    assert.equal(otherRun(alone, own), null);
    assert.match(otherText(null, [], { right: 0, down: 0 }), /^To compare, train the other type of network, too/);
  });

  it('has one result for a place that is measured again', () => {
    const state = stateWith(
      result('c', 0, 0, 100),
      result('c', 1, 0, 90),
      result('c', 0, 0, 100),
      result('c', 0, 0, 110, 20),
    );
    const own = state.run ?? assert.fail();
    assert.deepEqual(shiftRows(resultsOf(state, own, 9), []), [
      ['not moved', '50.0%', '–'],
      ['1 px to the right', '45.0%', '–'],
    ]);
    assert.equal(resultsOf(state, own, 20).length, 1);
  });
});
