/** What a test in Node and its program in a browser tell each other. */
import type { LessonReport } from '../../src/protocol/report';

/** A learner's file to check. */
export interface WebCase {
  /** For people. */
  what: string;
  /** Its id. */
  lesson: string;
  text: string;
  seed: number;
  limits: { timeoutMs: number; waitMs: number };
}

export interface WebVerdict {
  report: LessonReport;
  ms: number;
}
