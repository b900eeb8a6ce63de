/** Two networks that learn to read digits side by side, from the same batches. What a run reports is that of the first. */
import type { PairedLosses, Picture } from '../../protocol/metrics';
import { type Dataset, limitDataset } from '../data/dataset';
import { type Random, type ResumableRandom, resumableRandom } from '../data/random';
import { Dials } from '../dials';
import { probeOf } from '../inspection/insideLayers';
import type { LayerProbe } from '../inspection/layerProbe';
import { type NetworkShape, type NetworkView, viewOf } from '../inspection/networkView';
import { type Pieces, compose, piecesFor } from '../network/compose';
import type { Parameter } from '../network/layer';
import type { Library, TrainableNetwork } from '../network/library';
import { libraryFor } from '../network/loadLibrary';
import { MomentumState } from '../network/momentumState';
import type { TrainReport, TrainingData } from '../network/train';
import { bounded } from '../thinning';
import type { Kept, Material, Measure, PreparedRun } from './experiment';
import { filtersFrame } from './frames';
import { imagesInfo } from './imagesInfo';
import { interimOf } from './interim';
import { evaluate } from './mnistInside';
import { goOn, initialFor, setParameters } from './mnistStart';
import type { OptimizerMemory } from './mnistTraining';
import { type Span, spanOf } from './resume';
import { checkedSteps } from './steps';

/** Examples on which gradients are shown. */
const PROBE = 200;
/** Most steps whose losses are in the picture. */
const MAX_LOSSES = 400;

/** One of the two, new. */
export interface Learner {
  network: TrainableNetwork;
  shape: NetworkShape;
  /** Left out: the library's. */
  loss?: Pieces['loss'];
}

export interface Pair {
  dataset: Dataset;
  dials: Dials;
  views: readonly [NetworkView, NetworkView];
  networks: readonly [TrainableNetwork, TrainableNetwork];
  losses(): PairedLosses;
  /** The loss of the second is no number any more: it learns no further. */
  isLost(): boolean;
}

/** What differs from experiment to experiment. */
export interface PairKind {
  /** @param randoms of the two: the same numbers */
  make(library: Library, pixels: number, randoms: readonly [Random, Random]): readonly [Learner, Learner];
  /** Called after each step of both. */
  afterStep?(pair: Pair): void;
  /** Called after steps only. */
  picture(pair: Pair): Picture | null;
  layers(pair: Pair): LayerProbe;
  inspect(pair: Pair): PreparedRun['inspect'];
  /** Left out: the first one alone. */
  measure?(pair: Pair, evaluateOne: (view: NetworkView) => ReturnType<Measure>): Measure;
}

