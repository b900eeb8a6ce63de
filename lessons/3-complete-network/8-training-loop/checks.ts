import { checksFor, float64 } from 'kit';
import type { Layer, Parameter } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { denseBackward, denseForward, eighths, fine, softmaxCrossEntropy } = float64;

/** What right programs may differ by after several steps in float32. */
const tolerance = 1e-4;

/** One dense layer of the checks' own, which remembers every batch that it learned from. */
class Recorder implements Layer {
  /** One entry for each `backward`: the rows that the last `forward` was given. */
  readonly batches: number[][][] = [];
  private readonly own: Parameter[];
  private input: number[][] = [];

  constructor(weights: number[][], bias: number[]) {
    this.own = [weights, [bias]].map((rows) => {
      const value = Matrix.from(rows);
      return { value, gradient: Matrix.zeros(value.rows, value.cols) };
    });
  }

  get weights(): number[][] {
    return this.own[0].value.toArray();
  }

  get bias(): number[] {
    return this.own[1].value.toArray()[0];
  }

  forward(x: Matrix): Matrix {
    if (x.rows === 0) throw new Error('the network was given a batch without images');
    this.input = x.toArray();
    return Matrix.from(denseForward(this.input, this));
  }

  backward(upstream: Matrix): Matrix {
    this.batches.push(this.input);
    const { weights, bias, input } = denseBackward(this.input, this.weights, upstream.toArray());
    this.own[0].gradient = Matrix.from(weights);
    this.own[1].gradient = Matrix.from([bias]);
    return Matrix.from(input);
  }

  parameters(): Parameter[] {
    return [...this.own];
  }

  /** Which images each batch held, by the number in their first pixel. */
  numbers(): number[][] {
    return this.batches.map((batch) => batch.map((row) => Math.round(row[0] * 64)));
  }
}

interface Task {
  network: Recorder;
  rows: number[][];
  data: { images: Matrix; labels: Uint8Array };
}

/** Images with three pixels; the first one is the image's number / 64. Classes and start are random. */
function task(random: Parameters<typeof eighths>[0], count: number, classes = 3): Task {
  const rows = eighths(random, count, 3).map((row, i) => [i / 64, row[1], row[2]]);
  const labels = Uint8Array.from(rows, () => random.integer(0, classes - 1));
  const network = new Recorder(eighths(random, 3, classes), eighths(random, 1, classes)[0]);
  return { network, rows, data: { images: Matrix.from(rows), labels } };
}

interface Descent {
  losses: number[];
  weights: number[][];
  bias: number[];
}

/** Losses and parameters of a right run over these batches, in float64. */
function descent(
  start: Pick<Recorder, 'weights' | 'bias'>,
  batches: { x: number[][]; labels: number[] }[],
  learningRate: number,
): Descent {
  let { weights, bias } = start;
  const losses = batches.map(({ x, labels }) => {
    const { loss, gradient } = softmaxCrossEntropy(denseForward(x, { weights, bias }), labels);
    const slopes = denseBackward(x, weights, gradient);
    weights = weights.map((row, i) => row.map((value, j) => value - learningRate * slopes.weights[i][j]));
    bias = bias.map((value, j) => value - learningRate * slopes.bias[j]);
    return loss;
  });
  return { losses, weights, bias };
}

/** The same over the batches that the network was shown. */
function replay(
  start: Pick<Recorder, 'weights' | 'bias'>,
  { network, rows, data }: Task,
  learningRate: number,
): Descent {
  const batches = network.numbers().map((numbers) => ({
    x: numbers.map((number) => rows[number]),
    labels: numbers.map((number) => data.labels[number]),
  }));
  return descent(start, batches, learningRate);
}

const repeatable = (start: number): (() => number) => {
  let state = start;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
};

/** How often the check of all orders goes through its 6 · 6 · 6 triples of draws. */
const SPREAD = 8;

/**
 * The draws of triple `i`: each lies in its own sixth of the range from 0 to 1, and all triples of sixths come equally
 * often. A sixth decides every draw among one, two or three places, so a right shuffle gives exactly equal counts.
 */
