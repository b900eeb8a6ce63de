/** The checks that follow from a contract: what they find, and how small the input is that they show. */
import assert from 'node:assert/strict';
import { type Contract, checksFor } from '../../../src/checker/kit';
import { type Draw, PLANS, drawAgain, drawAnew, extremeOnes, simpler } from '../../../src/checker/kit/draw';
import { type CallFailed, CheckFailure } from '../../../src/checker/kit/failure';
import { fine } from '../../../src/checker/kit/float64';
import { createRandom } from '../../../src/checker/kit/random';
import { createTools } from '../../../src/checker/kit/tools';

type Sum = (values: number[], factor: number) => number | number[];
interface Lesson {
  f: Sum;
}

const sum: Contract<Lesson, { values: number[]; factor: number }> = {
  given: (draw) => ({ values: draw.numbers(draw.size(50)), factor: draw.number() }),
  gives: ({ values, factor }) => values.reduce((total, value) => total + value, 0) * factor,
};
const scaled: typeof sum = { ...sum, gives: ({ values, factor }) => values.map((value) => value * factor) };

/** @returns what the check says; null where it passes */
function judge(f: Sum, contract = sum, seed = 1): string | null {
  const { definitions } = checksFor<Lesson>((_, define) => define('f', 'is right', contract));
  const { tools } = createTools({ f }, { f }, seed, false);
  try {
    definitions[0].body(tools as never);
    return null;
  } catch (error) {
    if (!(error instanceof CheckFailure)) throw error;
    return error.message;
  }
}

const total = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const scale: Sum = (values, factor) => values.map((value) => value * factor);

