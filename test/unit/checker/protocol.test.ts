/** Messages of the checking child: those that are sent (`judgeText` looks at each), and those that are refused. */
import assert from 'node:assert/strict';
import { CheckRecord } from '../../../src/checker/checkRecord';
import { checkReport } from '../../../src/checker/outcome';
import { CheckChildToHost, type CheckRequest, HostToCheckChild } from '../../../src/protocol/check';
import { Outcome, OUTCOMES } from '../../../src/protocol/outcome';
import { parse } from '../../../src/protocol/schema';
import { assertSendable, brokenVariants } from '../../support/sent';
import { course, judgeText } from '../../support/course';

const file = { path: '1-linear-model/3-loss.ts', text: 'x', origin: 'learner' as const };
const set = { entry: file.path, folder: '/course', files: [file] };
const sources = { lesson: 'loss', reference: set, checks: file, mistakes: file };
const request: CheckRequest = { ...sources, learner: set, seed: 1 };
const location = { file: file.path, line: 1, column: 2 };
const report = checkReport({ name: 'adds', of: 'loss', outcome: 'passed' });

describe('messages of the checking child', () => {
  it('are whole when a lesson passes, fails, is not started, or does not load', async () => {
    const loss = course.lessons.find(({ id }) => id === 'loss');
    assert.ok(loss);
    const { solution, stub } = loss.source;
    const wrong = solution.replace('  return sum / predictions.length;', '  return NaN;');
    for (const text of [solution, stub, wrong, 'throw 1;', 'const a = ;']) await judgeText(loss, text);
  });

  it('are taken when they are whole, and dropped when they are not', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'prepared' },
      { type: 'debugger', port: 9229 },
      { type: 'planned', checks: [{ name: 'adds', of: 'loss' }] },
      { type: 'check-started', name: 'adds' },
      { type: 'check-finished', report },
      { type: 'diagnosing' },
      { type: 'diagnosed', check: 'adds', mistake: null, message: 'It is all NaN.' },
      { type: 'output', text: 'sum 5', location, times: 2 },
      { type: 'finished' },
    ]) {
      assertSendable(CheckChildToHost, message);
      for (const broken of brokenVariants(message)) assert.equal(parse(CheckChildToHost, broken), null);
    }
    for (const broken of brokenVariants(report))
      assert.equal(parse(CheckChildToHost, { type: 'check-finished', report: broken }), null);
    for (const value of [
      null,
      'finished',
      [],
      { type: 'passed' },
      { type: 'planned', checks: [{ name: 1, of: 'loss' }] },
    ])
      assert.equal(parse(CheckChildToHost, value), null);
  });

  it('of the host are what the child reads', () => {
    assertSendable(HostToCheckChild, { type: 'prepare', sources });
    assertSendable(HostToCheckChild, {
      ...{
        type: 'check',
        sources: null,
        submission: { learner: set, seed: 1 },
        limits: { cpuMs: 5000, waitMs: 60_000 },
      },
    });
  });
});

describe('a record of a check', () => {
  const finish = (...events: CheckChildToHost[]): Outcome => {
    const record = new CheckRecord(request);
    events.forEach((event) => record.add(event));
    return record.finish(null, 1).outcome;
  };
  const checks = ['adds', 'divides'].map((name) => ({ name, of: 'loss' }));
  const reports = checks.map(({ name }) => ({ type: 'check-finished' as const, report: { ...report, name } }));

  it('is a pass when each check has passed, and with one less it is none', () => {
    assert.equal(finish({ type: 'planned', checks }, ...reports, { type: 'finished' }), 'passed');
    assert.equal(finish({ type: 'planned', checks }, reports[0], { type: 'finished' }), 'crashed');
    assert.equal(finish({ type: 'finished' }), 'crashed');
  });
});

describe('outcomes', () => {
  it('are one row each, in words that start a line', () => {
    for (const id of Outcome.options)
      assert.equal(
        OUTCOMES[id].text((text) => text),
        id.charAt(0).toUpperCase() + id.slice(1),
      );
  });
});
