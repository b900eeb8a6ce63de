/** What decides a run. Values are checked here for type, and for sense by the tables of experiments and hyper-parameters. */
import * as v from 'valibot';
import { type Infer, finite, finites } from './schema';

export const NETWORKS = ['mine', 'mine-fast', 'reference', 'fast'] as const;
/**
 * Who trains: the learner's code; the same with the fast kernels in place of their `matmul`; the course's own code; or the
 * fast kernels alone.
 */
export const NetworkChoice = v.picklist(NETWORKS);
export type NetworkChoice = Infer<typeof NetworkChoice>;

/** `sgd`: plain gradient descent. Whether a run has momentum is what its momentum says; see `optimizerOf`. */
export const OPTIMIZERS = ['sgd', 'momentum', 'adam'] as const;
export const Optimizer = v.picklist(OPTIMIZERS);
export type Optimizer = Infer<typeof Optimizer>;

export const SCHEDULES = ['constant', 'step', 'cosine', 'one-cycle'] as const;
export const Schedule = v.picklist(SCHEDULES);
export type Schedule = Infer<typeof Schedule>;

/** The patients of the clinic. */
export const PATIENTS = ['1', '2', '3', '4', '5', '6'] as const;
export const PatientChoice = v.picklist(PATIENTS);

/** `mnist`: the cached or downloaded data. `digits`: the built-in ones. Otherwise the folder that holds the four IDX files. */
export const DataChoice = v.variant('kind', [
  v.object({ kind: v.literal('mnist') }),
  v.object({ kind: v.literal('digits') }),
  v.object({ kind: v.literal('folder'), folder: v.string() }),
]);
export type DataChoice = Infer<typeof DataChoice>;

/** Everything that decides a run. The same configuration gives the same run. */
export const RunConfig = v.object({
  /** An id of the table of experiments, which refuses others. */
  experiment: v.string(),
  network: NetworkChoice,
  /** Unused by experiments that make their data from the seed. */
  data: DataChoice,
  /** Used by the clinic alone. */
  patient: PatientChoice,
  /** Sizes of the hidden layers. */
  hidden: finites,
  /** Residual blocks of a deep network. */
  blocks: finite,
  epochs: finite,
  batchSize: finite,
  learningRate: finite,
  optimizer: Optimizer,
  /** Above 0 with the optimizer `momentum` only. */
  momentum: finite,
  /** λ: of the L2 penalty; with Adam, of decoupled weight decay. */
  l2: finite,
  dropout: finite,
  /** Ends after so many epochs without a new best validation loss, and the best parameters come back; null: trains all epochs. */
  patience: v.nullable(finite),
  schedule: Schedule,
  seed: finite,
  /** At most so many training examples; null for all. */
  limit: v.nullable(finite),
  /**
   * At most so many images are held back from training, and measured after each epoch. 0: none, and the test images are measured
   * there.
   */
  validation: finite,
});
export type RunConfig = Infer<typeof RunConfig>;
