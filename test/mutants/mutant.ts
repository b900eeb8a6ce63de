import type { Kind } from './rules/rule';

/** A solution with one edit that makes it wrong, or is meant to. */
export interface Mutant {
  /** The lesson's id. */
  lesson: string;
  /** The function or class that is edited. */
  of: string;
  kind: Kind | 'program';
  /** Counts from 1, in the learner's file. */
  line: number;
  /** The edited lines, without the edit and with it; white space as one blank. */
  before: string;
  after: string;
  /** Where the same edit can be made at several places of the function: which one, from 1. */
  occurrence: number;
  /** The whole learner's file. */
  text: string;
}

export function describeMutant({ lesson, of, kind, line, before, after }: Mutant): string {
  if (kind === 'program') return `${lesson}, ${of}`;
  return `${lesson}, ${of}, line ${line}\n    - ${before}\n    + ${after}`;
}
