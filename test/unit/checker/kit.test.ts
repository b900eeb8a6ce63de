import assert from 'node:assert/strict';
import { centralDifferences, createRandom } from '../../../src/checker/kit';
import { compare } from '../../../src/checker/kit/compare';
import { CheckFailure } from '../../../src/checker/kit/failure';
import { formatPair, formatValue } from '../../../src/checker/kit/format';
import { type Tools, createTools } from '../../../src/checker/kit/tools';

const matrix = (rows: number, cols: number, data: number[]) => ({ rows, cols, data: Float32Array.from(data) });

describe('compare', () => {
  const same: [string, unknown, unknown][] = [
    ['equal numbers', 2, 2],
    ['numbers within the tolerance', 0.1 + 0.2, 0.3],
    ['two NaN', NaN, NaN],
    ['two infinities', -Infinity, -Infinity],
    ['zero and minus zero', -0, 0],
    ['an array and a typed array', new Float64Array([1, 2]), [1, 2]],
    ['single precision, where it came as such', new Float32Array([0.1, 0.2]), [0.1, 0.2]],
    ['nested arrays', [[1], [2, 3]], [[1], [2, 3]]],
    ['an object with more keys', { a: 1, b: 2, c: 3 }, { a: 1, b: 2 }],
    ['a small error beside a large entry', [1e6 + 1e-4, 1e-6], [1e6, 0]],
    ['matrices', matrix(1, 2, [1, 2]), matrix(1, 2, [1, 2])],
  ];
  for (const [what, actual, expected] of same)
    it(`agrees: ${what}`, () => assert.equal(compare(actual, expected)?.text, undefined));

  const different: [string, unknown, unknown, string, RegExp][] = [
    ['a number', 5, 2.5, 'wrong value', /^returned 5, expected 2\.5$/],
    ['NaN', NaN, 1, 'wrong value', /returned NaN, expected 1/],
    ['a text', '2.5', 2.5, 'wrong shape', /returned the text "2\.5", expected a number$/],
    [
      'a text in a matrix',
      { rows: 1, cols: 2, data: [1, '2'] },
      matrix(1, 2, [1, 2]),
      'wrong shape',
      /returned the text "2" at \[0\]\[1\], expected a number$/,
    ],
    ['an infinity', Infinity, 1, 'wrong value', /returned Infinity/],
    [
      'as many digits as differ',
      1.23456789,
      1.23456,
      'wrong value',
      /returned 1\.23457, expected 1\.23456 \(relative error 6\.4e-6\)$/,
    ],
    ['an entry', [1, 3, 3], [1, 2, 3], 'wrong value', /returned 3 at index 1, expected 2$/],
    [
      'the worst entry, and how many',
      [9, 3, 3],
      [1, 2, 3],
      'wrong value',
      /returned 9 at index 0, expected 1; 2 of 3 numbers/,
    ],
    ['an entry of a nested array', [[1, 5]], [[1, 2]], 'wrong value', /at \[0\]\[1\], expected 2/],
    ['a key', { weights: [1], bias: 3 }, { weights: [1], bias: 2 }, 'wrong value', /returned 3 in `bias`, expected 2/],
    ['a boolean', true, false, 'wrong value', /returned true, expected false/],
    ['nothing', undefined, 1, 'wrong shape', /returned nothing \(undefined\), expected a number/],
    ['text', '1', 1, 'wrong shape', /returned the text "1", expected a number/],
    ['a shorter array', [1], [1, 2], 'wrong shape', /an array of 1 number, expected an array of 2 numbers/],
    ['a number for an array', 1, [1], 'wrong shape', /the number 1, expected an array of 1 number/],
    ['a missing key', { weights: [1] }, { weights: [1], bias: 0 }, 'wrong shape', /an object without `bias`, expected/],
    [
      'a key of another name',
      { weights: [1], b: 0 },
      { weights: [1], bias: 0 },
      'wrong shape',
      /an object without `bias` and with `b`, expected an object with `weights`, `bias`/,
    ],
    [
      'a list of two kinds of things',
      [[1], 0],
      { weights: [1], bias: 0 },
      'wrong shape',
      /an array of 2 entries, expected/,
    ],
    [
      'an array for an object',
      [1],
      { weights: [1] },
      'wrong shape',
      /an array of 1 number, expected an object with `weights`/,
    ],
    [
      'another matrix',
      matrix(2, 1, [1, 2]),
      matrix(1, 2, [1, 2]),
      'wrong shape',
      /a 2×1 matrix, expected a 1×2 matrix/,
    ],
  ];
  for (const [what, actual, expected, outcome, text] of different)
    it(`differs: ${what}`, () => {
      const mismatch = compare(actual, expected);
      assert.equal(mismatch?.outcome, outcome);
      assert.match(mismatch?.text ?? '', text);
    });

  it('says where in the words of the lesson', () => {
    assert.match(compare([1, 5], [1, 2], { at: ([i]) => `at pixel ${i}` })?.text ?? '', /5 at pixel 1, expected 2/);
    assert.equal(compare([5, 1], [2, 1], { at: () => '' })?.text, 'returned 5, expected 2');
  });
});

