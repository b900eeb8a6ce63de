/** How far the download of MNIST is. */
import type { DownloadView } from '../../../src/protocol/panel';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { meter } from '../../shared/meter';
import { fixed } from '../numbers';

const MEGABYTE = 1e6;

export function downloadProgress(): { element: HTMLElement; update(download: DownloadView): void } {
  const bar = meter(t('Download of MNIST'));
  const amount = h('p', { class: 'muted' });
  const element = h('div', { class: 'download' }, bar.element, amount);
  return {
    element,
    update: (download) => {
      setHidden(element, download.state !== 'running');
      if (download.state !== 'running') return;
      const { received, total } = download;
      bar.set(total ? Math.min(1, received / total) : null);
      const megabytes = fixed(received / MEGABYTE, 1);
      setText(amount, total ? t('{0} of {1} MB', megabytes, fixed(total / MEGABYTE, 1)) : t('{0} MB', megabytes));
    },
  };
}
