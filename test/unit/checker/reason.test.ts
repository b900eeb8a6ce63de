/** Reasoning about wrong values: what the outputs show is said, and nothing else. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { Evidence } from '../../../src/checker/kit/evidence';
import { parameterNames } from '../../../src/checker/kit/watch';
import { type Tools, createTools } from '../../../src/checker/kit/tools';
import type { CheckReport } from '../../../src/protocol/report';
import { ALL_MEANS, type Means, learnerText } from '../../../src/checker/learnerText';
import { type RunCheck, reasonAbout } from '../../../src/checker/reason/reason';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

type Anything = Record<string, (...args: never[]) => unknown>;

/** A check as the checker runs it for reasoning. */
function run<Lesson extends object>(
  learner: Lesson,
  body: (tools: Tools<Lesson>) => void,
  check = 'a check',
  of = 'f',
): RunCheck {
  const evidence = new Evidence();
  try {
    body(createTools(learner, learner, 1, false, evidence).tools);
  } catch {
    // A wrong shape ends the check.
  }
  const { comparisons, changedArgument } = evidence;
  return { check, of, passed: comparisons.every((each) => !each.mismatch), changedArgument, comparisons };
}

/** What is said of one comparison without inputs. */
const compared = (actual: unknown, expected: unknown): string | undefined =>
  reasonAbout([run({ f: () => actual }, ({ learner, close }) => close(learner.f(), expected))])[0]?.says;

const said = (...checks: RunCheck[]): string[] =>
  reasonAbout(checks).flatMap(({ says, hasNote }) => (hasNote ? [] : says));

const matrix = (rows: number, cols: number, data: number[]) => ({ rows, cols, data: Float32Array.from(data) });
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