describe('the difference of two values', () => {
  it('counts, names the worst, and shows a matrix with a mark at each wrong number', () => {
    const found = compare(matrix(2, 3, [1, 2, 3, 4, 50, 7]), matrix(2, 3, [1, 2, 3, 4, 5, 6]));
    assert.deepEqual(found?.difference, {
      total: 6,
      differing: 2,
      worst: { where: 'at [1][1]', index: [1, 1], expected: '5', actual: '50', relativeError: 0.9 },
      table: [
        '       col 0  col 1     col 2',
        'row 0  1      2         3',
        'row 1  4      ✗ 50 (5)  ✗ 7 (6)',
        '✗ differs: got (expected)',
      ].join('\n'),
    });
    assert.equal(found?.actual, '[1,  2, 3]\n[4, 50, 7]');
    assert.equal(found?.expected, '[1,  2, 3]\n[4,  5, 6]');
  });
  it('shows the array with the worst number of an object, by its name', () => {
    const found = compare({ weights: [1, 2], bias: 0.5 }, { weights: [1, 4], bias: 0.5 });
    assert.equal(
      found?.difference?.table,
      '`weights`:\n   index  yours  expected\n   0      1      1\n✗  1      2      4',
    );
    assert.equal(found?.actual, 'weights: [1, 2]\nbias: 0.5');
    assert.equal(found?.expected, 'weights: [1, 4]\nbias: 0.5');
  });
  it('shows the part of a large matrix around the worst number, with its indices', () => {
    const size = 40;
    const expected = Array.from({ length: size * size }, (_, i) => i);
    const actual = expected.slice();
    actual[30 * size + 20] = -1;
    const found = compare(matrix(size, size, actual), matrix(size, size, expected));
    const lines = found?.difference?.table?.split('\n') ?? [];
    assert.equal(lines[0], 'part of 40×40 numbers:');
    assert.match(lines[1], /col 16 .*col 20 .*col 23$/);
    assert.equal(lines.length, 1 + 1 + 8 + 1);
    assert.match(lines.find((line) => line.startsWith('row 30')) ?? '', /1219 +✗ -1 \(1220\) +1221/);
    assert.ok(lines.every((line) => line.length <= 100));
    const [got, wanted] = [found?.actual.split('\n') ?? [], found?.expected.split('\n') ?? []];
    assert.equal(got.length, wanted.length);
    assert.equal(got.filter((line, i) => line !== wanted[i]).length, 1);
  });
  it('has enough digits for the smallest difference, and equal texts where nothing is wrong', () => {
    const found = compare([0.1 + 0.2, 1.00000001], [0.3, 1]);
    assert.equal(found?.difference?.differing, 1);
    assert.equal(found?.actual, '[0.3, 1.00000001]');
    assert.equal(found?.expected, '[0.3,          1]');
    assert.match(found?.text ?? '', /relative error 1\.0e-8/);
  });
  it('is JSON also for NaN and Infinity; a single number has no table', () => {
    const { difference } = compare(NaN, 2) ?? {};
    assert.deepEqual(difference, JSON.parse(JSON.stringify(difference)));
    assert.deepEqual(difference?.worst, { where: '', index: [], expected: '2', actual: 'NaN', relativeError: null });
    assert.equal(difference?.table, null);
  });
  it('is null for a wrong shape', () => assert.equal(compare([1], [1, 2])?.difference, null));
});

describe('formats', () => {
  it('two numbers with as many digits as differ', () => {
    assert.deepEqual(formatPair(2.5, 1.25), ['2.5', '1.25', 4]);
    assert.deepEqual(formatPair(0.123456789, 0.12345), ['0.12346', '0.12345', 5]);
    assert.deepEqual(formatPair(1, 1 + 2e-16), ['1', '1.0000000000000002', 17]);
  });
  it('what is no number so that it can be told from one', () => {
    assert.equal(formatValue(['3', 3n, 3, { a: '3' }]), '["3", 3n, 3, { a: "3" }]');
    assert.equal(formatValue({}), '{}');
  });
  it('what has no end, or a very long one, shortly', () => {
    const round: Record<string, unknown> = {};
    round.a = round.b = round;
    const long = 'x'.repeat(1e6);
    for (const value of [
      round,
      long,
      Symbol(long),
      { [long]: 1 },
      10n ** 100_000n,
      Object.defineProperty(() => 1, 'name', { value: long }),
    ])
      assert.ok(formatValue(value).length < 2000, typeof value);
  });
  it('long arrays shortly', () => assert.match(formatValue(Array.from({ length: 100 }, () => 0)), /… 100 in all\]$/));
  it('an object that throws when it is read', () => {
    const trap = {
      get x(): never {
        throw new Error('no');
      },
    };
    assert.match(formatValue(trap), /cannot be read/);
  });
});

