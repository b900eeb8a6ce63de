/** What is compared, where the values of a run do not say it: dense layers are among them. */
import { t } from '../../course/l10n';
import type { PlannedNetwork } from '../../protocol/plan';
import { grouped } from '../../training/describe';
import { CONV_NETWORK, shapeOf } from '../plan';

/** Empty for dense layers. */
export function aboutNetwork(type: PlannedNetwork['type'] | undefined): string[] {
  if (type !== 'conv') return [];
  const numbers = shapeOf(CONV_NETWORK).parameters.reduce((sum, { rows, cols }) => sum + rows * cols, 0);
  return [t('convolutional network, {0} parameters', grouped(numbers))];
}