export async function preparePair(kind: PairKind, material: Material): Promise<PreparedRun> {
  const { config, from } = material;
  const { seed, epochs, batchSize } = config;
  const library = await libraryFor(material.code);
  const dataset = limitDataset(await material.dataset(), config.limit);
  const { train, validation, test } = dataset;
  const pixels = dataset.rows * dataset.cols;
  const data = { images: new library.Matrix(train.count, pixels, train.images), labels: train.labels };
  const randoms = [resumableRandom(seed), resumableRandom(seed)] as const;
  const learners = kind.make(library, pixels, [randoms[0].next, randoms[1].next]);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const span = spanOf(from, { epochs, stepsPerEpoch, batchSize });
  const dials = new Dials(config, [
    { field: 'learningRate', from: 'step' },
    ...(library.Momentum ? [{ field: 'momentum', from: 'step' } as const] : []),
  ]);
  // Of a network that was lost, nothing was kept.
  let isLost = from?.parameters.length === learners[0].shape.parameters.length;
  const sides = learners.map(
    (learner, i) => new Side(library, learner, data, { ...config, span, dials, stepsPerEpoch, random: randoms[i] }),
  );
  const kept = (): Side[] => (isLost ? sides.slice(0, 1) : sides);
  const shape = { ...learners[0].shape, parameters: kept().flatMap(({ learner }) => learner.shape.parameters) };
  const initial = from ? initialFor(material, shape) : undefined;
  const all = { parameters: () => kept().flatMap((side) => side.parameters()) };
  if (initial)
    setParameters(
      { network: all as TrainableNetwork, setTraining: () => undefined },
      initial.map((one) => one.data),
    );
  const memory: OptimizerMemory = {
    arrays: 1,
    read: () => velocitiesOf(kept()),
    restore: (all) => restoreAll(kept(), all),
  };
  if (from) goOn(from, memory, randoms[0], initial);
  // Networks of other layers draw other weights; what is drawn from here on is the same.
  randoms[1].restore(randoms[0].state());

  const built = (i: number): NetworkView =>
    viewOf(
      library,
      { network: learners[i].network, setTraining: () => undefined },
      learners[i].shape,
      probeOf(train, PROBE),
    );
  const views = [built(0), built(1)] as const;
  let points: { step: number; first: number; second: number | null }[] = [];
  const pair: Pair = {
    dataset,
    dials,
    views,
    networks: [learners[0].network, learners[1].network],
    isLost: () => isLost,
    losses: () => ({
      steps: points.map(({ step }) => step),
      first: points.map(({ first }) => first),
      second: points.flatMap(({ second }) => second ?? []),
    }),
  };
  function* together(): Generator<TrainReport> {
    for (const report of sides[0].reports) {
      const beside = isLost ? undefined : sides[1].reports.next().value?.loss;
      isLost = !Number.isFinite(beside);
      const point = {
        step: span.done.step + report.step,
        first: report.loss,
        second: isLost ? null : (beside ?? null),
      };
      if (Number.isFinite(report.loss)) points = bounded([...points, point], MAX_LOSSES, ({ first }) => first);
      kind.afterStep?.(pair);
      yield report;
    }
  }
  const measured = (examples: typeof test): Measure => {
    const evaluateOne = (view: NetworkView): ReturnType<Measure> => evaluate(view, examples, pixels);
    return kind.measure?.(pair, evaluateOne) ?? (() => evaluateOne(views[0]));
  };
  const interim = interimOf(dataset, views[0]);
  const plan = { loop: 'train', epochs: span.epochsLeft, stepsPerEpoch, batchSize, reportsStep: true, dials, span };
  return {
    info: imagesInfo(dataset, { epochs, stepsPerEpoch }, interim),
    steps: checkedSteps(together(), plan, () => undefined),
    dials,
    validate: validation && measured(validation),
    interim,
    test: { examples: test.count, measure: measured(test) },
    picture: () => (points.length > 0 ? kind.picture(pair) : null),
    frame: () => filtersFrame(views[0].layers()[0].weights, dataset.rows),
    layers: kind.layers(pair),
    inspect: kind.inspect(pair),
    keep: (): Kept => ({
      parameters: all.parameters().map(({ value }) => value.data.slice()),
      velocities: dials.momentum === 0 ? null : memory.read(),
      random: randoms[0].state(),
      startLoss: span.watch.startLoss,
    }),
  };
}

interface SideOptions {
  epochs: number;
  batchSize: number;
  stepsPerEpoch: number;
  span: Span;
  dials: Dials;
  random: ResumableRandom;
}

/** One of the networks and its training. */
class Side {
  readonly learner: Learner;
  readonly optimizer: MomentumState;
  readonly reports: Iterator<TrainReport, undefined> & Iterable<TrainReport>;

  constructor(library: Library, learner: Learner, data: TrainingData, options: SideOptions) {
    const { batchSize, stepsPerEpoch, span, dials, random } = options;
    this.learner = learner;
    const pieces = piecesFor(library, learner.network, dials);
    this.optimizer = new MomentumState(pieces.optimizer, () => this.parameters(), stepsPerEpoch);
    const whole = { ...pieces, loss: learner.loss ?? pieces.loss, optimizer: this.optimizer };
    const plan = { epochs: span.epochsLeft, batchSize, random: random.next, stepsBefore: span.done.step };
    this.reports = compose(whole, data, plan);
  }

  parameters(): Parameter[] {
    return this.learner.network.parameters();
  }
}

function velocitiesOf(sides: readonly Side[]): Float32Array[] | null {
  const read = sides.map(({ optimizer }) => optimizer.velocities);
  return read.every((one) => one !== null) ? read.flat() : null;
}

function restoreAll(sides: readonly Side[], velocities: readonly Float32Array[]): void {
  let place = 0;
  for (const side of sides) side.optimizer.restore(velocities.slice(place, (place += side.parameters().length)));
}
