/**
 * 3 or 7 (lesson 1.7): a linear model on real handwriting.
 *
 * The weights start at zero, and the seed shuffles the images once. Measured on MNIST with the defaults and seeds 1 to 20:
 * the order hardly matters (0.001 on average), the start does: 0.982 from zero, and 0.965 to 0.981 from the random start of
 * the published run. From zero, the picture of the weights also shows what was learned and nothing else.
 */
import { t } from '../../course/l10n';
import { formatValue } from '../../checker/kit/format';
import { lessonNumber } from '../../course/lessonNumber';
import { type BinaryExamples, threesAndSevens } from '../data/dataset';
import { seededRandom } from '../data/random';
import { Dials } from '../dials';
import { ContractError, InputError } from '../errors';
import type { Classifier } from '../inspection/classifier';
import { inspectorFor } from '../inspection/inspector';
import { layerProbe } from '../inspection/layerProbe';
import { shuffle } from '../network/shuffle';
import { describeData } from '../describe';
import { type Evaluation, type Experiment, type ExperimentRow, exportedFunction, loadLesson } from './experiment';
import { type FramedPicture, frameOf } from './frames';
import { type LinearParameters, keptParameters, readParameters, restoredParameters } from './parameters';
import { Renewal } from './renewal';
import { spanOf } from './resume';
import { checkedSteps } from './steps';

export const threeOrSeven: ExperimentRow = {
  title: () => t('3 or 7'),
  description: 'A linear model learns to tell a 3 from a 7',
  summary: () => t('A linear model learns to tell a handwritten 3 from a 7. Its weights are shown as an image.'),
  outlook: () => t('the loss falls, the accuracy climbs, and every weight is shown as a pixel of an image.'),
  lesson: 'three-or-seven',
  fields: ['network', 'data', 'learningRate', 'batchSize', 'epochs', 'seed', 'limit'],
  initial: { learningRate: 1, batchSize: 256, epochs: 20 },
  classes: ['7', '3'],
  // Two of the ten are used, so only those are drawn.
  digits: { train: 4_000, validation: 0, test: 1_000, classes: [3, 7] },
  isNetwork: false,
  isComplete: false,
  hasKernels: false,
  hasBaseline: true,
};

/** Images measured between two looks at the messages. */
const EVALUATION_SLICE = 250;

type TrainClassifier = (
  images: number[][],
  targets: number[],
  options: { initial: LinearParameters; learningRate: number; epochs: number; batchSize: number },
) => unknown;
type Accuracy = (images: number[][], targets: number[], parameters: LinearParameters) => unknown;

export const prepareThreeOrSeven: Experiment = async (material) => {
  const { seed, epochs, batchSize, limit } = material.config;
  const lesson = await loadLesson(material);
  const trainClassifier = exportedFunction<TrainClassifier>(lesson, 'trainClassifier', material.entry);
  const accuracy = exportedFunction<Accuracy>(lesson, 'accuracy', material.entry);
  const dataset = await material.dataset();
  const { train: inFileOrder, test } = threesAndSevens(dataset, limit);
  const train = shuffled(inFileOrder, seed);
  if (train.images.length === 0 || test.images.length === 0) {
    const part = train.images.length === 0 ? 'training' : 'test';
    throw new InputError(
      `The ${part} examples hold no threes and no sevens. ` +
        (material.config.data.kind === 'digits' ? 'Use more training examples.' : 'Choose other data.'),
    );
  }
  const pixels = dataset.rows * dataset.cols;
  let parameters = restoredParameters(material.from, pixels);
  const stepsPerEpoch = Math.ceil(train.images.length / batchSize);
  const span = spanOf(material.from, { epochs, stepsPerEpoch, batchSize });
  const dials = new Dials(material.config, [{ field: 'learningRate', from: 'epoch' }]);
  const renewal = new Renewal(dials, (learningRate, left) =>
    trainClassifier(train.images, train.targets, {
      initial: { weights: parameters.weights.slice(), bias: parameters.bias },
      learningRate,
      epochs: left,
      batchSize,
    }),
  );
  const plan = {
    loop: 'trainClassifier',
    epochs: span.epochsLeft,
    span,
    stepsPerEpoch,
    batchSize,
    reportsStep: true,
    dials,
  };
  const { rows, cols } = dataset;
  const picture = (): FramedPicture => ({ kind: 'weights', rows, cols, values: parameters.weights });
  return {
    info: {
      dataDescription: describeData(dataset.name, train.images.length, 0, test.images.length),
      trainingExamples: train.images.length,
      validationExamples: 0,
      stepsPerEpoch,
      totalSteps: epochs * stepsPerEpoch,
    },
    steps: checkedSteps(
      renewal.begin(span.epochsLeft),
      plan,
      (report) => (parameters = readParameters(report, 'trainClassifier', pixels)),
      renewal,
    ),
    dials,
    validate: null,
    interim: null,
    test: { examples: test.images.length, measure: () => evaluate(test, parameters, accuracy) },
    picture,
    frame: () => frameOf(picture()),
    layers: layerProbe(
      () => [{ name: 'weights', weights: parameters.weights, gradient: null }],
      () => dials.learningRate,
    ),
    inspect: inspectorFor(
      classifierOf(dataset, test, () => parameters),
      null,
      () => parameters,
    ),
    keep: () => keptParameters(parameters, span),
  };
};

