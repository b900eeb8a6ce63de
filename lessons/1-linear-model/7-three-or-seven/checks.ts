import { type Random, type Tools, checksFor, ends, inReport, taken } from 'kit';
import type * as Lesson from './solution.ts';

/** Weights in a `Float32Array` are right, too, but coarse, and their rounding adds up over the steps of a run. */
function tolerance(parameters: { weights?: unknown } | undefined): number {
  return parameters?.weights instanceof Float32Array ? 1e-4 : 1e-6;
}

const counted = 'the number of weights and biases that `trainClassifier` yields';

/** The four images of the guide: A and D are threes, B and C are sevens. */
const guideImages = (): number[][] => [
  [1, 0],
  [0, 1],
  [0, 0],
  [1, 1],
];
const guideTargets = (): number[] => [1, 0, 0, 1];

/** In all cases but one. */
const MOST_EPOCHS = 8;

export default checksFor<typeof Lesson>((check, contract) => {
  check('accuracy', 'rises from 0.5 to 0.75 to 1 for the three models of the guide', ({ learner, close }) => {
    close(learner.accuracy(guideImages(), guideTargets(), { weights: [1, 0], bias: 0 }), 1);
    close(learner.accuracy(guideImages(), guideTargets(), { weights: [0.5, -0.5], bias: 0 }), 0.75);
    close(learner.accuracy(guideImages(), guideTargets(), { weights: [0, 0], bias: 0 }), 0.5);
  });

  check('accuracy', 'does not call an image a 3 when its probability is 0.5', ({ learner, close }) => {
    close(learner.accuracy([[0.3, 0.8]], [1], { weights: [1, 1], bias: 0 }), 1);
    close(learner.accuracy([[0.3, 0.8]], [1], { weights: [0, 0], bias: 0 }), 0);
    close(learner.accuracy([[0.3, 0.8]], [0], { weights: [0, 0], bias: 0 }), 1);
  });

  check('accuracy', 'counts a 7 that is called a 7, and none that is called a 3', ({ learner, close }) => {
    close(learner.accuracy([[1], [1], [1], [1]], [0, 0, 0, 1], { weights: [2], bias: 0 }), 0.25);
    close(learner.accuracy([[1], [1], [1], [1]], [0, 0, 0, 1], { weights: [-2], bias: 0 }), 0.75);
  });

  check(
    'accuracy',
    'is 1 when all are right, 0 when all are wrong, also for outputs of ±1000',
    ({ learner, close }) => {
      for (const output of [0.001, 0.2, 3, 1000]) {
        const parameters = { weights: [output], bias: 0 };
        close(learner.accuracy([[1], [-1]], [1, 0], parameters), 1);
        close(learner.accuracy([[1], [-1]], [0, 1], parameters), 0);
      }
    },
  );

  contract('accuracy', 'is right for one image and for many', {
    // Multiples of 1/8, whose sums are exact in any order: else rounding could decide whether an output is 0.
    given: (draw) => {
      const [count, pixels] = [draw.size(1300), draw.size(784)];
      const images = draw.rows(count, pixels, 0, 1).map((image) => image.map(toEighths));
      const weights = draw.numbers(pixels).map(toEighths);
      return {
        images,
        targets: images.map(() => draw.integer(0, 1)),
        parameters: { weights, bias: toEighths(draw.number(-1, 1)) },
      };
    },
    gives: ({ images, targets, parameters }) => {
      const right = images.filter((image, i) => outputOf(image, flat(parameters)) > 0 === (targets[i] === 1));
      return right.length / images.length;
    },
  });

  check('trainClassifier', 'takes the two steps of the guide', ({ learner, close, collect }) => {
    const options = { initial: { weights: [0, 0], bias: 0 }, learningRate: 4, epochs: 1, batchSize: 2 };
    const reports = collect(learner.trainClassifier(guideImages(), guideTargets(), options), 2, 'trainClassifier');
    const note = 'A generator hands each report out with `yield`.';
    close(reports.length, 2, {
      what: 'the number of steps of two mini-batches',
      ...(reports.length === 0 && { note }),
    });
    const [first, second] = [
      { weights: [0.5, -0.5], bias: 0 },
      { weights: [1, 0], bias: 0 },
    ];
    close(
      reports[0],
      { epoch: 1, step: 1, loss: 0.5, parameters: first },
      { what: named(1), tolerance: tolerance(reports[0].parameters) },
    );
    close(
      reports[1],
      { epoch: 1, step: 2, loss: 0.5, parameters: second },
      { what: named(2), tolerance: tolerance(reports[1].parameters) },
    );
  });

  check(
    'trainClassifier',
    'counts epochs and steps from 1, and steps through the whole run',
    ({ learner, random, close, collect }) => {
      const { images, targets, initial } = problem(random, 6, 2);
      const options = { initial, learningRate: 0.5, epochs: 3, batchSize: 2 };
      const reports = collect(learner.trainClassifier(images, targets, options), 9, 'trainClassifier');
      close(
        reports.map(({ epoch }) => epoch),
        [1, 1, 1, 2, 2, 2, 3, 3, 3],
        { what: 'the epochs that `trainClassifier` yields' },
      );
      close(
        reports.map(({ step }) => step),
        [1, 2, 3, 4, 5, 6, 7, 8, 9],
        { what: 'the steps that `trainClassifier` yields' },
      );
    },
  );

  check(
    'trainClassifier',
    'reports the loss of its mini-batch, before the step',
    ({ learner, random, close, collect }) => {
      const { images, targets, initial } = problem(random, 6, 2);
      const options = { initial, learningRate: 2, epochs: 2, batchSize: 3 };
      const reports = collect(learner.trainClassifier(images.slice(), targets.slice(), options), 4, 'trainClassifier');
      const before = [initial, ...reports.map(({ parameters }) => parameters)];
      reports.forEach(({ loss }, i) => {
        close(flat(before[i]).length, 3, { what: counted });
        const start = i % 2 === 0 ? 0 : 3;
        const own = lossOf(images.slice(start, start + 3), targets.slice(start, start + 3), flat(before[i]));
        close(loss, own, {
          what: `the loss that \`trainClassifier\` yields in step ${i + 1}`,
          tolerance: tolerance(reports[i].parameters),
        });
      });
    },
  );

  contract('trainClassifier', 'follows gradient descent with every image, also in a smaller last mini-batch', {
    given: (draw) => {
      const [batchSize, pixels, epochs] = [draw.size(80), draw.size(30), draw.repeats(MOST_EPOCHS)];
      const count = Math.max(1, batchSize * draw.integer(1, 2) - draw.size(40, 0));
      const images = draw.examples(count, pixels, 0, 1);
      return {
        images,
        targets: images.map(() => draw.integer(0, 1)),
        initial: { weights: draw.numbers(pixels), bias: draw.number(-1, 1) },
        learningRate: draw.number(0.5, 3),
        epochs,
        batchSize,
      };
    },
    does: ({ trainClassifier }, { images, targets, initial, learningRate, epochs, batchSize }) => {
      const steps = epochs * Math.ceil(images.length / batchSize);
      return taken(trainClassifier(images, targets, { initial, learningRate, epochs, batchSize }), steps + 1);
    },
    gives: ({ images, targets, initial, ...options }) => ends(descend(images, targets, flat(initial), options)),
    at: inReport('step'),
    // The rounding of a Float32Array adds up over the steps, also where a weight comes near to 0.
    tolerance: ({ epochs }) => (epochs > MOST_EPOCHS ? 1e-4 : 1e-5),
    terms: ({ initial }) => Math.max(...flat(initial).map(Math.abs)),
  });

  check(
    'trainClassifier',
    'follows the options of each call, also with the same images, and when the loss grows',
    ({ learner, random, close, collect }) => {
      const { images, targets, initial } = problem(random, 6, 2);
      for (const { batchSize, learningRate, epochs } of [
        { batchSize: 2, learningRate: 1, epochs: 2 },
        { batchSize: 3, learningRate: 1, epochs: 2 },
        { batchSize: 6, learningRate: 40, epochs: 1 },
      ]) {
        const options = { initial, learningRate, epochs, batchSize };
        const steps = (epochs * images.length) / batchSize;
        const reports = collect(learner.trainClassifier(images, targets, options), steps, 'trainClassifier');
        close(reports, descend(images, targets, flat(initial), options), {
          what: `what \`trainClassifier\` yields for a batch size of ${batchSize} and a learning rate of ${learningRate}`,
          at: inReport('step'),
          tolerance: 1e-4,
        });
      }
    },
  );

  check(
    'trainClassifier',
    'moves against the slope of the mini-batch’s loss, measured by nudging',
    ({ learner, random, close, slope, collect }) => {
      const { images, targets, initial } = problem(random, 6, 3);
      const options = { initial, learningRate: 4, epochs: 1, batchSize: 2 };
      const reports = collect(learner.trainClassifier(images.slice(), targets.slice(), options), 3, 'trainClassifier');
      let before = flat(initial);
      reports.forEach(({ parameters }, i) => {
        const after = flat(parameters);
        close(after.length, 4, { what: counted });
        const gradient = before.map((value, k) => (value - after[k]) / options.learningRate);
        const [batch, answers] = [images.slice(2 * i, 2 * i + 2), targets.slice(2 * i, 2 * i + 2)];
        slope(gradient, (params) => lossOf(batch, answers, params), before, {
          what: 'the way that `trainClassifier` went, divided by the learning rate,',
          tolerance: 1e-3,
        });
        before = after;
      });
    },
  );

  check('trainClassifier', 'learns to tell two kinds of images apart', ({ learner, random, close, collect }) => {
    const targets = Array.from({ length: 30 }, (_, i) => i % 2);
    const images = targets.map((target) => [target === 1 ? random.between(0.7, 1) : random.between(0, 0.3), random()]);
    const options = { initial: { weights: [0, 0], bias: 0 }, learningRate: 4, epochs: 40, batchSize: 8 };
    const last = flat(
      collect(learner.trainClassifier(images.slice(), targets.slice(), options), 160, 'trainClassifier').at(-1)
        ?.parameters,
    );
    const right = images.filter((image, i) => outputOf(image, last) > 0 === (targets[i] === 1)).length;
    close(right, 30, { what: 'the number of images, of 30, that `trainClassifier` gets right after 40 epochs' });
  });

  check('trainClassifier', 'yields nothing for 0 epochs', ({ learner, random, close, collect }) => {
    const { images, targets, initial } = problem(random, 3, 2);
    for (const epochs of [1, 0]) {
      const run = learner.trainClassifier(images, targets, { initial, learningRate: 1, epochs, batchSize: 3 });
      close(collect(run, epochs, 'trainClassifier').length, epochs, {
        what: `the number of steps for ${epochs} epochs`,
      });
    }
  });

  check(
    'trainClassifier',
    'never changes parameters that it has yielded before',
    ({ learner, random, close, holds }) => {
      const { images, targets, initial } = problem(random, 6, 2);
      const options = { initial, learningRate: 1, epochs: 1, batchSize: 2 };
      const run = generator(learner.trainClassifier(images, targets, options), holds);
      const yielded = run.next().value?.parameters;
      const copy = { weights: Array.from(yielded?.weights ?? []), bias: yielded?.bias };
      run.next();
      run.next();
      const what = 'after two more steps, what `trainClassifier` yielded as `parameters` in step 1';
      close(yielded, copy, { what, tolerance: 0 });
    },
  );

  check('trainClassifier', 'does one step when it is asked for one report', ({ learner, holds }) => {
    let reads = 0;
    const image = [0];
    Object.defineProperty(image, 0, { get: () => (++reads > 0 ? 1 : 0), enumerable: true });
    const options = { initial: { weights: [0], bias: 0 }, learningRate: 1, epochs: 1000, batchSize: 1 };
    generator(learner.trainClassifier([image], [1], options), holds).next();
    holds(
      reads < options.epochs,
      '`trainClassifier` computed the whole run before it yielded the first report, expected one step. The panel wants to draw after every step: yield inside the loop.',
    );
  });

  check('trainClassifier', 'keeps two runs apart that take turns', ({ learner, random, close, holds }) => {
    const problems = [problem(random, 4, 1), problem(random, 3, 2)];
    const options = problems.map(({ initial }) => ({ initial, learningRate: 1, epochs: 2, batchSize: 2 }));
    const runs = problems.map(({ images, targets }, which) =>
      generator(learner.trainClassifier(images, targets, options[which]), holds),
    );
    const expected = problems.map(({ images, targets, initial }, which) =>
      descend(images, targets, flat(initial), options[which]),
    );
    for (let i = 0; i < 4; i++) {
      runs.forEach((run, which) => {
        const report = run.next().value as Report | undefined;
        close(report, expected[which][i], { what: named(i + 1), tolerance: tolerance(report?.parameters) });
      });
    }
  });
});

