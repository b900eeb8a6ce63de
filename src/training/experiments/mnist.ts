/** Ten digits (lesson 3.8): the complete network on all ten digits, with the options of Part 4. */
import { t } from '../../course/l10n';
import { lessonFile, lessonNumber } from '../../course/lessonNumber';
import { MATRIX_FILE } from '../lessonFiles';
import { type Dataset, limitDataset } from '../data/dataset';
import { type ResumableRandom, resumableRandom, seededRandom } from '../data/random';
import { describeData } from '../describe';
import { Dials } from '../dials';
import { isLearners } from '../engine';
import { InputError, UserError } from '../errors';
import { probeOf } from '../inspection/insideLayers';
import { type Inspector, inspectorFor } from '../inspection/inspector';
import { type NetworkShape, type NetworkView, denseShape, viewOf } from '../inspection/networkView';
import { type SimdKind, bestSimd } from '../kernels/module';
import { type FastTraining, prepareFast } from '../kernels/train';
import {
  type BuiltNetwork,
  type Extensions,
  type NetworkRun,
  buildNetwork,
  compose,
  isPlain,
  learningRates,
  piecesFor,
} from '../network/compose';
import { type Library, REFERENCE_LIBRARY } from '../network/library';
import { MomentumState } from '../network/momentumState';
import type { TrainingData, TrainReport } from '../network/train';
import { Matrix } from '../network/matrix';
import type { Adjustable } from '../../protocol/adjust';
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import type { Engine, Estimate } from '../../protocol/run';
import type { LayerParameters } from '../../protocol/inspection';
import type { RunConfig } from '../../protocol/config';
import type { Experiment, ExperimentRow, Kept, Material, PreparedRun } from './experiment';
import { filtersFrame } from './frames';
import { interimOf } from './interim';
import { CLASSES, type GradientSource, classifierOf, evaluate, layersOf } from './mnistInside';
import {
  type Pacing,
  REHEARSED_EXAMPLES,
  REHEARSED_STEPS,
  type Rehearsed,
  type RunSize,
  estimateOf,
  isLong,
  rehearse,
} from './rehearsal';
import { Renewal } from './renewal';
import { fitting, spanOf } from './resume';
import { checkedSteps } from './steps';

export const mnist: ExperimentRow = {
  title: () => t('Ten digits'),
  description: 'The complete network learns to read all ten digits',
  summary: () => t('The complete network learns to read all ten handwritten digits.'),
  outlook: () => t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
  lesson: 'training-loop',
  fields: 'all',
  initial: { hidden: [128], validation: 5000 },
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  digits: { train: 12_000, validation: 2_000, test: 2_000 },
  networkType: 'mlp',
  isComplete: true,
  hasKernels: true,
  hasBaseline: false,
};

/** Examples on which gradients are shown. */
const PROBE = 200;

/** A type of network that reads digits: how it is built, and what can be seen of it. */
export interface NetworkKind {
  /** @throws InputError for images that it cannot read */
  sizes(pixels: number, config: RunConfig): { sizes: number[]; shape: NetworkShape };
  libraryFor(code: Material['code']): Promise<Library>;
  prepareFast: typeof prepareFast;
  /** Rows of a picture of the first layer's weights. */
  filterRows(dataset: Dataset): number;
  inspector(dataset: Dataset, view: NetworkView): Inspector;
}