/** A 7 is class 0, a 3 is class 1. */
function classifierOf(
  { rows, cols }: { rows: number; cols: number },
  { images, targets }: BinaryExamples,
  parameters: () => LinearParameters,
): Classifier {
  const both = (image: ArrayLike<number>): number[] => {
    const three = probabilityOf(image, parameters());
    return [1 - three, three];
  };
  return {
    classes: ['7', '3'],
    rows,
    cols,
    count: images.length,
    label: (index) => targets[index],
    pixels: (index) => images[index],
    probabilities: (from, to) => images.slice(from, to).flatMap(both),
    probabilitiesOf: (given, count) =>
      Array.from({ length: count }, (_, i) => given.subarray(i * rows * cols, (i + 1) * rows * cols)).flatMap(both),
  };
}

/** Of a 3: the sigmoid of the weighted sum of the pixels. */
function probabilityOf(image: ArrayLike<number>, { weights, bias }: LinearParameters): number {
  return 1 / (1 + Math.exp(-weightedSum(image, weights, bias)));
}

function weightedSum(image: ArrayLike<number>, weights: number[], bias: number): number {
  let z = bias;
  for (let j = 0; j < weights.length; j++) {
    z += image[j] * weights[j];
  }
  return z;
}

function shuffled({ images, targets }: BinaryExamples, seed: number): BinaryExamples {
  const order = [...shuffle(images.length, seededRandom(seed))];
  return { images: order.map((i) => images[i]), targets: order.map((i) => targets[i]) };
}

/**
 * `mnistLoss` and accuracy on the test images, by our own arithmetic. The learner's `accuracy` must agree:
 * a run that reports a better number than it reached would teach nothing.
 */
function* evaluate(
  { images, targets }: BinaryExamples,
  { weights, bias }: LinearParameters,
  accuracy: Accuracy,
): Generator<void, Evaluation> {
  let loss = 0;
  let right = 0;
  for (let start = 0; start < images.length; start += EVALUATION_SLICE) {
    const end = Math.min(start + EVALUATION_SLICE, images.length);
    let rightInSlice = 0;
    let undecided = 0;
    for (let i = start; i < end; i++) {
      const z = weightedSum(images[i], weights, bias);
      const probability = 1 / (1 + Math.exp(-z));
      loss += targets[i] === 1 ? 1 - probability : probability;
      rightInSlice += probability > 0.5 === (targets[i] === 1) ? 1 : 0;
      // Within rounding of 0.5, another order of summation may fall on the other side.
      undecided += Math.abs(z) < 1e-9 ? 1 : 0;
    }
    const share = accuracy(images.slice(start, end), targets.slice(start, end), { weights: weights.slice(), bias });
    const learners = typeof share === 'number' ? share * (end - start) : NaN;
    if (!(Math.abs(learners - rightInSlice) <= undecided + 1e-6)) {
      throw new ContractError(
        'accuracy',
        `\`accuracy\` returned ${formatValue(share)} for images ${start + 1} to ${end} of the test data, ` +
          `expected ${rightInSlice / (end - start)} (${rightInSlice} of ${end - start} right). ` +
          `Check My Solution in lesson ${lessonNumber('three-or-seven')} says more.`,
      );
    }
    right += rightInSlice;
    yield;
  }
  return { loss: loss / images.length, accuracy: right / images.length };
}
