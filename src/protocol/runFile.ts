/** Runs as files: what is stored, exported, loaded again, and sent to the page. */
import { Change } from './adjust';
import { Optimizer, PATIENTS, PatientChoice, RunConfig } from './config';
import {
  EpochMetric,
  InterimMetric,
  LayerStats,
  Picture,
  Reading,
  StepMetric,
  BestMetric,
  TestMetric,
  WatchedDigits,
} from './metrics';
import { RunFailure, RunInfo, RunState } from './run';
import * as v from 'valibot';
import { type Infer, finite, index, manyOf } from './schema';

/** Longest name of a run, in characters. */
export const MAX_NAME = 100;

/** In their order: charts look a step up by halving. */
const inOrder = <T>(place: (one: T) => number) =>
  v.check((list: T[]) => list.every((one, i) => i === 0 || place(list[i - 1]) <= place(one)));

const positive = v.pipe(finite, v.minValue(0));

/** What was measured, as it is kept: by then, what was not finite is null. */
const keptLoss = v.nullable(finite);
const keptAccuracy = v.nullable(v.pipe(positive, v.maxValue(1)));

/**
 * Runs of older versions held no images back, and their epochs measured the test images. They had no other optimizer than momentum,
 * none had blocks, and none was of the clinic.
 */
export const KeptConfig = v.pipe(
  v.object({
    ...RunConfig.entries,
    validation: v.optional(finite, 0),
    patience: v.optional(v.nullable(finite), null),
    optimizer: v.optional(Optimizer),
    patient: v.optional(PatientChoice, PATIENTS[0]),
    blocks: v.optional(finite, 0),
  }),
  v.transform((config) => ({ ...config, optimizer: config.optimizer ?? (config.momentum > 0 ? 'momentum' : 'sgd') })),
);
const KeptInfo = v.object({ ...RunInfo.entries, validationExamples: v.optional(index, 0) });
const KeptEpoch = v.object({
  ...EpochMetric.entries,
  validationLoss: v.optional(keptLoss, null),
  validationAccuracy: v.optional(keptAccuracy, null),
  testLoss: keptLoss,
  testAccuracy: keptAccuracy,
  seconds: positive,
  samplesPerSecond: positive,
});

/** Everything there is to show of a run. Plain data: it can be sent to a webview and stored as JSON. */
export const RunSnapshot = v.object({
  /** The time of its start, and a number. It becomes part of a file's name. */
  id: v.pipe(v.string(), v.regex(/^[0-9a-z]{1,12}-[0-9]{1,6}$/)),
  /** In words, for a list of runs: `MNIST · reference · 14:03:20`. */
  name: v.pipe(
    v.string(),
    v.maxLength(MAX_NAME),
    v.check((name) => name.trim() !== ''),
  ),
  config: KeptConfig,
  state: RunState,
  info: v.nullable(KeptInfo),
  /** Loss by step, thinned out in long runs (see `RunHistory`). */
  steps: v.pipe(
    manyOf(StepMetric),
    inOrder(({ step }) => step),
  ),
  epochs: v.pipe(
    v.array(KeptEpoch),
    inOrder(({ epoch }) => epoch),
  ),
  /** Null as long as the run is not over, where there is nothing to measure on, and in runs of older versions. */
  test: v.optional(v.nullable(v.object({ ...TestMetric.entries, loss: keptLoss, accuracy: keptAccuracy })), null),
  /** The epoch whose parameters were put back at the end; null where that is not so. */
  best: v.optional(v.nullable(BestMetric), null),
  /** The sample of the validation images, every hundred steps or more rarely; every second one goes in long runs. */
  interim: v.optional(
    v.pipe(
      v.array(v.object({ ...InterimMetric.entries, accuracy: v.pipe(positive, v.maxValue(1)) })),
      inOrder(({ step }) => step),
    ),
    [],
  ),
  /** What was changed while it was under way; `config` holds what it began with. */
  changes: v.optional(
    v.pipe(
      v.array(Change),
      inOrder(({ step }) => step),
    ),
    [],
  ),
  /** The images that were shown while it learned, and what it took them for last; null: none. */
  watched: v.optional(v.nullable(WatchedDigits), null),
  reading: v.optional(v.nullable(Reading), null),
  /** How the layers moved, a few times a second; every second one goes in long runs. */
  samples: v.pipe(
    v.array(LayerStats),
    inOrder(({ step }) => step),
  ),
  /** The newest step, also when thinning dropped it. */
  lastStep: v.nullable(StepMetric),
  picture: v.nullable(Picture),
  error: v.nullable(RunFailure),
  /** What cut it, where it was neither the learner nor an error: the window was closed, or loaded again. */
  cut: v.optional(v.nullable(v.literal('window')), null),
  /** Kept until it is deleted, however many runs come after it. */
  pinned: v.boolean(),
});
export type RunSnapshot = Infer<typeof RunSnapshot>;

/** The frame of an exported file; each of its runs is a `RunSnapshot`. */
export const RunFile = v.object({
  format: v.literal('nn-from-scratch-runs'),
  version: v.unknown(),
  runs: v.array(v.unknown()),
});
/** Of the files that this extension reads and writes. */
export const RUN_FILE_VERSION = 1;
