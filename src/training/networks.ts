/** Who trains: a row each, with all its names. */
import { t } from '../course/l10n';
import type { NetworkChoice } from '../protocol/config';

interface NetworkRow {
  /** As a choice. */
  choice(): string;
  /** In the middle of a line. */
  inLine(): string;
  /** Its network, at the start of a sentence or in a table. */
  network(): string;
}

export const NETWORK_ROWS: Readonly<Record<NetworkChoice, NetworkRow>> = {
  mine: { choice: () => t('My code'), inLine: () => t('my code'), network: () => t('Your network') },
  'mine-fast': {
    choice: () => t('My code, with the fast matmul'),
    inLine: () => t('my code, with the fast matmul'),
    network: () => t('Your network with the fast matmul'),
  },
  reference: {
    choice: () => t('Reference solution'),
    inLine: () => t('reference'),
    network: () => t('The reference network'),
  },
  fast: { choice: () => t('Fast kernels'), inLine: () => t('fast kernels'), network: () => t('The fast network') },
};
