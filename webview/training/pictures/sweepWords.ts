/** A sweep in words. Pure: no DOM. */
import type { SweepPoint } from '../../../src/protocol/metrics';
import { t } from '../../shared/l10n';
import { count, percent } from '../numbers';

export const optimizerText = (optimizer: SweepPoint['optimizer']): string =>
  optimizer === 'adam' ? t('Adam') : t('SGD with momentum');

/** Of those that have ended, the best; null where none has. */
export function bestOf(points: readonly SweepPoint[], optimizer: SweepPoint['optimizer']): SweepPoint | null {
  const ended = points.filter((point) => point.optimizer === optimizer && point.accuracy !== null);
  return ended.reduce<SweepPoint | null>(
    (best, point) => (best === null || (point.accuracy ?? 0) > (best.accuracy ?? 0) ? point : best),
    null,
  );
}

export function sweepSummary(points: readonly SweepPoint[]): string {
  const ended = points.filter(({ accuracy }) => accuracy !== null).length;
  const bests = (['momentum', 'adam'] as const).flatMap((optimizer) => {
    const best = bestOf(points, optimizer);
    if (!best || best.accuracy === null) return [];
    return t(
      '{0}: best at learning rate {1}, with {2}.',
      optimizerText(optimizer),
      best.learningRate,
      percent(best.accuracy),
    );
  });
  const all = t(
    '{0} of {1} trainings have ended; right answers on validation images.',
    count(ended),
    count(points.length),
  );
  return [all, ...bests].reduce((first, second) => t('{0} {1}', first, second));
}

/** The right answers of a training, for a table. */
export function resultText({ accuracy, hasDiverged }: SweepPoint): string {
  if (accuracy === null) return hasDiverged ? t('diverged') : '';
  return hasDiverged ? t('{0}, diverged', percent(accuracy)) : percent(accuracy);
}
