/** How far the download of MNIST is. */
import type { DownloadView } from '../../../src/protocol/panel';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { fixed } from '../numbers';

const MEGABYTE = 1e6;

export function downloadProgress(): { element: HTMLElement; update(download: DownloadView): void } {
  const bar = h('div', { class: 'meter-fill' });
  const meter = h(
    'div',
    {
      class: 'meter',
      role: 'progressbar',
      attributes: { 'aria-label': t('Download of MNIST'), 'aria-valuemin': '0', 'aria-valuemax': '100' },
    },
    bar,
  );
  const amount = h('p', { class: 'muted' });
  const element = h('div', { class: 'download' }, meter, amount);
  return {
    element,
    update: (download) => {
      setHidden(element, download.state !== 'running');
      if (download.state !== 'running') return;
      const { received, total } = download;
      const share = total ? Math.min(1, received / total) : null;
      bar.style.width = `${(share ?? 0) * 100}%`;
      if (share === null) meter.removeAttribute('aria-valuenow');
      else meter.setAttribute('aria-valuenow', String(Math.round(share * 100)));
      const megabytes = fixed(received / MEGABYTE, 1);
      setText(amount, total ? t('{0} of {1} MB', megabytes, fixed(total / MEGABYTE, 1)) : t('{0} MB', megabytes));
    },
  };
}
