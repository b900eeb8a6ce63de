/** MNIST (lesson 3.8): the complete network on all ten digits, with the options of Part 4. */
import { t } from '../../course/l10n';
import { lessonFile, lessonNumber } from '../../course/lessonNumber';
import { MATRIX_FILE } from '../lessonFiles';
import { limitDataset } from '../data/dataset';
import { type ResumableRandom, resumableRandom, seededRandom } from '../data/random';
import { describeData } from '../describe';
import { InputError, UserError } from '../errors';
import { probeOf } from '../inspection/insideLayers';
import { inspectorFor } from '../inspection/inspector';
import { viewOf } from '../inspection/networkView';
import { type SimdKind, bestSimd } from '../kernels/module';
import { type FastRun, prepareFast } from '../kernels/train';
import {
  type BuiltNetwork,
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
import type { Engine } from '../../protocol/run';
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import type { LayerParameters } from '../../protocol/inspection';
import type { RunConfig } from '../../protocol/config';
import type { Experiment, ExperimentRow, Kept, Material } from './experiment';
import { CLASSES, type GradientSource, classifierOf, evaluate, layersOf } from './mnistInside';
import { fitting, spanOf } from './resume';
import { checkedSteps } from './steps';

export const mnist: ExperimentRow = {
  title: () => 'MNIST',
  description: 'The complete network learns to read all ten digits',
  summary: () => t('The complete network learns to read all ten handwritten digits.'),
  outlook: () => t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
  lesson: 'training-loop',
  fields: 'all',
  initial: { hidden: [128], validation: 5000 },
  classes: ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
  digits: { train: 12_000, validation: 2_000, test: 2_000 },
  isComplete: true,
  hasBaseline: false,
};

/** Examples on which gradients are shown. */
const PROBE = 200;

export const prepareMnist: Experiment = async (material) => {
  const { config } = material;
  const { seed, learningRate, epochs, batchSize, hidden } = config;
  const library = await libraryFor(material.fast?.code ?? material.code);
  const simd = config.network === 'fast' ? bestSimd() : null;
  const dataset = limitDataset(await material.dataset(), config.limit);
  const { train, validation, test } = dataset;
  const pixels = dataset.rows * dataset.cols;
  const random = resumableRandom(seed);
  const data = { images: new library.Matrix(train.count, pixels, train.images), labels: train.labels };
  const sizes = [pixels, ...hidden, CLASSES];
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const span = spanOf(material.from, { epochs, stepsPerEpoch, batchSize });
  const whole = { ...config, sizes, random: random.next };
  const run = { ...whole, epochs: span.epochsLeft, stepsBefore: span.done.step };
  const initial = initialFor(material, sizes);
  const { reports, momentum, ...built } = simd ? fastly(simd, data, { ...run, initial }) : prepare(library, data, run);
  if (initial && !simd) startFrom(built, initial);
  if (material.from) goOn(material.from, momentum, random, initial);
  const engine = material.onlyLook
    ? null
    : await engineFor(material, simd, (own) => measureStep(own, library, data, whole));
  const view = viewOf(library, built, sizes, probeOf(train, PROBE));
  const rateAt = learningRates(library, config.schedule, learningRate);
  const plan = {
    loop: 'train',
    epochs: span.epochsLeft,
    stepsPerEpoch,
    batchSize,
    reportsStep: true,
    learningRate,
    span,
  };
  return {
    info: {
      dataDescription: describeData(dataset.name, train.count, validation?.count ?? 0, test.count),
      trainingExamples: train.count,
      validationExamples: validation?.count ?? 0,
      stepsPerEpoch,
      totalSteps: epochs * stepsPerEpoch,
      ...(engine && { engine }),
    },
    steps: checkedSteps(reports, plan, () => undefined),
    validate: validation && (() => evaluate(view, validation, pixels)),
    test: { examples: test.count, measure: () => evaluate(view, test, pixels) },
    picture: () => null,
    layers: layersOf(view, gradientsIn(simd, config), (step) => rateAt(step - 1, epochs * stepsPerEpoch)),
    inspect: inspectorFor(classifierOf(dataset, view), view, null),
    keep: (): Kept => ({
      parameters: view.layers().flatMap(({ weights, bias }) => [weights.data.slice(), bias.slice()]),
      velocities: momentum?.read() ?? null,
      random: random.state(),
      startLoss: span.watch.startLoss,
    }),
  };
};

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
function initialFor({ from, initial }: Material, sizes: readonly number[]): Matrix[] | undefined {
  if (from) return keptOf(from.parameters, sizes);
  return initial ? initialOf(initial, sizes) : undefined;
}

function keptOf(kept: readonly Numbers[], sizes: readonly number[]): Matrix[] {
  const shapes = sizes.slice(1).flatMap((cols, i) => [
    [sizes[i], cols],
    [1, cols],
  ]);
  const parts = fitting(
    kept,
    shapes.map(([rows, cols]) => rows * cols),
  );
  return parts.map((part, i) => new Matrix(shapes[i][0], shapes[i][1], Float32Array.from(part)));
}

/** @throws InputError when the layers are not those of the run */
function initialOf(layers: readonly LayerParameters[], sizes: readonly number[]): Matrix[] {
  const given = [layers[0]?.weights.rows, ...layers.map(({ weights }) => weights.cols)];
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
  { config, code, fast }: Material,
  simd: SimdKind | null,
  measure: (own: Library) => Engine['step'],
): Promise<Engine | null> {
  if (config.network === 'fast') return { kernels: simd ?? 'none', step: null };
  if (fast === null) return null;
  return { kernels: fast.kernels, step: measure(await libraryFor(code)) };
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
    const { cols, data: pixels } = data.images;
    const images = new library.Matrix(examples, cols, pixels.slice(0, examples * cols));
    const some = { images, labels: data.labels.slice(0, examples) };
    const random = seededRandom(run.seed);
    const { reports } = prepare(library, some, { ...run, epochs: MEASURED.rounds, batchSize: examples, random });
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

interface Prepared extends BuiltNetwork {
  reports: Iterator<TrainReport>;
  /** Null without momentum. */
  momentum: MomentumMemory | null;
}

/** A network of a library, and its training: by the library's own `train` where that can do it. */
function prepare(library: Library, data: TrainingData, run: NetworkRun): Prepared {
  const { learningRate, epochs, batchSize, random, stepsBefore } = run;
  const built = buildNetwork(library, run.sizes, run.dropout, random);
  if (isPlain(run)) {
    const options = { learningRate, epochs, batchSize, random };
    return { ...built, reports: library.train(built.network as never, data, options), momentum: null };
  }
  const pieces = piecesFor(library, built.network, run);
  const stepsPerEpoch = Math.ceil(data.labels.length / batchSize);
  const optimizer = new MomentumState(pieces.optimizer, () => built.network.parameters(), stepsPerEpoch);
  const reports = compose({ ...pieces, optimizer }, data, { epochs, batchSize, random, stepsBefore });
  const momentum = { read: () => optimizer.velocities, restore: (v: Float32Array[]) => optimizer.restore(v) };
  return { ...built, reports, momentum: run.momentum === 0 ? null : momentum };
}

/** The same by the fast kernels. */
function fastly(simd: SimdKind, data: TrainingData, run: FastRun): Prepared {
  const built = prepareFast(simd, data, run);
  const { network } = built;
  const momentum = { read: () => network.velocities(), restore: (v: Float32Array[]) => network.restoreVelocities(v) };
  return { ...built, momentum: run.momentum === 0 ? null : momentum };
}

/** The fast kernels use up a gradient while they make it. Without momentum it follows from the update. */
function gradientsIn(simd: SimdKind | null, { momentum }: RunConfig): GradientSource {
  return simd === null ? 'layers' : momentum === 0 ? 'update' : 'probe';
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
