/** The loss that a run is at: one number for the figures, the caption and the voice. Pure: no DOM. */
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import { type ViewRun, stepsPerEpoch } from './viewRun';

/** The loss of one mini-batch says little, so before the first epoch has ended this many are taken together. */
const LAST = 50;

interface LossNow {
  loss: number;
  /** After which step. */
  step: number;
  /** What it is the mean of, as a sentence begins; empty where it is the loss of all the data in one step. */
  what: string;
}

/** Null before the first step. */
export function lossNow(run: ViewRun): LossNow | null {
  const { steps, lastStep: last, epochs } = run;
  if (!last) return null;
  const each = stepsPerEpoch(run);
  if (each === 1) return { loss: last.loss, step: last.step, what: '' };
  const epoch = epochs.at(-1);
  if (epoch)
    return { loss: epoch.trainLoss, step: epoch.epoch * each, what: t('Mean of epoch {0}', count(epoch.epoch)) };
  const losses = steps.losses.slice(-LAST);
  if (losses.length < 2) return { loss: last.loss, step: last.step, what: '' };
  const loss = losses.reduce((sum, one) => sum + one, 0) / losses.length;
  return { loss, step: last.step, what: t('Mean of the last {0} steps', count(losses.length)) };
}
