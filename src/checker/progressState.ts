import type { LessonState } from '../course/progress';
import type { LessonReport } from './outcome';

/** What a check says about progress. A file that nobody touched is not started; anything else that fails is in progress. */
export function progressStateOf(report: LessonReport): LessonState {
  if (report.outcome === 'passed') return 'passed';
  return report.checks.every((check) => check.outcome === 'not started') ? 'not started' : 'in progress';
}