interface Linear {
  weights: number[];
  bias: number;
}

interface Report {
  epoch: number;
  step: number;
  loss: number;
  parameters: Linear;
}

/** Random images, targets and parameters. */
function problem(
  random: Random,
  count: number,
  inputs: number,
): { images: number[][]; targets: number[]; initial: Linear } {
  const initial = { weights: random.numbers(inputs, -2, 2), bias: random.between(0.2, 1) };
  const targets = Array.from({ length: count }, (_, i) => (i < 2 ? i : random.integer(0, 1)));
  return { images: random.rows(count, inputs, 0, 1), targets, initial };
}

/** The weights, then the bias, in one list; empty where there are none. */
function flat(parameters: Linear | undefined): number[] {
  return parameters ? [...(parameters.weights ?? []), parameters.bias] : [];
}

function toEighths(value: number): number {
  return Math.round(value * 8) / 8;
}

/** `run`, when values can be pulled from it one by one. */
function generator<T>(run: Generator<T>, holds: Tools<typeof Lesson>['holds']): Generator<T> {
  holds(
    typeof run?.next === 'function',
    '`trainClassifier` did not return a generator, from which reports can be pulled one by one. Does `function*` still have its star?',
  );
  return run;
}

function outputOf(image: number[], params: number[]): number {
  return image.reduce((sum, pixel, j) => sum + pixel * params[j], params[params.length - 1]);
}