const spreadDraws = (i: number, random: () => number): (() => number) => {
  let draw = -1;
  return () => (++draw > 2 ? random() : ((Math.floor(i / 6 ** draw) % 6) + random()) / 6);
};

const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export default checksFor<typeof Lesson>((check, contract) => {
  const run = (
    learner: typeof Lesson,
    { network, data }: Pick<Task, 'network' | 'data'>,
    options: Lesson.TrainOptions,
  ): Generator<Lesson.TrainReport> => learner.train(network as never, data, options);

  check('shuffle', 'holds each of the numbers from 0 to count − 1 once', ({ learner, random, close }) => {
    // More than a byte can count, as the images of MNIST are.
    for (const count of [2, 5, 10, 60, 300, 3000]) {
      close(sorted(learner.shuffle(count, random)), upTo(count), { what: `\`shuffle(${count}, random)\`, sorted,` });
    }
  });

  check(
    'shuffle',
    'holds each number once also where there are more than two bytes can count',
    ({ learner, random, holds }) => {
      const count = 70_000;
      const order = learner.shuffle(count, random);
      const times = new Uint8Array(count);
      for (let i = 0; i < order.length; i++) times[order[i]]++;
      const wrong = times.findIndex((seen) => seen !== 1);
      const isShort = ArrayBuffer.isView(order) && order.BYTES_PER_ELEMENT < 4;
      holds(
        wrong < 0,
        `\`shuffle(${count}, random)\` holds the number ${wrong} ${times[wrong]} times, expected once.${isShort ? ' Can each place of your array hold a number of this size?' : ''}`,
        { expected: 1, actual: times[wrong] },
      );
    },
  );

  check('shuffle', 'works for no numbers and for one', ({ learner, random, close }) => {
    close(Array.from(learner.shuffle(0, random)), []);
    close(Array.from(learner.shuffle(1, random)), [0]);
  });

  check('shuffle', 'works when `random` gives 0, and when it gives almost 1', ({ learner, close }) => {
    for (const draw of [0, 1 - 2 ** -53]) {
      close(sorted(learner.shuffle(6, () => draw)), upTo(6), {
        what: `\`shuffle(6, random)\` with draws of ${draw}, sorted,`,
      });
    }
  });

  check('shuffle', 'gives every order equally often', ({ learner, random, holds }) => {
    const counts = new Map(['012', '021', '102', '120', '201', '210'].map((order) => [order, 0]));
    for (let i = 0; i < SPREAD * 6 ** 3; i++) {
      const order = Array.from(learner.shuffle(3, spreadDraws(i, random))).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const expected = SPREAD * 36;
    const unevenness = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    const [order, count] = [...counts].reduce((a, b) =>
      Math.abs(b[1] - expected) > Math.abs(a[1] - expected) ? b : a,
    );
    // 0 for Fisher–Yates; 21 when all places are drawn from; sorting by random keys exceeds 14 once in millions of runs.
    holds(
      unevenness < 14,
      `Of ${SPREAD * 6 ** 3} shuffles of three numbers, ${count} gave the order ${order.split('').join(', ')}, expected ${expected}. Each of the six orders must be equally likely.`,
      { actual: [...counts.values()] },
    );
  });

  check('shuffle', 'puts every number at every place equally often', ({ learner, random, holds }) => {
    const [rounds, size] = [480, 12];
    const seen = upTo(size).map(() => new Array<number>(size).fill(0));
    let isComplete = true;
    for (let i = 0; i < rounds; i++) {
      const order = Array.from(learner.shuffle(size, random));
      isComplete &&= new Set(order).size === size;
      order.forEach((number, place) => seen[place][number]++);
    }
    const expected = rounds / size;
    const cells = seen.flatMap((row, place) => row.map((count, number) => ({ place, number, count })));
    const unevenness = cells.reduce((sum, { count }) => sum + (count - expected) ** 2 / expected, 0);
    const worst = cells.reduce((a, b) => (Math.abs(b.count - expected) > Math.abs(a.count - expected) ? b : a));
    // Chi-squared with 121 degrees of freedom: chance exceeds 260 once in a million million runs.
    holds(
      unevenness < 260,
      `In ${rounds} shuffles of ${size} numbers, number ${worst.number} came to place ${worst.place} ${worst.count} times, expected about ${expected}.${isComplete ? ' Every place must be equally likely for every number.' : ''}`,
      { actual: Math.round(unevenness) },
    );
  });

  check('shuffle', 'repeats its order when the draws repeat', ({ learner, random, holds, close }) => {
    const start = random.integer(1, 1_000_000);
    const first = Array.from(learner.shuffle(30, repeatable(start)));
    close(Array.from(learner.shuffle(30, repeatable(start))), first, {
      what: 'the second of two shuffles with the same draws',
    });
    const other = Array.from(learner.shuffle(30, repeatable(start + 12_345)));
    holds(
      other.some((number, i) => number !== first[i]),
      '`shuffle` gave the same order for different draws. All chance comes from `random`.',
    );
  });

  const handData = (): Task['data'] => ({ images: Matrix.from([[1], [2]]), labels: Uint8Array.of(0, 1) });

  check(
    'train',
    'takes the first step of the guide: loss 0.693, weights −0.125 and 0.125',
    ({ learner, random, collect, close }) => {
      const network = new Recorder([[0, 0]], [0, 0]);
      const options = { learningRate: 0.5, epochs: 1, batchSize: 2, random };
      const reports = collect(run(learner, { network, data: handData() }, options), 1, 'train');
      close(
        reports.map(({ loss }) => loss),
        [Math.log(2)],
        { what: 'the list of losses', tolerance, at: () => 'in step 1' },
      );
      close(network.weights, [[-0.125, 0.125]], { what: 'the matrix of weights after the step', tolerance });
    },
  );

  check('train', 'has the loss 0.650 in the second step of the guide', ({ learner, random, collect, close }) => {
    const network = new Recorder([[0, 0]], [0, 0]);
    const options = { learningRate: 0.5, epochs: 2, batchSize: 2, random };
    const reports = collect(run(learner, { network, data: handData() }, options), 2, 'train');
    // Half of ln(1 + e^0.25) + ln(1 + e^−0.5): the logits differ by 0.25 and by 0.5.
    const second = (Math.log1p(Math.exp(0.25)) + Math.log1p(Math.exp(-0.5))) / 2;
    close(
      reports.map(({ loss }) => loss),
      [Math.log(2), second],
      { what: 'the list of losses', tolerance, at: ([i]) => `in step ${Number(i) + 1}` },
    );
  });

  check(
    'train',
    'counts epochs and steps from 1, steps through the whole run',
    ({ learner, random, collect, close }) => {
      const reports = collect(
        run(learner, task(random, 7), { learningRate: 0.1, epochs: 2, batchSize: 3, random }),
        6,
        'train',
      );
      const expected = [
        [1, 1],
        [1, 2],
        [1, 3],
        [2, 4],
        [2, 5],
        [2, 6],
      ];
      close(
        reports.map(({ epoch, step }) => [epoch, step]),
        expected,
        { what: 'the list of [epoch, step]', at: ([i]) => `in report ${Number(i) + 1}` },
      );
    },
  );

  check('train', 'yields after each step, and does nothing before it is asked', ({ learner, random, holds }) => {
    const { network, data } = task(random, 7);
    const generator = run(learner, { network, data }, { learningRate: 0.1, epochs: 2, batchSize: 3, random });
    holds(
      typeof generator?.next === 'function',
      '`train` did not return a generator. Does `function*` still have its star?',
    );
    for (let steps = 0; steps < 3; steps++) {
      holds(
        network.batches.length === steps,
        `After ${steps} reports, ${network.batches.length} steps were taken, expected ${steps}. Each step ends with a yield.`,
        { actual: network.batches.length },
      );
      generator.next();
    }
  });

  check('train', 'has changed the network when it reports a step', ({ learner, random, close }) => {
    const one = task(random, 7);
    const start = { weights: one.network.weights, bias: one.network.bias };
    const reports = run(learner, one, { learningRate: 0.5, epochs: 1, batchSize: 3, random });
    for (const step of [1, 2, 3]) {
      reports.next();
      const { weights, bias } = replay(start, one, 0.5);
      const when = `when step ${step} is reported`;
      close(one.network.weights, weights, { what: `the matrix of weights ${when}`, tolerance });
      close(one.network.bias, bias, { what: `the bias ${when}`, tolerance });
    }
  });

  check('train', 'takes a step that makes the loss larger, too', ({ learner, random, collect, close }) => {
    const one = task(random, 8);
    const start = { weights: one.network.weights, bias: one.network.bias };
    const reports = collect(run(learner, one, { learningRate: 8, epochs: 1, batchSize: 8, random }), 1, 'train');
    const { losses, weights } = replay(start, one, 8);
    close(
      reports.map(({ loss }) => loss),
      losses,
      { what: 'the list of losses, at a learning rate of 8', tolerance, at: () => 'in step 1' },
    );
    close(one.network.weights, weights, { what: 'the matrix of weights, at a learning rate of 8', tolerance });
  });

  check('train', 'takes a step with gradients as large as 1000, too', ({ learner, random, close, collect }) => {
    const network = new Recorder([[0, 0]], [0, 0]);
    const data = { images: Matrix.from([[2000], [2000]]), labels: Uint8Array.of(0, 0) };
    collect(run(learner, { network, data }, { learningRate: 0.5, epochs: 1, batchSize: 2, random }), 1, 'train');
    // The probabilities are a half: the slope of each weight is 2000 · ∓0.5.
    close(network.weights, [[500, -500]], { what: 'the matrix of weights after a step on pixels of 2000', tolerance });
  });

  check('train', 'goes on to its last epoch, however small the loss is', ({ learner, random, collect, close }) => {
    const network = new Recorder([[0, 0]], [40, 0]);
    const data = { images: Matrix.from([[1], [2]]), labels: Uint8Array.of(0, 0) };
    const reports = collect(
      run(learner, { network, data }, { learningRate: 0.1, epochs: 4, batchSize: 1, random }),
      8,
      'train',
    );
    close(reports.length, 8, { what: 'the number of reports in 4 epochs of 2 steps, with a loss of nearly 0,' });
  });

  check('train', 'cuts each epoch into batches and keeps the last short one', ({ learner, random, collect, close }) => {
    for (const [count, batchSize, sizes] of [
      [7, 3, [3, 3, 1]],
      [6, 3, [3, 3]],
      [2, 5, [2]],
      [3, 1, [1, 1, 1]],
    ] as const) {
      const { network, data } = task(random, count);
      collect(
        run(learner, { network, data }, { learningRate: 0.1, epochs: 2, batchSize, random }),
        2 * sizes.length,
        'train',
      );
      const what = `the list of batch sizes, with ${count} images, batches of ${batchSize} and two epochs,`;
      close(
        network.batches.map((batch) => batch.length),
        [...sizes, ...sizes],
        { what },
      );
    }
  });

  check('train', 'shows every image once in each epoch', ({ learner, random, collect, close }) => {
    const { network, data } = task(random, 11);
    collect(run(learner, { network, data }, { learningRate: 0.1, epochs: 3, batchSize: 4, random }), 9, 'train');
    const seen = network.numbers().flat();
    for (const epoch of [0, 1, 2]) {
      close(sorted(seen.slice(11 * epoch, 11 * epoch + 11)), upTo(11), {
        what: `the list of images shown in epoch ${epoch + 1}, sorted,`,
      });
    }
  });

  check(
    'train',
    'shuffles the images before each epoch, each time in another order',
    ({ learner, random, collect, holds }) => {
      const { network, data } = task(random, 40);
      let draws = 0;
      let inFirst = 0;
      const counted = (): number => {
        // Five batches are the first epoch.
        if (network.batches.length < 5) inFirst++;
        draws++;
        return random();
      };
      collect(
        run(learner, { network, data }, { learningRate: 0, epochs: 2, batchSize: 8, random: counted }),
        10,
        'train',
      );
      const seen = network.numbers().flat();
      const [first, second] = [seen.slice(0, 40), seen.slice(40)];
      holds(
        first.some((number, i) => number !== i),
        'In epoch 1 the images came in the order of the data, expected a random order.',
      );
      holds(
        second.some((number, i) => number !== i),
        'In epoch 2 the images came in the order of the data, expected a random order.',
      );
      holds(
        second.some((number, i) => number !== first[i]),
        'Both epochs had the same order, expected a new one in each epoch.',
      );
      holds(
        draws > inFirst,
        'The order of epoch 2 was made without `random`, expected a new shuffle at the beginning of each epoch.',
      );
    },
  );

  check('train', 'shuffles again before each of many epochs', ({ learner, random, collect, holds }) => {
    const epochs = 130;
    const { network, data } = task(random, 5);
    const drawn = new Array<number>(epochs).fill(0);
    const counted = (): number => {
      // One batch is an epoch.
      drawn[network.batches.length]++;
      return random();
    };
    collect(
      run(learner, { network, data }, { learningRate: 0, epochs, batchSize: 5, random: counted }),
      epochs,
      'train',
    );
    const without = drawn.indexOf(0);
    holds(
      without < 0,
      `The order of epoch ${without + 1} was made without \`random\`, expected a new shuffle at the beginning of each epoch.`,
      { actual: without + 1 },
    );
  });

  check('train', 'keeps each image together with its label', ({ learner, random, collect, holds }) => {
    // Nothing moves at a learning rate of 0, so each loss tells which labels were used.
    const one = task(random, 24);
    const { weights, bias } = one.network;
    const reports = collect(run(learner, one, { learningRate: 0, epochs: 1, batchSize: 5, random }), 5, 'train');
    const { losses } = replay({ weights, bias }, one, 0);
    const isWrong = (expected: number[], i: number): boolean => !(Math.abs(reports[i].loss - expected[i]) < 1e-3);
    const wrong = reports.findIndex((_, i) => isWrong(losses, i));
    // The images as they came, with the labels in the order of the data.
    const unshuffled = descent(
      { weights, bias },
      one.network.batches.map((x, i) => ({ x, labels: Array.from(one.data.labels.subarray(5 * i, 5 * i + 5)) })),
      0,
    ).losses;
    const why = reports.some((_, i) => isWrong(unshuffled, i))
      ? ''
      : ' It is the loss for labels in the order of the data, which belong to other images.';
    holds(
      wrong < 0,
      `The loss of step ${wrong + 1} is ${reports[wrong]?.loss.toPrecision(5)}, expected ${losses[wrong]?.toPrecision(5)} for the images that the network was shown.${why}`,
    );
  });

  check('train', 'reports the loss of the mini-batch before its step', ({ learner, random, collect, close }) => {
    const one = task(random, 10);
    const { weights, bias } = one.network;
    const reports = collect(run(learner, one, { learningRate: 0.5, epochs: 2, batchSize: 4, random }), 6, 'train');
    const { losses } = replay({ weights, bias }, one, 0.5);
    close(
      reports.map(({ loss }) => loss),
      losses,
      { what: 'the list of losses', tolerance, at: ([i]) => `in step ${Number(i) + 1}` },
    );
  });

  contract('train', 'takes the steps of gradient descent, where a batch holds all the images', {
    given: (draw) => {
      const [count, pixels] = [draw.size(1300), draw.size(784)];
      const [classes, epochs] = [draw.integer(2, 6), draw.repeats(3)];
      return {
        images: Matrix.from(fine(draw, count, pixels)),
        weights: fine(draw, pixels, classes),
        bias: fine(draw, 1, classes)[0],
        options: { learningRate: draw.number(0.01, 0.5), epochs, batchSize: count + draw.integer(0, 2) },
        labels: Array.from({ length: count }, () => draw.integer(0, classes - 1)),
      };
    },
    does: (learner, { images, labels, weights, bias, options }) => {
      const network = new Recorder(weights, bias);
      const data = { images, labels: Uint8Array.from(labels) };
      let draws = 0;
      const random = (): number => (draws++ % 7) / 7;
      const losses: number[] = [];
      let last: unknown = null;
      for (const { epoch, step, loss } of run(learner, { network, data }, { ...options, random })) {
        last = { epoch, step };
        // A loop without an end is told by another check.
        if (losses.push(loss) > options.epochs + 6) break;
      }
      return { losses, weights: network.weights, bias: network.bias, last };
    },
    gives: ({ images, labels, weights, bias, options: { learningRate, epochs } }) => {
      const x = images.toArray();
      const batches = Array.from({ length: epochs }, () => ({ x, labels }));
      return { ...descent({ weights, bias }, batches, learningRate), last: { epoch: epochs, step: epochs } };
    },
    tolerance,
  });

  check('train', 'moves every weight and every bias against its gradient', ({ learner, random, collect, close }) => {
    for (const [count, classes, batchSize, learningRate] of [
      [6, 3, 4, 0.25],
      [9, 5, 1, 0.1],
      [5, 2, 5, 1],
    ] as const) {
      const one = task(random, count, classes);
      const { weights, bias } = one.network;
      collect(
        run(learner, one, { learningRate, epochs: 2, batchSize, random }),
        2 * Math.ceil(count / batchSize),
        'train',
      );
      const expected = replay({ weights, bias }, one, learningRate);
      close(one.network.weights, expected.weights, { what: 'a weight after training', tolerance });
      close(one.network.bias, expected.bias, { what: 'a bias after training', tolerance });
    }
  });

  check('train', 'changes the parameters in place', ({ learner, random, collect, holds }) => {
    const { network, data } = task(random, 4);
    const before = network.parameters().map(({ value }) => value);
    collect(run(learner, { network, data }, { learningRate: 0.5, epochs: 1, batchSize: 2, random }), 2, 'train');
    const kept = network.parameters().every(({ value }, i) => value === before[i]);
    holds(
      kept,
      'A `value` was replaced by another matrix, expected the same matrix with new numbers. The layers still work with the old one.',
    );
  });

  check('train', 'takes its chance from `random` alone', ({ learner, random, collect, close }) => {
    const start = random.integer(1, 1_000_000);
    const orders = [0, 1].map(() => {
      const { network, data } = task(random, 20);
      collect(
        run(learner, { network, data }, { learningRate: 0, epochs: 2, batchSize: 20, random: repeatable(start) }),
        2,
        'train',
      );
      return network.numbers();
    });
    close(orders[1], orders[0], { what: 'the order of the images in the second of two runs with the same draws' });
  });

  check('train', 'takes as many rounds as it is told, none for 0 epochs', ({ learner, random, collect, close }) => {
    for (const epochs of [1, 0]) {
      const { network, data } = task(random, 4);
      const reports = collect(
        run(learner, { network, data }, { learningRate: 0.5, epochs, batchSize: 2, random }),
        2 * epochs,
        'train',
      );
      close(reports.length, 2 * epochs, { what: `the number of reports for ${epochs} epochs of two batches` });
      close(network.batches.length, 2 * epochs, { what: `the number of steps in ${epochs} epochs of two batches` });
    }
  });

  check('train', 'leaves images and labels unchanged', ({ learner, random, unchanged }) => {
    const { network, data } = task(random, 6);
    const { images, labels } = data;
    // Never the same from both ends.
    labels.set([0, 1], 0);
    labels.set([2], 5);
    const reports = run(learner, { network, data }, { learningRate: 0.5, epochs: 2, batchSize: 4, random });
    // After each step: what is turned around twice is as it was.
    for (let step = 0; step < 4; step++) unchanged({ images, labels }, () => reports.next());
  });
});
