/** Reports and verdicts: made here, for every surface. */
import { counted, joinNames } from '../course/count';
import { causesOf } from './causes';
import { WHOLE_FILE } from './names';
import { OUTCOMES, type Outcome, kindOf } from '../protocol/outcome';
import type { CheckReport, LessonReport } from '../protocol/report';

/** A report in which whatever is not given does not apply. */
export function checkReport(part: Pick<CheckReport, 'name' | 'of' | 'outcome'> & Partial<CheckReport>): CheckReport {
  const nothing = {
    explanation: null,
    mistake: null,
    expected: null,
    actual: null,
    difference: null,
    location: null,
    symbol: null,
  };
  return { message: '', ...nothing, durationMs: 0, ...part };
}

/** @param explanation follows the check's own message */
export function explained(report: CheckReport, mistake: string | null, explanation: string): CheckReport {
  return { ...report, mistake, explanation, message: `${report.message} ${explanation}` };
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
  const causes = causesOf(checks);
  return {
    lesson,
    outcome: outcomeOf(checks),
    durationMs: 0,
    usedReference: [],
    checks,
    causes,
    seed,
    output: [],
    picture: null,
    ...part,
  };
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

/** `3 of 12 checks pass`, `1 of 12 checks passes`. */
export function checksPass(checks: readonly CheckReport[]): string {
  const passed = passedCount(checks);
  return `${passed} of ${counted(checks.length, 'check')} ${passed === 1 || checks.length === 1 ? 'passes' : 'pass'}`;
}

/** The failed checks by cause; in each list, the one that says most comes first. */
export function failuresByCause({ checks, causes }: Pick<LessonReport, 'checks' | 'causes'>): CheckReport[][] {
  const byName = new Map(checks.map((check) => [check.name, check]));
  return causes.map((names) => names.flatMap((name) => byName.get(name) ?? [])).filter((list) => list.length > 0);
}

/** `2 mistakes`; empty for one, because what is wrong is said anyway. */
export function mistakesInWords(causes: readonly unknown[]): string {
  return causes.length > 1 ? `${causes.length} mistakes` : '';
}

/** The check that a short verdict speaks about. */
export function firstFailure(report: LessonReport): CheckReport | null {
  const [first] = failuresByCause(report);
  if (first) return first[0];
  return report.checks.find(({ outcome }) => outcome === report.outcome && kindOf(outcome) !== 'passed') ?? null;
}

/** One line: `Passed: all 9 checks.` or the message of the first cause, with the number of causes where there are more. */
export function verdict(report: LessonReport): string {
  const { checks, outcome } = report;
  switch (kindOf(outcome)) {
    case 'passed':
      return `Passed: ${checks.length === 1 ? 'the check' : `all ${checks.length} checks`}.`;
    case 'open': {
      const open = checks.filter((check) => kindOf(check.outcome) === 'open').map((check) => check.of);
      const names = [...new Set(open)].filter((name) => name !== null).map((name) => `\`${name}\``);
      const done = passedCount(checks) > 0 ? `${checksPass(checks)}. ` : '';
      return `Not started: ${done}${joinNames(names)} ${names.length === 1 ? 'is' : 'are'} still to write.`;
    }
    case 'wrong':
    case 'interrupted': {
      const first = firstFailure(report);
      const count = mistakesInWords(report.causes);
      const message = first?.message ?? 'the check ended without a result.';
      return `${count && `${count}. `}${inEnglish(first?.outcome ?? outcome)}: ${message}`;
    }
  }
}

/** `Does not compile` */
export function inEnglish(outcome: Outcome): string {
  return OUTCOMES[outcome].text((text) => text);
}
