import { type Draw, type Random, type Tools, checksFor } from 'kit';
import { Value } from '../value.ts';
import type * as Lesson from './solution.ts';

/** What a graph is built from: numbers that are there from the start, and values that are made of those before them. */
interface Plan {
  start: number[];
  made: { of: number[]; slopes: number[] }[];
}

/** The graph of the guide, built without the learner's code; its values by name. */
function guideGraph(): Record<'w' | 'x' | 'p' | 'q' | 'L', Value> {
  const w = new Value(3);
  const x = new Value(2);
  const p = new Value(6, [w, x], [2, 3]);
  const q = new Value(9, [p, w], [1, 1]);
  return { w, x, p, q, L: new Value(54, [p, q], [9, 6]) };
}

/** The numbers play no part on the way back, only the slopes do. */
function build({ start, made }: Plan): Value[] {
  const values = start.map((number) => new Value(number));
  for (const { of, slopes } of made)
    values.push(
      new Value(
        values.length,
        of.map((i) => values[i]),
        slopes.slice(),
      ),
    );
  return values;
}

function drawPlan(draw: Draw): Plan {
  const start = draw.numbers(draw.size(6), -2, 2);
  const made = Array.from({ length: draw.size(10, 0) }, (_, i) => {
    const count = draw.integer(1, 3);
    // From the nearest ones, so that most values lead on to the end.
    const of = Array.from({ length: count }, () => Math.max(0, start.length + i - draw.integer(1, 5)));
    return { of, slopes: draw.numbers(count, -2, 2) };
  });
  return { start, made };
}

/** How fast the last value rises with each of the values: forwards, one nudge after the other. */
function slopesOf({ start, made }: Plan): number[] {
  const count = start.length + made.length;
  return Array.from({ length: count }, (_, nudged) => {
    const rise = new Array<number>(count).fill(0);
    rise[nudged] = 1;
    made.forEach(({ of, slopes }, i) => {
      const at = start.length + i;
      if (at > nudged) rise[at] = of.reduce((sum, input, k) => sum + slopes[k] * rise[input], 0);
    });
    return rise[count - 1];
  });
}

const withoutSigns = ({ start, made }: Plan): Plan => ({
  start,
  made: made.map(({ of, slopes }) => ({ of, slopes: slopes.map(Math.abs) })),
});

/** Which values the last one is made of, by their places; itself, too. */
function placesBelow({ start, made }: Plan): Set<number> {
  const below = new Set([start.length + made.length - 1]);
  for (let i = made.length - 1; i >= 0; i--)
    if (below.has(start.length + i)) for (const input of made[i].of) below.add(input);
  return below;
}

/** So many values in a row are too many for a function that calls itself. */
const LONG = 20_000;

function longRow(slope: number): Value[] {
  const values = [new Value(1)];
  for (let i = 1; i < LONG; i++) values.push(new Value(1, [values[i - 1]], [slope]));
  return values;
}

/** Above this, the ways through the graph are followed one by one, and there are more than can be counted. */
const MANY_READS = 1000;

/** Each value is made of the one before it, twice. Tells when the inputs of one are asked for too often. */
function doubled(times: number): Value[] {
  const values = [new Value(1)];
  for (let i = 0; i < times; i++) {
    const inputs = [values[i], values[i]];
    const value = new Value(1, inputs, [1, 1]);
    let reads = 0;
    Object.defineProperty(value, 'inputs', {
      get: () => {
        if (++reads > MANY_READS)
          throw new Error(
            `the inputs of one value were looked at more than ${MANY_READS} times. A value that is done need not be walked through again`,
          );
        return inputs;
      },
    });
    values.push(value);
  }
  return values;
}

function randomPlan(random: Random): Plan {
  const start = random.numbers(3);
  const made = Array.from({ length: 12 }, (_, i) => {
    const of = Array.from({ length: random.integer(1, 2) }, () => random.integer(0, start.length + i - 1));
    return { of, slopes: of.map(() => random.between(-2, 2)) };
  });
  // The last one is made of the first and of the newest: so something is far, and something near.
  made.push({ of: [start.length + made.length - 1, 0], slopes: [1, 2] });
  return { start, made };
}