const DENSE: NetworkKind = {
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
  const data = { images: new library.Matrix(train.count, pixels, train.images), labels: train.labels };
  const { sizes, shape } = kind.sizes(pixels, config);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const span = spanOf(material.from, { epochs, stepsPerEpoch, batchSize });
  const whole = { ...config, sizes, random: random.next };
  const run = { ...whole, epochs: span.epochsLeft, stepsBefore: span.done.step };
  const initial = initialFor(material, shape);
  const dials = new Dials(config, adjustableIn(config, library));
  const { reports, momentum, renewal, ...built } = simd
    ? fastly(kind.prepareFast(simd, data, { ...run, initial }, dials), dials)
    : prepare(library, data, run, dials);
  if (initial && !simd) startFrom(built, initial);
  if (material.from) goOn(material.from, momentum, random, initial);
  const isFresh = !material.onlyLook && !material.from;
  const engine = material.onlyLook
    ? null
    : await engineFor(kind, material, simd, (own) => measureStep(own, library, data, whole));
  const view = viewOf(library, built, shape, probeOf(train, PROBE));
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
    get learningRate() {
      return dials.learningRate;
    },
    span,
  };
  return {
    info: {
      dataDescription: describeData(dataset.name, train.count, validation?.count ?? 0, test.count),
      trainingExamples: train.count,
      validationExamples: validation?.count ?? 0,
      stepsPerEpoch,
      totalSteps: epochs * stepsPerEpoch,
      ...(interim && { interimExamples: interim.examples }),
      ...(engine && { engine }),
      ...(estimate && { estimate }),
    },
    steps: checkedSteps(reports, plan, () => undefined, renewal),
    dials,
    validate: validation && (() => evaluate(view, validation, pixels)),
    interim,
    test: { examples: test.count, measure: () => evaluate(view, test, pixels) },
    picture: () => null,
    frame: () => filtersFrame(view.layers()[0].weights, kind.filterRows(dataset)),
    layers: layersOf(view, gradientsIn(simd, dials), (step) => rateAt(step - 1, epochs * stepsPerEpoch)),
    inspect: kind.inspector(dataset, view),
    keep: (): Kept => ({
      parameters: view.layers().flatMap(({ weights, bias }) => [weights.data.slice(), bias.slice()]),
      velocities: momentum?.read() ?? null,
      random: random.state(),
      startLoss: span.watch.startLoss,
    }),
  };
}

/** What momentum remembers, and how it comes back. */
interface MomentumMemory {
  read(): Float32Array[] | null;
  restore(velocities: Float32Array[]): void;
}

/** The random numbers of the initial weights are drawn before, so that those of the training go on where they were. */
function goOn(
  from: Checkpoint,
  momentum: MomentumMemory | null,
  random: ResumableRandom,
  like: readonly Matrix[] | undefined,
): void {
  if (from.random) random.restore(from.random);
  if (!momentum || !from.velocities || !like) return;
  momentum.restore(fitting(from.velocities, lengthsOf(like)).map((one) => Float32Array.from(one)));
}

const lengthsOf = (matrices: readonly Matrix[]): number[] => matrices.map(({ data }) => data.length);

/** What the network starts from; undefined: He weights. @throws InputError when it is of another network */
function initialFor({ from, initial }: Material, shape: NetworkShape): Matrix[] | undefined {
  if (from) return keptOf(from.parameters, shape);
  return initial ? initialOf(initial, shape) : undefined;
}

function keptOf(kept: readonly Numbers[], { parameters }: NetworkShape): Matrix[] {
  const parts = fitting(
    kept,
    parameters.map(({ rows, cols }) => rows * cols),
  );
  return parts.map((part, i) => new Matrix(parameters[i].rows, parameters[i].cols, Float32Array.from(part)));
}

/** @throws InputError when the layers are not those of the run */
function initialOf(layers: readonly LayerParameters[], { inputs, parameters }: NetworkShape): Matrix[] {
  const given = [layers[0]?.weights.rows, ...layers.map(({ weights }) => weights.cols)];
  const sizes = [inputs, ...parameters.flatMap(({ cols }, i) => (i % 2 === 0 ? [cols] : []))];
  if (given.join() !== sizes.join()) {
    throw new InputError(
      `The weights are those of a network of the sizes ${given.join(', ')}, but this run's has ${sizes.join(', ')}. ` +
        'Give this run the same hidden layers, or choose other weights.',
    );
  }
  return layers.flatMap(({ weights: { rows, cols, data }, bias }) => [
    new Matrix(rows, cols, data),
    new Matrix(1, bias.length, bias),
  ]);
}

/** The parameters of a network that nothing was done with yet become these. */
function startFrom({ network }: BuiltNetwork, initial: readonly Matrix[]): void {
  const parameters = network.parameters();
  if (
    parameters.length !== initial.length ||
    parameters.some(({ value }, i) => value.data.length !== initial[i].data.length)
  ) {
    throw new UserError(
      "The network's parameters() are not weights and bias of each layer in turns, so weights cannot be put in. " +
        `Check My Solution in lesson ${lessonNumber('network')} says more.`,
    );
  }
  parameters.forEach(({ value }, i) => value.data.set(initial[i].data));
}

