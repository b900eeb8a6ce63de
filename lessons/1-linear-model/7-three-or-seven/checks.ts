import { type Random, type Tools, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** Weights in a `Float32Array` are right, too, but coarse, and their rounding adds up over the steps of a run. */
function tolerance(parameters: { weights?: unknown } | undefined): number {
  return parameters?.weights instanceof Float32Array ? 1e-4 : 1e-6;
}

const counted = 'the number of weights and biases that `trainClassifier` yields';

/** The four images of the guide: A and C are threes, B and D are sevens. */
const guideImages = [
  [1, 0],
  [0, 1],
  [1, 1],
  [0, 0],
];
const guideTargets = [1, 0, 1, 0];

export default checksFor<typeof Lesson>((check) => {
  check('accuracy', 'rises from 0.5 to 0.75 to 1 for the three models of the guide', ({ learner, close }) => {
    close(learner.accuracy(guideImages, guideTargets, { weights: [1, 0], bias: 0 }), 1);
    close(learner.accuracy(guideImages, guideTargets, { weights: [0.5, -0.5], bias: 0 }), 0.75);
    close(learner.accuracy(guideImages, guideTargets, { weights: [0, 0], bias: 0 }), 0.5);
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
      for (const output of [0.2, 3, 1000]) {
        const parameters = { weights: [output], bias: 0 };
        close(learner.accuracy([[1], [-1]], [1, 0], parameters), 1);
        close(learner.accuracy([[1], [-1]], [0, 1], parameters), 0);
      }
    },
  );

  check('accuracy', 'is right for one image and for many', ({ learner, random, close }) => {
    for (const [count, inputs] of [
      [60, 9],
      [7, 1],
      [1, 4],
    ]) {
      const images = random.rows(count, inputs);
      const targets = images.map(() => random.integer(0, 1));
      const parameters = { weights: random.numbers(inputs), bias: random.between(-0.1, 0.1) };
      const right = images.map((image, i) => outputOf(image, flat(parameters)) > 0 === (targets[i] === 1));
      const alone = images.map((image, i) => learner.accuracy([image], [targets[i]], parameters));
      close(alone, right.map(Number), { what: 'the accuracy for one random image' });
      close(learner.accuracy(images, targets, parameters), right.filter(Boolean).length / count);
    }
  });

  check('accuracy', 'leaves its arguments unchanged', ({ learner, random, unchanged }) => {
    const { images, targets, initial: parameters } = problem(random, 5, 3);
    unchanged({ images, targets, parameters }, () => learner.accuracy(images, targets, parameters));
  });

  check('trainClassifier', 'takes the two steps of the guide', ({ learner, close, collect }) => {
    const options = { initial: { weights: [0, 0], bias: 0 }, learningRate: 4, epochs: 1, batchSize: 2 };
    const reports = collect(learner.trainClassifier(guideImages, guideTargets, options), 2, 'trainClassifier');
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
    'uses every image, also when the last mini-batch is smaller',
    ({ learner, random, close, collect }) => {
      for (const [count, batchSize, steps] of [
        [5, 2, 3],
        [7, 3, 3],
        [4, 3, 2],
      ]) {
        const { images, targets, initial } = problem(random, count, 3);
        const options = { initial, learningRate: 1, epochs: 2, batchSize };
        const reports = collect(learner.trainClassifier(images, targets, options), 2 * steps, 'trainClassifier');
        close(reports.length, 2 * steps, { what: 'the number of steps in two epochs' });
        const expected = descend(images, targets, flat(initial), options);
        compareAll(reports, expected, close);
      }
    },
  );

  check(
    'trainClassifier',
    'makes one step an epoch when all images fit into one mini-batch',
    ({ learner, random, close, collect }) => {
      for (const batchSize of [4, 100]) {
        const { images, targets, initial } = problem(random, 4, 2);
        const options = { initial, learningRate: 1, epochs: 3, batchSize };
        const reports = collect(learner.trainClassifier(images, targets, options), 3, 'trainClassifier');
        const expected = descend(images, targets, flat(initial), options);
        close(reports.length, 3, { what: 'the number of steps in three epochs' });
        compareAll(reports, expected, close);
      }
    },
  );

  check(
    'trainClassifier',
    'reports the loss of its mini-batch, before the step',
    ({ learner, random, close, collect }) => {
      const { images, targets, initial } = problem(random, 6, 2);
      const options = { initial, learningRate: 2, epochs: 2, batchSize: 3 };
      const reports = collect(learner.trainClassifier(images, targets, options), 4, 'trainClassifier');
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

  check(
    'trainClassifier',
    'follows gradient descent, for one image, one pixel, and more',
    ({ learner, random, close, collect }) => {
      for (const [count, inputs, batchSize] of [
        [1, 1, 1],
        [5, 4, 1],
        [6, 1, 2],
        [9, 7, 4],
      ]) {
        const { images, targets, initial } = problem(random, count, inputs);
        const options = { initial, learningRate: random.between(0.5, 3), epochs: 2, batchSize };
        const expected = descend(images, targets, flat(initial), options);
        const reports = collect(learner.trainClassifier(images, targets, options), expected.length, 'trainClassifier');
        close(reports.length, expected.length, { what: 'the number of steps in two epochs' });
        compareAll(reports, expected, close);
      }
    },
  );

  check(
    'trainClassifier',
    'moves against the slope of the mini-batch’s loss, measured by nudging',
    ({ learner, random, close, slope, collect }) => {
      const { images, targets, initial } = problem(random, 6, 3);
      const options = { initial, learningRate: 4, epochs: 1, batchSize: 2 };
      const reports = collect(learner.trainClassifier(images, targets, options), 3, 'trainClassifier');
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
      collect(learner.trainClassifier(images, targets, options), 160, 'trainClassifier').at(-1)?.parameters,
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
    'leaves the images, the targets and the initial parameters unchanged',
    ({ learner, random, unchanged, collect }) => {
      const { images, targets, initial } = problem(random, 5, 2);
      const options = { initial, learningRate: 1, epochs: 2, batchSize: 2 };
      unchanged({ images, targets, initial }, () =>
        collect(learner.trainClassifier(images, targets, options), 6, 'trainClassifier'),
      );
    },
  );

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

/** Every report is what it should be. */
function compareAll(reports: Report[], expected: Report[], close: Tools<typeof Lesson>['close']): void {
  expected.forEach((report, i) => {
    close(reports[i], report, { what: named(i + 1), tolerance: tolerance(reports[i].parameters) });
  });
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
