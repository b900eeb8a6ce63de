import assert from 'node:assert/strict';
import type { BaselineView } from '../../../src/protocol/baseline';
import type { GraphView } from '../../../src/protocol/graph';
import { announcement } from '../../../webview/guide/announcement';
import { GuideToHost, HostToGuide, Place } from '../../../src/protocol/guide';
import { parse } from '../../../src/protocol/schema';
import { assertSendable } from '../../support/sent';
import { t } from '../../../webview/shared/l10n';
import type { LessonView, VerdictView } from '../../../src/protocol/guide';

describe('messages from the guide', () => {
  it('are taken when they are whole', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'check', lesson: 'loss' },
      { type: 'hint', lesson: 'loss' },
      { type: 'solution', lesson: 'loss' },
      { type: 'explain', lesson: 'loss' },
      { type: 'next', from: '1-linear-model' },
      { type: 'back' },
      { type: 'steps', lesson: 'loss', steps: [0, 2] },
      { type: 'answer', lesson: 'loss', question: 0, answer: 1 },
      { type: 'openLesson', lesson: 'loss' },
      { type: 'openFile', file: '1-linear-model/3-loss.ts' },
      { type: 'openLocation', location: { file: 'a.ts', line: 1, column: 2 } },
      { type: 'openTerm', term: 'loss-function' },
      { type: 'act', id: 'manageTrust' },
    ]) {
      assert.deepEqual(parse(GuideToHost, { ...message, more: 1 }), message);
      assertSendable(GuideToHost, message);
    }
  });

  it('are dropped when they are not', () => {
    for (const message of [
      null,
      'ready',
      {},
      { type: 'check' },
      { type: 'steps', lesson: 'loss', steps: [-1] },
      { type: 'steps', lesson: 'loss', steps: ['0'] },
      { type: 'answer', lesson: 'loss', question: 0.5, answer: 1 },
      { type: 'openLocation', location: { file: 'a.ts', line: 0, column: 1 } },
      { type: 'act', id: 'workbench.action.quit' },
      { type: 'next' },
    ])
      assert.equal(parse(GuideToHost, message), null, JSON.stringify(message));
  });

  it('anchors of commands are known places', () => {
    assert.equal(parse(Place, 'hints'), 'hints');
    assert.equal(parse(Place, 'somewhere'), null);
    assert.equal(parse(Place, { id: 'hints' }), null);
  });
});

describe('what a screen reader is told', () => {
  const verdict = (kind: VerdictView['kind'], text: string): VerdictView => ({
    kind,
    icon: 'info',
    text,
    passed: 0,
    total: 3,
    causes: [],
    note: '',
    outdated: false,
    offers: [],
  });
  const view = (more: Partial<LessonView>): LessonView => ({
    state: 'not started',
    hasPassed: false,
    stateText: '',
    hints: 0,
    steps: [],
    quiz: [],
    explained: false,
    checking: false,
    verdict: null,
    baseline: null,
    graph: null,
    picture: null,
    part: [{ number: '1.1', passed: true }],
    hasNext: true,
    ...more,
  });

  it('a check begins, and its verdict, once', () => {
    const checking = view({ checking: true });
    const failed = view({ verdict: verdict('wrong', 'Wrong value: `a` is 2.') });
    for (const lesson of [checking, failed])
      assertSendable(HostToGuide, { type: 'lesson', key: 'loss', lesson, notice: null });
    assert.equal(announcement(view({}), checking), 'Checking…');
    assert.equal(announcement(checking, failed), 'Wrong value: a is 2.');
    assert.equal(announcement(failed, { ...failed, steps: [1] }), null);
    const outdated = view({ verdict: { ...verdict('wrong', 'Wrong value: `a` is 2.'), outdated: true } });
    assert.equal(announcement(failed, outdated), null);
  });

  it('after a pass, that the debrief is open', () => {
    const passed = view({ state: 'passed', verdict: verdict('passed', 'Passed: all 3 checks.') });
    assert.equal(
      announcement(view({ checking: true }), passed),
      'Passed: all 3 checks. The debrief is open at the end of the page.',
    );
  });

  it('what was measured, once', () => {
    const baseline = (state: BaselineView['state'], status: string): LessonView =>
      view({ baseline: { state, status, location: null, baseline: null } });
    const running = baseline('running', 'Your program reads the images …');
    const failed = baseline('failed', '`isThree` returned 1.');
    assert.equal(announcement(view({}), running), null);
    assert.equal(announcement(running, failed), 'isThree returned 1.');
    assert.equal(announcement(failed, { ...failed, steps: [1] }), null);
  });

  it('that a graph has been built, by whose code, or why not', () => {
    const built = (state: GraphView['state'], status = ''): LessonView =>
      view({
        graph: {
          ...{ state, status, location: null, formulas: [], formula: 'f', values: [1], maxInput: 10 },
          ...{ graph: null, isReference: true },
        },
      });
    assert.equal(announcement(view({}), built('running')), null);
    assert.match(announcement(built('running'), built('done')) ?? '', /^The reference solution built /);
    assert.equal(announcement(built('running'), built('failed', '`add` returned 1.')), 'add returned 1.');
    assert.equal(announcement(built('done'), { ...built('done'), steps: [1] }), null);
  });

  it('places in texts are filled', () => {
    assert.equal(t('{1} of {0}, {2}', 3, 'x'), 'x of 3, {2}');
  });
});
