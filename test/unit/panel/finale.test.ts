/** What the picture at the end of the course says. */
import assert from 'node:assert/strict';
import { defaultsFor } from '../../../src/training/validate';
import { builtRun, factsOf, factsTexts, isBuilt } from '../../../webview/training/finale/facts';
import { confusionSummary } from '../../../webview/training/inside/confusion';
import { percent } from '../../../webview/training/numbers';
import { reduce } from '../../../webview/training/reduce';
import { type ViewState, initialState } from '../../../webview/training/state';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import { hydrate, run, steps, validated } from './samples';

const trained = (id: string, network: 'mine' | 'reference' = 'mine', changes: Partial<RunSnapshot> = {}): RunSnapshot =>
  run(id, {
    config: { ...defaultsFor('mnist'), network, hidden: [32] },
    state: 'finished',
    steps: steps(1, 980),
    epochs: [validated(1, 0.9), validated(2, 0.95)],
    lastStep: { step: 980, epoch: 20, loss: 1 / 980 },
    test: { loss: 0.1, accuracy: 0.9686, examples: 10_000 },
    ...changes,
  });
const parts = [
  { number: 1, title: 'One', passed: 7, lessons: 7 },
  { number: 2, title: 'Two', passed: 3, lessons: 6 },
];
const drawing = { runId: 'a', pixels: [0, 1, 1, 0], side: 2, read: '7', sure: 0.992 };
const matrix = {
  classes: ['0', '1'],
  matrix: [
    [9, 1],
    [0, 10],
  ],
};
const state = (last: RunSnapshot | null, history: RunSnapshot[] = []): ViewState =>
  [{ type: 'course', course: { parts } } as const, { type: 'drew', drawing } as const].reduce(
    reduce,
    reduce(initialState(), hydrate({ run: last, history })),
  );

describe('panel: what you built', () => {
  it('is of the run that is shown, or of the last one that trained the complete network', () => {
    assert.equal(builtRun(state(null)), null);
    assert.equal(builtRun(state(trained('a', 'mine', { state: 'running' }))), null);
    assert.equal(builtRun(state(run('line', { state: 'finished' }))), null);
    const later = state(run('line', { state: 'finished' }), [trained('b', 'reference'), trained('a')]);
    assert.equal(builtRun(later)?.id, 'a', 'the learner’s own before others');
    assert.deepEqual([isBuilt(later), isBuilt(state(trained('b', 'reference')))], [true, false]);
  });

  it('says what the network reads, how it learned, what it mixes up, what was drawn, and what passed', () => {
    const view = state(trained('a'));
    const shown = builtRun(view) ?? assert.fail('no run');
    const facts = factsOf(shown, view, matrix);
    assert.equal(facts.title, 'I wrote a neural network from scratch');
    assert.equal(facts.network, '784 → 32 → 10: 25,450 numbers, all learned · TypeScript, no library');
    assert.deepEqual(facts.result, {
      right: 9686,
      all: 10_000,
      text: 'digits that it has never seen, read correctly',
    });
    assert.equal(facts.losses.length, 160);
    assert.equal(facts.losses.at(-1)?.x, 20);
    assert.deepEqual(facts.accuracies, [
      { x: 1, y: 0.9 },
      { x: 2, y: 0.95 },
    ]);
    assert.deepEqual(factsTexts(shown, facts).slice(2), [
      confusionSummary(matrix.classes, matrix.matrix),
      `Drawn by hand, and read as 7, with ${percent(0.992)}.`,
      '10 of 13 lessons passed.',
    ]);
    assert.equal(factsTexts(shown, facts)[0], 'Your network reads 9,686 of 10,000 digits that it has never seen.');
  });

  it('claims nothing that is not so: of another’s code, of another run’s drawing, without a test', () => {
    const view = state(trained('b', 'reference', { test: null }));
    const shown = builtRun(view) ?? assert.fail('no run');
    const facts = factsOf(shown, view, null);
    assert.deepEqual([facts.isYours, facts.drawing, facts.result, facts.matrix], [false, null, null, null]);
    assert.doesNotMatch(`${facts.title} ${facts.network} ${factsTexts(shown, facts).join(' ')}`, /\bI\b|library|hand/);
    const fast = trained('d', 'mine', { config: { ...trained('d').config, network: 'mine-fast' } });
    const mixed = state(fast);
    assert.match(factsOf(builtRun(mixed)!, mixed, null).network, /with the course’s fast matmul$/);
    const borrowed = trained('c', 'mine', { info: { ...trained('c').info!, usedReference: ['3.1'] } });
    assert.equal(isBuilt(state(borrowed)), false);
  });
});
