import { type Random, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** Also right with float32 numbers inside (`Float32Array`), whose rounding adds up over the steps of a run. */
const tolerance = 1e-5;

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
    const note = 'The model is undecided here. An image is called a 3 only above 0.5.';
    close(learner.accuracy([[0.3, 0.8]], [1], { weights: [0, 0], bias: 0 }), 0, { note });
    close(learner.accuracy([[0.3, 0.8]], [0], { weights: [0, 0], bias: 0 }), 1, { note });
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
      [1, 4],
      [7, 1],
      [40, 9],
    ]) {
      const { images, targets, initial } = problem(random, count, inputs);
      const params = flat(initial);
      const right = images.filter((image, i) => outputOf(image, params) > 0 === (targets[i] === 1)).length;
      close(learner.accuracy(images, targets, initial), right / count);
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
    close(reports[0], { epoch: 1, step: 1, loss: 0.5, parameters: first }, { what: named(1), tolerance });
    close(reports[1], { epoch: 1, step: 2, loss: 0.5, parameters: second }, { what: named(2), tolerance });
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
        reports.forEach((report, i) => close(report, expected[i], { what: named(i + 1), tolerance }));
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
        reports.forEach((report, i) => close(report, expected[i], { what: named(i + 1), tolerance }));
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
        const start = i % 2 === 0 ? 0 : 3;
        const own = lossOf(images.slice(start, start + 3), targets.slice(start, start + 3), flat(before[i]));
        close(loss, own, { what: `the loss that \`trainClassifier\` yields in step ${i + 1}`, tolerance });
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
        reports.forEach((report, i) => close(report, expected[i], { what: named(i + 1), tolerance }));
      }
    },
  );

  check(
    'trainClassifier',
    'moves against the slope of the mini-batch’s loss, measured by nudging',
    ({ learner, random, close, slope }) => {
      const { images, targets, initial } = problem(random, 6, 3);
      const learningRate = 0.1;
      let before = flat(initial);
      let start = 0;
      for (const { parameters } of learner.trainClassifier(images, targets, {
        initial,
        learningRate,
        epochs: 1,
        batchSize: 2,
      })) {
        const after = flat(parameters);
        close(after.length, 4, { what: 'the number of weights and biases that `trainClassifier` yields' });
        const gradient = before.map((value, i) => (value - after[i]) / learningRate);
        const [batch, answers] = [images.slice(start, start + 2), targets.slice(start, start + 2)];
        slope(gradient, (params) => lossOf(batch, answers, params), before, {
          what: 'the way that `trainClassifier` went, divided by the learning rate,',
          tolerance: 1e-4,
        });
        before = after;
        start += 2;
      }
    },
  );

  check('trainClassifier', 'learns to tell two kinds of images apart', ({ learner, random, close }) => {
    const targets = Array.from({ length: 30 }, () => random.integer(0, 1));
    const images = targets.map((target) => [target === 1 ? random.between(0.6, 1) : random.between(0, 0.4), random()]);
    let last = [0, 0, 0];
    const options = { initial: { weights: [0, 0], bias: 0 }, learningRate: 4, epochs: 60, batchSize: 8 };
    for (const { parameters } of learner.trainClassifier(images, targets, options)) last = flat(parameters);
    const right = images.filter((image, i) => outputOf(image, last) > 0 === (targets[i] === 1)).length;
    close(right, 30, { what: 'the number of images, of 30, that `trainClassifier` gets right after 60 epochs' });
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

  check('trainClassifier', 'never changes parameters that it has yielded before', ({ learner, random, close }) => {
    const { images, targets, initial } = problem(random, 6, 2);
    const run = learner.trainClassifier(images, targets, { initial, learningRate: 1, epochs: 1, batchSize: 2 });
    const yielded = run.next().value?.parameters;
    const copy = { weights: Array.from(yielded?.weights ?? []), bias: yielded?.bias };
    run.next();
    run.next();
    const what = 'after two more steps, what `trainClassifier` yielded as `parameters` in step 1';
    close(yielded, copy, { what, tolerance: 0, note: 'Make new parameters in every step.' });
  });

  check('trainClassifier', 'does one step when it is asked for one report', ({ learner, holds }) => {
    let reads = 0;
    const image = [0];
    Object.defineProperty(image, 0, { get: () => (++reads > 0 ? 1 : 0), enumerable: true });
    const options = { initial: { weights: [0], bias: 0 }, learningRate: 1, epochs: 1000, batchSize: 1 };
    learner.trainClassifier([image], [1], options).next();
    holds(
      reads < options.epochs,
      '`trainClassifier` computed the whole run before it yielded the first report, expected one step. The panel wants to draw after every step: yield inside the loop.',
    );
  });

  check('trainClassifier', 'keeps two runs apart that take turns', ({ learner, random, close }) => {
    const problems = [problem(random, 4, 1), problem(random, 3, 2)];
    const options = problems.map(({ initial }) => ({ initial, learningRate: 1, epochs: 2, batchSize: 2 }));
    const runs = problems.map(({ images, targets }, which) => learner.trainClassifier(images, targets, options[which]));
    const expected = problems.map(({ images, targets, initial }, which) =>
      descend(images, targets, flat(initial), options[which]),
    );
    for (let i = 0; i < 4; i++) {
      runs.forEach((run, which) => close(run.next().value, expected[which][i], { what: named(i + 1), tolerance }));
    }
  });
});

interface Linear {
  weights: number[];
  bias: number;
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

/** The weights, then the bias, in one list. */
function flat({ weights, bias }: Linear): number[] {
  return [...weights, bias];
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
  const reports: { epoch: number; step: number; loss: number; parameters: Linear }[] = [];
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
