/** What is said aloud of a run. Pure: no DOM. */
import type { RunState } from '../../../src/protocol/run';
import { measuredOn } from '../../../src/training/measuredOn';
import { t } from '../../shared/l10n';
import { changeText } from '../adjust/words';
import { estimateText } from '../estimate/words';
import { count, figure, percent } from '../numbers';
import { sentences } from './describe';
import { endingText } from './ending';
import type { ViewRun } from './viewRun';

/**
 * What to say aloud after a change: the state when it changes, each epoch once it is over. Null: nothing.
 * Steps are never announced; there are too many.
 */
export function announcement(before: ViewRun | null, after: ViewRun | null): string | null {
  if (!after) return null;
  const sameRun = before?.id === after.id;
  if (sameRun && before.info === null && after.info) return estimateText(after) || null;
  if (sameRun && before.state === after.state) {
    const change = after.changes.at(-1);
    if (change && change !== before.changes.at(-1)) return changeText(after, change);
    const epoch = after.epochs.at(-1);
    return epoch && epoch.epoch !== before.epochs.at(-1)?.epoch ? epochText(after, epoch.epoch) : null;
  }
  // A run of the past that comes with the first message is not announced.
  if (!sameRun && !isAnnounced(after.state)) return null;
  switch (after.state) {
    case 'preparing':
      return t('Preparing the data.');
    case 'running':
      return sameRun && before.state === 'paused' ? t('Training goes on.') : t('Training started.');
    case 'testing':
      return t('Measuring on the test data.');
    case 'paused':
      return after.lastStep
        ? sentences(t('Paused at step {0}.', count(after.lastStep.step)), lossText(after))
        : t('Paused at the start.');
    case 'finished':
      return sentences(t('Training finished.'), endingText(after) || epochText(after, after.epochs.at(-1)?.epoch ?? 0));
    case 'stopped':
      return after.lastStep
        ? sentences(t('Training stopped at step {0}.', count(after.lastStep.step)), endingText(after))
        : t('Training stopped at the start.');
    case 'failed':
      return sentences(t('Training failed.'), after.error?.message ?? '');
  }
}

function isAnnounced(state: RunState): boolean {
  return state === 'preparing' || state === 'running';
}

function lossText(run: ViewRun): string {
  return run.lastStep ? t('Loss {0}.', figure(run.lastStep.loss)) : '';
}

function epochText(run: ViewRun, number: number): string {
  const epoch = run.epochs.find((one) => one.epoch === number);
  if (!epoch) return lossText(run);
  const { name, loss, accuracy } = measuredOn(epoch);
  const training = figure(epoch.trainLoss);
  const parts = [loss === null ? t('loss {0}', training) : t('training loss {0}', training)];
  const isTest = name === 'test';
  if (loss !== null) parts.push(isTest ? t('test loss {0}', figure(loss)) : t('validation loss {0}', figure(loss)));
  if (accuracy !== null)
    parts.push(isTest ? t('test accuracy {0}', percent(accuracy)) : t('validation accuracy {0}', percent(accuracy)));
  return t('Epoch {0} of {1}: {2}.', count(epoch.epoch), count(run.config.epochs), parts.join(t(', ')));
}
