/** What came of a check, in the words that every surface uses: terminal, Problems, Test Explorer, notification. */

import type { Difference } from './kit/compare';

export const OUTCOMES = [
  'passed',
  'not started',
  'does not compile',
  'missing export',
  'wrong shape',
  'wrong value',
  'threw',
  'timed out',
  'out of memory',
  'crashed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A place in a file; line and column count from 1. */
export interface Location {
  /** Path in the learner's folder, with forward slashes. */
  file: string;
  line: number;
  column: number;
}

export interface CheckReport {
  /** A sentence about the code. */
  name: string;
  /** The exported function or class that the check judges; null for the file as a whole. */
  of: string | null;
  outcome: Outcome;
  /** What was expected, what came, where, what to look at. Empty for a pass. */
  message: string;
  /** The known mistake that gives the same outputs. */
  mistake: string | null;
  expected: string | null;
  actual: string | null;
  /** How many numbers differ, and where most; null where no numbers were compared. */
  difference: Difference | null;
  location: Location | null;
  durationMs: number;
}

/** Something that the learner's code printed. */
export interface Printed {
  /** Without the line break at its end. */
  text: string;
  /** The learner's line that printed it; null where no line is known. */
  location: Location | null;
  /** How often it came from there in a row. */
  times: number;
}

export interface LessonReport {
  lesson: string;
  outcome: Outcome;
  durationMs: number;
  /** Earlier lessons whose reference solution stood in for the learner's file. */
  usedReference: string[];
  checks: CheckReport[];
  seed: number;
  /** What the learner's code printed, in order, cut at a sensible length. */
  output: Printed[];
}

/** The outcome of a lesson: the first thing that is wrong; something unfinished counts only when nothing is wrong. */
export function outcomeOf(checks: readonly CheckReport[]): Outcome {
  if (checks.length === 0) return 'crashed';
  const failed = checks.filter((check) => check.outcome !== 'passed');
  if (failed.length === 0) return 'passed';
  return (failed.find((check) => check.outcome !== 'not started') ?? failed[0]).outcome;
}

/** Whether a run was cut from outside, and so says little about the code that it did not reach. */
export function wasCut(outcome: Outcome): boolean {
  return outcome === 'timed out' || outcome === 'out of memory' || outcome === 'crashed';
}

/** The check that a short verdict speaks about. */
export function firstFailure(report: LessonReport): CheckReport | null {
  return report.checks.find((check) => check.outcome === report.outcome && check.outcome !== 'passed') ?? null;
}

/** One line: `Passed: all 9 checks.` or the first failure's message. */
export function verdict(report: LessonReport): string {
  const total = report.checks.length;
  const passed = report.checks.filter((check) => check.outcome === 'passed').length;
  if (report.outcome === 'passed') return `Passed: all ${total} checks.`;
  const failure = firstFailure(report);
  if (report.outcome === 'not started') {
    const open = [
      ...new Set(report.checks.filter((check) => check.outcome === 'not started').map((check) => check.of)),
    ];
    const names = open.filter((name) => name !== null).map((name) => `\`${name}\``);
    const done = passed > 0 ? `${passed} of ${total} checks pass. ` : '';
    return `Not started: ${done}${joinNames(names)} ${names.length === 1 ? 'is' : 'are'} still to write.`;
  }
  const outcome = report.outcome.charAt(0).toUpperCase() + report.outcome.slice(1);
  return `${outcome}: ${failure?.message ?? 'the check ended without a result.'}`;
}

function joinNames(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
