import { type Random, type Tools, checksFor, float64 } from 'kit';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { TrainingData } from '../../3-complete-network/8-training-loop/solution.ts';
import type * as Lesson from './solution.ts';

const { denseBackward, denseForward, eighths, fine, softmaxCrossEntropy } = float64;

const tolerance = 1e-5;
/** What right programs may differ by after several steps in float32. */
const STEPS = { tolerance: 1e-4 };

/** Logits of two classes for which class 0 has this loss. */
const logitsOf = (loss: number): number[] => [0, Math.log(Math.expm1(loss))];

/** The steps of the scripted networks: with this learning rate, their first number counts steps. */
const RATE = 0.5;
/** So many training images, in batches of two: two steps in an epoch, and the last batch is short. */
const IMAGES = 3;
const STEPS_IN_EPOCH = 2;

/** The second pixel of the images that are held back. */
const HELD_BACK = 2;

interface Shown {
  images: number[];
  loss: number;
}

/** A network whose losses stand in a list. Its first number counts its steps, and the others drift. */
class Scripted implements Layer {
  /** For each `backward`, the numbers of the images that the last `forward` was given, and their loss. */
  readonly shown: Shown[] = [];
  learnedFromHeldBack = false;
  private readonly own: Parameter[];
  private readonly validation: readonly number[];
  private readonly training: (image: number, steps: number) => number;
  private last: Shown & { isHeldBack: boolean } = { images: [], loss: NaN, isHeldBack: false };

  /**
   * @param validation the losses of the validation images after epoch 1, 2, …
   * @param training the loss of a training image
   */
  constructor(
    validation: readonly number[],
    training: (image: number, steps: number) => number = (image, steps) => 3 + image / 4 - steps / 16,
  ) {
    this.validation = validation;
    this.training = training;
    this.own = [
      [[0]],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      [[7, 8]],
    ].map((rows) => {
      const value = Matrix.from(rows);
      return { value, gradient: Matrix.zeros(value.rows, value.cols) };
    });
  }

  get steps(): number {
    return Math.round(this.own[0].value.data[0]);
  }

  get epoch(): number {
    return this.steps / STEPS_IN_EPOCH;
  }

  /** The matrices as they are. */
  get matrices(): Matrix[] {
    return this.own.map(({ value }) => value);
  }

  numbers(): number[][] {
    return this.matrices.map(({ data }) => Array.from(data));
  }

  forward(x: Matrix): Matrix {
    const images = x.toArray();
    const isHeldBack = images.length > 0 && images[0][1] === HELD_BACK;
    const losses = images.map(([image]) =>
      isHeldBack ? (this.validation[this.epoch - 1] ?? 4) : this.training(image, this.steps),
    );
    const loss = losses.reduce((sum, each) => sum + each, 0) / losses.length;
    this.last = { images: images.map(([image]) => image), loss, isHeldBack };
    return Matrix.from(losses.map(logitsOf));
  }

  backward(upstream: Matrix): Matrix {
    const { images, loss, isHeldBack } = this.last;
    if (isHeldBack) this.learnedFromHeldBack = true;
    this.shown.push({ images, loss });
    this.own.forEach((parameter, i) => {
      const { rows, cols, data } = parameter.value;
      const drift = data.map((_, k) => (i === 0 ? -1 / RATE : ((this.steps + i) % 5) - 2 + k));
      parameter.gradient = new Matrix(rows, cols, drift);
    });
    return new Matrix(upstream.rows, 2);
  }

  parameters(): Parameter[] {
    return [...this.own];
  }
}

/** Images with two pixels: the number of the image, and whether it is held back. All belong to class 0. */
function imagesOf(count: number, isHeldBack: boolean): TrainingData {
  const rows = Array.from({ length: count }, (_, i) => [i, isHeldBack ? HELD_BACK : 1]);
  return { images: Matrix.from(rows), labels: new Uint8Array(count) };
}

/** One dense layer of the checks' own. */
class OneLayer implements Layer {
  private readonly own: Parameter[];
  private input: number[][] = [];