/** What there is to say about who multiplies. */
async function engineFor(
  kind: NetworkKind,
  { config, code, fast }: Material,
  simd: SimdKind | null,
  measure: (own: Library) => Engine['step'],
): Promise<Engine | null> {
  if (config.network === 'fast') return { kernels: simd ?? 'none', step: null };
  if (fast === null) return null;
  return { kernels: fast.kernels, step: measure(await kind.libraryFor(code)) };
}

/**
 * How long a learner's run will take.
 *
 * @returns null where nothing is rehearsed, and where their code throws: the run itself says that better
 */
async function estimateFor(
  kind: NetworkKind,
  { rehearsal }: Material,
  data: TrainingData,
  run: NetworkRun & { seed: number },
  size: RunSize,
): Promise<Estimate | null> {
  if (!rehearsal) return null;
  const now = (): number => performance.now();
  try {
    const pace = (library: Library): Pacing => rehearse(rehearsedBy(library, data, run), size.batchSize, now);
    const own = pace(await kind.libraryFor(rehearsal.own()));
    const fast = rehearsal.fast && isLong(size, own) ? pace(await kind.libraryFor(rehearsal.fast())) : null;
    return estimateOf(size, own, fast);
  } catch {
    return null;
  }
}

/** A network of a library that trains on the first examples, over and over. */
function rehearsedBy(library: Library, data: TrainingData, run: NetworkRun & { seed: number }): Rehearsed {
  const examples = Math.min(run.batchSize, REHEARSED_EXAMPLES, data.labels.length);
  const some = firstOf(data, examples, library);
  // One step each.
  const { network, setTraining, reports } = prepare(
    library,
    some,
    { ...run, epochs: REHEARSED_STEPS, batchSize: examples, random: seededRandom(run.seed) },
    new Dials(run, []),
  );
  return {
    examples,
    step: () => void reports.next(),
    forward: () => {
      setTraining(false);
      network.forward(some.images);
      setTraining(true);
    },
  };
}

function firstOf({ images, labels }: TrainingData, examples: number, library: Library): TrainingData {
  const { cols, data } = images;
  return {
    images: new library.Matrix(examples, cols, data.slice(0, examples * cols)),
    labels: labels.slice(0, examples),
  };
}

/** Most examples and rounds of the measurement below, and its longest time, in milliseconds. */
const MEASURED = { examples: 256, rounds: 8, ms: 2000 };

/** The shortest time of one step with each of two libraries, on the first examples. Nothing of it stays. */
function measureStep(
  own: Library,
  fast: Library,
  data: TrainingData,
  run: NetworkRun & { seed: number },
): Engine['step'] {
  const examples = Math.min(run.batchSize, MEASURED.examples, data.labels.length);
  const stepper = (library: Library): (() => number) => {
    const some = firstOf(data, examples, library);
    const random = seededRandom(run.seed);
    const { reports } = prepare(
      library,
      some,
      { ...run, epochs: MEASURED.rounds, batchSize: examples, random },
      new Dials(run, []),
    );
    return () => {
      const started = performance.now();
      reports.next();
      return performance.now() - started;
    };
  };
  const [stepOwn, stepFast] = [stepper(own), stepper(fast)];
  const best = { own: Infinity, fast: Infinity };
  const started = performance.now();
  for (let round = 0; round < MEASURED.rounds; round++) {
    best.own = Math.min(best.own, stepOwn());
    best.fast = Math.min(best.fast, stepFast());
    if (performance.now() - started > MEASURED.ms) break;
  }
  return { examples, ...best };
}

/** Whether a learner's own `train` does all of it. The reference's pieces can do more, while they run, too. */
const trainsAlone = (run: Extensions, library: Library): boolean =>
  isPlain(run) && library.train !== REFERENCE_LIBRARY.train;

/** What can be changed while it runs: of a learner's library, what its code of this run can do. */
function adjustableIn(config: RunConfig, library: Library): Adjustable[] {
  if (!isLearners(config.network))
    return (['learningRate', 'momentum', 'l2'] as const).map((field) => ({ field, from: 'step' }));
  if (trainsAlone(config, library)) return [{ field: 'learningRate', from: 'epoch' }];
  return [
    { field: 'learningRate', from: 'step' },
    ...(library.Momentum ? [{ field: 'momentum', from: 'step' } as const] : []),
    ...(library.addL2Gradient ? [{ field: 'l2', from: 'step' } as const] : []),
  ];
}

