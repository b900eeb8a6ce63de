/** The training of MNIST: by the library's own `train`, by its pieces, or by the fast kernels. */
import type { Adjustable } from '../../protocol/adjust';
import type { RunConfig } from '../../protocol/config';
import type { Dials } from '../dials';
import { isLearners } from '../engine';
import type { SimdKind } from '../kernels/module';
import type { FastTraining } from '../kernels/train';
import {
  type BuiltNetwork,
  type Extensions,
  type NetworkRun,
  buildNetwork,
  compose,
  isPlain,
  piecesFor,
} from '../network/compose';
import { Adam } from '../network/adam';
import { type Library, REFERENCE_LIBRARY } from '../network/library';
import { MomentumState } from '../network/momentumState';
import type { TrainReport, TrainingData } from '../network/train';
import type { GradientSource } from './mnistInside';
import { setParameters } from './mnistStart';
import { Renewal } from './renewal';

/** What an optimizer remembers, and how it comes back. */
export interface OptimizerMemory {
  /** Arrays for each of the parameters. */
  arrays: number;
  read(): Float32Array[] | null;
  /** @param steps that were done before */
  restore(memory: Float32Array[], steps: number): void;
}

/** Whether a learner's own `train` does all of it. The reference's pieces can do more, while they run, too. */
const trainsAlone = (run: Extensions, library: Library): boolean =>
  isPlain(run) && library.train !== REFERENCE_LIBRARY.train;

/** What can be changed while it runs: of a learner's library, what its code of this run can do. */
export function adjustableIn(config: RunConfig, library: Library): Adjustable[] {
  const isAdam = config.optimizer === 'adam';
  if (!isLearners(config.network))
    return (['learningRate', 'momentum', 'l2'] as const)
      .filter((field) => field !== 'momentum' || !isAdam)
      .map((field) => ({ field, from: 'step' }));
  // A learner's Adam gets its weight decay once, and another one would begin without a memory.
  if (isAdam) return [{ field: 'learningRate', from: 'step' }];
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
  memory: OptimizerMemory | null;
  renewal: Renewal | null;
  /** Sets the parameters. */
  write(parameters: readonly ArrayLike<number>[]): void;
}

/**
 * A network of a library, and its training: by the library's own `train` where that can do it.
 *
 * @param live what is read anew in each step, or in each epoch
 */
export function prepare(library: Library, data: TrainingData, run: NetworkRun, live: Dials): Prepared {
  const { epochs, batchSize, random, stepsBefore } = run;
  const network = buildNetwork(library, run.sizes, run.dropout, random);
  const write: Prepared['write'] = (parameters) => setParameters(network, parameters);
  const built = { ...network, write };
  if (!trainsAlone(run, library)) {
    const pieces = piecesFor(library, built.network, live);
    const plan = { epochs, batchSize, random, stepsBefore };
    if (live.optimizer === 'adam')
      return { ...built, reports: compose(pieces, data, plan), memory: adamMemory(pieces.optimizer), renewal: null };
    const stepsPerEpoch = Math.ceil(data.labels.length / batchSize);
    const optimizer = new MomentumState(pieces.optimizer, () => built.network.parameters(), stepsPerEpoch);
    const reports = compose({ ...pieces, optimizer }, data, plan);
    const memory = {
      arrays: 1,
      read: () => (live.momentum === 0 ? null : optimizer.velocities),
      restore: (velocities: Float32Array[]) => optimizer.restore(velocities),
    };
    return { ...built, reports, memory, renewal: null };
  }
  // It moves the parameters where they lie, so the next call goes on from them.
  const renewal = new Renewal(live, (learningRate, left) =>
    library.train(built.network as never, data, { learningRate, epochs: left, batchSize, random }),
  );
  return { ...built, reports: renewal.begin(epochs) as Iterator<TrainReport>, memory: null, renewal };
}

/** Where a learner's Adam keeps its means is theirs to decide, so they cannot be kept: null. */
function adamMemory(optimizer: object): OptimizerMemory | null {
  if (!(optimizer instanceof Adam)) return null;
  return { arrays: 2, read: () => optimizer.memory(), restore: (memory, steps) => optimizer.restore(memory, steps) };
}

/** The same by the fast kernels. */
export function fastly(built: FastTraining, live: Dials): Prepared {
  const { network } = built;
  const isAdam = live.optimizer === 'adam';
  const memory = {
    arrays: isAdam ? 2 : 1,
    read: () => (isAdam || live.momentum !== 0 ? network.velocities() : null),
    restore: (velocities: Float32Array[]) => network.restoreVelocities(velocities),
  };
  return { ...built, memory, renewal: null, write: (parameters) => network.setParameters(parameters) };
}

/** The fast kernels use up a gradient while they make it, but for Adam. Without momentum it follows from the update. */
export function gradientsIn(simd: SimdKind | null, dials: Dials): () => GradientSource {
  return () => (simd === null || dials.optimizer === 'adam' ? 'layers' : dials.momentum === 0 ? 'update' : 'probe');
}