/** The sigmoid in another form than the learner's: (1 + tanh(z / 2)) / 2. */
function probabilityOf(image: number[], params: number[]): number {
  return 0.5 + 0.5 * Math.tanh(outputOf(image, params) / 2);
}

function lossOf(images: number[][], targets: number[], params: number[]): number {
  return images.reduce((sum, image, i) => sum + Math.abs(targets[i] - probabilityOf(image, params)), 0) / images.length;
}

/** What `trainClassifier` must yield, by arithmetic of our own. */
function descend(
  images: number[][],
  targets: number[],
  start: number[],
  options: { learningRate: number; epochs: number; batchSize: number },
) {
  const { learningRate, epochs, batchSize } = options;
  const reports: Report[] = [];
  let params = start;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let first = 0; first < images.length; first += batchSize) {
      const batch = images.slice(first, first + batchSize);
      const answers = targets.slice(first, first + batchSize);
      const loss = lossOf(batch, answers, params);
      const slopes = batch.map((image, k) => {
        const p = probabilityOf(image, params);
        return (answers[k] === 1 ? -1 : 1) * p * (1 - p);
      });
      params = params.map((value, j) => {
        const terms = slopes.map((slope, k) => slope * (j < batch[k].length ? batch[k][j] : 1));
        return value - (learningRate * terms.reduce((sum, term) => sum + term, 0)) / batch.length;
      });
      const parameters = { weights: params.slice(0, -1), bias: params[params.length - 1] };
      reports.push({ epoch, step: reports.length + 1, loss, parameters });
    }
  }
  return reports;
}

function named(step: number): string {
  return `what \`trainClassifier\` yields in step ${step}`;
}
