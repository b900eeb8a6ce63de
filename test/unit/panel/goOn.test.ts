import assert from 'node:assert/strict';
import type { KeptView } from '../../../src/protocol/panel';
import type { RunSnapshot } from '../../../src/protocol/runFile';
import { defaultsFor } from '../../../src/training/validate';
import { goOnOf } from '../../../webview/training/run/goOn';
import { viewRun } from '../../../webview/training/run/viewRun';
import { run as snapshot, viewOf } from './samples';

const kept = (changes: Partial<KeptView> = {}): KeptView => ({
  runId: 'a-1',
  epoch: 2,
  lost: '',
  problem: '',
  ...changes,
});
const last = { step: 110, epoch: 3, loss: 0.5 };
const text = (changes: Partial<RunSnapshot>, what: KeptView | null = kept()): string | undefined =>
  goOnOf(viewRun(snapshot('a-1', { lastStep: last, ...changes }), [viewOf('3-or-7')]), what)?.text;

describe('panel: a run that was cut', () => {
  it('says why, from where it can go on, and what is done again', () => {
    const goesOn = 'It can go on after epoch 2: its weights and its learning rate continue from there.';
    assert.equal(
      text({ state: 'stopped', cut: 'window' }),
      `This run was cut: the window was closed or loaded again while it trained. It was at step 110 of 980. ${goesOn} 12 steps after that are done again.`,
    );
    assert.equal(
      text({ state: 'stopped', lastStep: { ...last, step: 99 } }),
      `You stopped this run. It was at step 99 of 980. ${goesOn} One step after that is done again.`,
    );
    assert.equal(text({ state: 'failed', lastStep: { ...last, step: 98 } }), goesOn, 'the error says why');
    const config = { ...defaultsFor('3-or-7'), momentum: 0.9 };
    assert.match(text({ state: 'failed', config }) ?? '', /its weights, its momentum and its learning rate continue/);
  });

  it('says what is lost', () => {
    assert.equal(
      text({ state: 'failed' }, kept({ lost: 'Its momentum is lost.' })),
      'It can go on after epoch 2. 12 steps after that are done again. Its momentum is lost.',
    );
  });

  it('says why it cannot go on', () => {
    const cut = { state: 'stopped', cut: 'window' } as const;
    const why = 'This run was cut: the window was closed or loaded again while it trained. It was at step 110 of 980.';
    assert.equal(text(cut, null), why);
    assert.equal(text(cut, kept({ runId: 'a-2' })), why, 'another run is kept');
    assert.equal(text(cut, kept({ epoch: 0, problem: 'They are damaged.' })), `${why} They are damaged.`);
  });

  it('says nothing where there is nothing to say', () => {
    for (const state of ['running', 'paused', 'finished'] as const) assert.equal(text({ state }), undefined);
    assert.equal(text({ state: 'stopped' }, kept({ epoch: 0 })), undefined);
    assert.equal(text({ state: 'stopped' }, kept({ epoch: 20 })), undefined, 'all epochs are done');
  });
});
