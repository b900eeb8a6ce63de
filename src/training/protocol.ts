/**
 * What the host and the training child say to each other, and what a run is made of.
 * Every message is a member of a union with a string tag; both ends switch over it exhaustively.
 */
import type { SourceSet } from '../protocol/sources';

export type ExperimentId = 'line' | '3-or-7' | 'two-moons' | 'mnist';
/**
 * Who trains: the learner's code; the same with the fast kernels in place of their `matmul`; the course's own code; or the
 * fast kernels alone.
 */
export type NetworkChoice = 'mine' | 'mine-fast' | 'reference' | 'fast';
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

/** How the layers moved in one step. Measured a few times a second, not in every step. */
export interface LayerSample {
  /** Counts from 1, through the whole run. */
  step: number;
  /** Counts from 1. */
  epoch: number;
  /** Of this step. */
  learningRate: number;
  /** From the input to the output. */
  layers: LayerMotion[];
}

export interface LayerMotion {
  /** `hidden 1`, `hidden 2`, … and `output`; `weights` where there is one layer only. */
  name: string;
  /** ‖gradient of the weights‖₂. */
  gradientNorm: number;
  /** ‖update of the weights‖₂ / ‖weights before it‖₂; about 0.001 in a run that goes well. 0 for weights that are all 0. */
  updateRatio: number;
}

/** What there is to look at besides curves. */
export type Picture =
  | { kind: 'line'; xs: number[]; ys: number[]; weight: number; bias: number }
  | { kind: 'weights'; rows: number; cols: number; values: number[] }
  | {
      kind: 'moons';
      /** The points of the training data, [x, y] each. */
      xs: number[][];
      /** 0 or 1, one a point. */
      labels: number[];
      /** The part of the plane that `probabilities` covers. */
      area: { left: number; right: number; bottom: number; top: number };
      cols: number;
      rows: number;
      /** Probability of class 1 at the middle of each cell, row by row from the top. */
      probabilities: number[];
    };

/** What can be asked of a network while its child lives: running, paused, or over and kept (`StartMessage.watched`). */
export type InspectRequest =
  /** How often each class was taken for each, on the test data. */
  | { kind: 'confusion' }
  /** The test images of one cell of that matrix. */
  | { kind: 'cell'; truth: number; predicted: number }
  /** The test images that are read wrongly, highest loss first. */
  | { kind: 'worst' }
  /** The weights of the first layer, as images. */
  | { kind: 'filters' }
  /** What the hidden layers make of one test image. */
  | { kind: 'activations'; index: number }
  /** The gradients of each layer on a probe batch: vanishing ones, dead ReLUs. */
  | { kind: 'gradients' }
  /** What an image is taken for: rows · cols values, 0 … 1, row by row. */
  | { kind: 'predict'; pixels: number[] }
  /** All parameters, to write them to a file. */
  | { kind: 'weights' };

/** Most images in an answer. */
export const MAX_DIGITS = 30;
/** Most first-layer weights in an answer. */
export const MAX_FILTERS = 64;

/** One test image and what the network makes of it. */
export interface DigitView {
  /** Place in the test data, from 0. */
  index: number;
  label: number;
  predicted: number;
  /** Cross-entropy, in nats. */
  loss: number;
  /** By class; their sum is 1. */
  probabilities: number[];
  /** Bytes 0 … 255, row by row. */
  pixels: number[];
}

/** The gradients of one layer on a probe batch. */
export interface GradientView {
  /** As in `LayerMotion`. */
  name: string;
  /** Histogram of the gradient of the weights: `counts[i]` lie from `edges[i]` to `edges[i + 1]`. */
  edges: number[];
  counts: number[];
  /** Share of entries that are exactly 0. */
  zeroShare: number;
  /** Units whose ReLU is 0 for the whole probe batch; null where no ReLU follows. */
  deadUnits: number | null;
  units: number;
  /** ‖gradient of the weights‖₂. */
  norm: number;
}