interface Prepared extends BuiltNetwork {
  reports: Iterator<TrainReport>;
  /** Null where nothing remembers. */
  momentum: MomentumMemory | null;
  renewal: Renewal | null;
}

/**
 * A network of a library, and its training: by the library's own `train` where that can do it.
 *
 * @param live what is read anew in each step, or in each epoch
 */
function prepare(library: Library, data: TrainingData, run: NetworkRun, live: Dials): Prepared {
  const { epochs, batchSize, random, stepsBefore } = run;
  const built = buildNetwork(library, run.sizes, run.dropout, random);
  if (!trainsAlone(run, library)) {
    const pieces = piecesFor(library, built.network, live);
    const stepsPerEpoch = Math.ceil(data.labels.length / batchSize);
    const optimizer = new MomentumState(pieces.optimizer, () => built.network.parameters(), stepsPerEpoch);
    const reports = compose({ ...pieces, optimizer }, data, { epochs, batchSize, random, stepsBefore });
    const momentum = {
      read: () => (live.momentum === 0 ? null : optimizer.velocities),
      restore: (velocities: Float32Array[]) => optimizer.restore(velocities),
    };
    return { ...built, reports, momentum, renewal: null };
  }
  // It moves the parameters where they lie, so the next call goes on from them.
  const renewal = new Renewal(live, (learningRate, left) =>
    library.train(built.network as never, data, { learningRate, epochs: left, batchSize, random }),
  );
  return { ...built, reports: renewal.begin(epochs) as Iterator<TrainReport>, momentum: null, renewal };
}

/** The same by the fast kernels. */
function fastly(built: FastTraining, live: Dials): Prepared {
  const { network } = built;
  const momentum = {
    read: () => (live.momentum === 0 ? null : network.velocities()),
    restore: (velocities: Float32Array[]) => network.restoreVelocities(velocities),
  };
  return { ...built, momentum, renewal: null };
}

/** The fast kernels use up a gradient while they make it. Without momentum it follows from the update. */
function gradientsIn(simd: SimdKind | null, dials: Dials): () => GradientSource {
  return () => (simd === null ? 'layers' : dials.momentum === 0 ? 'update' : 'probe');
}

/** The parts of a network, the learner's or the reference's. @throws UserError when one is missing */
export async function libraryFor(code: Material['code']): Promise<Library> {
  if (code === null) {
    return REFERENCE_LIBRARY;
  }
  const required = async (file: string, name: string): Promise<never> => {
    const value = (await code.load(file))[name];
    if (typeof value !== 'function') {
      throw new UserError(`${file} does not export \`${name}\`. Check My Solution there says more.`);
    }
    return value as never;
  };
  const optional = async (file: string, name: string): Promise<never> =>
    (code.has(file) ? ((await code.load(file))[name] ?? null) : null) as never;
  const stepDecay = await optional(lessonFile('learning-rate-schedules'), 'stepDecay');
  return {
    Matrix: await required(MATRIX_FILE, 'Matrix'),
    Dense: await required(lessonFile('dense-layer'), 'Dense'),
    ReLU: await required(lessonFile('relu-layer'), 'ReLU'),
    softmaxCrossEntropy: await required(lessonFile('batch-loss'), 'softmaxCrossEntropy'),
    heWeights: await required(lessonFile('initialisation'), 'heWeights'),
    Network: await required(lessonFile('network'), 'Network'),
    createNetwork: await required(lessonFile('network'), 'createNetwork'),
    shuffle: await required(lessonFile('training-loop'), 'shuffle'),
    train: await required(lessonFile('training-loop'), 'train'),
    addL2Gradient: await optional(lessonFile('regularization'), 'addL2Gradient'),
    Dropout: await optional(lessonFile('dropout'), 'Dropout'),
    Momentum: await optional(lessonFile('momentum'), 'Momentum'),
    schedules:
      stepDecay === null
        ? null
        : {
            stepDecay,
            cosine: await required(lessonFile('learning-rate-schedules'), 'cosine'),
            oneCycle: await required(lessonFile('learning-rate-schedules'), 'oneCycle'),
          },
  };
}
