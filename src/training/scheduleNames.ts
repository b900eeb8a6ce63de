/** How the learning-rate schedules are called. */
import { t } from '../course/l10n';
import type { Schedule } from '../protocol/config';

export const scheduleNames = (): Record<Schedule, string> => ({
  constant: t('Constant'),
  step: t('Smaller in three steps'),
  cosine: t('Falling cosine'),
  'one-cycle': t('One cycle, up and down'),
});
/** In the line of a run; a constant rate is not told. */
export const scheduleLines = (): Record<Schedule, string> => ({
  constant: '',
  step: t('step schedule'),
  cosine: t('cosine schedule'),
  'one-cycle': t('one-cycle schedule'),
});