/** The answer to an `InspectRequest`. `step`: how far the network was trained; classes count from 0. */
export type Inspection =
  /** Row: the truth; column: the prediction. */
  | { kind: 'confusion'; classes: string[]; matrix: number[][]; step: number }
  | {
      kind: 'cell';
      truth: number;
      predicted: number;
      /** How many images are in this cell; `digits` holds at most `MAX_DIGITS` of them, highest loss first. */
      count: number;
      digits: DigitView[];
      classes: string[];
      rows: number;
      cols: number;
      step: number;
    }
  | { kind: 'worst'; digits: DigitView[]; classes: string[]; rows: number; cols: number; step: number }
  /** At most `MAX_FILTERS`, of `of`. */
  | { kind: 'filters'; rows: number; cols: number; filters: number[][]; of: number; step: number }
  | {
      kind: 'activations';
      digit: DigitView;
      classes: string[];
      rows: number;
      cols: number;
      /** The hidden layers, behind their ReLU, then the output: the logits. */
      layers: { name: string; values: number[] }[];
      /** How many test images there are. */
      of: number;
      step: number;
    }
  /** `probe`: how many examples the probe batch has. */
  | { kind: 'gradients'; layers: GradientView[]; probe: number; step: number }
  | {
      kind: 'predict';
      classes: string[];
      probabilities: number[];
      predicted: number;
      /** The hidden layers, behind their ReLU; none in a linear model. */
      layers: { name: string; values: number[] }[];
      step: number;
    }
  /** Weights: inputs × outputs, row by row. */
  | {
      kind: 'weights';
      layers: { weights: { rows: number; cols: number; data: Float32Array }; bias: Float32Array }[];
      step: number;
    }
  /** In a sentence for the learner. */
  | { kind: 'unavailable'; reason: string };

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
  /** With `fast` and `mine-fast`. */
  engine?: Engine;
  /** The name of the file whose weights it started from; left out: random weights. The host adds it. */
  startedFrom?: string;
}

/** Who multiplies matrices where it is not the code of a lesson. */
export interface Engine {
  /** The module of the kernels; `none` where WebAssembly has no SIMD: then plain TypeScript multiplies. */
  kernels: 'relaxed SIMD' | 'SIMD' | 'none';
  /** With `mine-fast`: milliseconds of one step on so many examples, with the learner's own `matmul` and with the fast products. */
  step: { examples: number; own: number; fast: number } | null;
}

/** The parameters of a dense layer: weights (inputs × outputs, row by row) and one bias for each output. */
export interface LayerParameters {
  weights: { rows: number; cols: number; data: Float32Array };
  bias: Float32Array;
}

/** Starts the one run of a child. */
export interface StartMessage {
  type: 'start';
  config: RunConfig;
  /** Null where the run needs no lesson's code: `mnist` with the reference network or the fast kernels. */
  sources: SourceSet | null;
  /** The folder of the four IDX files; null for the built-in digits and where no images are used. */
  dataFolder: string | null;
  /** Lessons whose reference solution stands in for the learner's code; comes back in `RunInfo`. */
  usedReference: string[];
  /** At least so many milliseconds from one step to the next, so that an eye can follow; 0 for full speed. */
  paceMs: number;
  /**
   * Somebody watches: the child measures how the layers move, and stays after the run has finished or was stopped, so that
   * one can look inside the network. It ends when the session is disposed of.
   */
  watched: boolean;
  /** What the network starts from, `mnist` only; left out: He weights from the seed. */
  initial?: LayerParameters[];
}

export type HostToTrainingChild =
  | StartMessage
  | { type: 'pause' }
  | { type: 'resume' }
  /** Do one step, then pause. */
  | { type: 'step' }
  /** Do the rest of this epoch, then pause. */
  | { type: 'epoch' }
  | { type: 'stop' }
  /** Answered between two steps, with `inspected` of the same id; training waits meanwhile, messages do not. */
  | { type: 'inspect'; id: number; request: InspectRequest };

export type TrainingChildToHost =
  | { type: 'ready' }
  | { type: 'state'; state: RunState }
  | { type: 'info'; info: RunInfo }
  /** Batched at 10–20 Hz. */
  | {
      type: 'metrics';
      steps: StepMetric[];
      epochs: EpochMetric[];
      samples: LayerSample[];
      picture: Picture | null;
    }
  | { type: 'inspected'; id: number; result: Inspection }
  | { type: 'failed'; message: string; location: CodeLocation | null };
