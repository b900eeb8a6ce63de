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
import { type Library, REFERENCE_LIBRARY } from '../network/library';
import { MomentumState } from '../network/momentumState';
import type { TrainReport, TrainingData } from '../network/train';
import type { GradientSource } from './mnistInside';
import { Renewal } from './renewal';

/** What momentum remembers, and how it comes back. */
export interface MomentumMemory {
  read(): Float32Array[] | null;
  restore(velocities: Float32Array[]): void;
}

/** Whether a learner's own `train` does all of it. The reference's pieces can do more, while they run, too. */
const trainsAlone = (run: Extensions, library: Library): boolean =>
  isPlain(run) && library.train !== REFERENCE_LIBRARY.train;

/** What can be changed while it runs: of a learner's library, what its code of this run can do. */
export function adjustableIn(config: RunConfig, library: Library): Adjustable[] {
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
export function prepare(library: Library, data: TrainingData, run: NetworkRun, live: Dials): Prepared {
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
export function fastly(built: FastTraining, live: Dials): Prepared {
  const { network } = built;
  const momentum = {
    read: () => (live.momentum === 0 ? null : network.velocities()),
    restore: (velocities: Float32Array[]) => network.restoreVelocities(velocities),
  };
  return { ...built, momentum, renewal: null };
}

/** The fast kernels use up a gradient while they make it. Without momentum it follows from the update. */
export function gradientsIn(simd: SimdKind | null, dials: Dials): () => GradientSource {
  return () => (simd === null ? 'layers' : dials.momentum === 0 ? 'update' : 'probe');
}
