/** The course's own loop with its pieces: the learner's, or the reference's. It also makes the plan that all others follow. */
import { lessonNumber } from '../../course/lessonNumber';
import type { PlannedNetwork } from '../../protocol/plan';
import type { Dataset, Examples } from '../../training/data/dataset';
import { type Random, seededRandom } from '../../training/data/random';
import { ContractError, UserError } from '../../training/errors';
import { evaluate } from '../../training/experiments/mnistInside';
import type { NetworkKind } from '../../training/experiments/networkKind';
import { checkedSteps } from '../../training/experiments/steps';
import { probeOf } from '../../training/inspection/insideLayers';
import { type NetworkView, viewOf } from '../../training/inspection/networkView';
import type { SimdKind } from '../../training/kernels/module';
import { type Pieces, buildNetwork, compose, learningRates, piecesFor } from '../../training/network/compose';
import { type Library, REFERENCE_LIBRARY } from '../../training/network/library';
import { Matrix } from '../../training/network/matrix';
import { type TrainReport, takeBatch } from '../../training/network/train';
import type { RunConfig } from '../../protocol/config';
import type { Plan } from '../../protocol/plan';
import { courseNetwork } from './courseNetworks';
import { closestToKink } from './kinks';
import { type PlanData, shapeOf, snapshotsFor, textOf } from '../plan';
import type { Trainer } from './trainer';

/** A plan with all the data that the course's loop trains on. */
interface CoursePlan {
  plan: Omit<Plan, 'pixels'>;
  initial: Float32Array[];
  /** One order of all the examples for each epoch that the steps reach into. */
  epochs: Uint32Array[];
}

/**
 * Decides the initial weights and the order of the examples, by the library's own initialisation and shuffle and the
 * random numbers of the run's seed: the same as in a run of the training panel.
 *
 * @param steps at most so many; null for all steps of the run
 */
export function makePlan(library: Library, config: RunConfig, dataset: Dataset, steps: number | null): CoursePlan {
  const { train, test, rows, cols } = dataset;
  const { batchSize, learningRate, momentum, l2, schedule, epochs } = config;
  const { kind, planned } = courseNetwork(config);
  const { sizes } = kind.sizes(rows * cols, config);
  const network = planned(sizes);
  const random = seededRandom(config.seed);
  const initial = readParameters(buildNetwork(library, sizes, 0, random).network, network);
  const stepsPerEpoch = Math.ceil(train.count / batchSize);
  const total = Math.min(steps ?? Infinity, epochs * stepsPerEpoch);
  const orders = Array.from({ length: Math.ceil(total / stepsPerEpoch) }, () =>
    readOrder(library, train.count, random),
  );
  // The schedule of the whole run: of 200 steps of five epochs, the first 200 rates.
  const learningRateAt = learningRates(REFERENCE_LIBRARY, { schedule, learningRate });
  const batchStarts = Array.from({ length: total }, (_, step) => {
    const epoch = Math.floor(step / stepsPerEpoch);
    return epoch * train.count + (step - epoch * stepsPerEpoch) * batchSize;
  });
  const last = Math.ceil(total / stepsPerEpoch) * train.count;
  return {
    plan: {
      network,
      batchStarts: [...batchStarts, Math.min(batchStarts[total - 1] + batchSize, last)],
      learningRates: Array.from({ length: total }, (_, step) => learningRateAt(step, epochs * stepsPerEpoch)),
      momentum,
      l2,
      snapshots: snapshotsFor(total),
      trainCount: train.count,
      testCount: test.count,
    },
    initial,
    epochs: orders,
  };
}

/** The plan as the others get it: with the examples that are used, and no others. */
export function planForOthers(
  { plan, initial, epochs }: CoursePlan,
  { train, test }: Dataset,
): Omit<PlanData, 'plan'> & {
  plan: Omit<Plan, 'pixels'>;
} {
  const end = plan.batchStarts.at(-1) as number;
  const order = new Uint32Array(end);
  epochs.forEach((epoch, i) => {
    const start = i * train.count;
    order.set(epoch.subarray(0, Math.max(0, Math.min(epoch.length, end - start))), start);
  });
  const used = [...new Set(order)];
  const place = new Map(used.map((example, i) => [example, i]));
  const examples = pick(train, used);
  return {
    plan: { ...plan, trainCount: used.length },
    initial,
    train: examples,
    order: order.map((example) => place.get(example) as number),
    test,
  };
}

function pick({ images, labels, count }: Examples, chosen: number[]): Examples {
  const pixels = images.length / count;
  const picked = new Float32Array(chosen.length * pixels);
  chosen.forEach((example, i) => picked.set(images.subarray(example * pixels, (example + 1) * pixels), i * pixels));
  return { images: picked, labels: Uint8Array.from(chosen, (example) => labels[example]), count: chosen.length };
}

interface Started {
  network: Pieces['network'];
  reports: Iterator<TrainReport>;
}

export class CourseTrainer implements Trainer {
  private readonly library: Library;
  private readonly config: RunConfig;
  private readonly dataset: Dataset;
  private readonly plan: CoursePlan;
  private readonly simd: SimdKind | null;
  private readonly data: Parameters<typeof compose>[1];
  private readonly kind: NetworkKind;
  private readonly sizes: number[];
  private network!: Pieces['network'];
  private steps!: Iterator<{ loss: number }, void>;