  constructor(weights: number[][], bias: number[]) {
    this.own = [weights, [bias]].map((rows) => {
      const value = Matrix.from(rows);
      return { value, gradient: Matrix.zeros(value.rows, value.cols) };
    });
  }

  private get values(): float64.DenseParameters {
    return { weights: this.own[0].value.toArray(), bias: this.own[1].value.toArray()[0] };
  }

  forward(x: Matrix): Matrix {
    this.input = x.toArray();
    return Matrix.from(denseForward(this.input, this.values));
  }

  backward(upstream: Matrix): Matrix {
    const { weights, bias, input } = denseBackward(this.input, this.values.weights, upstream.toArray());
    this.own[0].gradient = Matrix.from(weights);
    this.own[1].gradient = Matrix.from([bias]);
    return Matrix.from(input);
  }

  parameters(): Parameter[] {
    return [...this.own];
  }
}

/** A network whose logits are the numbers that go in, and which counts what is asked of it. */
function echo(): Layer & { asked: { backward: number } } {
  const asked = { backward: 0 };
  return {
    asked,
    forward: (x) => new Matrix(x.rows, x.cols, x.data.slice()),
    backward: (upstream) => {
      asked.backward++;
      return upstream;
    },
    parameters: () => [],
  };
}

const dataOf = (rows: number[][], labels: number[]): TrainingData => ({
  images: Matrix.from(rows),
  labels: Uint8Array.from(labels),
});

/** The place of the largest number; of equal ones, the first. */
const largest = (row: number[]): number => row.indexOf(Math.max(...row));

/** Mean loss and share of right answers, for logits. */
const judged = (logits: number[][], labels: number[]): { loss: number; accuracy: number } => ({
  loss: softmaxCrossEntropy(logits, labels).loss,
  accuracy: logits.filter((row, i) => largest(row) === labels[i]).length / logits.length,
});

/** The rule of the lesson: after which epoch it stops, and the best epoch at each. */
function followed(losses: readonly number[], patience: number): { epoch: number; best: number }[] {
  const reports: { epoch: number; best: number }[] = [];
  let [best, lowest] = [0, Infinity];
  for (const [i, loss] of losses.entries()) {
    if (loss < lowest) [best, lowest] = [i + 1, loss];
    reports.push({ epoch: i + 1, best });
    if (i + 1 - best >= patience) break;
  }
  return reports;
}

const repeatable = (start: number): (() => number) => {
  let state = start;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
};

const sorted = (numbers: Iterable<number>): number[] => [...numbers].sort((a, b) => a - b);
const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

