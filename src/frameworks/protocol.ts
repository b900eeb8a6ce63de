/**
 * What the host of a comparison and a rival say to each other. A rival is a process in which one framework trains: the
 * course's loop and TensorFlow.js in Node, PyTorch in Python. Messages are JSON: between two Nodes over their channel,
 * to and from Python one a line, over standard input and output.
 */

/** The course's loop with the learner's network, the reference or the fast one; and the real frameworks. */
export type RivalId = 'course' | Framework;
export type Framework = 'tfjs' | 'tfjs-wasm' | 'pytorch';

export const FRAMEWORKS: readonly Framework[] = ['tfjs', 'tfjs-wasm', 'pytorch'];

export type HostToRival =
  /** Train all steps of the plan from its initial weights, and say everything. */
  | { type: 'train' }
  /** Train so many steps, the plan's from the start and over again, from the initial weights, and say only how long it took. */
  | { type: 'time'; steps: number };

export type RivalToHost =
  | RivalReady
  /** Losses of the steps since the last of these messages, before each step's update. */
  | { type: 'losses'; losses: number[] }
  /** All parameters after a step: float32, little endian, in base64. */
  | { type: 'snapshot'; step: number; weights: string }
  /** In this step a hidden unit is so near to 0 that rounding decides what ReLU does; see rivals/kinks.ts. */
  | { type: 'kink'; step: number; distance: number }
  | { type: 'trained'; seconds: number; testLoss: number; testAccuracy: number }
  | { type: 'timed'; steps: number; samples: number; seconds: number }
  /** The rival cannot go on; it ends. Where it was a learner's code, also the place. */
  | { type: 'failed'; message: string; location?: RivalLocation | null }
  /** Nothing new, only that it still works. */
  | { type: 'alive' };

export interface RivalReady {
  type: 'ready';
  /** `1.13.1`; for the course's own networks, the version of JavaScript's engine. */
  version: string;
  /** What does the arithmetic, for people: `JavaScript`, `WebAssembly (SIMD)`, `OpenBLAS`. */
  engine: string;
  threads: number;
}

export interface RivalLocation {
  file: string;
  line: number;
  column: number;
}

type Fields = Record<string, unknown>;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Rivals are other people's code: nothing is taken on trust. @returns null for what is no message */
export function parseFromRival(value: unknown): RivalToHost | null {
  return isFromRival(value) ? value : null;
}

function isFromRival(value: unknown): value is RivalToHost {
  if (typeof value !== 'object' || value === null) return false;
  const message = value as Fields;
  switch (message.type) {
    case 'ready':
      return typeof message.version === 'string' && typeof message.engine === 'string' && isNumber(message.threads);
    case 'losses':
      return Array.isArray(message.losses) && message.losses.every(isNumber);
    case 'snapshot':
      return isNumber(message.step) && typeof message.weights === 'string';
    case 'kink':
      return isNumber(message.step) && isNumber(message.distance);
    case 'trained':
      return isNumber(message.seconds) && isNumber(message.testLoss) && isNumber(message.testAccuracy);
    case 'timed':
      return isNumber(message.steps) && isNumber(message.samples) && isNumber(message.seconds) && message.seconds > 0;
    case 'failed':
      return typeof message.message === 'string' && isLocation(message.location);
    case 'alive':
      return true;
    default:
      return false;
  }
}

function isLocation(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  const { file, line, column } = value as Fields;
  return typeof file === 'string' && isNumber(line) && isNumber(column);
}