  /** @param simd the fast kernels; null for the library's own arithmetic */
  constructor(library: Library, config: RunConfig, dataset: Dataset, plan: CoursePlan, simd: SimdKind | null = null) {
    this.simd = simd;
    this.library = library;
    this.config = config;
    this.dataset = dataset;
    this.plan = plan;
    const { train, rows, cols } = dataset;
    this.kind = courseNetwork(config).kind;
    this.sizes = this.kind.sizes(rows * cols, config).sizes;
    this.data = { images: new library.Matrix(train.count, rows * cols, train.images), labels: train.labels };
    this.reset();
  }

  /** A new network with these parameters, left out: with the initial ones, and a loop that begins. */
  reset(parameters = this.plan.initial): void {
    const { config, simd } = this;
    const { epochs, batchSize } = config;
    const { network, reports } = simd === null ? this.start(parameters) : this.startFast(simd, parameters);
    const stepsPerEpoch = Math.ceil(this.dataset.train.count / batchSize);
    this.network = network;
    this.steps = checkedSteps(
      reports,
      { loop: 'train', epochs, stepsPerEpoch, batchSize, reportsStep: true, dials: config },
      () => undefined,
    );
  }

  private start(parameters: Float32Array[]): Started {
    const { library, config, plan } = this;
    const { epochs, batchSize, seed } = config;
    const { network } = buildNetwork(library, this.sizes, 0, seededRandom(seed));
    network.parameters().forEach(({ value }, i) => value.data.set(parameters[i]));
    let epoch = 0;
    const pieces: Pieces = { ...piecesFor(library, network, config), shuffle: () => plan.epochs[epoch++] };
    return { network, reports: compose(pieces, this.data, { epochs, batchSize, random: () => 0 }) };
  }

  /** The fast network draws the random numbers of the seed as the reference does, and so as the plan. */
  private startFast(simd: SimdKind, parameters: Float32Array[]): Started {
    const { config, kind, sizes } = this;
    const shapes = shapeOf(this.plan.plan.network).parameters;
    const initial = shapes.map(({ rows, cols }, i) => new Matrix(rows, cols, parameters[i]));
    return kind.prepareFast(simd, this.data, { ...config, sizes, initial, random: seededRandom(config.seed) });
  }

  step(step: number): number {
    const { done, value } = this.steps.next();
    if (done) throw new Error(`the loop ended before step ${step + 1}.`);
    return value.loss;
  }

  parameters(): Float32Array[] {
    return readParameters(this.network, this.plan.plan.network);
  }

  closestToKink(step: number): number {
    const { batchStarts, network } = this.plan.plan;
    if (network.type !== 'mlp') return Infinity;
    const { count } = this.dataset.train;
    const epoch = Math.floor(batchStarts[step] / count);
    const chosen = this.plan.epochs[epoch].subarray(
      batchStarts[step] - epoch * count,
      batchStarts[step + 1] - epoch * count,
    );
    return closestToKink(this.parameters(), network.sizes, takeBatch(this.data, chosen));
  }

  logits(parameters: Float32Array[], count: number): Float32Array {
    this.reset(parameters);
    const { inputs: pixels } = shapeOf(this.plan.plan.network);
    return this.view().logits(this.dataset.test.images.slice(0, count * pixels), count);
  }

  evaluate(): { testLoss: number; testAccuracy: number } {
    const { dataset } = this;
    const measuring = evaluate(this.view(), dataset.test, dataset.rows * dataset.cols);
    for (;;) {
      const { done, value } = measuring.next();
      if (done) return { testLoss: value.loss, testAccuracy: value.accuracy };
    }
  }

  private view(): NetworkView {
    const { dataset, library, network } = this;
    const built = { network, setTraining: () => undefined };
    return viewOf(library, built, shapeOf(this.plan.plan.network), probeOf(dataset.train, 1));
  }
}

/** Copies. @throws UserError when a learner's network does not have the parameters of the plan's */
function readParameters(network: Pieces['network'], planned: PlannedNetwork): Float32Array[] {
  const parameters = network.parameters();
  const { parameters: shapes, lesson } = shapeOf(planned);
  const wrong = shapes.findIndex(
    ({ rows, cols }, i) => parameters[i]?.value?.rows !== rows || parameters[i].value.cols !== cols,
  );
  if (parameters.length !== shapes.length || wrong >= 0) {
    throw new UserError(
      `The network has ${parameters.length} parameters, and ${textOf(planned)} has ${shapes.length}: ` +
        `${shapes.map(({ rows, cols }) => `${rows}×${cols}`).join(', ')}. ` +
        `So it cannot be compared. Check My Solution in lesson ${lessonNumber(lesson)} says more.`,
    );
  }
  return parameters.map(({ value }) => Float32Array.from(value.data));
}

function readOrder(library: Library, count: number, random: Random): Uint32Array {
  const order = Uint32Array.from(library.shuffle(count, random));
  const seen = new Uint8Array(count);
  for (const example of order) seen[example] = 1;
  if (order.length !== count || seen.includes(0)) {
    throw new ContractError(
      'shuffle',
      `\`shuffle\` must return each number from 0 to ${count - 1} once. Check My Solution in lesson ${lessonNumber('training-loop')} says more.`,
    );
  }
  return order;
}
