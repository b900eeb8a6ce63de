/** What passes between the two ends of a worker beside their messages. */
import type { ChildSettings, LastWords, TimeLimits } from '../child';

/** The first thing that a worker gets. `takeAway` removes it before any of a learner's code runs. */
export interface Given {
  /** Address of the program of all children. */
  program: string;
  /** Which of them it is to be: `check-child.js`. */
  name: string;
  settings: ChildSettings;
  /** The type stripper, compiled. */
  stripper: WebAssembly.Module;
  /** Whether the program runs a second time, to find the line at which it stays. */
  traces: boolean;
}

export type ToWorker = { type: 'message'; message: unknown } | { type: 'ping' };

export type FromWorker =
  | { type: 'message'; message: unknown }
  | { type: 'pong' }
  /** It stands still, or goes on: then it uses no processor time, and does not answer. */
  | { type: 'waits'; waits: boolean }
  | { type: 'print'; text: string; stream: 'stdout' | 'stderr' }
  | { type: 'limit'; limits: TimeLimits }
  | { type: 'exit'; code: number; words: LastWords | null; text: string };

/** The global that holds it until then. The build reads the stripper there, too (scripts/stripper.mjs). */
export const GIVEN = 'nnfsGiven';

export const given = (globalThis as Record<string, unknown>)[GIVEN] as Given;