describe('reasoning about a wrong value', () => {
  const shown: [string, unknown, unknown, RegExp][] = [
    ['twice', [2, 4, 6], [1, 2, 3], /^Every number is exactly twice the right one/],
    ['half, of one number', 1.25, 2.5, /^Your value is exactly half the right one/],
    ['the other sign', [-1.5, 2], [1.5, -2], /^Every number has the right size and the wrong sign/],
    ['a factor without a name', [0.37, 0.74, 1.11], [1, 2, 3], /is about 0\.37 times the right one/],
    ['a whole factor', [3, 6, 0], [1, 2, 0], /is 3 times the right one/],
    ['another base of the logarithm', [1 / Math.LN2, 2 / Math.LN2], [1, 2], /that is 1 \/ ln 2. Which base/],
    ['a square matrix transposed', matrix(2, 2, [1, 3, 2, 4]), matrix(2, 2, [1, 2, 3, 4]), /the right one transposed/],
    [
      'nested arrays transposed',
      [
        [1, 3],
        [2, 4],
      ],
      [
        [1, 2],
        [3, 4],
      ],
      /the right one transposed/,
    ],
    [
      'rows and columns exchanged',
      matrix(3, 2, [1, 4, 2, 5, 3, 6]),
      matrix(2, 3, [1, 2, 3, 4, 5, 6]),
      /rows and columns are exchanged/,
    ],
    [
      'only the sizes exchanged',
      matrix(3, 2, [1, 2, 3, 4, 5, 6]),
      matrix(2, 3, [1, 2, 3, 4, 5, 6]),
      /in the right order; only rows and columns are named the wrong way/,
    ],
    [
      'column after column',
      matrix(2, 3, [1, 4, 2, 5, 3, 6]),
      matrix(2, 3, [1, 2, 3, 4, 5, 6]),
      /written column after column/,
    ],
    ['reversed', [3, 2, 1], [1, 2, 3], /in reverse order/],
    ['one place late', [9, 1, 2, 3], [1, 2, 3, 4], /one place too late/],
    ['one place early', [2, 3, 4, 9], [1, 2, 3, 4], /one place too early/],
    ['another order', [2, 4, 1, 3], [1, 2, 3, 4], /the right numbers, but in another order/],
    [
      'rows in another order',
      matrix(3, 2, [3, 4, 5, 6, 1, 2]),
      matrix(3, 2, [1, 2, 3, 4, 5, 6]),
      /right rows, but in another order/,
    ],
    [
      'one row too low',
      matrix(4, 2, [0, 0, 1, 2, 3, 4, 5, 6]),
      matrix(4, 2, [1, 2, 3, 4, 5, 6, 7, 8]),
      /one row too low/,
    ],
    ['an amount', [1.5, 2.5, 4.5], [1, 2, 4], /larger than the right one by the same amount, 0\.5/],
    [
      'an amount for each column',
      matrix(2, 2, [2, 4, 5, 9]),
      matrix(2, 2, [1, 2, 4, 7]),
      /Every row is off by the same numbers/,
    ],
    ['squares', [0.25, 4, 9], [0.5, 2, 3], /the square of the right one/],
    ['one minus', [0.9, 0.8, 0.3], [0.1, 0.2, 0.7], /1 minus the right one/],
    ['the size without the sign', [1, 2, 3], [-1, 2, 3], /without its sign/],
    ['some signs', [1, 2, -3, 5], [-1, 2, 3, 5], /2 numbers have the wrong sign/],
    ['sums that go on', [1, 3, 6, 10.5], [1, 2, 3, 4.5], /contains those before it/],
    ['one for all', [2, 2, 2], [1, 2, 3], /is 2, where they should differ/],
    ['cut off', [0, 2, 0, 3], [-1, 2, -4, 3], /No number is below 0, though some should be/],
    ['only the last', [1, 2, 3, 9], [1, 2, 3, 4], /Only the last number is wrong/],
    ['only the first row', matrix(4, 1, [9, 2, 3, 4]), matrix(4, 1, [1, 2, 3, 4]), /Only the first row is wrong/],
    ['zeros', [0, 0, 0], [1, -2, 3], /Every number is 0/],
    ['some zeros', [1, 0, -3, 0], [1, 2, -3, -4], /wrong numbers are all 0/],
    ['NaN at the end', [1, 2, NaN], [1, 2, 3], /Only the last number is NaN.*past the end/],
    ['Infinity in the middle', [1, Infinity, 3, 4], [1, 2, 3, 4], /first Infinity is at index 1; the other 3 of 4/],
    ['float32', [Math.fround(0.1), Math.fround(0.7)], [0.1, 0.7], /7 digits of float32/],
    ['few digits', 0.123456, 0.12345678, /first five digits are right/],
    ['rounded', [0.12, 0.35, 0.68], [0.1234, 0.3456, 0.6789], /rounded to 2 decimals/],
    ['a missing entry', [1, 2], [1, 2, 3], /The last number is missing/],
    ['an entry too many', [0, 1, 2, 3], [1, 2, 3], /The first number is too many/],
    [
      'only one of two arrays',
      { weights: [1, 2], bias: 6 },
      { weights: [1, 2], bias: 3 },
      /^Only `bias` is wrong; `weights` is right\. It is exactly twice/,
    ],
    ['two arrays exchanged', { a: [1, 2], b: [3, 4] }, { a: [3, 4], b: [1, 2] }, /`a` holds what should be in `b`/],
  ];
  for (const [what, actual, expected, says] of shown)
    it(`sees: ${what}`, () => assert.match(compared(actual, expected) ?? 'nothing', says));

  const hidden: [string, unknown, unknown, RegExp | null][] = [
    ['twice, in all but one entry', [2, 4, 6, 9], [1, 2, 3, 4], null],
    ['a single number that is some multiple', 3.7, 1, null],
    ['two numbers that have some factor in common', [0.37, 0.74], [1, 2], null],
    ['a symmetric matrix', matrix(2, 2, [1, 5, 5, 9]), matrix(2, 2, [1, 2, 2, 4]), /transposed/],
    ['a transposed matrix with one number off', matrix(2, 2, [1, 3, 2.5, 4]), matrix(2, 2, [1, 2, 3, 4]), /transposed/],
    ['another shape with other numbers', matrix(3, 2, [1, 2, 3, 4, 5, 7]), matrix(2, 3, [1, 4, 2, 5, 3, 6]), null],
    ['the same numbers but for one', [3, 2, 1.5], [1, 2, 3], /order/],
    ['an amount that is not quite the same', [1.5, 2.5, 4.6], [1, 2, 4], null],
    ['a small error that float32 does not explain', [0.1002, 0.7], [0.1, 0.7], null],
    ['nearly equal numbers in another order', [0.5000012, 0.5], [0.5, 0.5000012], /order/],
    ['a number that is whole by nature', [2, 3, 4], [2.2, 3.3, 5.1], null],
    ['an error in both arrays', { weights: [9, 2], bias: 7 }, { weights: [1, 2], bias: 3 }, /right/],
    ['a boolean', true, false, null],
    ['NaN of a single number without inputs', [1, NaN], [1, 2], /exactly where/],
  ];
  for (const [what, actual, expected, never] of hidden)
    it(`does not claim: ${what}`, () => {
      const says = compared(actual, expected);
      if (never) assert.doesNotMatch(says ?? '', never);
      else assert.equal(says, undefined);
    });

  describe('with the inputs of the calls', () => {
    const mean = (values: number[]): number => sum(values) / values.length;
    const lists = [[4], [1, 2], [1, 2, 4], [3, -1, 0.5, 7]];
    const checkEach =
      <T>(inputs: T[], right: (input: T) => unknown) =>
      ({ learner, close }: Tools<{ f: (input: T) => unknown }>): void => {
        for (const input of inputs) close(learner.f(input), right(input));
      };

    it('a factor is the size of an argument, by its own name', () => {
      const [says] = said(run({ f: (batch: number[]) => sum(batch) }, checkEach(lists, mean)));
      assert.equal(
        says,
        'Your value is exactly twice the right one, and `batch` has 2 numbers. Is a division by that number missing?',
      );
    });
    it('one division too many', () => {
      const f = (batch: number[]): number => mean(batch) / batch.length;
      assert.match(said(run({ f }, checkEach(lists, mean)))[0], /half the right one.*one division too many/);
    });
    it('a mean that is divided by one less than it should be', () => {
      const f = (batch: number[]): number => sum(batch) / Math.max(1, batch.length - 1);
      const says = said(run({ f }, checkEach(lists, mean)))[0];
      assert.match(says, /twice the right one, and `batch` has 2 numbers: .* one less/);
      const twice = (batch: number[]): number => 2 * mean(batch);
      assert.doesNotMatch(said(run({ f: twice }, checkEach([[1, 2]], mean)))[0], /one less/);
    });
    it('a factor without a name is none where something else is off by another one', () => {
      const scaled =
        (values: number[], what?: string) =>
        ({ learner, close }: Tools<{ f: (values: number[]) => number[] }>): void =>
          void close(learner.f(values), values, { what });
      const f = (values: number[]): number[] => values.map((value) => value * (values.includes(5) ? 1.7 : 1.3));
      const one = run({ f }, scaled([1, 2, 3]), 'one');
      assert.match(said(one)[0], /about 1\.3 times the right one: the same factor everywhere/);
      const other = run({ f }, scaled([1, 2, 5], 'the other'), 'other');
      assert.doesNotMatch(said(one, other).join(), /the same factor everywhere/);
    });
    it('a factor 2 is not called a size when another call contradicts', () => {
      const f = (batch: number[]): number => 2 * mean(batch);
      const [says] = said(run({ f }, checkEach(lists.slice(1), mean)));
      assert.match(says, /^Your value is exactly twice/);
      assert.doesNotMatch(says, /has 2 numbers/);
    });
    it('says nothing about a factor that changes without a reason', () => {
      const f = (batch: number[]): number => mean(batch) * (1 + batch[0] ** 2);
      assert.deepEqual(said(run({ f }, checkEach(lists, mean))), []);
    });
    it('another check of the same function can contradict', () => {
      const f = (batch: number[]): number => (batch.length === 2 ? 2 * mean(batch) : mean(batch) + 1);
      const first = run({ f }, checkEach([[1, 2]], mean), 'first');
      assert.match(said(first)[0], /twice/);
      assert.deepEqual(said(first, run({ f }, checkEach([[1, 2, 4, 9]], mean), 'second')), []);
    });
    it('a check that passed can contradict, too', () => {
      const f = (batch: number[]): number => (batch.includes(3) ? 2 : 1) * mean(batch);
      const failed = run({ f }, checkEach([[3, 5]], mean), 'failed');
      assert.match(said(failed)[0], /twice/);
      assert.deepEqual(said(failed, run({ f }, checkEach([[1, 2, 5]], mean), 'passed')), []);
    });
    it('right for one number only', () => {
      const f = (batch: number[]): number => batch[0];
      const inputs = [[4], [2], [1, 2], [1, 2, 4]];
      assert.match(said(run({ f }, checkEach(inputs, mean)))[0], /right when `batch` has one number/);
    });
    it('not “right for one number” where a longer one is right as well', () => {
      const f = (batch: number[]): number => (batch.length < 3 ? mean(batch) : 0.7);
      assert.deepEqual(said(run({ f }, checkEach([[4], [2], [1, 2], [1, 2, 4]], mean))), []);
    });

    const relu = (z: number[]): number[] => z.map((value) => Math.max(0, value));
    it('only where an input is negative', () => {
      const f = (z: number[]): number[] => z.map((value) => (value > 0 ? value : value / 100));
      assert.match(said(run({ f }, checkEach([[1, -2, 3, -4]], relu)))[0], /Only the numbers where `z` is below 0/);
    });
    it('only in the columns where an input is negative', () => {
      const right = (z: number[]): unknown => matrix(2, 3, [...relu(z), ...relu(z).map((value) => 2 * value)]);
      const f = (z: number[]): unknown => matrix(2, 3, [...z, ...z.map((value) => 2 * value)]);
      assert.match(said(run({ f }, checkEach([[1, -2, 3]], right)))[0], /Only the columns where `z` is below 0/);
    });
    it('not where one of the others is wrong as well', () => {
      const f = (z: number[]): number[] => z.map((value, i) => (i === 0 ? 7 : value > 0 ? value : value / 100));
      assert.doesNotMatch(said(run({ f }, checkEach([[1, -2, 3, -4]], relu))).join(), /below 0/);
    });
    it('the input itself', () => {
      assert.match(
        said(run({ f: (z: number[]) => z.slice() }, checkEach([[1, -2, 3, -4]], relu)))[0],
        /the numbers of `z`, as they were given/,
      );
    });
    it('an argument that was changed afterwards is remembered as it was', () => {
      const f = (z: number[]): number[] => {
        const copy = z.slice();
        z.fill(0);
        return copy;
      };
      assert.match(said(run({ f }, checkEach([[1, -2, 3, -4]], relu)))[0], /the numbers of `z`, as they were given/);
    });

    it('an input is missing, or added twice', () => {
      const body = ({ learner, close }: Tools<Anything>): void => {
        for (const [x, bias] of [
          [2, 0.5],
          [3, -4],
        ])
          close(learner.f(x as never, bias as never), 2 * x + bias);
      };
      const without = (x: number, bias: number): number => 2 * x + 0 * bias;
      assert.match(said(run({ f: without } as Anything, body))[0], /minus `bias`. Is it left out/);
      const twice = (x: number, bias: number): number => 2 * x + 2 * bias;
      assert.match(said(run({ f: twice } as Anything, body))[0], /plus `bias`. Is it added once too often/);
    });
    it('each call has a factor of its own', () => {
      const softmax = (z: number[]): number[] => z.map((value) => Math.exp(value) / sum(z.map(Math.exp)));
      const f = (z: number[]): number[] => z.map(Math.exp);
      const inputs = [
        [1, 0, 2],
        [0.5, -1, 0],
      ];
      assert.match(said(run({ f }, checkEach(inputs, softmax)))[0], /another such factor. Is a division by a sum/);
    });
    it('the answer of the call before', () => {
      let last: number[] | null = null;
      const f = (z: number[]): number[] => (last ??= relu(z));
      const inputs = [
        [1, 2, 3],
        [4, -5, 6],
      ];
      assert.match(said(run({ f }, checkEach(inputs, relu)))[0], /right in the call before/);
    });
    it('something that has not moved is no answer of an earlier call', () => {
      const values = [3.5, -1.5, 2.5];
      const still = run({ f: (): number[] => [] }, ({ learner, close }) => {
        for (const right of [1, 0.5]) {
          learner.f();
          const expected = values.map((value) => value * right);
          close(values, expected, { what: 'the value after a step' });
        }
      });
      assert.deepEqual(said(still), [
        'This is what was right before. Has it not moved since, or does something stay from one call to the next?',
      ]);
    });
    it('a total that is not set back', () => {
      const total = [0, 0, 0];
      const f = (z: number[]): number[] => total.map((_, i) => (total[i] += z[i])).slice();
      const inputs = [
        [1, 2, 3],
        [4, -5, 6],
      ];
      assert.match(
        said(
          run(
            { f },
            checkEach(inputs, (z) => z.slice()),
          ),
        )[0],
        /plus that of the call before. Is something not set back/,
      );
    });

    it('NaN: the input that is 0, or too large for a power of e', () => {
      const entropy = (p: number[]): number[] => p.map((value) => (value === 0 ? 0 : -value * Math.log(value)));
      const f = (p: number[]): number[] => p.map((value) => -value * Math.log(value));
      assert.match(said(run({ f }, checkEach([[0.5, 0, 0.25, 0]], entropy)))[0], /exactly where `p` is 0/);
      const squash = (z: number[]): number[] => z.map((value) => 1 / (1 + Math.exp(-value)));
      const large = (z: number[]): number[] => z.map((value) => Math.exp(value) / (1 + Math.exp(value)));
      assert.match(said(run({ f: large }, checkEach([[1, 1000, -1]], squash)))[0], /`z` holds 1000: e to the power/);
    });
    it('NaN in a row: the row of the input with the 0', () => {
      const logs = (p: number[][]): number[] => p.map((row) => sum(row.map((value) => Math.log(value || 1))));
      const f = (p: number[][]): number[] =>
        p.map((row) => sum(row.map((value) => value && Math.log(value)))).map((v, i) => (p[i].includes(0) ? NaN : v));
      const input = [
        [0.5, 0.25],
        [0, 1],
        [0.3, 0.7],
      ];
      assert.match(said(run({ f }, checkEach([input], logs)))[0], /exactly where `p` is 0/);
    });
    it('NaN without a culprit: says where NaN comes from', () => {
      const f = (z: number[]): number => z[0] + z[z.length];
      assert.match(said(run({ f }, checkEach([[1, 2]], sum)))[0], /All inputs are finite. NaN comes from/);
    });

    it('knows the inputs of an object: those of its constructor and of its latest calls', () => {
      class Gate {
        private x: number[] = [];
        forward(x: number[]): number[] {
          this.x = x;
          return x;
        }
        backward(upstream: number[]): number[] {
          return this.x.map((value, i) => (value === 0 ? 5 : value < 0 ? 0 : upstream[i]));
        }
      }
      const [says] = said(
        run({ Gate }, ({ learner, close }) => {
          const gate = new learner.Gate();
          assert.ok(gate instanceof Gate);
          gate.forward([1, 0, -3, 4, 2]);
          close(gate.backward([7, 8, 9, 10, 11]), [7, 0, 0, 10, 11], { what: 'what `backward` returned' });
        }),
      );
      assert.match(says, /Only the numbers where `x` is exactly 0 are wrong/);
    });

    it('what else is right in the same check', () => {
      const [says] = said(
        run({}, ({ close }) => {
          close(3, 3, { what: 'the loss' });
          close([1.23, 4], [1, 7], { what: 'the gradient' });
        }),
      );
      assert.equal(says, 'In the same check, the loss is right.');
    });
    it('speaks of loops, powers, logarithms and rounding only where the code has them', () => {
      const none = { ...ALL_MEANS, loops: false, powers: false, logarithms: false, rounding: false, chance: false };
      const about = (actual: unknown, expected: unknown, means: Means): string | undefined =>
        reasonAbout([{ ...run({ f: () => actual }, ({ learner, close }) => close(learner.f(), expected)), means }])[0]
          ?.says;
      for (const [actual, expected] of [
        [
          [1, 2, 3, 9],
          [1, 2, 3, 4],
        ],
        [
          [1, 2, NaN],
          [1, 2, 3],
        ],
        [[NaN], [3]],
        [
          [1, 2],
          [1, 2, 3],
        ],
      ]) {
        assert.match(about(actual, expected, ALL_MEANS) ?? '', /loop/);
        assert.doesNotMatch(about(actual, expected, none) ?? '', /loop/);
      }
      assert.match(about([Infinity], [1], ALL_MEANS) ?? '', /logarithm.* power of e/);
      assert.doesNotMatch(about([Infinity], [1], none) ?? '', /logarithm|power/);
      assert.doesNotMatch(about([1 / Math.LN2, 2 / Math.LN2], [1, 2], none) ?? '', /logarithm/);
      // The bias of a taxi, 0.5, added for both inputs: whole numbers by chance.
      assert.match(about([6, 1, -3], [5.5, 0.5, -3.5], ALL_MEANS) ?? '', /rounded/);
      assert.doesNotMatch(about([6, 1, -3], [5.5, 0.5, -3.5], none) ?? '', /rounded/);
    });

    it('tells what JavaScript takes in another way where the outputs show nothing', () => {
      const means = { ...ALL_MEANS, slip: 'Look at the sign.' };
      const about = (...actual: number[]): string =>
        said({ ...run({ f: () => actual }, ({ learner, close }) => close(learner.f(), [1, 2, 3])), means }).join();
      assert.equal(about(0.9, 2.7, 3.1), 'Look at the sign.');
      assert.match(about(2, 4, 6), /^Every number is exactly twice the right one/);
    });

    it('says nothing of a factor near 1, of one of what the check computed, nor of counts', () => {
      assert.equal(compared([1.003, 2.006, 4.012], [1, 2, 4]), undefined);
      const spread = (factor: number) => run({}, ({ close }) => close([factor, 2 * factor, 4 * factor], [1, 2, 4]));
      assert.deepEqual(said(spread(0.37)), []);
      assert.deepEqual(said(run({}, ({ close }) => close(1, 2, { what: 'the number of steps' }))), []);
    });

    it('says that rows are alike only where they are', () => {
      const rows = (...data: number[]) => matrix(4, 2, data);
      const right = rows(1, 2, 3, 4, 5, 6, 7, 8);
      assert.match(compared(rows(7, 8, 7, 8, 7, 8, 7, 8), right) ?? '', /Every row is the last one/);
      assert.match(compared(rows(1, 2, 1, 2, 1, 2, 1, 2), right) ?? '', /Every row is the first one/);
      assert.equal(compared(rows(9, 1, 8, 2, 0.5, 3, 7, 8), right), undefined);
    });

    it('speaks of arrays where there are arrays, and of a matrix where there is one', () => {
      const rows = [1, 3, 5, 7].map((value) => [value, value + 1]);
      const last = rows.map(() => [7, 8]);
      assert.match(compared(last, rows) ?? '', /Is there one array for all of them/);
      assert.doesNotMatch(compared(matrix(4, 2, last.flat()), matrix(4, 2, rows.flat())) ?? '', /array/);
      const [columnwise, right] = [
        [1, 4, 2, 5, 3, 6],
        [1, 2, 3, 4, 5, 6],
      ];
      assert.match(compared(matrix(2, 3, columnwise), matrix(2, 3, right)) ?? '', /the place in `data`/);
      const nested = (numbers: number[]): number[][] => [numbers.slice(0, 3), numbers.slice(3)];
      assert.doesNotMatch(compared(nested(columnwise), nested(right)) ?? '`data`', /`data`/);
    });

    it('tells what in the code gives NaN, where all that is wrong is NaN', () => {
      const means = { ...ALL_MEANS, sourceOfNaN: 'Look at the largest.' };
      const about = (...actual: number[]): string =>
        said({ ...run({ f: () => actual }, ({ learner, close }) => close(learner.f(), [1, 2, 3])), means }).join();
      assert.equal(about(NaN, NaN, NaN), 'Look at the largest.');
      assert.match(about(Infinity, Infinity, Infinity), /^All inputs are finite/);
      assert.match(about(2, 4, 6), /^Every number is exactly twice the right one/);
    });

    it('finds in the text `Math.max` of one thing, and a loop that goes one step too far', () => {
      const source = (f: (list: number[], a: number) => unknown): string | null =>
        learnerText({ f }, `export const f = ${f};`).means('f').sourceOfNaN;
      const tooFar = (list: number[]): number => {
        let sum = 0;
        for (let i = 0; i <= list.length; i++) sum += list[i];
        return sum;
      };
      assert.match(source((list) => Math.max(list as never)) ?? '', /`Math\.max\((\w+)\)`.*is `\1` one\?$/);
      assert.match(source((_, a) => Math.min(a)) ?? '', /^Your code has `Math\.min\(\w+\)`/);
      assert.match(source(tooFar) ?? '', /while `\w+ <= \w+\.length`\. The last index is one less/);
      const right: ((list: number[], a: number) => unknown)[] = [
        (list) => Math.max(...list),
        (list, a) => Math.max(a, list[0]),
        (list, a) => a <= list.length,
        (list) => {
          for (let i = 0; i <= list.length - 1; i++) list[i]++;
        },
      ];
      for (const each of right) assert.equal(source(each), null, String(each));
    });

    it('says that an argument was changed only where a check saw it, and in the other checks', () => {
      const f = (list: number[]): number[] => list.map((value, i) => value + 0.1 * (i + 1) ** 3);
      const wrong = run({ f }, ({ learner, close }) => close(learner.f([1, 2, 3]), [1, 2, 3]));
      assert.deepEqual(said(wrong), []);
      const changes = run(
        { f: (list: number[]) => list.reverse() },
        ({ learner, unchanged }) => {
          const list = [1, 2, 3];
          unchanged({ list }, () => learner.f(list));
        },
        'leaves its argument unchanged',
      );
      assert.equal(changes.changedArgument, 'list');
      assert.deepEqual(
        reasonAbout([wrong, { ...changes, passed: false }]).map(({ check, says }) => [check, says]),
        [
          [
            'a check',
            'Another check shows that your code changes `list`. What it reads there afterwards is no longer what it was given.',
          ],
        ],
      );
      // Each of them has seen it by itself.
      const also = { ...wrong, check: 'another one', changedArgument: 'list' };
      assert.deepEqual(said(also, { ...changes, passed: false }), []);
    });

    it('asks for the `return` where nothing comes back, from a call or from each of several', () => {
      for (const actual of [undefined, [undefined, undefined]])
        assert.match(compared(actual, [true, false]) ?? '', /Is there one in front of the result\?$/);
      assert.equal(compared([undefined, true], [true, false]), undefined);
      const part = run({ f: () => ({}) as { bias?: number } }, ({ learner, close }) =>
        close(learner.f().bias, 1, { what: 'the bias' }),
      );
      assert.deepEqual(said(part), []);
    });

    it('names a number that became a text', () => {
      assert.match(compared('6.50', 6.5) ?? '', /a text that looks like a number/);
      assert.match(compared(['1.0', '2.0'], [1, 2]) ?? '', /a text that looks like a number/);
      assert.equal(compared('many', 6.5), undefined);
    });

    it('says nothing else where results change when the same call is made again', () => {
      const twice = run({ f: () => [2, 4, 6] }, ({ learner, close }) => close(learner.f(), [1, 2, 3]));
      const means = { ...ALL_MEANS, chance: false };
      assert.match(
        said({ ...twice, isRepeatable: false, means }).join(),
        /^The same call gives another result.*kept between calls/,
      );
      assert.match(said({ ...twice, isRepeatable: false }).join(), /^The same call gives another result.*chance/);
    });

    it('is silent where the check itself says more', () => {
      assert.deepEqual(said(run({}, ({ close }) => close([2, 4], [1, 2], { note: 'Look here.' }))), []);
    });
  });

  it('reads the names of parameters from the code', () => {
    class Layer {
      constructor(weights: number, bias = [1, 2]) {
        void [weights, bias];
      }
    }
    assert.deepEqual(parameterNames(Layer), ['weights', 'bias']);
    assert.deepEqual(
      parameterNames((a: number, { b }: { b: number }, c = Math.max(1, 2)) => [a, b, c]),
      ['a', '', 'c'],
    );
    assert.deepEqual(parameterNames(undefined), []);
  });
});

