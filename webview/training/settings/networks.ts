/** Who can train, as it stands in a list and in a line about a run. */
import type { NetworkChoice } from '../../../src/protocol/config';
import { t } from '../../shared/l10n';

export function networkLabel(network: NetworkChoice): string {
  switch (network) {
    case 'mine':
      return t('My code');
    case 'mine-fast':
      return t('My code, fast products');
    case 'reference':
      return t('Reference solution');
    case 'fast':
      return t('Fast kernels');
  }
}
