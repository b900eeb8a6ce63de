/** The checker with real children: every way for a learner's program to end has its outcome. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AFTER_CHECKS } from '../../../src/checker/names';
import { firstFailure, verdict } from '../../../src/checker/outcome';
import type { LessonReport } from '../../../src/protocol/report';
import { outputLines } from '../../../src/checker/output';
import { CheckService, MissingFileError } from '../../../src/checker/service';
import { CheckCancelled, Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { until } from '../training/support';

const script = path.join(repository, 'dist', 'check-child.js');
const lesson = (id: string) => {
  const found = findLesson(course, id);
  assert.ok(found, id);
  return found;
};
const loss = lesson('loss');
const MARK = '  return sum / predictions.length;';

/** Code that ends by itself is never near this limit, however busy the machine is. */
const LIMITS = { timeoutMs: 60_000, memoryMb: 400 };

describe('the checker', function () {
  this.timeout(300_000);
  let supervisor: Supervisor;
  let service: CheckService;
  let folder: string;

  before(async () => {
    supervisor = new Supervisor({ script, ...LIMITS });
    service = new CheckService(course, supervisor);
    folder = temporaryFolder();
    await layOut(course, folder);
  });
  after(() => supervisor.dispose());

  const check = (text: string): Promise<LessonReport> => service.check(loss, folder, { text });
  const replace = (code: string): Promise<LessonReport> => {
    assert.ok(loss.source.solution.includes(MARK));
    return check(loss.source.solution.replace(MARK, code));
  };

  it('a stub is not started, and the verdict names what is to write', async () => {
    const report = await check(loss.source.stub);
    assert.equal(report.outcome, 'not started');
    assert.match(verdict(report), /`meanSquaredError`, `sigmoid` and `mnistLoss` are still to write/);
  });

  it('a solution passes', async () => assert.equal((await check(loss.source.solution)).outcome, 'passed'));

  it('a known mistake is named, at the line of its function', async () => {
    const report = await replace('  return sum;');
    const failure = firstFailure(report);
    assert.equal(report.outcome, 'wrong value');
    assert.equal(failure?.mistake, 'sum-not-mean');
    assert.match(failure?.message ?? '', /returned 5, expected 2\.5\. This is the sum/);
    const line = loss.source.solution.split('\n').findIndex((each) => each.includes('function meanSquaredError')) + 1;
    assert.equal(failure?.location?.line, line);
  });

  it('a search for the cause that is cut short is told, and the results stand', async () => {
    supervisor.setLimits({ ...LIMITS, timeoutMs: 500 });
    // Each check calls it once; the search calls it again.
    const report = await check(
      loss.source.solution.replace(MARK, '  calls++;\n  while (calls > 20);\n  return sum + 0.125;') +
        'let calls = 0;\n',
    );
    supervisor.setLimits(LIMITS);
    assert.equal(report.outcome, 'wrong value', verdict(report));
    const failure = firstFailure(report);
    assert.match(
      failure?.message ?? '',
      /expected 2\.5\. The search for the cause was cut short: it used 0\.5 seconds of processor time\.$/,
    );
  });

  it('a pass draws the picture of the lesson where it is asked for, and no picture takes a pass away', async () => {
    const { solution } = loss.source;
    const draw = (text: string): Promise<LessonReport> => service.check(loss, folder, { text, draw: true });
    const SIGMOID = '  return 1 / (1 + Math.exp(-z));';
    // A number that no check asks for, and the picture does.
    const at = (code: string): string => solution.replace(SIGMOID, `  if (z === -3.875) ${code}\n${SIGMOID}`);
    assert.ok(solution.includes(SIGMOID));
    assert.equal((await check(solution)).picture, null);
    assert.equal((await draw(solution)).picture?.kind, 'lines');
    assert.equal((await draw(solution.replace(MARK, '  return sum;'))).picture, null);
    const printed = await draw(at(`console.log('drawn');`));
    assert.deepEqual([printed.picture?.kind, printed.output], ['lines', []]);
    supervisor.setLimits({ ...LIMITS, timeoutMs: 1000 });
    for (const code of ['throw new Error();', 'return NaN;', 'for (;;);']) {
      const { outcome, picture } = await draw(at(code));
      assert.deepEqual([outcome, picture], ['passed', null], code);
    }
    supervisor.setLimits(LIMITS);
  });

  it('an unknown mistake is not given a name', async () => {
    const report = await replace('  return (3 * sum) / predictions.length + 0.125;');
    assert.equal(report.outcome, 'wrong value');
    assert.ok(report.checks.every((each) => each.mistake === null));
  });

  const programs: [string, string, string, RegExp][] = [
    ['a syntax error', '  return sum +;', 'does not compile', /3-loss\.ts, line \d+: Expression expected/],
    ['an enum', '  enum A { x }', 'does not compile', /enum/],
    ['an endless loop', '  for (;;);', 'timed out', /used 0\.5 seconds of processor time and was stopped/],
    [
      'an endless loop of promises',
      '  const f = (): void => { void Promise.resolve().then(f); };\n  f();\n  return sum / predictions.length;',
      'timed out',
      /used 0\.5 seconds of processor time/,
    ],
    ['a heap bomb', '  const a: unknown[] = []; for (;;) a.push({ a: [1, 2, 3] });', 'out of memory', /memory/],
    [
      'a bomb of typed arrays',
      '  const a: unknown[] = []; for (;;) a.push(new Float64Array(1e6).fill(1));',
      'out of memory',
      /memory/,
    ],
    [
      'a throw',
      '  throw new TypeError("no");',
      'threw',
      /threw TypeError: no, at line \d+ of 1-linear-model\/3-loss\.ts/,
    ],
    ['a throw of text', '  throw "no";', 'threw', /threw "no", which is not an Error/],
    [
      'endless recursion',
      '  return meanSquaredError(predictions, targets);',
      'threw',
      /called itself until the stack was full/,
    ],
    ['nothing returned', '', 'wrong shape', /returned nothing \(undefined\), expected a number/],
    ['NaN', '  return NaN;', 'wrong value', /returned NaN/],
    ['process.exit', '  (globalThis as any).process.exit(0); return 2.5;', 'threw', /process\.exit/],
  ];
  for (const [what, code, outcome, message] of programs)
    it(`${what}: ${outcome}`, async () => {
      if (outcome === 'timed out') supervisor.setLimits({ ...LIMITS, timeoutMs: 500 });
      const report = await replace(code);
      supervisor.setLimits(LIMITS);
      assert.equal(report.outcome, outcome, verdict(report));
      assert.match(verdict(report), message);
      assert.equal((await check(loss.source.solution)).outcome, 'passed', 'the next check works');
    });

  it('code that goes on after its checks: that is told, and each check has its result', async () => {
    supervisor.setLimits({ ...LIMITS, timeoutMs: 500 });
    const report = await replace(`  queueMicrotask(function again() {\n    queueMicrotask(again);\n  });\n${MARK}`);
    supervisor.setLimits(LIMITS);
    const last = report.checks.at(-1);
    assert.ok(report.checks.slice(0, -1).every(({ outcome }) => outcome === 'passed'));
    assert.equal(last?.name, AFTER_CHECKS);
    assert.match(last.message, /All checks had run by then/);
    assert.doesNotMatch(last.message, /outside functions/);
  });

  it('a missing export is told apart from one that is not exported', async () => {
    const hidden = await check(loss.source.solution.replace('export function sigmoid', 'function sigmoid'));
    assert.equal(hidden.outcome, 'missing export');
    assert.match(verdict(hidden), /not exported. Write `export`/);
    const renamed = await check(loss.source.solution.replaceAll('sigmoid', 'sigmiod'));
    assert.match(verdict(renamed), /does not export `sigmoid`. Is its name spelled right/);
  });

  it('an import from outside is refused, with its line', async () => {
    const report = await check(`import fs from 'node:fs';\n${loss.source.solution}`);
    assert.equal(report.outcome, 'does not compile');
    assert.deepEqual(firstFailure(report)?.location?.line, 1);
  });

  it('what the code prints is kept, and cut', async () => {
    // In one of the many calls of a check.
    const report = await check(
      loss.source.solution.replace(MARK, `  for (; printed < 1000; printed++) console.log("x".repeat(100));\n${MARK}`) +
        'let printed = 0;\n',
    );
    assert.equal(report.outcome, 'passed');
    const lines = outputLines(report);
    const line = loss.source.solution.split('\n').findIndex((each) => each === MARK) + 1;
    assert.equal(lines[0], `1-linear-model/3-loss.ts:${line}  ${'x'.repeat(100)}`);
    assert.match(lines[1], /^ {4}… \d*999 times more$/);
    const many = await replace(
      '  for (let i = 0; i < 1000; i++) console.log(`${i} ` + "x".repeat(100));\n  return sum / predictions.length;',
    );
    assert.ok(outputLines(many).join('\n').length < 30_000);
    assert.match(outputLines(many).at(-1) ?? '', /The rest of the output was left out/);
  });

  it('the same seed gives the same report', async () => {
    const code = loss.source.solution.replace(
      MARK,
      // Wrong for numbers that cannot be made simpler: the verdict shows what the seed drew.
      '  return sum / predictions.length + (Number.isInteger(predictions[0] * 10) ? 0 : 1);',
    );
    const messages = async (seed: number): Promise<string[]> =>
      (await service.check(loss, folder, { text: code, seed })).checks.map((each) => each.message);
    assert.deepEqual(await messages(7), await messages(7));
    assert.notDeepEqual(await messages(7), await messages(8));
  });

  it('a cancelled check says so, and leaves nothing', async () => {
    const abort = new AbortController();
    const running = service.check(loss, folder, {
      text: loss.source.solution.replace(MARK, '  for (;;);'),
      signal: abort.signal,
      onEvent: (event) => event.type === 'check-started' && abort.abort(),
    });
    await assert.rejects(running, CheckCancelled);
  });

  describe('earlier lessons', () => {
    const gradients = lesson('gradients');
    const write = (id: string, text: string): void => writeFileSync(path.join(folder, lesson(id).path), text);

    it('are the reference while the learner’s do not pass, and the report says which', async () => {
      write('linear-model', lesson('linear-model').source.stub);
      write('loss', loss.source.stub);
      const report = await service.check(gradients, folder, { text: gradients.source.solution });
      assert.equal(report.outcome, 'passed');
      assert.deepEqual(report.usedReference, ['linear-model', 'loss']);
    });

    it('are the learner’s when they pass', async () => {
      const spied = loss.source.solution.replace(
        '  return 1 / (1',
        '  console.log("my own sigmoid");\n  return 1 / (1',
      );
      assert.notEqual(spied, loss.source.solution);
      write('linear-model', lesson('linear-model').source.solution);
      write('loss', spied);
      const report = await service.check(gradients, folder, { text: gradients.source.solution });
      assert.equal(report.outcome, 'passed');
      assert.deepEqual(report.usedReference, []);
      assert.match(outputLines(report).join('\n'), /^1-linear-model\/3-loss\.ts:\d+ {2}my own sigmoid$/m);
    });

    it('that come later cannot be imported', async () => {
      const report = await check(`import './5-gradients.ts';\n${loss.source.solution}`);
      assert.equal(report.outcome, 'does not compile');
      assert.match(verdict(report), /comes later/);
    });

    it('that are missing are said to be missing', async () => {
      rmSync(path.join(folder, loss.path));
      await assert.rejects(service.check(loss, folder), MissingFileError);
    });

    it('may use a helper file of the learner’s own', async () => {
      mkdirSync(path.join(folder, 'helpers'), { recursive: true });
      writeFileSync(
        path.join(folder, 'helpers', 'total.ts'),
        'export const total = (a: number[]): number => a.reduce((x, y) => x + y, 0);\n',
      );
      const body = loss.source.solution.replace(MARK, '  return total([sum]) / predictions.length;');
      const report = await check(`import { total } from '../helpers/total.ts';\n${body}`);
      assert.equal(report.outcome, 'passed', verdict(report));
    });
  });

  const alive = (): string[] => {
    try {
      return execFileSync('pgrep', ['-P', String(process.pid), '-f', 'check-child'], { encoding: 'utf8' })
        .trim()
        .split('\n');
    } catch {
      return [];
    }
  };

  it('a verdict does not wait for the start of the next child, which comes after it', async () => {
    const warm = new Supervisor({ script, ...LIMITS, keepWarm: true });
    try {
      const checks = new CheckService(course, warm);
      checks.prepare(loss, folder);
      const first = alive();
      await checks.check(loss, folder, { text: loss.source.solution });
      const isNew = (): boolean => alive().some((pid) => !first.includes(pid));
      assert.equal(isNew(), false);
      await until(isNew, 'the next child');
    } finally {
      warm.dispose();
    }
  });

  it('leaves no process behind', async () => {
    supervisor.dispose();
    await until(() => alive().length === 0, 'the end of every child');
  });
});
