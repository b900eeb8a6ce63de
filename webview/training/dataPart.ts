/** What is known about the chosen data, and the download of MNIST where it is missing. */
import { button } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { notice } from '../shared/notice';
import { dataKey } from './form';
import type { Intents } from './intents';
import { fixed } from './numbers';
import type { ViewState } from './state';

const MEGABYTE = 1e6;

export interface DataPart {
  element: HTMLElement;
  /** `chosen` is null where the experiment makes its own data. */
  update(state: ViewState, chosen: string | null): void;
}

export function dataPart(intents: Intents): DataPart {
  const note = h('p', { class: 'explanation' });
  const missing = h('p');
  const failure = h('p', { class: 'field-error', hidden: true });
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
  const start = button({ label: t('Download MNIST'), icon: 'download', onClick: () => intents.downloadMnist() });
  const cancel = button({ label: t('Cancel'), onClick: () => intents.cancelDownload() });
  const running = h('div', { class: 'download' }, meter, amount);
  const box = notice('info', missing, failure, running, h('div', { class: 'actions' }, start.element, cancel.element));
  return {
    element: h('div', { class: 'data-part' }, note, box),
    update: (state, chosen) => {
      const view = state.data.find((one) => dataKey(one.choice) === chosen);
      const { download } = state;
      const isMissing = view !== undefined && !view.available;
      setHidden(note, !view || isMissing);
      setHidden(box, !isMissing && download.state !== 'running');
      if (view) {
        setText(note, view.note);
        setText(missing, download.state === 'running' ? t('MNIST is being downloaded.') : view.note);
      }
      const canDownload = view?.choice.kind === 'mnist' && isMissing;
      setHidden(start.element, !canDownload || download.state === 'running');
      setHidden(cancel.element, download.state !== 'running');
      setHidden(running, download.state !== 'running');
      setHidden(failure, download.state !== 'failed');
      if (download.state === 'failed') setText(failure, download.message);
      if (download.state === 'running') {
        const share = download.total ? Math.min(1, download.received / download.total) : null;
        bar.style.width = `${(share ?? 0) * 100}%`;
        if (share === null) meter.removeAttribute('aria-valuenow');
        else meter.setAttribute('aria-valuenow', String(Math.round(share * 100)));
        const received = fixed(download.received / MEGABYTE, 1);
        setText(
          amount,
          download.total ? t('{0} of {1} MB', received, fixed(download.total / MEGABYTE, 1)) : t('{0} MB', received),
        );
      }
    },
  };
}