export default checksFor<typeof Lesson>((check, contract) => {
  const run = (
    learner: typeof Lesson,
    network: Layer,
    { patience, epochs, random }: { patience: number; epochs: number; random: () => number },
    training = imagesOf(IMAGES, false),
    validation = imagesOf(2, true),
  ): Generator<Lesson.EpochReport> =>
    learner.trainWithPatience(network as never, training, validation, {
      ...{ learningRate: RATE, batchSize: STEPS_IN_EPOCH, epochs, patience, random },
    });

  /** All reports. A program that does not stop goes on to the last epoch, and its list shows it. */
  function reportsOf(
    { learner, random, collect }: Tools<typeof Lesson>,
    network: Layer,
    options: { patience: number; epochs: number },
  ): Lesson.EpochReport[] {
    return collect(run(learner, network, { ...options, random }), options.epochs, 'trainWithPatience');
  }

  check('split', 'holds back 2 of 10 images for a share of 0.25, and leaves 8', ({ learner, random, close }) => {
    const { training, validation } = learner.split(10, 0.25, random);
    close(validation?.length, 2, { what: 'the number of validation images' });
    close(training?.length, 8, { what: 'the number of training images' });
  });

  contract('split', 'has each number in exactly one part, for any count and share', {
    given: (draw) => ({ count: draw.size(3000), sixteenths: draw.integer(0, 16) }),
    does: ({ split }, { count, sixteenths }) => {
      const { training, validation } = split(count, sixteenths / 16, repeatable(count + sixteenths + 1));
      const held = Array.from(validation);
      const left = Array.from(training);
      return { validation: held.length, training: left.length, all: sorted([...held, ...left]) };
    },
    gives: ({ count, sixteenths }) => {
      const validation = Math.floor((count * sixteenths) / 16);
      return { validation, training: count - validation, all: upTo(count) };
    },
    at: ([part, place]) =>
      part === 'all'
        ? `in the list of all numbers of both parts, sorted, at place ${place}`
        : `in the size of \`${part}\``,
  });

  check('split', 'gives every number the same chance to be held back', ({ learner, random, holds }) => {
    const [rounds, count, share] = [900, 8, 0.5];
    const held = upTo(count).map(() => 0);
    for (let round = 0; round < rounds; round++)
      for (const number of Array.from(learner.split(count, share, random).validation)) held[number]++;
    const expected = rounds * share;
    const farthest = held.reduce((a, b) => (Math.abs(b - expected) > Math.abs(a - expected) ? b : a));
    // Each count has a standard deviation of 15: chance goes beyond 6.6 of them once in ten thousand million times.
    holds(
      Math.abs(farthest - expected) < 100,
      `In ${rounds} splits of ${count} numbers in two halves, number ${held.indexOf(farthest)} was held back ${farthest} times, expected about ${expected}. Which ones are held back is left to chance.`,
      { expected, actual: farthest },
    );
  });

  check('split', 'has a new order for other draws, and the same for the same draws', ({ learner, random, holds }) => {
    const start = random.integer(1, 1_000_000);
    const heldBack = (from: number): string => {
      const { training, validation } = learner.split(40, 0.5, repeatable(from));
      return [Array.from(training), Array.from(validation)].join(' | ');
    };
    const first = heldBack(start);
    holds(
      heldBack(start) === first,
      '`split` gave two different results for the same draws. All chance comes from `random`.',
    );
    holds(
      heldBack(start + 12_345) !== first,
      '`split` gave the same result for different draws. All chance comes from `random`.',
    );
  });

  check('evaluateOn', 'finds the loss 0.789 and the accuracy 2 / 3 of the guide', ({ learner, close }) => {
    const ln3 = Math.log(3);
    const data = dataOf(
      [
        [0, 0],
        [ln3, 0],
        [ln3, 0],
      ],
      [0, 0, 1],
    );
    close(learner.evaluateOn(echo(), data), { loss: Math.log(32 / 3) / 3, accuracy: 2 / 3 }, { tolerance });
  });

  contract('evaluateOn', 'is right for any number of images and of classes', {
    given: (draw) => {
      const [count, classes] = [draw.size(1000), draw.size(40, 2)];
      return {
        logits: fine(draw, count, classes, 10),
        labels: Array.from({ length: count }, () => draw.integer(0, classes - 1)),
      };
    },
    does: ({ evaluateOn }, { logits, labels }) => {
      const { loss, accuracy } = evaluateOn(echo(), dataOf(logits, labels));
      return { loss, accuracy };
    },
    gives: ({ logits, labels }) => judged(logits, labels),
    tolerance: 2e-4,
  });

  check('evaluateOn', 'takes the first class when logits are equal', ({ learner, close }) => {
    const rows = [
      [2, 2, 1],
      [0, 5, 5],
      [3, 3, 3],
      [1, 4, 4],
    ];
    close(learner.evaluateOn(echo(), dataOf(rows, [0, 1, 0, 2])).accuracy, 3 / 4, {
      what: 'the accuracy for four images with equal logits',
      tolerance,
    });
  });

  check('evaluateOn', 'has a finite loss for logits of 1000 and −1000', ({ learner, close }) => {
    const rows = [
      [1000, -1000],
      [-1000, 1000],
    ];
    close(learner.evaluateOn(echo(), dataOf(rows, [0, 0])).loss, 1000, { what: 'the loss for far logits', tolerance });
  });

  check('evaluateOn', 'measures what the network and the images are now', ({ learner, random, close }) => {
    const [rows, others] = [eighths(random, 5, 3), eighths(random, 5, 3)];
    const labels = [0, 1, 2, 1, 0];
    const values = { weights: eighths(random, 3, 3), bias: eighths(random, 1, 3)[0] };
    const network = new OneLayer(values.weights, values.bias);
    const data = dataOf(rows, labels);
    const measure = (of: TrainingData, what: string, by = values): void => {
      close(learner.evaluateOn(network, of), judged(denseForward(of.images.toArray(), by), labels), {
        what,
        tolerance,
      });
    };
    measure(data, 'what `evaluateOn` gave for a network of one layer');
    measure(dataOf(others, labels), 'what `evaluateOn` gave for the same network and other images');
    const [weights] = network.parameters();
    weights.value.data.fill(0.5);
    const now = values.weights.map((row) => row.map(() => 0.5));
    measure(data, 'what `evaluateOn` gave after the weights had changed', { ...values, weights: now });
    const rest = new OneLayer(values.weights, values.bias);
    close(learner.evaluateOn(rest, data), judged(denseForward(rows, values), labels), {
      what: 'what `evaluateOn` gave for the same images and another network',
      tolerance,
    });
  });

  check(
    'evaluateOn',
    'only measures: no `backward`, and nothing is changed',
    ({ learner, random, holds, unchanged }) => {
      const network = echo();
      const { images, labels } = dataOf(eighths(random, 6, 3), [0, 1, 2, 2, 1, 0]);
      unchanged({ images, labels }, () => learner.evaluateOn(network, { images, labels }));
      holds(
        network.asked.backward === 0,
        '`evaluateOn` called `backward`. It only measures: what it sees, the network must not learn from.',
        { expected: 'no call', actual: network.asked.backward },
      );
      const layer = new OneLayer(eighths(random, 3, 3), [0, 0, 0]);
      const before = layer.parameters().map(({ value }) => Array.from(value.data));
      learner.evaluateOn(layer, { images, labels });
      holds(
        layer.parameters().every(({ value }, i) => value.data.every((each, k) => each === before[i][k])),
        '`evaluateOn` changed numbers of the network. It only measures.',
      );
    },
  );

  check('trainWithPatience', 'stops after epoch 6 in the guide, and names epoch 4 as the best', (tools) => {
    const losses = [0.9, 0.6, 0.7, 0.5, 0.55, 0.6, 0.1, 0.1];
    const reports = reportsOf(tools, new Scripted(losses), { patience: 2, epochs: losses.length });
    tools.close(
      reports.map(({ epoch, best }) => [epoch, best]),
      followed(losses, 2).map(({ epoch, best }) => [epoch, best]),
      { what: 'the list of [epoch, best] for the losses 0.9, 0.6, 0.7, 0.5, 0.55, 0.6 and patience 2' },
    );
    tools.close(
      reports.map(({ validationLoss }) => validationLoss),
      losses.slice(0, 6),
      { what: 'the list of validation losses', at: ([i]) => `in epoch ${Number(i) + 1}`, tolerance },
    );
  });

  check('trainWithPatience', 'waits for a loss below the lowest, not below the last one', (tools) => {
    const losses = [0.9, 0.5, 0.8, 0.7, 0.6, 0.1];
    const reports = reportsOf(tools, new Scripted(losses), { patience: 3, epochs: losses.length });
    tools.close(
      reports.map(({ epoch, best }) => [epoch, best]),
      followed(losses, 3).map(({ epoch, best }) => [epoch, best]),
      { what: 'the list of [epoch, best] for the losses 0.9, 0.5, 0.8, 0.7, 0.6 and patience 3' },
    );
  });

  check('trainWithPatience', 'does not take a tie for a new best', (tools) => {
    const losses = [0.75, 0.5, 0.5, 0.5, 0.25];
    const reports = reportsOf(tools, new Scripted(losses), { patience: 2, epochs: losses.length });
    tools.close(
      reports.map(({ best }) => best),
      [1, 2, 2, 2],
      {
        what: 'the list of best epochs for the losses 0.75, 0.5, 0.5, 0.5 and patience 2',
        at: ([i]) => `after epoch ${Number(i) + 1}`,
      },
    );
  });

  check('trainWithPatience', 'does not take NaN for a new best', (tools) => {
    const losses = [0.75, NaN, 0.5, NaN, NaN, 0.25];
    const network = new Scripted(losses);
    const reports = reportsOf(tools, network, { patience: 2, epochs: losses.length });
    tools.close(
      reports.map(({ best }) => best),
      [1, 1, 3, 3, 3],
      {
        what: 'the list of best epochs for the losses 0.75, NaN, 0.5, NaN, NaN and patience 2',
        at: ([i]) => `after epoch ${Number(i) + 1}`,
      },
    );
    tools.close(network.epoch, 3, { what: 'the epoch whose parameters are in place at the end, after losses of NaN,' });
  });

  contract('trainWithPatience', 'stops, and goes back, by the rule, for any losses and any patience', {
    given: (draw) => {
      const epochs = draw.size(200);
      return {
        // In steps of 1/64: what is equal here is equal in float32, too.
        losses: draw.numbers(epochs, 0.05, 3).map((loss) => Math.round(64 * loss) / 64),
        patience: draw.integer(1, 4),
      };
    },
    does: (learner, { losses, patience }) => {
      const network = new Scripted(losses);
      const reports: { epoch: number; best: number; validationLoss: number }[] = [];
      const options = { patience, epochs: losses.length, random: repeatable(losses.length) };
      for (const { epoch, best, validationLoss } of run(learner, network, options)) {
        // A loop without an end is told by another check.
        if (reports.push({ epoch, best, validationLoss }) > losses.length) break;
      }
      return { reports, end: network.epoch };
    },
    gives: ({ losses, patience }) => {
      const reports = followed(losses, patience);
      return {
        reports: reports.map(({ epoch, best }) => ({ epoch, best, validationLoss: losses[epoch - 1] })),
        end: reports.at(-1)?.best ?? 0,
      };
    },
    at: ([part, i, key]) =>
      part === 'end'
        ? 'as the epoch whose parameters are in place at the end'
        : i === undefined
          ? 'in the list of reports'
          : `in \`${key}\` of report ${Number(i) + 1}`,
    tolerance,
  });

  check('trainWithPatience', 'puts the parameters of the best epoch back, each number of each', (tools) => {
    const losses = [0.9, 0.6, 0.7, 0.5, 0.55, 0.6, 0.1];
    for (const [patience, epochs] of [
      [2, 7],
      [9, 6],
    ]) {
      const network = new Scripted(losses.slice(0, epochs));
      const after: number[][][] = [];
      let reports = 0;
      for (const report of run(tools.learner, network, { patience, epochs, random: tools.random })) {
        void report;
        after.push(network.numbers());
        if (++reports > epochs) break;
      }
      tools.close(network.numbers(), after[3], {
        what: `the list of parameters at the end, with ${patience === 2 ? 'patience 2' : '6 epochs and patience 9'},`,
        at: ([parameter, ...place]) => `in parameter ${parameter}, at number ${place[0]}`,
        tolerance: 0,
        note: () =>
          network.epoch === after.length ? 'They are those of the last epoch. The best one was epoch 4.' : null,
      });
    }
  });

  check('trainWithPatience', 'puts them into the same matrices', ({ learner, random, holds }) => {
    const network = new Scripted([0.5, 0.75, 0.875]);
    const before = network.matrices;
    let reports = 0;
    for (const report of run(learner, network, { patience: 2, epochs: 3, random })) {
      void report;
      if (++reports > 3) break;
    }
    holds(
      network.matrices.every((matrix, i) => matrix === before[i]),
      'A `value` was replaced by another matrix, expected the same matrix with the numbers of the best epoch. The layers still work with the old one.',
    );
  });

  check('trainWithPatience', 'counts each batch as often as it has images: 0.7 in the guide', (tools) => {
    // The first batch of an epoch has the loss 0.9, the second one 0.3.
    const network = new Scripted([0.5], (_, steps) => [0.9, 0.3][steps] ?? 1);
    const reports = reportsOf(tools, network, { patience: 1, epochs: 1 });
    tools.close(reports, [{ epoch: 1, trainingLoss: 0.7, validationLoss: 0.5, best: 1 }], {
      what: 'the list of reports for two batches with the losses 0.9 and 0.3, of 2 images and of 1,',
      at: ([, key]) => (key === undefined ? '' : `in \`${key}\``),
      tolerance,
    });
  });

  check('trainWithPatience', 'reports the mean loss of the images of each epoch, before its steps', (tools) => {
    const network = new Scripted([0.9, 0.8, 0.7]);
    const reports = reportsOf(tools, network, { patience: 5, epochs: 3 });
    const expected = [0, 1, 2].map((epoch) => {
      const batches = network.shown.slice(epoch * STEPS_IN_EPOCH, (epoch + 1) * STEPS_IN_EPOCH);
      return batches.reduce((sum, { images, loss }) => sum + loss * images.length, 0) / IMAGES;
    });
    tools.close(
      reports.map(({ trainingLoss }) => trainingLoss),
      expected,
      { what: 'the list of training losses', at: ([i]) => `in epoch ${Number(i) + 1}`, tolerance },
    );
  });

  contract('trainWithPatience', 'takes the steps of gradient descent, where a batch holds all the images', {
    given: (draw) => {
      const [count, heldBack, pixels] = [draw.size(200), draw.size(200), draw.size(60)];
      const classes = draw.integer(2, 5);
      const labels = (length: number): number[] => Array.from({ length }, () => draw.integer(0, classes - 1));
      return {
        images: fine(draw, count, pixels),
        others: fine(draw, heldBack, pixels),
        weights: fine(draw, pixels, classes),
        bias: fine(draw, 1, classes)[0],
        learningRate: draw.number(0.01, 0.25),
        labels: labels(count),
        otherLabels: labels(heldBack),
        epochs: draw.integer(1, 3),
      };
    },
    does: (learner, { images, others, weights, bias, learningRate, labels, otherLabels, epochs }) => {
      const network = new OneLayer(weights, bias);
      const options = { learningRate, epochs, batchSize: labels.length, patience: 9, random: repeatable(7) };
      const [training, validation] = [dataOf(images, labels), dataOf(others, otherLabels)];
      const reports: { trainingLoss: number; validationLoss: number }[] = [];
      for (const report of learner.trainWithPatience(network as never, training, validation, options)) {
        const { trainingLoss, validationLoss } = report;
        if (reports.push({ trainingLoss, validationLoss }) > epochs) break;
      }
      return { reports };
    },
    gives: ({ images, others, weights, bias, learningRate, labels, otherLabels, epochs }) => {
      let own = { weights, bias };
      const reports = Array.from({ length: epochs }, () => {
        const { loss: trainingLoss, gradient } = softmaxCrossEntropy(denseForward(images, own), labels);
        const slopes = denseBackward(images, own.weights, gradient);
        own = {
          weights: own.weights.map((row, i) => row.map((value, j) => value - learningRate * slopes.weights[i][j])),
          bias: own.bias.map((value, j) => value - learningRate * slopes.bias[j]),
        };
        return { trainingLoss, validationLoss: softmaxCrossEntropy(denseForward(others, own), otherLabels).loss };
      });
      return { reports };
    },
    at: ([, i, key]) => (key === undefined ? 'in the list of reports' : `in \`${key}\` of epoch ${Number(i) + 1}`),
    ...STEPS,
  });

  check('trainWithPatience', 'shows every training image once in each epoch, each time in another order', (tools) => {
    const { learner, random, collect, close, holds } = tools;
    const network = new Scripted([0.9, 0.8, 0.7]);
    const training = imagesOf(30, false);
    const options = { learningRate: RATE, batchSize: 4, epochs: 3, patience: 9, random };
    collect(learner.trainWithPatience(network as never, training, imagesOf(2, true), options), 3, 'trainWithPatience');
    const seen = network.shown.flatMap(({ images }) => images);
    const orders = [0, 1, 2].map((epoch) => seen.slice(30 * epoch, 30 * epoch + 30));
    orders.forEach((order, i) =>
      close(sorted(order), upTo(30), { what: `the list of images shown in epoch ${i + 1}, sorted,` }),
    );
    close(seen.length, 90, { what: 'the number of images shown in 3 epochs of 30 images' });
    holds(
      new Set([upTo(30), ...orders].map((order) => order.join(' '))).size === 4,
      'Two epochs had the same order, or the order of the data, expected a new random order in each epoch.',
    );
  });

  check('trainWithPatience', 'keeps each image together with its label', ({ learner, random, collect, close }) => {
    // Nothing moves at a learning rate of 0, so the mean loss tells whether the labels are those of the images.
    const rows = eighths(random, 12, 3);
    const labels = rows.map(largest);
    const values = {
      weights: [
        [2, 0, 0],
        [0, 2, 0],
        [0, 0, 2],
      ],
      bias: [0, 0, 0],
    };
    const options = { learningRate: 0, epochs: 2, batchSize: 5, patience: 9, random };
    const reports = collect(
      learner.trainWithPatience(
        new OneLayer(values.weights, values.bias) as never,
        dataOf(rows, labels),
        dataOf(rows.slice(4), labels.slice(4)),
        options,
      ),
      2,
      'trainWithPatience',
    );
    const lossOf = (from: number): number =>
      softmaxCrossEntropy(denseForward(rows.slice(from), values), labels.slice(from)).loss;
    close(
      reports.map(({ trainingLoss, validationLoss }) => [trainingLoss, validationLoss]),
      [0, 1].map(() => [lossOf(0), lossOf(4)]),
      {
        what: 'the list of [trainingLoss, validationLoss] at a learning rate of 0',
        at: ([i, which]) => `in ${which === 0 ? '`trainingLoss`' : '`validationLoss`'} of epoch ${Number(i) + 1}`,
        ...STEPS,
      },
    );
  });

  check('trainWithPatience', 'learns nothing from the images that are held back', (tools) => {
    const network = new Scripted([0.9, 0.8]);
    reportsOf(tools, network, { patience: 2, epochs: 2 });
    tools.holds(
      !network.learnedFromHeldBack,
      'The network took a step on validation images. They are only measured on: what it has learned from is no longer new to it.',
    );
  });

  check('trainWithPatience', 'yields after each epoch, and does nothing before it is asked', (tools) => {
    const { learner, random, holds } = tools;
    const network = new Scripted([0.9, 0.8, 0.7]);
    const generator = run(learner, network, { patience: 3, epochs: 3, random });
    holds(
      typeof generator?.next === 'function',
      '`trainWithPatience` did not return a generator. Does `function*` still have its star?',
    );
    for (let epochs = 0; epochs < 3; epochs++) {
      const steps = network.shown.length;
      holds(
        steps === epochs * STEPS_IN_EPOCH,
        `After ${epochs} reports, ${steps} steps were taken, expected ${epochs * STEPS_IN_EPOCH}: each epoch has ${STEPS_IN_EPOCH}, and ends with a yield.`,
        { actual: steps },
      );
      generator.next();
    }
  });

  check('trainWithPatience', 'takes no step for 0 epochs, and leaves the network as it is', (tools) => {
    const network = new Scripted([]);
    const before = network.numbers();
    const reports = reportsOf(tools, network, { patience: 2, epochs: 0 });
    tools.close(reports.length, 0, { what: 'the number of reports for 0 epochs' });
    tools.close(network.numbers(), before, { what: 'the list of parameters after 0 epochs', tolerance: 0 });
  });

  check('trainWithPatience', 'leaves images and labels unchanged', ({ learner, random, unchanged }) => {
    const { training, validation } = drawnData(random);
    const layer = new OneLayer(eighths(random, 3, 2), [0, 0]);
    const options = { learningRate: 0.5, epochs: 3, batchSize: 4, patience: 3, random };
    const reports = learner.trainWithPatience(layer as never, training, validation, options);
    for (let epoch = 0; epoch < 4; epoch++) unchanged({ training, validation }, () => reports.next());
  });
});

function drawnData(random: Random): { training: TrainingData; validation: TrainingData } {
  const draw = (count: number): TrainingData =>
    dataOf(
      eighths(random, count, 3),
      upTo(count).map((i) => (i + 1) % 2),
    );
  return { training: draw(7), validation: draw(5) };
}