/** A way to be wrong that is no lesson's known mistake: edits of the solution, and what the checker says. */
interface Wrong {
  lesson: string;
  what: string;
  edits: [string, string][];
  says: RegExp;
}

const WRONG: Wrong[] = [
  {
    lesson: 'loss',
    what: 'three times the loss',
    edits: [['return sum / predictions.length;', 'return (3 * sum) / predictions.length;']],
    says: /`meanSquaredError\(.*is 3 times the right one/,
  },
  {
    lesson: 'loss',
    what: 'a loss below zero',
    edits: [['return sum / probabilities.length;', 'return -sum / probabilities.length;']],
    says: /`mnistLoss\(.*the right size and the wrong sign/,
  },
  {
    lesson: 'loss',
    what: 'a loss in single precision',
    edits: [['return sum / predictions.length;', 'return Math.fround(sum / predictions.length);']],
    says: /7 digits of float32/,
  },
  {
    lesson: 'pixels',
    what: 'the mean image upside down',
    edits: [['mean.push(sum', 'mean.unshift(sum']],
    says: /`meanImage\(.*in reverse order/,
  },
  {
    lesson: 'pixels',
    what: 'a distance that is divided twice',
    edits: [['return sum / a.length;', 'return sum / a.length / a.length;']],
    says: /`a` has \d+ numbers. Is there one division too many/,
  },
  {
    lesson: 'linear-model',
    what: 'the bias twice',
    edits: [['return sum;', 'return sum + bias;']],
    says: /the right one plus `bias`/,
  },
  {
    lesson: 'gradients',
    what: 'the bias with the wrong sign',
    edits: [['gradient.bias += slope;', 'gradient.bias -= slope;']],
    says: /Only `bias` is wrong; `weights` is right. It has the right size and the wrong sign/,
  },
  {
    lesson: 'activations',
    what: 'a ReLU that gives 1 below 0',
    edits: [['Math.max(0, value)', 'value < 0 ? 1 : value']],
    says: /Only the numbers where `z` is below 0 are wrong/,
  },
  {
    lesson: 'activations',
    what: 'a gradient that is cut off at the wrong side',
    edits: [['value > 0 ? upstream[i] : 0', 'value > 0 ? upstream[i] : upstream[i] / 2']],
    says: /Only the numbers where `z` is (not above|below) 0 are wrong/,
  },
  {
    lesson: 'layer',
    what: 'a layer without products',
    edits: [['sum += x[i] * weights[i][j];', 'sum += 0 * x[i];']],
    says: /the numbers of `bias`, as they were given/,
  },
  {
    lesson: 'softmax',
    what: 'probabilities from the last class to the first',
    edits: [['powers.map((power) => power / sum)', 'powers.map((power) => power / sum).reverse()']],
    says: /`softmax\(.*in reverse order/,
  },
  {
    lesson: 'matmul',
    what: 'a product whose last column is forgotten',
    edits: [['result.set(row, col, sum);', 'if (col < b.cols - 1 || b.cols === 1) result.set(row, col, sum);']],
    says: /`matmul` returned 0 .*The wrong numbers are all 0/,
  },
  {
    lesson: 'broadcasting',
    what: 'the row added twice',
    edits: [['m.get(i, j) + row.get(0, j)', 'm.get(i, j) + 2 * row.get(0, j)']],
    says: /`addRow` .*the right one plus `row`/,
  },
  {
    lesson: 'broadcasting',
    what: 'the sums from the last column to the first',
    edits: [['result.set(0, j, sum);', 'result.set(0, m.cols - 1 - j, sum);']],
    says: /`sumRows` .*in reverse order/,
  },
  {
    lesson: 'relu-layer',
    what: 'half of what should be stopped',
    edits: [['(value > 0 ? 1 : 0)', '(value > 0 ? 1 : 0.5)']],
    says: /Only the numbers where `x` is not above 0 are wrong/,
  },
  {
    lesson: 'batch-loss',
    what: 'half the gradient',
    edits: [['(probability - target) / rows', '(probability - target) / (2 * rows)']],
    says: /Every number is exactly half the right one/,
  },
  {
    lesson: 'batch-loss',
    what: 'the largest of a whole array',
    edits: [['largest = Math.max(largest, logits.get(row, col));', 'largest = Math.max(logits.data as never);']],
    says: /The loss is NaN.*`Math\.max` takes numbers, and gives NaN for an array: is `logits\.data` one\?/,
  },
  {
    lesson: 'training-loop',
    what: 'labels that are turned around in each step',
    edits: [['      const batch = takeBatch', '      data.labels.reverse();\n      const batch = takeBatch']],
    says: /`train` changed its argument `labels`: before/,
  },
  {
    lesson: 'evaluate',
    what: 'accuracy with two decimals',
    edits: [['return right / labels.length;', 'return Math.round((100 * right) / labels.length) / 100;']],
    says: /rounded to 2 decimals/,
  },
];

describe('a wrong solution that no lesson knows', function () {
  this.timeout(300_000);
  let supervisor: Supervisor;
  let service: CheckService;
  let folder: string;

  before(async () => {
    supervisor = new Supervisor({
      script: path.join(repository, 'dist', 'check-child.js'),
      timeoutMs: 100_000,
      memoryMb: 600,
    });
    service = new CheckService(course, supervisor);
    folder = temporaryFolder();
    await layOut(course, folder);
  });
  after(() => supervisor.dispose());

  for (const { lesson: id, what, edits, says } of WRONG)
    it(`${id}: ${what}`, async () => {
      const lesson = findLesson(course, id);
      assert.ok(lesson, id);
      let text = lesson.source.solution;
      for (const [find, replace] of edits) {
        assert.ok(text.includes(find), `not in the solution: ${find}`);
        text = text.replace(find, () => replace);
      }
      const { checks } = await service.check(lesson, folder, { text });
      const failed = checks.filter(({ outcome }) => outcome !== 'passed');
      assert.ok(failed.length > 0, 'passed');
      assert.ok(
        failed.every(({ mistake }) => mistake === null),
        `known: ${failed.map(({ mistake }) => mistake).join()}`,
      );
      const told = failed.map((check) => `${check.name}: ${check.message}`).join('\n');
      assert.ok(
        failed.some(({ message }) => says.test(message)),
        told,
      );
    });

  it('a known mistake is found in an object with more than it must hold, too', async () => {
    const lesson = findLesson(course, 'backpropagation') ?? assert.fail();
    let text = lesson.source.solution;
    for (const [find, replace] of [
      ['reluGradient(pass.hiddenInput, output.input)', 'reluGradient(output.input, pass.hiddenInput)'],
      ['hidden: { weights: hidden.weights, bias: hidden.bias }', 'hidden'],
      ['output: { weights: output.weights, bias: output.bias }', 'output'],
    ]) {
      assert.ok(text.includes(find), find);
      text = text.replace(find, replace);
    }
    const { checks } = await service.check(lesson, folder, { text });
    const failed = checks.filter(({ outcome }) => outcome !== 'passed');
    assert.ok(failed.length > 0, 'passed');
    assert.deepEqual([...new Set(failed.map(({ mistake }) => mistake))], ['relu-wrong-way-round']);
  });

  it('a result of another kind is not taken for a mistake that leaves as little behind', async () => {
    const lesson = findLesson(course, 'two-layer-network') ?? assert.fail();
    const whole = 'return { hiddenInput, hiddenOutput, output };';
    assert.ok(lesson.source.solution.includes(whole));
    const text = lesson.source.solution.replace(whole, 'return [hiddenInput, hiddenOutput, output] as never;');
    const { checks } = await service.check(lesson, folder, { text });
    assert.deepEqual(
      checks.flatMap(({ mistake }) => mistake ?? []),
      [],
    );
  });

  it('a known mistake wins, and nothing else is said of its function', async () => {
    const lesson = findLesson(course, 'loss');
    assert.ok(lesson);
    const text = lesson.source.solution.replace('return sum / predictions.length;', 'return sum;');
    const { checks } = await service.check(lesson, folder, { text });
    const failed = checks.filter(({ outcome }) => outcome !== 'passed');
    assert.ok(failed.every(({ mistake, message }) => mistake === 'sum-not-mean' && !/exactly/.test(message)));
  });

  it('the difference comes with the report: how many, where, how much', async () => {
    const lesson = findLesson(course, 'broadcasting');
    assert.ok(lesson);
    const text = lesson.source.solution.replace('m.get(i, j) + row.get(0, j)', 'm.get(i, j) + 2 * row.get(0, j)');
    const { checks } = await service.check(lesson, folder, { text });
    const failed = checks.find(({ difference }) => difference) as CheckReport;
    const difference = failed.difference;
    assert.ok(difference?.table);
    assert.ok(difference.differing > 0 && difference.differing <= difference.total);
    assert.equal(
      (difference.table.match(/✗ /g) ?? []).length,
      difference.differing + 1,
      'one for each, one in the legend',
    );
    assert.match(
      failed.message,
      new RegExp(`returned ${difference.worst.actual} ${difference.worst.where.replaceAll(/[[\]]/g, '\\$&')}`),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(difference)), difference);
    for (const check of checks.filter(({ outcome }) => outcome === 'passed')) assert.equal(check.difference, null);
  });
});
