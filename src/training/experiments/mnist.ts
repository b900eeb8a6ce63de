/** Ten digits (lesson 3.8): the complete network on all ten digits, with the options of Part 4. */
import { t } from '../../course/l10n';
import { limitDataset } from '../data/dataset';
import { resumableRandom } from '../data/random';
import { Dials } from '../dials';
import { probeOf } from '../inspection/insideLayers';
import { inspectorFor } from '../inspection/inspector';
import { brightener, denseShape, viewOf } from '../inspection/networkView';
import { bestSimd } from '../kernels/module';
import { prepareFast } from '../kernels/train';
import { learningRates } from '../network/compose';
import { libraryFor } from '../network/loadLibrary';
import type { Experiment, ExperimentRow, Kept, Material, PreparedRun } from './experiment';
import { filtersFrame } from './frames';
import { imagesInfo } from './imagesInfo';
import { interimOf } from './interim';
import { CLASSES, classifierOf, evaluate, layersOf } from './mnistInside';
import { Patience } from '../patience';
import { goOn, initialFor } from './mnistStart';
import { engineFor, estimateFor, measureStep } from './mnistTimes';
import { adjustableIn, fastly, gradientsIn, prepare } from './mnistTraining';
import type { NetworkKind } from './networkKind';
import { spanOf } from './resume';
import { checkedSteps } from './steps';

export const mnist: ExperimentRow = {
  title: () => t('Ten digits'),
  description: 'The complete network learns to read all ten digits',
  summary: () => t('The complete network learns to read all ten handwritten digits.'),
  outlook: () => t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
  lesson: 'training-loop',
  fields: [
    'network',
    'data',
    'hidden',
    'learningRate',
    'batchSize',
    'epochs',
    'optimizer',
    'momentum',
    'schedule',
    'l2',
    'dropout',
    'patience',
    'limit',
    'validation',
    'seed',
  ],
  initial: { hidden: [128], validation: 5000 },
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  digits: { train: 12_000, validation: 2_000, test: 2_000 },
  networkType: 'mlp',
  isNetwork: true,
  isComplete: true,
  hasKernels: true,
  hasBaseline: false,
};

/** Examples on which gradients are shown. */
const PROBE = 200;

export const DENSE: NetworkKind = {
  sizes: (pixels, { hidden }) => {
    const sizes = [pixels, ...hidden, CLASSES];
    return { sizes, shape: denseShape(sizes) };
  },
  libraryFor,
  prepareFast,
  filterRows: ({ rows }) => rows,
  inspector: (dataset, view) => inspectorFor(classifierOf(dataset, view), view, null),
};

export const prepareMnist: Experiment = (material) => prepareDigits(DENSE, material);

export async function prepareDigits(kind: NetworkKind, material: Material): Promise<PreparedRun> {
  const { config } = material;
  const { seed, epochs, batchSize } = config;
  const library = await kind.libraryFor(material.fast?.code ?? material.code);
  const simd = config.network === 'fast' ? bestSimd() : null;
  const dataset = limitDataset(await material.dataset(), config.limit);
  const { train, validation, test } = dataset;
  const pixels = dataset.rows * dataset.cols;
  const random = resumableRandom(seed);
  const feed = brightener(kind.brightness ?? 1);
  const data = { images: new library.Matrix(train.count, pixels, feed(train.images)), labels: train.labels };
  const { sizes, shape } = kind.sizes(pixels, config);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const span = spanOf(material.from, { epochs, stepsPerEpoch, batchSize });
  const whole = { ...config, sizes, random: random.next };
  const run = { ...whole, epochs: span.epochsLeft, stepsBefore: span.done.step };
  const initial = initialFor(material, shape);
  const dials = new Dials(config, kind.isPatient ? [] : adjustableIn(config, library));
  const { reports, memory, renewal, write, ...built } = simd
    ? fastly(kind.prepareFast(simd, data, { ...run, initial }, dials), dials)
    : prepare(library, data, run, dials);
  if (initial && !simd) write(initial.map((one) => one.data));
  if (material.from) goOn(material.from, memory, random, initial);
  const read = (): Float32Array<ArrayBuffer>[] =>
    view.layers().flatMap(({ weights, bias }) => [weights.data.slice(), bias.slice()]);
  const patience =
    config.patience === null ? null : new Patience(config.patience, { read, write }, material.from?.best ?? null);
  const isFresh = !material.onlyLook && !material.from;
  const engine = material.onlyLook
    ? null
    : await engineFor(kind, material, simd, (own) => measureStep(own, library, data, whole));
  const view = viewOf(library, built, shape, probeOf(train, PROBE), feed);
  const estimate = isFresh
    ? await estimateFor(kind, material, data, whole, {
        trainingExamples: train.count,
        validationExamples: validation?.count ?? 0,
        testExamples: test.count,
        epochs,
        batchSize: Math.min(batchSize, train.count),
      })
    : null;
  const interim = interimOf(dataset, view);
  const rateAt = learningRates(library, dials);
  const plan = {
    loop: 'train',
    epochs: span.epochsLeft,
    stepsPerEpoch,
    batchSize,
    reportsStep: true,
    dials,
    span: kind.isPatient ? { ...span, watch: null } : span,
  };
  return {
    info: {
      ...imagesInfo(dataset, { epochs, stepsPerEpoch }, interim),
      ...(engine && { engine }),
      ...(estimate && { estimate }),
    },
    steps: checkedSteps(reports, plan, () => undefined, renewal),
    dials,
    validate: validation && (() => evaluate(view, validation, pixels)),
    interim,
    test: { examples: test.count, measure: () => evaluate(view, test, pixels) },
    picture: () => null,
    patience,
    frame: () => filtersFrame(view.layers()[0].weights, kind.filterRows(dataset)),
    layers: layersOf(view, gradientsIn(simd, dials), (step) => rateAt(step - 1, epochs * stepsPerEpoch)),
    inspect: kind.inspector(dataset, view, library),
    keep: (): Kept => ({
      parameters: read(),
      velocities: memory?.read() ?? null,
      random: random.state(),
      startLoss: span.watch.startLoss,
      ...(patience?.best && { best: patience.best }),
    }),
  };
}
