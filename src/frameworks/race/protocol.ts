/** Race your matmul: what the host and the racing child say to each other. */
import { isNumber, isObject, isString } from '../../training/fields';
import type { CodeLocation } from '../../training/protocol';
import type { SourceSet } from '../../protocol/sources';

/** rows × inner times inner × cols. */
export interface RaceSize {
  rows: number;
  inner: number;
  cols: number;
}

/** Ids of the lessons whose `matmul` can race; the first that passes does. */
export const MATMUL_LESSONS: readonly string[] = ['fast-matmul', 'matmul'];

/** The first layer of the network of Part 3, and two squares as lesson 4.6 measures them. */
export const SIZES: readonly RaceSize[] = [
  { rows: 64, inner: 784, cols: 128 },
  { rows: 256, inner: 256, cols: 256 },
  { rows: 512, inner: 512, cols: 512 },
];

export const RUNNERS = ['mine', 'nested', 'blocks', 'fast', 'tfjs', 'tfjs-wasm'] as const;
/**
 * `mine`: the learner's `matmul`. `nested`: three loops over arrays of arrays. `blocks`: blocks in TypeScript. `fast`: the fast
 * kernels. `tfjs`, `tfjs-wasm`: TensorFlow.js, in JavaScript and in WebAssembly.
 */
export type Runner = (typeof RUNNERS)[number];

/** One product of one runner, measured. */
export interface Lap {
  runner: Runner;
  /** Which of `SIZES`. */
  size: number;
  /** 10⁹ multiplications and additions a second: 2 · rows · inner · cols for each product. */
  gflops: number;
}

export interface StartRace {
  /** The learner's code; null races without it. */
  sources: SourceSet | null;
  /** The folder of TensorFlow.js's WebAssembly file. */
  dist: string;
  /** How often each runs at each size; one that takes long runs at most twice. */
  rounds: number;
}

export type RaceChildToHost =
  | { type: 'lap'; lap: Lap }
  | { type: 'done' }
  /** `location`: the learner's line that it is about; null where there is none. */
  | { type: 'failed'; message: string; location: CodeLocation | null };

/** @returns the message, or null when it is not one that a racing child sends */
export function parseFromRaceChild(value: unknown): RaceChildToHost | null {
  if (!isObject(value)) return null;
  switch (value.type) {
    case 'lap':
      return isLap(value.lap) ? { type: 'lap', lap: value.lap } : null;
    case 'done':
      return { type: 'done' };
    case 'failed':
      return isString(value.message)
        ? { type: 'failed', message: value.message, location: isLocation(value.location) ? value.location : null }
        : null;
    default:
      return null;
  }
}

const isLocation = (value: unknown): value is CodeLocation =>
  isObject(value) && isString(value.file) && isNumber(value.line) && isNumber(value.column);

export const isLap = (value: unknown): value is Lap =>
  isObject(value) &&
  (RUNNERS as readonly unknown[]).includes(value.runner) &&
  isNumber(value.size) &&
  value.size in SIZES &&
  isNumber(value.gflops) &&
  value.gflops > 0;
