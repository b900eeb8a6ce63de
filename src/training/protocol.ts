/**
 * What the host and the training child say to each other, and what a run is made of.
 * Every message is a member of a union with a string tag; both ends switch over it exhaustively.
 */
import type { SourceSet } from '../course/sources';

export type ExperimentId = 'line' | '3-or-7' | 'two-moons' | 'mnist';
export type NetworkChoice = 'mine' | 'reference' | 'fast';
export type Schedule = 'constant' | 'step' | 'cosine' | 'one-cycle';

/** `mnist`: the cached or downloaded data. `digits`: the built-in ones. Otherwise the folder that holds the four IDX files. */
export type DataChoice = { kind: 'mnist' } | { kind: 'digits' } | { kind: 'folder'; folder: string };

/** Everything that decides a run. The same configuration gives the same run. */
export interface RunConfig {
  experiment: ExperimentId;
  network: NetworkChoice;
  /** Unused by `line` and `two-moons`, whose data are made from the seed. */
  data: DataChoice;
  /** Sizes of the hidden layers, `mnist` only. */
  hidden: number[];
  epochs: number;
  batchSize: number;
  learningRate: number;
  momentum: number;
  l2: number;
  dropout: number;
  schedule: Schedule;
  seed: number;
  /** At most so many training examples; null for all. */
  limit: number | null;
}

/** One step of training. */
export interface StepMetric {
  /** Counts from 1, through the whole run. */
  step: number;
  /** Counts from 1. */
  epoch: number;
  /** Loss of this step's mini-batch before its update. */
  loss: number;
}

/** One epoch of training. */
export interface EpochMetric {
  /** Counts from 1. */
  epoch: number;
  /** Mean of the losses of the epoch's steps. */
  trainLoss: number;
  /** Null where an experiment has no test data. */
  testLoss: number | null;
  /** 0 … 1, null where an experiment has no classes. */
  testAccuracy: number | null;
  /** Time spent training in this epoch, without evaluation and pauses. */
  seconds: number;
  samplesPerSecond: number;
}

/** What there is to look at besides curves. */
export type Picture =
  | { kind: 'line'; xs: number[]; ys: number[]; weight: number; bias: number }
  | { kind: 'weights'; rows: number; cols: number; values: number[] };

/** Where an error arose: path in the learner's folder, 1-based line and column. */
export interface CodeLocation {
  file: string;
  line: number;
  column: number;
}

export type RunState = 'preparing' | 'running' | 'paused' | 'finished' | 'stopped' | 'failed';

/** What a run is made of, said once when the data are loaded. */
export interface RunInfo {
  /** In words, for example `MNIST: 12,396 images for training, 2,038 for validation` or `built-in digits: …`. */
  dataDescription: string;
  trainingExamples: number;
  stepsPerEpoch: number;
  totalSteps: number;
  /** Lessons whose reference solution stands in for the learner's code in a run with `mine`. */
  usedReference: string[];
}

/** Starts the one run of a child. */
export interface StartMessage {
  type: 'start';
  config: RunConfig;
  /** Null where the run needs no lesson's code: `mnist` with the reference network. */
  sources: SourceSet | null;
  /** The folder of the four IDX files; null for the built-in digits and where no images are used. */
  dataFolder: string | null;
  /** Lessons whose reference solution stands in for the learner's code; comes back in `RunInfo`. */
  usedReference: string[];
  /** At least so many milliseconds from one step to the next, so that an eye can follow; 0 for full speed. */
  paceMs: number;
}

export type HostToTrainingChild =
  | StartMessage
  | { type: 'pause' }
  | { type: 'resume' }
  /** Do one step, then pause. */
  | { type: 'step' }
  /** Do the rest of this epoch, then pause. */
  | { type: 'epoch' }
  | { type: 'stop' };

export type TrainingChildToHost =
  | { type: 'ready' }
  | { type: 'state'; state: RunState }
  | { type: 'info'; info: RunInfo }
  /** Batched at 10–20 Hz. */
  | { type: 'metrics'; steps: StepMetric[]; epochs: EpochMetric[]; picture: Picture | null }
  | { type: 'failed'; message: string; location: CodeLocation | null };
