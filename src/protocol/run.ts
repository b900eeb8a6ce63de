/** What the host and the training child send to each other. The child runs a learner's code, so nothing is taken on trust. */
import { Adjustable, AdjustableId, Change } from './adjust';
import { Checkpoint } from './checkpoint';
import { RunConfig } from './config';
import { DataFolder } from './dataFolder';
import { InspectRequest, Inspection, LayerParameters } from './inspection';
import { SourceLocation } from './location';
import {
  BestMetric,
  EpochMetric,
  InterimMetric,
  LayerStats,
  Picture,
  Reading,
  StepMetric,
  TestMetric,
  WatchedDigits,
} from './metrics';
import { MomentMessage } from './replay';
import * as v from 'valibot';
import { type Infer, finite, index, manyOf, ordinal } from './schema';
import { SourceSet } from './sources';

/** `testing`: nothing is learned any more, and the test images are measured. */
export const RunState = v.picklist(['preparing', 'running', 'paused', 'testing', 'finished', 'stopped', 'failed']);
export type RunState = Infer<typeof RunState>;

/** Who multiplies matrices where it is not the code of a lesson. */
export const Engine = v.object({
  /** The module of the kernels; `none` where WebAssembly has no SIMD: then plain TypeScript multiplies. */
  kernels: v.picklist(['relaxed SIMD', 'SIMD', 'none']),
  /** With `mine-fast`: milliseconds of one step on so many examples, with the learner's own `matmul` and with the fast matmul. */
  step: v.nullable(v.object({ examples: finite, own: finite, fast: finite })),
});
export type Engine = Infer<typeof Engine>;

/** How long a run of the learner's code will take, by a rehearsal of a few of its steps. */
export const Estimate = v.object({
  /** How many were rehearsed, and milliseconds of one. */
  steps: ordinal,
  stepMs: finite,
  /** Of the whole run, with what is measured in it. */
  seconds: finite,
  /** Of the same run with the fast matmul; told of a long run where it can stand in. */
  fastSeconds: v.exactOptional(finite),
  /** A shorter run with fewer training examples; told of a long run. */
  fewer: v.exactOptional(v.object({ limit: index, seconds: finite })),
});
export type Estimate = Infer<typeof Estimate>;

/** What a run is made of, told once when the data are loaded. */
export const RunInfo = v.object({
  /** In words, for example `MNIST: 55,000 training images, 5,000 validation images, 10,000 test images`. */
  dataDescription: v.string(),
  trainingExamples: index,
  /** 0: the test images are measured in each epoch. */
  validationExamples: index,
  stepsPerEpoch: index,
  totalSteps: index,
  /** Lessons whose reference solution stands in for the learner's code in a run with `mine`. */
  usedReference: v.array(v.string()),
  /** How many of the validation images are measured during an epoch; left out: none. */
  interimExamples: v.exactOptional(index),
  /** Of a watched run that trains the complete network with the learner's code. */
  estimate: v.exactOptional(Estimate),
  /** Which of its values can be changed while it is under way. */
  adjustable: v.exactOptional(v.array(Adjustable)),
  /** With `fast` and `mine-fast`. */
  engine: v.exactOptional(Engine),
  /** The name of the file whose weights it started from; left out: random weights. */
  startedFrom: v.exactOptional(v.string()),
});
export type RunInfo = Infer<typeof RunInfo>;

/** Why a run failed, and the learner's line that it is about. */
export const RunFailure = v.object({
  message: v.string(),
  location: v.nullable(SourceLocation),
  /** What was given to it cannot be used: data or weights. */
  isInput: v.exactOptional(v.boolean()),
});
export type RunFailure = Infer<typeof RunFailure>;

