/** The learning-rate sweep (lesson 5.5): one small training after another, each with another optimizer or learning rate. */
import { t } from '../../course/l10n';
import type { RunConfig } from '../../protocol/config';
import type { StepMetric, SweepPoint as Point } from '../../protocol/metrics';
import { limitDataset } from '../data/dataset';
import { seededRandom } from '../data/random';
import { Dials } from '../dials';
import { DivergedError, InputError, UserError } from '../errors';
import { probeOf } from '../inspection/insideLayers';
import { type NetworkView, viewOf } from '../inspection/networkView';
import { bestSimd } from '../kernels/module';
import { prepareFast } from '../kernels/train';
import { libraryFor } from '../network/loadLibrary';
import { DivergenceWatch } from './divergenceWatch';
import type { Evaluation, Experiment, ExperimentRow } from './experiment';
import { imagesInfo } from './imagesInfo';
import { DENSE, mnist } from './mnist';
import { evaluate } from './mnistInside';
import { engineFor, measureStep } from './mnistTimes';
import { fastly, prepare } from './mnistTraining';
import { checkedSteps } from './steps';

/** How often each of the trainings goes over the images. */
const EPOCHS = 2;

const MOMENTUM = 0.9;

const RATES: Record<Point['optimizer'], readonly number[]> = {
  momentum: [0.003, 0.01, 0.03, 0.1, 0.3, 1],
  adam: [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03],
};

const POINTS = (['momentum', 'adam'] as const).flatMap((optimizer) =>
  RATES[optimizer].map((learningRate) => ({ optimizer, learningRate })),
);

export const sweep: ExperimentRow = {
  title: () => t('Learning-rate sweep'),
  description: `${POINTS.length} small trainings of the network of mnist: accuracy against the learning rate, by momentum and by Adam`,
  summary: () =>
    t(
      'Small trainings, one after the other, with momentum and with Adam: how well each network reads digits, against its learning rate.',
    ),
  outlook: () => t('one small training after another becomes a point of the picture.'),
  lesson: 'adam',
  furtherLessons: ['training-loop', 'momentum'],
  fields: ['network', 'data', 'batchSize', 'limit', 'seed'],
  initial: { hidden: [128], epochs: POINTS.length * EPOCHS, limit: 10_000, validation: 5000 },
  classes: mnist.classes,
  digits: mnist.digits,
  isNetwork: true,
  isComplete: false,
  hasKernels: true,
  hasBaseline: false,
};

export const prepareSweep: Experiment = async (material) => {
  const { config } = material;
  const { seed, batchSize } = config;
  const library = await libraryFor(material.fast?.code ?? material.code);
  const simd = config.network === 'fast' ? bestSimd() : null;
  const dataset = limitDataset(await material.dataset(), config.limit);
  const { train } = dataset;
  const pixels = dataset.rows * dataset.cols;
  const { validation } = dataset;
  if (validation === null || validation.count === 0)
    throw new InputError('A sweep is measured on validation images, and these data have too few to hold some back.');
  const held = validation;
  const data = { images: new library.Matrix(train.count, pixels, train.images), labels: train.labels };
  const { sizes, shape } = DENSE.sizes(pixels, config);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const points: Point[] = POINTS.map((point) => ({ ...point, accuracy: null, hasDiverged: false }));

  /** Each training begins with the same weights and sees the images in the same order. */
  const begin = ({ optimizer, learningRate }: Point): { view: NetworkView; steps: Iterator<StepMetric, void> } => {
    const changed: RunConfig = {
      ...config,
      optimizer,
      learningRate,
      momentum: optimizer === 'momentum' ? MOMENTUM : 0,
    };
    const dials = new Dials(changed, []);
    const run = { ...changed, sizes, epochs: EPOCHS, random: seededRandom(seed) };
    const { reports, ...built } = simd
      ? fastly(prepareFast(simd, data, run), dials)
      : prepare(library, data, run, dials);
    const watch = new DivergenceWatch(batchSize, stepsPerEpoch);
    const plan = { loop: 'train', epochs: EPOCHS, stepsPerEpoch, batchSize, reportsStep: true, dials };
    const span = { done: { step: 0, epoch: 0 }, watch };
    return {
      view: viewOf(library, built, shape, probeOf(train, 1)),
      steps: checkedSteps(reports, { ...plan, span }, () => undefined),
    };
  };

  let at = 0;
  let now = begin(points[0]);
  let { epoch, loss } = { epoch: 0, loss: 0 };

  /** One more step of the training under way. One that has diverged stays as it is. */
  const advance = (): void => {
    if (points[at].hasDiverged) return;
    try {
      const { done, value } = now.steps.next();
      if (!done) loss = value.loss;
    } catch (error) {
      if (!(error instanceof DivergedError)) throw error;
      points[at] = { ...points[at], hasDiverged: true };
    }
  };

  function* steps(): Generator<StepMetric, void> {
    const each = EPOCHS * stepsPerEpoch;
    for (at = 0; at < points.length; at++) {
      if (at > 0) now = begin(points[at]);
      for (let step = 1; step <= each; step++) {
        advance();
        epoch = at * EPOCHS + Math.ceil(step / stepsPerEpoch);
        // It is seen at the end, too, whether a training has diverged.
        if (step === each) advance();
        yield { step: at * each + step, epoch, loss };
      }
    }
  }

  /** The last epoch of a training makes its point. */
  const validate = function* (): Generator<void, Evaluation> {
    const evaluation = yield* evaluate(now.view, held, pixels);
    if (epoch === (at + 1) * EPOCHS) points[at] = { ...points[at], accuracy: evaluation.accuracy };
    return evaluation;
  };

  const engine = material.onlyLook
    ? null
    : await engineFor(DENSE, material, simd, (own) =>
        measureStep(own, library, data, { ...config, sizes, random: seededRandom(seed) }),
      );
  return {
    info: {
      ...imagesInfo(dataset, { epochs: points.length * EPOCHS, stepsPerEpoch }),
      ...(engine && { engine }),
    },
    steps: steps(),
    dials: new Dials(config, []),
    validate,
    interim: null,
    // No network of a sweep is chosen.
    test: null,
    picture: () => ({ kind: 'sweep', points: points.map((point) => ({ ...point })) }),
    layers: { before: () => undefined, after: () => null },
    inspect: (request, step) => DENSE.inspector(dataset, now.view, library)(request, step),
    keep: () => {
      throw new UserError('A sweep trains a network for each learning rate: there is no single one to keep.');
    },
  };
};
