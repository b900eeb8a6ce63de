/** What a test in Node and its program in a browser tell each other. */
import type { LessonReport } from '../../src/protocol/report';
import type { SourceSet } from '../../src/protocol/sources';
import type { PublishedFile } from '../../src/training/data/sets';

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

/** Servers of the test's own, and code that a run tries. */
export interface WebGiven {
  files: PublishedFile[];
  /** Lets pages of others read its files. */
  open: string;
  /** Does not. */
  closed: string;
  /** The same, with files that are damaged. */
  damaged: string;
  /** There is no server. */
  nowhere: string;
  packedWeights: string;
  /** For a run of `line`: tries all ways out, and throws what it has reached. */
  waysOut: SourceSet;
  /** Whether the times of checks are to be told, for people. */
  measures: boolean;
  /** Whether only a bench is there, which asks for runs. */
  rounds?: boolean;
}

export interface WebData {
  /** What the download from each of them says. */
  refused: string;
  unreachable: string;
  damaged: string;
  done: string;
  /** The names of the files that are there afterwards. */
  kept: string[];
  /** What was found before and afterwards. */
  found: string[];
  counts: { train: number; test: number };
  /** What a run on it has told, and its last state. */
  run: string[];
  weights: string;
  /** With what the run of `waysOut` has failed. */
  waysOut: string;
}
