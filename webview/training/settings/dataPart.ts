/** What is known about the chosen data, and what helps where they are missing: a download, a folder, the built-in digits. */
import type { DataView } from '../../../src/protocol/panel';
import { button, link } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice, setNoticeKind } from '../../shared/notice';
import { downloadProgress } from './downloadProgress';
import { dataKey } from './form';
import type { Intents } from '../intents';
import type { ViewState } from '../state';

interface DataPart {
  element: HTMLElement;
  /** `chosen` is null where the experiment makes its own data. */
  update(state: ViewState, chosen: string | null): void;
}

/** `focusChoice` puts the cursor into the data control: a button that is no longer needed is hidden under it. */
export function dataPart({ ask, dispatch }: Intents, focusChoice: () => void): DataPart {
  const note = h('p', { class: 'explanation' });
  const another = link({ label: t('Choose another folder…'), onClick: () => ask({ type: 'chooseDataFolder' }) });
  const anotherLine = h('p', { class: 'reset' }, another.element);
  const missing = h('p');
  const failure = h('p');
  const reasons = h('p');
  const details = h('details', {}, h('summary', {}, t('Details')), reasons);
  const progress = downloadProgress();
  const start = button({ label: '', icon: 'download', onClick: () => ask({ type: 'downloadMnist' }) });
  const cancel = button({ label: t('Cancel'), onClick: () => ask({ type: 'cancelDownload' }) });
  const folder = button({ label: t('Choose a folder…'), onClick: () => ask({ type: 'chooseDataFolder' }) });
  const digits = button({
    label: t('Use the built-in digits'),
    onClick: () => {
      dispatch({ type: 'edit', field: 'data', value: 'digits' });
      focusChoice();
    },
  });
  const actions = [start, cancel, folder, digits].map(({ element }) => element);
  const box = notice('info', missing, failure, details, progress.element, h('div', { class: 'actions' }, ...actions));
  return {
    element: h('div', { class: 'data-part' }, note, anotherLine, box),
    update: ({ data, download }, chosen) => {
      const view = data.find((one) => dataKey(one.choice) === chosen);
      const isRunning = download.state === 'running';
      const isMissing = view !== undefined && !view.available;
      const needs = (kind: DataView['choice']['kind']): boolean => isMissing && view.choice.kind === kind;
      setHidden(note, !view || isMissing);
      setHidden(anotherLine, view?.choice.kind !== 'folder' || isMissing);
      setHidden(box, !isMissing && !isRunning);
      if (view) setText(note, view.note);
      setText(missing, isRunning ? t('MNIST is being downloaded.') : (view?.note ?? ''));
      const failed = download.state === 'failed' && needs('mnist') ? download.message.split('\n') : null;
      setNoticeKind(box, failed ? 'error' : 'info');
      setHidden(missing, failed !== null);
      setHidden(failure, failed === null);
      setText(failure, failed?.[0] ?? '');
      setHidden(details, failed === null || failed.length < 2);
      setText(reasons, failed?.slice(1).join(' ') ?? '');
      progress.update(download);
      start.set({ label: download.state === 'failed' ? t('Try the download again') : t('Download MNIST') });
      setHidden(start.element, !view?.download || isRunning);
      setHidden(cancel.element, !isRunning);
      setHidden(folder.element, !isMissing);
      setHidden(digits.element, !isMissing);
    },
  };
}