describe('a contract', () => {
  it('is kept by a right function, whichever numbers are drawn', () => {
    for (let seed = 1; seed <= 30; seed++) {
      assert.equal(
        judge((values, factor) => total(values) * factor, sum, seed),
        null,
      );
      assert.equal(judge(scale, scaled, seed), null);
    }
  });

  for (const { title, wrong, says } of [
    {
      title: 'more than five values',
      wrong: (values: number[], factor: number) => total(values.slice(0, 5)) * factor,
      says: /^`f\(\[0, 0, 0, 0, 0, 1\], 1\)` returned 0, expected 1\./,
    },
    {
      title: 'equal values',
      wrong: (values: number[], factor: number) => total([...new Set(values)]) * factor,
      says: /^`f\(\[1, 1\], 1\)` returned 1, expected 2\./,
    },
    {
      title: 'negative values',
      wrong: (values: number[], factor: number) => total(values.map(Math.abs)) * factor,
      says: /^`f\(\[-1\], 1\)` returned 1, expected -1\./,
    },
    {
      title: 'numbers that are not whole',
      wrong: (values: number[], factor: number) => Math.trunc(total(values)) * factor,
      says: /^`f\(\[-?\d\.\d+\], 1\)` returned -?\d, expected -?\d\.\d+\./,
    },
    {
      title: 'the order of the values',
      wrong: (values: number[], factor: number) =>
        values.at(-1) === Math.max(...values) && values.length > 1 ? 0 : total(values) * factor,
      says: /^`f\(\[0, 1\], 1\)` returned 0, expected 1\./,
    },
  ])
    it(`finds what is wrong for ${title}, and shows the smallest input`, () => {
      for (let seed = 1; seed <= 10; seed++) assert.match(judge(wrong, sum, seed) ?? 'passes', says);
    });

  it('an error in the learner’s code is shown for the smallest input, too', () => {
    const seen: unknown[][] = [];
    const throws: Sum = (values, factor) => {
      seen.push([...values]);
      if (values.length > 2) throw new RangeError('too long');
      return total(values) * factor;
    };
    assert.throws(
      () => judge(throws),
      ({ thrown, asked }: CallFailed) => thrown instanceof RangeError && asked === 'The call was `f([0, 0, 0], 0)`.',
    );
    assert.deepEqual(seen.at(-1), [0, 0, 0]);
  });

  it('a result that a later call changes', () => {
    const kept: number[] = [];
    const reuses: Sum = (values, factor) => {
      kept.length = 0;
      kept.push(...values.map((value) => value * factor));
      return kept;
    };
    assert.match(
      judge(reuses, scaled) ?? '',
      /^What `f` gave before was changed by a later call: .* Make a new array in each call\.$/,
    );
  });

  it('something that is remembered by identity, by a part of the arguments, or by rounded numbers', () => {
    const remembering = (keyOf: (values: number[], factor: number) => unknown): Sum => {
      const known = new Map<unknown, number>();
      return (values, factor) => {
        const key = keyOf(values, factor);
        const found = known.get(key) ?? total(values) * factor;
        known.set(key, found);
        return found;
      };
    };
    for (let seed = 1; seed <= 10; seed++) {
      const says = (keyOf: Parameters<typeof remembering>[0]): string =>
        judge(remembering(keyOf), sum, seed) ?? 'passes';
      assert.match(
        says((values) => values),
        /An earlier call with other numbers gave exactly this/,
      );
      assert.match(
        says((values) => String(values)),
        /earlier call/,
      );
      assert.match(
        says((values, factor) => [...values, factor].map((each) => each.toFixed(2)).join()),
        /earlier call/,
      );
      assert.equal(
        says((values, factor) => String([...values, factor])),
        'passes',
      );
    }
  });

  it('what is remembered of the latest call only, where the others have several of everything', () => {
    const each: Contract<Lesson, { values: number[]; limit: number[] }> = {
      given: (draw) => ({ values: draw.numbers(draw.size(30)), limit: draw.numbers(3) }),
      does: ({ f }, { values, limit }) => values.map((value) => f([value], limit as never)),
      gives: ({ values, limit }) => values.map((value) => value < total(limit)),
    };
    const isBelow = ([value]: number[], limit: number[]): boolean => value < total(limit);
    let latest: { limit: number[]; value: number; below: boolean } | undefined;
    const remembers = (values: number[], limit: number[]): boolean => {
      const [value] = values;
      if (latest?.limit !== limit || latest.value !== value) latest = { limit, value, below: isBelow(values, limit) };
      return latest.below;
    };
    for (let seed = 1; seed <= 10; seed++) {
      assert.match(
        judge(remembers as never, each as never, seed) ?? 'passes',
        /Is something kept from (it|an earlier call)/,
      );
      assert.equal(judge(isBelow as never, each as never, seed), null);
    }
  });

  it('one array in two places of a result', () => {
    const rows: Contract<Lesson, { values: number[]; factor: number }> = {
      ...sum,
      gives: ({ values, factor }) => values.map((value) => [value * factor]),
    };
    const shared: Sum = (values, factor) => {
      const known = new Map<number, number[]>();
      return values.map((value) => known.get(value) ?? known.set(value, [value * factor]).get(value)) as never;
    };
    assert.match(judge(shared, rows) ?? 'passes', /^`f` gave one array in two places of its result\./);
    assert.equal(
      judge((values, factor) => values.map((value) => [value * factor]) as never, rows),
      null,
    );
  });

  it('calls a matrix a matrix', () => {
    const zeros = (count: number): object => ({ rows: 1, cols: count, data: new Float32Array(count) });
    const blank: Contract<Lesson, { values: number[]; factor: number }> = {
      ...sum,
      gives: ({ values }) => zeros(values.length),
    };
    const kept = new Map<number, object>();
    const same = ({ length }: number[]): object => {
      const matrix = kept.get(length) ?? zeros(length);
      kept.set(length, matrix);
      return matrix;
    };
    assert.match(judge(same as never, blank) ?? 'passes', /^`f` gave the same matrix in two calls\. Make a new one/);
    const pair: typeof blank = { ...blank, gives: ({ values }) => [zeros(values.length), zeros(values.length)] };
    const twice = ({ length }: number[]): object[] => {
      const one = zeros(length);
      return [one, one];
    };
    assert.match(
      judge(twice as never, pair) ?? 'passes',
      /^`f` gave one matrix in two places of its result\. .*: make a new matrix for each\./,
    );
  });

  it('one and the same matrix in two places', () => {
    const drawnFor = (draw: Draw): { a: object; b: object } => {
      const [rows, cols] = [draw.size(5), draw.size(5)];
      const matrix = (): object => ({ rows, cols, data: Float32Array.from(draw.numbers(rows * cols)) });
      return { a: matrix(), b: matrix() };
    };
    const dataOf = (matrix: unknown): number[] => Array.from((matrix as { data: number[] }).data);
    const products: Contract<Lesson, { a: object; b: object }> = {
      given: drawnFor,
      gives: ({ a, b }) => dataOf(a).map((value, i) => value * dataOf(b)[i]),
    };
    const wrong = (a: object, b: object): number[] =>
      a === b ? dataOf(a) : dataOf(a).map((value, i) => value * dataOf(b)[i]);
    assert.match(
      judge(wrong as never, products as never) ?? 'passes',
      /Here `a` and `b` are one and the same matrix: with a matrix of its own for each, the result is right\.$/,
    );
  });

  it('something that is kept from an earlier call', () => {
    let first: number | undefined;
    const remembers: Sum = (values, factor) => total(values) * (first ??= factor);
    assert.notEqual(judge(remembers), null);
    let calls = 0;
    const counts: Sum = (values, factor) => values.map((value) => value * factor + (calls++ > 40_000 ? 1 : 0));
    assert.equal(judge(counts, scaled), null, 'this many calls are not made');
  });

  it('what changes only after a thousand calls', () => {
    const after = (calls: number, late: Sum): Sum => {
      let count = 0;
      return (values, factor) => (++count > calls ? late(values, factor) : total(values) * factor);
    };
    for (const calls of [1000, 1024]) {
      const halved: Sum = (values, factor) => (total(values) * factor) / 2;
      assert.match(
        judge(after(calls, halved)) ?? 'passes',
        /^`f` gave -?[\d.e-]+ at first, and -?[\d.e-]+ after \d+ calls with the same arguments\. Does your code count or gather/,
      );
    }
    // What is kept is not emptied in time: a list that grows with each call is seen where it begins to tell.
    const kept: number[] = [];
    const gathers: Sum = (values, factor) => {
      kept.push(factor);
      return values.map((value) => value * (kept.length < 1000 ? factor : kept[0]));
    };
    assert.match(judge(gathers, scaled) ?? 'passes', /calls with the same arguments/);
  });

  it('what changes only after a thousand steps of one sequence, with the smallest number of steps', () => {
    class Steps {
      private count = 0;
      value = 0;
      step(by: number): number {
        this.value += ++this.count > 1000 ? by / 2 : by;
        return this.value;
      }
    }
    const often: Contract<{ Steps: typeof Steps }, { by: number; steps: number }> = {
      given: (draw) => ({ by: draw.number(1, 2), steps: draw.repeats(3) }),
      does: (lesson, { by, steps }) => {
        const one = new lesson.Steps();
        for (let step = 1; step < steps; step++) one.step(by);
        return one.step(by);
      },
      gives: ({ by, steps }) => by * steps,
    };
    const { definitions } = checksFor<{ Steps: typeof Steps }>((_, define) => define('Steps', 'is right', often));
    const { tools } = createTools({ Steps }, { Steps }, 1, false);
    assert.throws(
      () => definitions[0].body(tools as never),
      /^Error: What `Steps` gave is 1000\.5, expected 1001\. Here by = 1, steps = 1001\.$/,
    );
  });

  it('an argument that is given back, and one that is changed', () => {
    const always: typeof sum = { given: sum.given, gives: ({ values }) => values };
    assert.match(
      judge((values) => values, always) ?? '',
      /^`f` was given `values`, and gave it or a part of it back, instead of something new\./,
    );
    const parts: typeof sum = { given: sum.given, gives: ({ values }) => ({ all: 0, kept: { values } }) };
    assert.match(
      judge((values) => ({ all: 0, kept: { values } }) as never, parts) ?? '',
      /^`f` was given `values`, and gave it or a part of it back in `kept\.values`, instead of something new\./,
    );
    const changes: Sum = (values, factor) => {
      values.forEach((value, i) => (values[i] = value * factor));
      return [...values];
    };
    assert.match(judge(changes, scaled) ?? '', /changed its argument `values`/);
  });

  it('what is wrong only because one array stands twice in a list', () => {
    interface Rows {
      f(rows: number[][]): number;
    }
    const judged = (f: Rows['f']): string => {
      const { definitions } = checksFor<Rows>((_, define) =>
        define('f', 'is right', {
          given: (draw) => ({ rows: draw.examples(draw.size(9), draw.size(4)) }),
          gives: ({ rows }) => total(rows.flat()),
        }),
      );
      const { tools } = createTools({ f }, { f }, 1, false);
      try {
        definitions[0].body(tools as never);
      } catch (error) {
        return (error as Error).message;
      }
      return 'passes';
    };
    assert.match(
      judged((rows) => {
        for (const row of rows.slice(1)) row.forEach((value, i) => (rows[0][i] += value));
        return total(rows[0]);
      }),
      /^`f` changed its argument `rows`: before the call it was /,
    );
    assert.match(
      judged((rows) => total([...new Set(rows)].flat())),
      /^`f\(\[\[1\], \[1\]\]\)` returned 1, expected 2\. Here `rows\[0\]` and `rows\[1\]` are one and the same array/,
    );
  });

  it('looks at no large input in a diagnosis where enough small ones are wrong', () => {
    const longest = (f: Sum): number => {
      let most = 0;
      const counted: Sum = (values, factor) => {
        most = Math.max(most, values.length);
        return f(values, factor);
      };
      const { definitions } = checksFor<Lesson>((_, define) => define('f', 'is right', sum));
      const { tools } = createTools({ f: counted }, { f: counted }, 1, false, {
        watch: (exports) => exports,
        compared: () => true,
      });
      definitions[0].body(tools as never);
      return most;
    };
    assert.ok(longest(() => NaN) < 20);
    assert.ok(longest((values, factor) => total(values.slice(0, 30)) * factor) >= 40);
  });

  it('a sequence of calls shows what went in', () => {
    const twice: Contract<Lesson, { values: number[] }> = {
      given: (draw) => ({ values: draw.numbers(draw.size(9)) }),
      does: ({ f }, { values }) => ({ once: f(values, 1), again: f(values, 2) }),
      gives: ({ values }) => ({ once: total(values), again: 2 * total(values) }),
    };
    const { definitions } = checksFor<Lesson>((_, define) => define('f', 'is right', twice));
    const f: Sum = (values, factor) => (factor === 2 ? 0 : total(values));
    const { tools } = createTools({ f }, { f }, 1, false);
    assert.throws(
      () => definitions[0].body(tools as never),
      /^Error: What `f` gave is 0 in `again`, expected 2\. Here values = \[1\]\.$/,
    );
  });

  it('of a large argument it shows the size, in words that fit what is in it', () => {
    const said = (values: unknown[]): string => {
      const never: Contract<Lesson, { values: unknown[] }> = { given: () => ({ values }), gives: () => 1 };
      const { definitions } = checksFor<Lesson>((_, define) =>
        define('f', 'is right', { ...never, does: ({ f }) => f([], 1) }),
      );
      const f: Sum = () => 0;
      const { tools } = createTools({ f }, { f }, 1, false);
      try {
        definitions[0].body(tools as never);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    const many = Array.from({ length: 60 }, (_, i) => i / 7);
    assert.match(said(many), /Here values has 60 numbers\.$/);
    assert.match(said([many, many]), /Here values has 2×60 numbers\.$/);
    assert.match(said(many.map((bias) => ({ weights: [bias], bias }))), /Here values has 60 entries\.$/);
  });
});

describe('what a contract draws', () => {
  const make = (draw: Draw): unknown => {
    const [rows, cols] = [draw.size(60), draw.size(30, 0)];
    return { x: draw.rows(rows, cols, 0, 1), label: draw.integer(0, 9) };
  };

  it('comes again from the same tape', () => {
    for (const plan of PLANS) {
      const { tape, drawn } = drawAnew(make, createRandom(3), plan);
      assert.deepEqual(drawAgain(make, tape), drawn);
    }
  });

  it('has a case in which all sizes are alike, as far as they may be', () => {
    const alike = PLANS.filter(({ sizes }) => sizes === 'alike');
    assert.equal(alike.length, 1);
    const { x } = drawAnew(make, createRandom(4), alike[0]).drawn as { x: number[][] };
    assert.deepEqual([x.length, x[0].length], [3, 3]);
  });

  it('has a case for each size in which that one is large, and one in which it is the least', () => {
    const { tape } = drawAnew(make, createRandom(3), PLANS[0]);
    const sizes = extremeOnes(tape).map((plan) => {
      const { x } = drawAnew(make, createRandom(4), plan).drawn as { x: number[][] };
      return [x.length, x[0]?.length ?? 0].map((size, i) => (size >= [48, 24][i] ? 'large' : size));
    });
    assert.equal(sizes[0][0], 'large');
    assert.equal(sizes[2][1], 'large');
    assert.notEqual(sizes[0][1], 'large');
    assert.notEqual(sizes[2][0], 'large');
    const [least] = drawAnew(make, createRandom(4), { sizes: 'least', values: 'plain' }).tape;
    assert.equal(sizes[1][0], least.kind === 'size' ? least.value : NaN);
  });

  it('has numbers below a thousandth also where the others are round', () => {
    const all = PLANS.flatMap(
      (plan) => drawAnew((draw) => fine(draw, 4, 5), createRandom(3), plan).drawn as number[][],
    ).flat();
    assert.ok(all.some((value) => value !== 0 && Math.abs(value) < 1e-4));
    assert.ok(all.every((value) => Math.fround(value) === value));
  });

  it('has one case in which something is repeated often, on the least of everything', () => {
    const repeating = (draw: Draw): number[] => [draw.size(60), draw.repeats(4), draw.size(30)];
    const { tape, drawn } = drawAnew(repeating, createRandom(3), PLANS[0]);
    assert.ok(drawn[1] <= 4);
    const often = extremeOnes(tape)
      .map((plan) => drawAnew(repeating, createRandom(4), plan).drawn)
      .filter(([, times]) => times > 4);
    assert.equal(often.length, 1);
    assert.ok(often[0][1] > 1024);
    assert.deepEqual([often[0][0], often[0][2]], [1, 1]);
  });

  it('gets simpler without end: never the same again, and always in its range', () => {
    let { tape } = drawAnew(make, createRandom(5), PLANS[0]);
    let steps = 0;
    for (let next = simpler(tape).next(); !next.done; next = simpler(tape).next()) {
      tape = next.value;
      steps++;
      assert.ok(steps < 1000, 'it goes round in circles');
    }
    assert.deepEqual(drawAgain(make, tape), { x: [[]], label: 0 });
  });
});
