import type { LessonState } from '../protocol/progress';
import { kindOf } from '../protocol/outcome';
import type { LessonReport } from '../protocol/report';

/** What a check means for progress. An untouched file is not started; anything else that fails is in progress. */
export function progressStateOf(report: LessonReport): LessonState {
  if (report.outcome === 'passed') return 'passed';
  return report.checks.every((check) => kindOf(check.outcome) === 'open') ? 'not started' : 'in progress';
}
