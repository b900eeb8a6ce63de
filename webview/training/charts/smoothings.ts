/** How far back the running means of the charts reach. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { percentShort } from '../numbers';

/** At first the running mean of the loss reaches back over this share of a run's steps. */
export const LOSS_MEAN = 0.01;

/** The places of the control: so many times as far as at first; 0: no mean. */
export const SMOOTHINGS: readonly number[] = [0, 0.25, 0.5, 1, 2, 4, 8];

export function smoothingText(smoothing: number): string {
  return smoothing === 0 ? t('off') : t('the loss over {0} of the run', percentShort(LOSS_MEAN * smoothing));
}
