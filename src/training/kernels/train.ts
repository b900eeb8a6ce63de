/** The training loop of the fast kernels. */
import { type BuiltNetwork, type Extensions, type NetworkRun, buildNetwork, learningRates } from '../network/compose';
import { REFERENCE_LIBRARY } from '../network/library';
import type { Matrix } from '../network/matrix';
import { shuffle } from '../network/shuffle';
import type { TrainingData, TrainReport } from '../network/train';
import { FastNetwork } from './fastNetwork';
import type { SimdKind } from './module';
import { type Move, RULES } from './passes';

export interface FastRun extends NetworkRun {
  /** What to start from, as `parameters()` has it; left out: He weights. The random numbers are drawn all the same. */
  initial?: Matrix[];
}

/**
 * A network and its training. It draws the same random numbers as the reference does, in the same order: so the same seed
 * starts from the same weights, shuffles alike and drops the same neurons, and only rounding differs.
 *
 * @param live what is read anew in each step; left out: the run's own values, which stay
 * @throws UserError when there is not enough memory
 */
export function prepareFast(
  simd: SimdKind,
  data: TrainingData,
  run: FastRun,
  live: Extensions = run,
): BuiltNetwork & { network: FastNetwork; reports: Generator<TrainReport> } {
  const { sizes, momentum, dropout, batchSize, random } = run;
  const start = buildNetwork(REFERENCE_LIBRARY, sizes, 0, random).network;
  const network = new FastNetwork(simd, {
    sizes,
    initial: run.initial ?? start.parameters().map(({ value }) => value),
    data,
    batchSize: Math.min(batchSize, data.labels.length),
    // Where it may come later, there must be room for it.
    momentum: momentum !== 0 || live !== run,
    dropout: dropout !== 0,
  });
  return {
    network,
    // `forward` never drops anything; only `step` does.
    setTraining: () => undefined,
    reports: trainFast(network, data.labels.length, run, live),
  };
}

function* trainFast(network: FastNetwork, count: number, run: FastRun, live: Extensions): Generator<TrainReport> {
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
      if (dropout !== 0) network.drawMasks(rows, factor);
      const { momentum, l2 } = live;
      if (momentum !== last) network.stand();
      last = momentum;
      const rule: Move['rule'] = momentum !== 0 ? RULES.momentum : l2 !== 0 ? RULES.penalty : RULES.plain;
      const learningRate = learningRateAt(stepsBefore + step, totalSteps);
      const loss = network.step(start, rows, { rule, learningRate, momentum, l2 });
      step++;
      yield { epoch, step, loss };
    }
  }
}
