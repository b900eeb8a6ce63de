/**
 * Messages of the host of a comparison and a backend: a process in which one framework trains. The course's loop and
 * TensorFlow.js run in Node, PyTorch in Python. All travel as JSON: between two Nodes over their channel, to and from
 * Python one a line, over standard input and output.
 */
import { RunConfig } from './config';
import { DataFolder } from './dataFolder';
import { SourceLocation } from './location';
import * as v from 'valibot';
import { type Infer, finite, finites, ordinal } from './schema';
import { SourceSet } from './sources';

export const Framework = v.picklist(['tfjs', 'tfjs-wasm', 'pytorch']);
export type Framework = Infer<typeof Framework>;

/** `course`: its loop with the learner's network, the reference or the fast one. */
export type BackendId = 'course' | Framework;

/** The first message to the process of the course's loop. */
export const CourseJob = v.object({
  config: RunConfig,
  sources: v.nullable(SourceSet),
  /** Where the four IDX files are; null for the built-in digits. */
  dataFolder: v.nullable(DataFolder),
  /** Where to write the plan. */
  planFolder: v.string(),
  /** At most so many steps; null for all steps of the run. */
  steps: v.nullable(ordinal),
});
export type CourseJob = Infer<typeof CourseJob>;

/** The first message to a process of TensorFlow.js. */
export const TensorFlowJob = v.object({ planFolder: v.string(), backend: v.picklist(['cpu', 'wasm']) });
export type TensorFlowJob = Infer<typeof TensorFlowJob>;

/** Numbers of 32 bits (float32, little endian) in base64. */
const floats = v.string();

export const HostToBackend = v.variant('type', [
  /** Train all steps of the plan from its initial weights, and send everything. */
  v.object({ type: v.literal('train') }),
  /** Train so many steps, the plan's from the start and over again, from the initial weights, and send only how long it took. */
  v.object({ type: v.literal('time'), steps: ordinal }),
  /** Take these parameters, and send the logits of the first `count` test images. */
  v.object({ type: v.literal('logits'), weights: floats, count: ordinal }),
]);
export type HostToBackend = Infer<typeof HostToBackend>;

const BackendReady = v.object({
  type: v.literal('ready'),
  /** `1.13.1`; for the course's own networks, the version of JavaScript's engine. */
  version: v.string(),
  /** What does the arithmetic, for people: `JavaScript`, `WebAssembly (SIMD)`, `OpenBLAS`. */
  engine: v.string(),
  threads: finite,
});
export type BackendReady = Infer<typeof BackendReady>;

/** Backends are other people's code: nothing is taken on trust. */
export const BackendToHost = v.variant('type', [
  BackendReady,
  /** Losses of the steps since the last of these messages, before each step's update. */
  v.object({ type: v.literal('losses'), losses: finites }),
  /** All parameters after a step. */
  v.object({ type: v.literal('snapshot'), step: finite, weights: floats }),
  /** Image by image. */
  v.object({ type: v.literal('logits'), logits: floats }),
  /** In this step a hidden unit is so near to 0 that rounding decides what ReLU does. */
  v.object({ type: v.literal('kink'), step: finite, distance: finite }),
  /** `testLoss` is null where it is not finite. */
  v.object({ type: v.literal('trained'), seconds: finite, testLoss: v.nullable(finite), testAccuracy: finite }),
  v.object({ type: v.literal('timed'), steps: finite, samples: finite, seconds: v.pipe(finite, v.gtValue(0)) }),
  /** The backend cannot go on; it ends. Where it was a learner's code, also the place; `isInput` as in `RunFailure`. */
  v.object({
    type: v.literal('failed'),
    message: v.string(),
    location: v.nullish(SourceLocation),
    isInput: v.exactOptional(v.boolean()),
  }),
  /** Nothing new, only that it still works. */
  v.object({ type: v.literal('alive') }),
]);
export type BackendToHost = Infer<typeof BackendToHost>;
