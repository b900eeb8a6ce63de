import { t } from '../../shared/l10n';

/** A layer for people; `name` is the trainer's: `hidden 1`, `output`, or `weights` where there is one layer only. */
export function layerName(name: string): string {
  const [, number] = /^hidden (\d+)$/.exec(name) ?? [];
  if (number) return t('Hidden layer {0}', number);
  if (name === 'output') return t('Output layer');
  return name === 'weights' ? t('Weights') : name;
}
