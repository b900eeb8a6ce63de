/** Reports and verdicts: made here, for every surface. */
import { WHOLE_FILE } from './names';
import { OUTCOMES, type Outcome, kindOf } from '../protocol/outcome';
import type { CheckReport, LessonReport } from '../protocol/report';

/** A report in which whatever is not given does not apply. */
export function checkReport(part: Pick<CheckReport, 'name' | 'of' | 'outcome'> & Partial<CheckReport>): CheckReport {
  const nothing = { mistake: null, expected: null, actual: null, difference: null, location: null, symbol: null };
  return { message: '', ...nothing, durationMs: 0, ...part };
}

/** The file as a whole could not be used. */
export function fileFailure(part: Pick<CheckReport, 'outcome' | 'message' | 'location'>): CheckReport {
  return checkReport({ name: WHOLE_FILE, of: null, ...part });
}

export function lessonReport(
  { lesson, seed }: Pick<LessonReport, 'lesson' | 'seed'>,
  checks: CheckReport[],
  part: Partial<LessonReport> = {},
): LessonReport {
  return { lesson, outcome: outcomeOf(checks), durationMs: 0, usedReference: [], checks, seed, output: [], ...part };
}

/** The outcome of a lesson: the first thing that is wrong; something unfinished counts only when nothing is wrong. */
export function outcomeOf(checks: readonly CheckReport[]): Outcome {
  if (checks.length === 0) return 'crashed';
  const failed = checks.map(({ outcome }) => outcome).filter((outcome) => kindOf(outcome) !== 'passed');
  return failed.find((outcome) => kindOf(outcome) !== 'open') ?? failed.at(0) ?? 'passed';
}

/** Whether there is something to say about a check: not of a pass, nor of what is still to write. */
export function isFailure({ outcome }: Pick<CheckReport, 'outcome'>): boolean {
  const kind = kindOf(outcome);
  return kind !== 'passed' && kind !== 'open';
}

export function passedCount(checks: readonly CheckReport[]): number {
  return checks.filter(({ outcome }) => kindOf(outcome) === 'passed').length;
}

/** The check that a short verdict speaks about. */
export function firstFailure(report: LessonReport): CheckReport | null {
  return report.checks.find(({ outcome }) => outcome === report.outcome && kindOf(outcome) !== 'passed') ?? null;
}

/** One line: `Passed: all 9 checks.` or the first failure's message. */
export function verdict(report: LessonReport): string {
  const { checks, outcome } = report;
  const total = checks.length;
  const passed = passedCount(checks);
  switch (kindOf(outcome)) {
    case 'passed':
      return `Passed: all ${total} checks.`;
    case 'open': {
      const open = checks.filter((check) => kindOf(check.outcome) === 'open').map((check) => check.of);
      const names = [...new Set(open)].filter((name) => name !== null).map((name) => `\`${name}\``);
      const done = passed > 0 ? `${passed} of ${total} checks pass. ` : '';
      return `Not started: ${done}${joinNames(names)} ${names.length === 1 ? 'is' : 'are'} still to write.`;
    }
    case 'wrong':
    case 'interrupted':
      return `${inEnglish(outcome)}: ${firstFailure(report)?.message ?? 'the check ended without a result.'}`;
  }
}

/** `Does not compile` */
export function inEnglish(outcome: Outcome): string {
  return OUTCOMES[outcome].text((text) => text);
}

export function joinNames(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
