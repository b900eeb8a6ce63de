/** The training loop of the fast kernels. */
import { type BuiltNetwork, type Extensions, type NetworkRun, buildNetwork, learningRates } from '../network/compose';
import { REFERENCE_LIBRARY, type TrainableNetwork } from '../network/library';
import type { Matrix } from '../network/matrix';
import { shuffle } from '../network/shuffle';
import type { TrainingData, TrainReport } from '../network/train';
import { createConvNet, CONV_NET } from '../network/convNet';
import { FastConvNet } from './fastConvNet';
import { FastNetwork } from './fastNetwork';
import type { SimdKind } from './module';
import { type Move, RULES } from './passes';

export interface FastRun extends NetworkRun {
  /** What to start from, as `parameters()` has it; left out: He weights. The random numbers are drawn all the same. */
  initial?: Matrix[];
}

/** What the loop and a run's checkpoints need of a network of the kernels. */
export interface KernelNetwork extends TrainableNetwork {
  setOrder(order: ArrayLike<number>): void;
  /** Left out where nothing is dropped. */
  drawMasks?(rows: number, next: () => number): void;
  step(start: number, rows: number, move: Move): number;
  setParameters(parameters: readonly ArrayLike<number>[]): void;
  stand(): void;
  velocities(): Float32Array[] | null;
  restoreVelocities(velocities: readonly ArrayLike<number>[]): void;
}

export type FastTraining = BuiltNetwork & { network: KernelNetwork; reports: Generator<TrainReport> };

/**
 * A network of dense layers and its training. It draws the same random numbers as the reference does, in the same order: so the same seed
 * starts from the same weights, shuffles alike and drops the same neurons, and only rounding differs.
 *
 * @param live what is read anew in each step; left out: the run's own values, which stay
 * @throws UserError when there is not enough memory
 */
export function prepareFast(simd: SimdKind, data: TrainingData, run: FastRun, live: Extensions = run): FastTraining {
  const { sizes, optimizer, momentum, dropout, batchSize, random } = run;
  const start = buildNetwork(REFERENCE_LIBRARY, sizes, 0, random).network;
  const network = new FastNetwork(simd, {
    sizes,
    initial: run.initial ?? start.parameters().map(({ value }) => value),
    data,
    batchSize: Math.min(batchSize, data.labels.length),
    // Where it may come later, there must be room for it.
    momentum: momentum !== 0 || live !== run,
    adam: optimizer === 'adam',
    dropout: dropout !== 0,
  });
  return trainingOf(network, data, run, live);
}

/** The same for the convolutional network, which has no dropout. */
export function prepareFastConv(
  simd: SimdKind,
  data: TrainingData,
  run: FastRun,
  live: Extensions = run,
): FastTraining {
  const { optimizer, momentum, batchSize, random } = run;
  const start = createConvNet(random);
  const network = new FastConvNet(simd, {
    spec: CONV_NET,
    initial: run.initial ?? start.parameters().map(({ value }) => value),
    data,
    batchSize: Math.min(batchSize, data.labels.length),
    momentum: momentum !== 0 || live !== run,
    adam: optimizer === 'adam',
  });
  return trainingOf(network, data, run, live);
}

function trainingOf(network: KernelNetwork, data: TrainingData, run: FastRun, live: Extensions): FastTraining {
  return {
    network,
    // `forward` never drops anything; only `step` does.
    setTraining: () => undefined,
    reports: trainFast(network, data.labels.length, run, live),
  };
}

function* trainFast(network: KernelNetwork, count: number, run: FastRun, live: Extensions): Generator<TrainReport> {
  const { epochs, batchSize, random, dropout } = run;
  const learningRateAt = learningRates(REFERENCE_LIBRARY, live);
  let last = live.momentum;
  const scale = 1 / (1 - dropout);
  const factor = (): number => (random() >= dropout ? scale : 0);
  const stepsBefore = run.stepsBefore ?? 0;
  const totalSteps = stepsBefore + epochs * Math.ceil(count / batchSize);
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    network.setOrder(shuffle(count, random));
    for (let start = 0; start < count; start += batchSize) {
      const rows = Math.min(batchSize, count - start);
      if (dropout !== 0) network.drawMasks?.(rows, factor);
      const { momentum, l2 } = live;
      if (momentum !== last) network.stand();
      last = momentum;
      const isAdam = live.optimizer === 'adam';
      const rule: Move['rule'] = isAdam
        ? RULES.adam
        : momentum !== 0
          ? RULES.momentum
          : l2 !== 0
            ? RULES.penalty
            : RULES.plain;
      const learningRate = learningRateAt(stepsBefore + step, totalSteps);
      const loss = network.step(start, rows, { rule, learningRate, momentum, l2, step: stepsBefore + step + 1 });
      step++;
      yield { epoch, step, loss };
    }
  }
}
