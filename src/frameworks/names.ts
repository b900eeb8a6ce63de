/** What the networks of a comparison are called. */
import { t } from '../course/l10n';
import type { NetworkChoice } from '../protocol/config';
import type { RivalId } from './protocol';

export function nameOf(id: RivalId, network: NetworkChoice): string {
  switch (id) {
    case 'course':
      return ownName(network);
    case 'tfjs':
      return 'TensorFlow.js (JavaScript)';
    case 'tfjs-wasm':
      return 'TensorFlow.js (WebAssembly)';
    case 'pytorch':
      return 'PyTorch';
  }
}

/** As it stands at the start of a sentence or in a table. */
function ownName(network: NetworkChoice): string {
  switch (network) {
    case 'mine':
      return t('Your network');
    case 'mine-fast':
      return t('Your network with fast products');
    case 'reference':
      return t('The reference network');
    case 'fast':
      return t('The fast network');
  }
}
