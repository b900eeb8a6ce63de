/** What the pool and its workers say to each other. */
import type { Outcome } from '../../src/protocol/outcome';

export interface Job {
  /** The lesson's id. */
  lesson: string;
  /** The whole learner's file. */
  text: string;
  seed: number;
  /** Only whether it is rejected: to the first check that fails, and without a diagnosis. */
  quick?: boolean;
}

/** What the checker said about one check. */
export interface Told {
  check: string;
  outcome: Outcome;
  message: string;
  /** The known mistake that explains the failure. */
  mistake: string | null;
  /** What generic reasoning says about it. */
  reason: string | null;
}

export type Judgement = Told[];

export type FromWorker =
  { type: 'ready' } | { type: 'judged'; judgement: Judgement } | { type: 'broken'; error: string };
