/** Failed checks by cause: two only where something shows that they are two. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { type KnownCause, causesOf } from '../../../src/checker/causes';
import { learnerText } from '../../../src/checker/learnerText';
import { checkReport, failuresByCause, verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import type { CheckReport } from '../../../src/protocol/report';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

const failed = (name: string, of: string, part: Partial<CheckReport> = {}): CheckReport =>
  checkReport({ name, of, outcome: 'wrong value', message: 'It is 2.', ...part });
const at = (line: number): Partial<CheckReport> => ({
  outcome: 'threw',
  location: { file: 'a.ts', line, column: 1 },
});
const certain = (key: string): KnownCause => ({ key, certain: true });
const nothing = { known: new Map<string, KnownCause>(), tellsCause: new Set<string>(), uses: () => false };

describe('failed checks by cause', () => {
  it('what passed or is not written has none', () => {
    const open = checkReport({ name: 'a', of: 'f', outcome: 'not started' });
    assert.deepEqual(causesOf([open, checkReport({ name: 'b', of: 'f', outcome: 'passed' })]), []);
  });

  it('where nothing else is known, one for each function', () => {
    const checks = [failed('a', 'f'), failed('b', 'g'), failed('c', 'f')];
    assert.deepEqual(causesOf(checks), [['a', 'c'], ['b']]);
  });

  it('a function that uses a wrong one is a consequence, unless its own mistake is known', () => {
    const checks = [failed('a', 'f'), failed('b', 'g')];
    const uses = (of: string, other: string): boolean => of === 'g' && other === 'f';
    assert.deepEqual(causesOf(checks, { ...nothing, uses }), [['a', 'b']]);
    assert.deepEqual(causesOf([...checks].reverse(), { ...nothing, uses }), [['b', 'a']], 'in whichever order');
    const known = new Map([
      ['a', certain('mistake one')],
      ['b', certain('mistake two')],
    ]);
    assert.deepEqual(causesOf(checks, { ...nothing, known, uses }), [['a'], ['b']]);
  });

  it('what the code did is told before a value that is wrong, and after a known mistake', () => {
    const checks = [failed('a', 'f', { explanation: 'Half of it.' }), failed('b', 'f'), failed('c', 'f')];
    const tellsCause = new Set(['b']);
    assert.deepEqual(causesOf(checks, { ...nothing, tellsCause }), [['b', 'a', 'c']]);
    const named = failed('d', 'f', { mistake: 'in-place', explanation: 'You write into it.' });
    assert.deepEqual(causesOf([...checks, named], { ...nothing, tellsCause }), [['d', 'b', 'a', 'c']]);
  });

  it('one mistake in two functions is one, two in one function are two', () => {
    const checks = [failed('a', 'f'), failed('b', 'g'), failed('c', 'g')];
    const known = new Map([
      ['a', certain('mistake one')],
      ['b', certain('mistake one')],
      ['c', certain('mistake two')],
    ]);
    assert.deepEqual(causesOf(checks, { ...nothing, known }), [['a', 'b'], ['c']]);
  });

  it('errors thrown at the same line are one, at two lines of one function as well', () => {
    assert.deepEqual(causesOf([failed('a', 'f', at(3)), failed('b', 'g', at(3))]), [['a', 'b']]);
    assert.deepEqual(causesOf([failed('a', 'f', at(3)), failed('b', 'f', at(5))]), [['a', 'b']]);
    assert.deepEqual(causesOf([failed('a', 'f', at(3)), failed('b', 'g', at(5))]), [['a'], ['b']]);
  });

  it('what an interruption keeps from running is one with it', () => {
    const cut = { outcome: 'timed out' } as const;
    assert.deepEqual(causesOf([failed('a', 'f', cut), failed('b', 'f', cut), failed('c', 'g', cut)]), [
      ['a', 'b', 'c'],
    ]);
  });

  it('the check with a sentence that helps comes first', () => {
    const checks = [failed('a', 'f'), failed('b', 'f', { explanation: 'Look.' }), failed('c', 'f', { mistake: 'one' })];
    assert.deepEqual(causesOf(checks), [['c', 'b', 'a']]);
  });
});

describe('what a text uses', () => {
  const text = `
const table = [1];
function helper(x) { return table[0] * x; }
export function f(x) { return helper(x); }
export function g(x) { return f(x) + 1; }
export function h(x) { return x.log + 1; } // for (;;)
export function k(x) { return helper(x); }
`;
  const exports = new Function(`${text.replaceAll('export ', '')}; return { f, g, h, k };`)() as Record<
    string,
    unknown
  >;
  const { uses, means } = learnerText(exports, text);

  it('another exported function, or the same helper', () => {
    assert.equal(uses('g', 'f'), true);
    assert.equal(uses('f', 'g'), true, 'they share the helper');
    assert.equal(uses('f', 'k'), true);
    assert.equal(uses('h', 'f'), false);
  });

  it('loops are spoken of where there is one, and not for a comment', () => {
    assert.equal(means('h').loops, false);
    assert.equal(learnerText({ a: (x: number[]) => x.map((y) => y) }, '').means('a').loops, true);
  });

  it('what JavaScript takes in another way is told, and not where it is right', () => {
    const slipOf = (line: string): string | null => {
      const source = `function f(x, y) { ${line}\n}`;
      return learnerText({ f: new Function(`return ${source}`)() as unknown }, source).means('f').slip;
    };
    assert.match(slipOf('return (x - y) ^ 2;') ?? '', /\^ is not a power/);
    assert.match(slipOf('for (const each in x) y += each; return y;') ?? '', /loop with `in`/);
    for (const line of ['return x ** 2;', 'for (const each of x) y += each; return y;', "return 'a' in x; // x ^ 2"])
      assert.equal(slipOf(line), null, line);
  });
});

describe('two mistakes in one file', function () {
  this.timeout(60_000);

  it('are told as two, in the report and in one line', async () => {
    const supervisor = new Supervisor({
      script: path.join(repository, 'dist', 'check-child.js'),
      timeoutMs: 20_000,
      memoryMb: 600,
    });
    try {
      const loss = findLesson(course, 'loss');
      assert.ok(loss);
      const folder = temporaryFolder();
      await layOut(course, folder);
      const text = loss.source.solution
        .replace('return sum / predictions.length;', 'return sum;')
        .replace('Math.exp(-z)', 'Math.exp(z)');
      const report = await new CheckService(course, supervisor).check(loss, folder, { text });
      const causes = failuresByCause(report);
      assert.deepEqual(
        causes.map(([first]) => first.mistake),
        ['sum-not-mean', 'sigmoid-sign'],
      );
      assert.match(verdict(report), /^2 mistakes\. Wrong value: `meanSquaredError.* This is the sum/);
      for (const { explanation, message } of causes.flat()) assert.ok(message.endsWith(explanation ?? 'nothing'));
    } finally {
      supervisor.dispose();
    }
  });
});