describe('random', () => {
  it('is the same for the same seed, and different for another', () => {
    assert.deepEqual(createRandom(7).numbers(5), createRandom(7).numbers(5));
    assert.notDeepEqual(createRandom(7).numbers(5), createRandom(8).numbers(5));
  });
  it('is uniform in [0, 1), and normal where it says so', () => {
    const random = createRandom(1);
    const uniform = Array.from({ length: 20_000 }, () => random());
    assert.ok(uniform.every((u) => u >= 0 && u < 1));
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    const mean = (values: number[]): number => values.reduce((a, b) => a + b) / values.length;
    assert.ok(Math.abs(mean(uniform) - 0.5) < 0.01);
    assert.ok(Math.abs(mean(normal)) < 0.03);
    assert.ok(Math.abs(mean(normal.map((z) => z * z)) - 1) < 0.05);
  });
});

describe('central differences', () => {
  it('measure the slope of x² + 3y', () => {
    const [x, y] = centralDifferences(([a, b]) => a * a + 3 * b, [2, 5]);
    assert.ok(Math.abs(x - 4) < 1e-8 && Math.abs(y - 3) < 1e-8);
  });
});

describe('the tools of a check', () => {
  interface Lesson {
    double(values: number[]): number[];
  }
  const reference: Lesson = { double: (values) => values.map((value) => 2 * value) };
  const run = (double: Lesson['double'], body: (tools: Tools<Lesson>) => void): CheckFailure | null => {
    try {
      body(createTools<Lesson>({ double }, reference, 1, false).tools);
      return null;
    } catch (error) {
      assert.ok(error instanceof CheckFailure, String(error));
      return error;
    }
  };

  it('close names the call, with the arguments as they were', () => {
    const failure = run(
      (values) => values.map((_, i) => (values[i] *= 3)),
      ({ learner, close }) => close(learner.double([1, 2]), [2, 4]),
    );
    assert.match(
      failure?.message ?? '',
      /^`double\(\[1, 2\]\)` returned 6 at index 1, expected 4; 2 of 2 numbers differ\.$/,
    );
  });

  it('unchanged finds a changed argument, however little', () => {
    const failure = run(
      (values) => ((values[0] += 1e-12), values),
      ({ learner, unchanged }) => {
        const values = [0.1, 0.7];
        unchanged({ values }, () => learner.double(values));
      },
    );
    assert.match(
      failure?.message ?? '',
      /`double` changed its argument `values`: before the call it was 0\.1 at index 0, after it 0\.100000000001\./,
    );
    assert.equal(
      run(reference.double, ({ learner, unchanged }) => unchanged({ a: [1] }, () => learner.double([1]))),
      null,
    );
  });

  it('throws wants an error, and the sizes in its message', () => {
    const check = ({ learner, throws }: Tools<Lesson>): void =>
      throws(() => learner.double([1]), [2, 3], 'Sizes differ.');
    assert.match(
      run((values) => values, check)?.message ?? '',
      /returned an array of 1 number, expected it to throw an error\. Sizes differ/,
    );
    assert.match(
      run(() => {
        throw new Error('bad 2');
      }, check)?.message ?? '',
      /should also name 3/,
    );
    assert.equal(
      run(() => {
        throw new Error('2 and 3');
      }, check),
      null,
    );
    const text = '2 and 3';
    assert.match(
      run(() => {
        throw text;
      }, check)?.message ?? '',
      /^Your code throws the text "2 and 3", expected it to throw an `Error`/,
    );
    // JavaScript's own error has a place, and is told as such.
    assert.throws(() => run(() => (undefined as never)[2], check), /an error of its own, whose message names 3\./);
  });

  it('slope compares with the measured slope', () => {
    const check = ({ slope }: Tools<Lesson>): void => slope([4], ([x]) => x * x, [2]);
    assert.equal(run(reference.double, check), null);
    assert.ok(run(reference.double, ({ slope }) => slope([5], ([x]) => x * x, [2])));
  });

  it('collect ends a generator that does not end', () => {
    function* endless(): Generator<number> {
      for (;;) yield 1;
    }
    const failure = run(reference.double, ({ collect }) => void collect(endless(), 3, 'fit'));
    assert.match(failure?.message ?? '', /`fit` yielded more than 3 times/);
    assert.match(
      run(reference.double, ({ collect }) => void collect(5 as never, 3, 'fit'))?.message ?? '',
      /expected a generator/,
    );
  });

  it('collect gives what was yielded, and fails where a report is changed later', () => {
    function* growing(isNew: boolean): Generator<{ weights: number[] }> {
      const weights = [1];
      yield { weights };
      weights[0] = 2;
      yield { weights: isNew ? [...weights] : weights };
    }
    let seen: { weights: number[] }[] = [];
    function* fresh(): Generator<{ weights: number[] }> {
      for (const weight of [1, 2]) yield { weights: [weight] };
    }
    run(reference.double, ({ collect }) => (seen = collect(fresh(), 2, 'fit')));
    assert.deepEqual(seen, [{ weights: [1] }, { weights: [2] }]);
    for (const isNew of [true, false])
      assert.match(
        run(reference.double, ({ collect }) => collect(growing(isNew), 2, 'fit'))?.message ?? 'passes',
        /^Report 1 of `fit` was changed after it had been yielded\./,
      );
  });
});
