/** The clinic (lesson 5.2): networks that do not learn, and one that does. Which of them has which fault is not told. */
import { formatValue } from '../../checker/kit/format';
import { t } from '../../course/l10n';
import { type Dataset, type Examples, firstExamples } from '../data/dataset';
import { seededRandom } from '../data/random';
import { DivergedError } from '../errors';
import { type Answering, inspectorFor } from '../inspection/inspector';
import { brightener, denseShape } from '../inspection/networkView';
import { prepareFast } from '../kernels/train';
import { heWeights } from '../network/initialisation';
import type { Layer } from '../network/layer';
import { libraryFor } from '../network/loadLibrary';
import { shuffle } from '../network/shuffle';
import type { TrainingData } from '../network/train';
import { type Fault, faultOf } from '../patients';
import type { LayerParameters } from '../../protocol/inspection';
import type { StepMetric } from '../../protocol/metrics';
import { type Experiment, type ExperimentRow, exportedFunction, loadLesson } from './experiment';
import { mnist, prepareDigits } from './mnist';
import { CLASSES, classifierOf } from './mnistInside';
import type { NetworkKind } from './networkKind';

export const clinic: ExperimentRow = {
  title: () => t('The clinic'),
  description:
    'A network that may not learn: its numbers show why. The training panel asks for its fault, and tells it',
  summary: () =>
    t('Six networks: five of them have a fault, and one is healthy. Look at the curves of each, and name its fault.'),
  outlook: () => t('the patient is trained. Its curves appear here, and below them you name its fault.'),
  lesson: 'diagnosis',
  furtherLessons: ['training-loop', 'initialisation'],
  fields: ['network', 'data', 'patient', 'epochs', 'seed'],
  // Few images: each patient takes seconds, also with a learner's own products.
  initial: { hidden: [64], learningRate: 0.1, batchSize: 50, epochs: 10, limit: 2000, validation: 1000 },
  classes: mnist.classes,
  digits: mnist.digits,
  isNetwork: true,
  isComplete: false,
  hasKernels: false,
  hasBaseline: false,
};

/** What makes patients ill. Measured: `test/unit/training/clinic.test.ts` says what the curves show of each. */
const ILL = {
  /** What goes in for a pixel of 1. */
  brightness: 255,
  /** All weights of a network whose neurons are equal: small, because their effects add up. */
  weight: 0.01,
  /** Far below what any image can reach. */
  bias: -20,
  learningRate: 5,
};

/** As many images as `diagnose` gets: an examination is to be quick. */
const EXAMINED = 500;

type Diagnose = (patient: { layers: Layer[]; data: TrainingData; learningRate: number }) => unknown;

export const prepareClinic: Experiment = async (material) => {
  const { config, code } = material;
  const { seed, hidden } = config;
  const fault = faultOf(seed, Number(config.patient));
  const diagnose = exportedFunction<Diagnose>(await loadLesson(material), 'diagnose', material.entry);
  const { Dense, ReLU, Matrix } = await libraryFor(code);
  const dataset = datasetFor(fault, await material.dataset(), config.limit, seed);
  const pixels = dataset.rows * dataset.cols;
  const sizes = [pixels, ...hidden, CLASSES];
  const initial = weightsFor(fault, sizes, seed);
  const learningRate = fault === 'steps-too-large' ? ILL.learningRate : config.learningRate;
  const brightness = fault === 'inputs-not-scaled' ? ILL.brightness : 1;

  /** The patient before its training, anew: an examination may change it. */
  function* examine(step: number): Answering {
    const layers = initial.flatMap(({ weights: { rows, cols, data }, bias }, i): Layer[] => {
      const dense = new Dense(new Matrix(rows, cols, data.slice()), new Matrix(1, cols, bias.slice()));
      return i === 0 ? [dense] : [new ReLU(), dense];
    });
    const { images, labels, count } = firstExamples(dataset.train, EXAMINED);
    const data = { images: new Matrix(count, pixels, brightener(brightness)(images.slice())), labels: labels.slice() };
    const answer = diagnose({ layers, data, learningRate });
    return { kind: 'diagnosis', says: typeof answer === 'string' ? answer : formatValue(answer), step };
  }

  const kind: NetworkKind = {
    sizes: () => ({ sizes, shape: denseShape(sizes) }),
    libraryFor,
    prepareFast,
    filterRows: ({ rows }) => rows,
    inspector: (shown, view) => {
      const inspect = inspectorFor(classifierOf(shown, view), view, null);
      return (request, step) => (request.kind === 'diagnosis' ? examine(step) : inspect(request, step));
    },
    isPatient: true,
    brightness,
  };
  const run = await prepareDigits(kind, {
    ...material,
    config: { ...config, learningRate },
    initial,
    // It offers what a patient has not: fewer images, and the fast matmul.
    rehearsal: null,
    dataset: () => Promise.resolve(dataset),
  });
  return { ...run, steps: withoutError(run.steps) };
};

/** The images of a patient. What is held back is as it should be. */
function datasetFor(fault: Fault, dataset: Dataset, limit: number | null, seed: number): Dataset {
  const train = firstExamples(dataset.train, limit);
  return { ...dataset, train: fault === 'labels-do-not-fit' ? withOtherLabels(train, seed) : train };
}

function withOtherLabels(examples: Examples, seed: number): Examples {
  const order = shuffle(examples.count, seededRandom(seed));
  return { ...examples, labels: Uint8Array.from(order, (place) => examples.labels[place]) };
}

function weightsFor(fault: Fault, sizes: readonly number[], seed: number): LayerParameters[] {
  const random = seededRandom(seed);
  return sizes.slice(1).map((cols, i) => {
    const weights = heWeights(sizes[i], cols, random);
    if (fault === 'all-neurons-equal') weights.data.fill(ILL.weight);
    const isHidden = i + 2 < sizes.length;
    return { weights, bias: new Float32Array(cols).fill(fault === 'neurons-asleep' && isHidden ? ILL.bias : 0) };
  });
}

/** Ends where the loss is no number any more. An error would name the usual cause: that is the fault, or a wrong one. */
function* withoutError(steps: Iterator<StepMetric, void>): Generator<StepMetric, void> {
  try {
    for (;;) {
      const { done, value } = steps.next();
      if (done) return;
      yield value;
    }
  } catch (error) {
    if (!(error instanceof DivergedError)) throw error;
  }
}