/** Starts the one run of a child. */
export const StartMessage = v.object({
  type: v.literal('start'),
  /** Stands in each event of the run. */
  runId: v.string(),
  config: RunConfig,
  /** Null where the run needs no lesson's code: `mnist` with the reference network or the fast kernels. */
  sources: v.nullable(SourceSet),
  /** Where the four IDX files are; null for the built-in digits and where no images are used. */
  dataFolder: v.nullable(DataFolder),
  /** Lessons whose reference solution stands in for the learner's code; comes back in `RunInfo`. */
  usedReference: v.array(v.string()),
  /** At least so many milliseconds from one step to the next, so that an eye can follow; 0 for full speed. */
  stepIntervalMs: finite,
  /**
   * The run is shown: the child measures how the layers move, and stays after the run has finished or was stopped, so that
   * its network can be inspected. It ends when the session is disposed of.
   */
  watched: v.boolean(),
  /** What the network starts from, `mnist` only; left out: He weights from the seed. */
  initial: v.optional(v.array(LayerParameters)),
  /** The name of the file that they are from; comes back in `RunInfo`. */
  startedFrom: v.exactOptional(v.string()),
  /** What the run was when it ended; left out: it begins. */
  from: v.exactOptional(Checkpoint),
  /** Nothing is trained: the network of `from` answers questions. */
  onlyLook: v.exactOptional(v.boolean()),
});
export type StartMessage = Infer<typeof StartMessage>;

/** What a run is told while it is under way. */
export const RunCommand = v.variant('type', [
  v.object({ type: v.literal('pause') }),
  v.object({ type: v.literal('resume') }),
  /** Do one step, then pause. */
  v.object({ type: v.literal('step') }),
  /** Do the rest of this epoch, then pause. */
  v.object({ type: v.literal('epoch') }),
  /** Ends the training; the test images are still measured. Again: ends that, too. */
  v.object({ type: v.literal('stop') }),
  /** Changes a value, when the run can; see `Adjustable`. */
  v.object({ type: v.literal('adjust'), field: AdjustableId, value: finite }),
  /** Answered between two steps, with `inspected` of the same id; training waits meanwhile, messages do not. */
  v.object({ type: v.literal('inspect'), id: index, request: InspectRequest }),
]);
export type RunCommand = Infer<typeof RunCommand>;

export const HostToTrainingChild = v.variant('type', [StartMessage, RunCommand]);
export type HostToTrainingChild = Infer<typeof HostToTrainingChild>;

const runId = v.string();

/** What happens in a run. The child sends it, or the host where there is no child to; the page gets it as it is. */
export const RunEvent = v.variant('type', [
  v.object({ type: v.literal('state'), runId, state: RunState }),
  v.object({ type: v.literal('info'), runId, info: RunInfo }),
  /** The changes since the last message, 10–20 times a second. `picture` is null when it has not changed. */
  v.object({
    type: v.literal('metrics'),
    runId,
    steps: manyOf(StepMetric),
    epochs: v.array(EpochMetric),
    samples: v.array(LayerStats),
    picture: v.nullable(Picture),
    /** Milliseconds since the last message in which training stood still, because questions were answered; left out: 0. */
    lookedMs: v.exactOptional(finite),
  }),
  /** Once, before the first step, where there are images to show while the network learns. */
  v.object({ type: v.literal('watched'), runId, digits: WatchedDigits }),
  /** What it takes them for now, at most five times a second. */
  v.object({ type: v.literal('read'), runId, reading: Reading }),
  /** The sample of the validation images, measured during an epoch. */
  v.object({ type: v.literal('interim'), runId, interim: InterimMetric }),
  /** A value was changed. */
  v.object({ type: v.literal('changed'), runId, change: Change }),
  /** With patience, when training is over and before the test: the best parameters were put back. */
  v.object({ type: v.literal('best'), runId, best: BestMetric }),
  /** Once at most, before the last state. */
  v.object({ type: v.literal('tested'), runId, test: TestMetric }),
  v.object({ type: v.literal('failed'), runId, ...RunFailure.entries }),
]);
export type RunEvent = Infer<typeof RunEvent>;

/** What there is to keep of a run that is watched: after epochs, not more often than every few seconds, and at the end. */
export const KeptMessage = v.object({
  type: v.literal('kept'),
  runId,
  /** Null: it is too large to be kept. */
  checkpoint: v.nullable(Checkpoint),
  /** Whether it is the end of an epoch, from which a run can go on. */
  isWhole: v.boolean(),
});
export type KeptMessage = Infer<typeof KeptMessage>;

export const TrainingChildToHost = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.literal('inspected'), id: index, result: Inspection }),
  KeptMessage,
  MomentMessage,
  RunEvent,
]);
export type TrainingChildToHost = Infer<typeof TrainingChildToHost>;