export default checksFor<typeof Lesson>((check, contract) => {
  /** Every value once, after its inputs, nothing else, and the end last. `names` are those of `values`. */
  function holdsOrder(
    { holds, learner }: Tools<typeof Lesson>,
    end: Value,
    values: Value[],
    names: (place: number) => string,
  ): void {
    const list = learner.order(end);
    holds(
      Array.isArray(list),
      '`order` did not return an array. Return the values in a list, with `end` as its last one.',
      {
        expected: 'an array of values',
        actual: typeof list,
      },
    );
    // Where in `values` each one stands: this is what two programs are compared by.
    const places = list.map((value) => values.indexOf(value));
    const actual = places.map((place) => (place < 0 ? 'something that is no value of this graph' : names(place)));
    const wanted = reachable(end);
    const say = (condition: boolean, otherwise: string): void => holds(condition, otherwise, { actual });
    const strange = list.findIndex((value) => !wanted.has(value));
    say(
      strange < 0,
      `\`order\` lists ${strange < 0 ? '' : actual[strange]}, expected only what \`end\` was made of: its inputs, their inputs and so on, and \`end\` itself.`,
    );
    const twice = places.findIndex((place, i) => places.indexOf(place) < i);
    say(
      twice < 0,
      `\`order\` lists ${actual[twice]} more than once, expected each value once. A value that is put down already is not put down again.`,
    );
    const missing = [...wanted].find((value) => !list.includes(value));
    say(
      missing === undefined,
      `\`order\` leaves out ${missing ? names(values.indexOf(missing)) : ''}, expected everything that \`end\` was made of.`,
    );
    const early = list.findIndex((value, i) => value.inputs.some((input) => list.indexOf(input) > i));
    const late =
      early < 0 ? -1 : values.indexOf(list[early].inputs.find((each) => list.indexOf(each) > early) as Value);
    say(
      early < 0,
      `\`order\` lists ${actual[early]} before ${names(late)}, which ${actual[early]} was made of. A value comes after all of its inputs.`,
    );
    say(list.at(-1) === end, '`order` does not end with `end`, which was made of all the others.');
  }

  check('add', 'makes q = p + w of the guide: 9, made of both, with slope 1 for each', ({ learner, close, holds }) => {
    const { p, w } = guideGraph();
    const q = learner.add(p, w);
    close(q?.data, 9, { what: 'the number of p + w' });
    holds(
      q.inputs?.[0] === p && q.inputs?.[1] === w && q.inputs.length === 2,
      'The inputs of p + w are not p and w. The sum keeps the two values themselves, in this order: on the way back, their gradients are set.',
      { expected: ['p', 'w'], actual: q.inputs?.map((each) => each?.data) },
    );
    close(q.slopes, [1, 1], { what: 'the slopes of p + w' });
  });

  contract('add', 'adds any two numbers, and rises as fast as each of them', {
    given: (draw) => ({ a: draw.number(), b: draw.number() }),
    does: (learner, { a, b }) => plain(learner.add(new Value(a), new Value(b))),
    gives: ({ a, b }) => ({ data: a + b, slopes: [1, 1] }),
  });

  check('add', 'adds the values that it is given this time: 2 + 3, 5 + 3 and 5 + 2', ({ learner, close }) => {
    const [two, three, five] = [2, 3, 5].map((number) => new Value(number));
    const sums = [learner.add(two, three), learner.add(five, three), learner.add(five, two)];
    close(
      sums.map((sum) => sum?.data),
      [5, 8, 7],
      { what: 'the sum', at: ([i]) => `number ${Number(i) + 1}, where one of the two values is the one of before` },
    );
  });

  check(
    'multiply',
    'makes p = w · x of the guide: 6, made of both, with slope 2 for w and 3 for x',
    ({ learner, close, holds }) => {
      const { w, x } = guideGraph();
      const p = learner.multiply(w, x);
      close(p?.data, 6, { what: 'the number of w · x' });
      holds(
        p.inputs?.[0] === w && p.inputs?.[1] === x && p.inputs.length === 2,
        'The inputs of w · x are not w and x. The product keeps the two values themselves, in this order: on the way back, their gradients are set.',
        { expected: ['w', 'x'], actual: p.inputs?.map((each) => each?.data) },
      );
      close(p.slopes, [2, 3], { what: 'the slopes of w · x, for w = 3 and x = 2,' });
    },
  );

  contract('multiply', 'multiplies any two numbers, and has for each the other one as its slope', {
    given: (draw) => ({ a: draw.number(), b: draw.number() }),
    does: (learner, { a, b }) => plain(learner.multiply(new Value(a), new Value(b))),
    gives: ({ a, b }) => ({ data: a * b, slopes: [b, a] }),
  });

  check(
    'multiply',
    'multiplies the values that it is given this time: 2 · 3, 5 · 3 and 5 · 2',
    ({ learner, close }) => {
      const [two, three, five] = [2, 3, 5].map((number) => new Value(number));
      const products = [learner.multiply(two, three), learner.multiply(five, three), learner.multiply(five, two)];
      close(
        products.map((product) => product?.data),
        [6, 15, 10],
        {
          what: 'the product',
          at: ([i]) => `number ${Number(i) + 1}, where one of the two values is the one of before`,
        },
      );
    },
  );

  check('multiply', 'keeps a value that is multiplied by itself as two inputs', ({ learner, close, holds }) => {
    const a = new Value(3);
    const square = learner.multiply(a, a);
    close(square?.data, 9, { what: 'the number of `multiply(a, a)`, for a = 3,' });
    holds(
      square.inputs?.length === 2 && square.inputs.every((each) => each === a),
      '`multiply(a, a)` does not keep `a` twice. It has two inputs like every product; each of them gets its letter, and in the letter box of `a` the two add up.',
      { expected: ['a', 'a'], actual: square.inputs?.map((each) => each?.data) },
    );
    close(square.slopes, [3, 3], { what: 'the slopes of `multiply(a, a)`, for a = 3,' });
  });

  check('relu', 'lets 3 through with slope 1, and stops −2 and 0 with slope 0', ({ learner, close }) => {
    const results = [3, -2, 0].map((number) => plain(learner.relu(new Value(number))));
    close(
      results.map(({ data }) => data),
      [3, 0, 0],
      { what: 'the numbers of `relu` for 3, −2 and 0', at: ([i]) => `for ${[3, -2, 0][Number(i)]}` },
    );
    close(
      results.map(({ slopes }) => slopes),
      [[1], [0], [0]],
      { what: 'the slopes of `relu` for 3, −2 and 0', at: ([i]) => `for ${[3, -2, 0][Number(i)]}` },
    );
  });

  contract('relu', 'is right for any number', {
    given: (draw) => ({ a: draw.number() }),
    does: (learner, { a }) => plain(learner.relu(new Value(a))),
    gives: ({ a }) => (a > 0 ? { data: a, slopes: [1] } : { data: 0, slopes: [0] }),
  });

  check('relu', 'makes a new value, with the one input that it was given', ({ learner, holds }) => {
    const [open, shut] = [3, -2].map((number) => new Value(number));
    // The first one twice: what is made the second time has the same input.
    for (const a of [open, open, shut]) {
      const result = learner.relu(a);
      holds(
        (result as unknown) !== a,
        '`relu` gave back the very value that it was given. What is made of a number is a new value, also where the number is the same.',
        { expected: 'a new value', actual: 'the argument' },
      );
      holds(
        result?.inputs?.length === 1 && result.inputs[0] === a,
        '`relu` does not keep the value that it was made of as its one input.',
        { expected: ['a'], actual: result?.inputs?.map((each) => each?.data) },
      );
    }
  });

  check('order', 'lists w, x, p, q and L of the guide so that each comes after its inputs', (tools) => {
    const graph = guideGraph();
    const names = Object.keys(graph);
    holdsOrder(tools, graph.L, Object.values(graph), (place) => names[place]);
  });

  check('order', 'lists a value that was made of nothing alone', (tools) => {
    const a = new Value(1);
    holdsOrder(tools, a, [a], () => 'the value itself');
  });

  check('order', 'lists each value once and after its inputs, in graphs of all kinds', (tools) => {
    for (let i = 0; i < 20; i++) {
      const values = build(randomPlan(tools.random));
      holdsOrder(tools, values.at(-1) as Value, values, (place) => `value ${place}`);
    }
  });

  check('order', 'leaves every value as it was', ({ learner, random, holds }) => {
    const values = build(randomPlan(random));
    values.forEach((value, i) => (value.gradient = i + 1));
    const before = values.map(({ inputs }) => inputs.slice());
    learner.order(values.at(-1) as Value);
    holds(
      values.every(({ gradient }, i) => gradient === i + 1),
      '`order` has changed a gradient. It only lists; `backward` sets the gradients.',
      { actual: values.map(({ gradient }) => gradient) },
    );
    holds(
      values.every(
        ({ inputs }, i) => inputs.length === before[i].length && inputs.every((each, k) => each === before[i][k]),
      ),
      '`order` has changed the inputs of a value. Walk through them, and leave the lists as they are.',
      { actual: values.map(({ inputs }) => inputs.map((each) => values.indexOf(each))) },
    );
  });

  check('order', 'lists 20,000 values that stand in a row', ({ learner, holds }) => {
    const row = longRow(1);
    const list = learner.order(row[LONG - 1]);
    const wrong = row.findIndex((value, i) => list[i] !== value);
    holds(
      list.length === LONG && wrong < 0,
      `Each value of the row was made of the one before it, so there is one order. Yours has ${list.length} values, expected ${LONG}${wrong < 0 ? '' : `, and differs at place ${wrong}`}.`,
      { expected: LONG, actual: list.length },
    );
  });

  check('order', 'walks through each value once, where each is used twice', (tools) => {
    const values = doubled(40);
    holdsOrder(tools, values.at(-1) as Value, values, (place) => `value ${place}`);
  });

  check('backward', 'finds the slopes of the guide: 45 for x, 36 for w', ({ learner, close }) => {
    const { w, x, p, q, L } = guideGraph();
    learner.backward(L);
    const gradients = { x: x.gradient, w: w.gradient, p: p.gradient, q: q.gradient, L: L.gradient };
    close(gradients, { x: 45, w: 36, p: 15, q: 6, L: 1 }, { what: 'the gradient', at: ([name]) => `of ${name}` });
  });

  contract('backward', 'is right for every graph, from a single value on', {
    given: (draw) => {
      const { start, made } = drawPlan(draw);
      return { start, made };
    },
    does: (learner, plan) => {
      const values = build(plan);
      learner.backward(values.at(-1) as Value);
      return values.map(({ gradient }) => gradient);
    },
    gives: (plan) => slopesOf(plan),
    terms: (plan) => Math.max(...slopesOf(withoutSigns(plan))),
    at: ([place]) => `at value ${place}`,
    tolerance: 1e-5,
  });

  check('backward', 'agrees with the slope measured by nudging, for a formula of your own operations', (tools) => {
    const { learner, random, slope } = tools;
    const { add, multiply, relu } = learner;
    // Far from the bend of ReLU, where a nudge would step over it.
    const numbers = [random.between(0.5, 2), random.between(-2, -0.5), random.between(0.5, 2)];
    const loss = ([a, b, c]: number[]): number => Math.max(0, a * b + 5 * c) * (a * b + c * c) + Math.max(0, b);
    const [a, b, c] = numbers.map((number) => new Value(number));
    const product = multiply(a, b);
    const awake = relu(add(product, multiply(new Value(5), c)));
    const end = add(multiply(awake, add(product, multiply(c, c))), relu(b));
    learner.backward(end);
    slope([a.gradient, b.gradient, c.gradient], loss, numbers, {
      what: 'the gradient of a, b and c in relu(a·b + 5·c) · (a·b + c·c) + relu(b)',
    });
  });

  check('backward', 'gives an end that was made of nothing the gradient 1', ({ learner, close }) => {
    const a = new Value(7);
    learner.backward(a);
    close(a.gradient, 1, { what: 'the gradient of `end` itself' });
  });

  check('backward', 'gives a value that is an input twice both of its shares', ({ learner, close }) => {
    const a = new Value(3);
    learner.backward(new Value(0, [a, a], [2, 5]));
    close(a.gradient, 7, { what: 'the gradient of a value that is two inputs, with the slopes 2 and 5,' });
  });

  check('backward', 'sets the same gradients when it is called a second time', ({ learner, close }) => {
    const { w, x, p, q, L } = guideGraph();
    const expected = { x: 45, w: 36, p: 15, q: 6, L: 1 };
    const again = (what: string): void => {
      learner.backward(L);
      const gradients = { x: x.gradient, w: w.gradient, p: p.gradient, q: q.gradient, L: L.gradient };
      close(gradients, expected, { what, at: ([name]) => `of ${name}` });
    };
    learner.backward(L);
    again('the gradient after a second call');
    for (const value of [w, x, p, q, L]) value.gradient = 0;
    again('the gradient after a call, when all gradients had been set to 0,');
  });

  check('backward', 'starts afresh for another end that shares values with the first', ({ learner, close }) => {
    const { w, x, p, q, L } = guideGraph();
    learner.backward(L);
    learner.backward(q);
    const gradients = { x: x.gradient, w: w.gradient, p: p.gradient, q: q.gradient };
    close(
      gradients,
      { x: 3, w: 3, p: 1, q: 1 },
      { what: 'the gradient after `backward(L)` and then `backward(q)`', at: ([name]) => `of ${name}` },
    );
  });

  check('backward', 'leaves the gradients of values that `end` was not made of', ({ learner, random, close }) => {
    const plan = randomPlan(random);
    const below = placesBelow(plan);
    const values = build(plan);
    const other = new Value(1);
    // Made of what the end is made of, and no part of it.
    const after = new Value(1, [values.at(-1) as Value, other], [1, 1]);
    const others = [other, after, ...values.filter((_, i) => !below.has(i))];
    for (const value of others) value.gradient = 8;
    learner.backward(values.at(-1) as Value);
    close(
      others.map(({ gradient }) => gradient),
      others.map(() => 8),
      { what: 'the gradient of values that `end` was not made of, which was 8 before,', at: ([i]) => `of number ${i}` },
    );
  });

  check('backward', 'comes back through 20,000 values in a row', ({ learner, close }) => {
    const row = longRow(-1);
    learner.backward(row[LONG - 1]);
    close([row[0].gradient, row[LONG - 2].gradient], [LONG % 2 ? 1 : -1, -1], {
      what: 'the gradient of the first value and of the one before the last',
    });
  });

  check('backward', 'counts every way through the graph, and goes none of them twice', ({ learner, close }) => {
    const values = doubled(40);
    learner.backward(values.at(-1) as Value);
    close(values[0].gradient, 2 ** 40, { what: 'the gradient of a value that was doubled 40 times' });
  });
});

/** The numbers alone: a value also holds its inputs. */
function plain(value: Value): { data: number; slopes: number[] } {
  return { data: value.data, slopes: Array.from(value.slopes) };
}

function reachable(end: Value): Set<Value> {
  const found = new Set([end]);
  for (const value of found) for (const input of value.inputs) found.add(input);
  return found;
}
