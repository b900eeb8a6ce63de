/** Race your matmul: what the host and the racing child send to each other. */
import * as v from 'valibot';
import { type Infer, finite, index } from './schema';
import { SourceSet } from './sources';
import { TaskFailed } from './task';

/** rows × inner times inner × cols. */
export interface RaceSize {
  rows: number;
  inner: number;
  cols: number;
}

/** The first layer of the network of Part 3, and two squares as lesson 4.6 measures them. */
export const SIZES: readonly RaceSize[] = [
  { rows: 64, inner: 784, cols: 128 },
  { rows: 256, inner: 256, cols: 256 },
  { rows: 512, inner: 512, cols: 512 },
];

/**
 * `mine`: the learner's `matmul`. `nested`: three loops over arrays of arrays. `blocks`: blocks in TypeScript. `fast`: the fast
 * kernels. `tfjs`, `tfjs-wasm`: TensorFlow.js, in JavaScript and in WebAssembly.
 */
export const Runner = v.picklist(['mine', 'nested', 'blocks', 'fast', 'tfjs', 'tfjs-wasm']);
export type Runner = Infer<typeof Runner>;
export const RUNNERS = Runner.options;

/** One product of one runner, measured. */
export const Lap = v.object({
  runner: Runner,
  /** Which of `SIZES`. */
  size: v.pipe(index, v.maxValue(SIZES.length - 1)),
  /** 10⁹ multiplications and additions a second: 2 · rows · inner · cols for each product. */
  gflops: v.pipe(finite, v.gtValue(0)),
});
export type Lap = Infer<typeof Lap>;

export const StartRace = v.object({
  /** The learner's code; null races without it. */
  sources: v.nullable(SourceSet),
  /** The folder of TensorFlow.js's WebAssembly file. */
  dist: v.string(),
  /** How often each runs at each size; one that takes long runs at most twice. */
  rounds: index,
});
export type StartRace = Infer<typeof StartRace>;

export const RaceChildToHost = v.variant('type', [
  v.object({ type: v.literal('lap'), lap: Lap }),
  v.object({ type: v.literal('done') }),
  TaskFailed,
]);
export type RaceChildToHost = Infer<typeof RaceChildToHost>;
