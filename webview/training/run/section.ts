/** The runs of this folder: to compare them, to keep them, to take them elsewhere. */
import { button, link } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { ExportFormat } from '../../../src/protocol/panel';
import { MAX_COMPARED, isFull } from './compare';
import { count } from '../numbers';
import { type RunRow, runRow } from './runRow';
import type { Section, SectionContext } from '../section';
import { type ViewState, allRuns, shownRun, shownRuns } from '../state';

export function runsSection(context: SectionContext): Section {
  const { ask } = context;
  let state: ViewState | null = null;
  const inCharts = (): string[] => (state ? shownRuns(state).map(({ run }) => run.id) : []);
  const exportAs = (format: ExportFormat): void => ask({ type: 'exportRuns', runIds: inCharts(), format });
  const rows = new Map<string, RunRow>();
  const list = h('ul', { class: 'runs', attributes: { 'aria-label': t('Runs') } });
  const clear = link({
    label: t('Delete all unpinned runs'),
    onClick: () => ask({ type: 'clearHistory' }),
  });
  const many = h('p', { class: 'muted' });
  const actions = [
    button({ label: t('Export as CSV'), icon: 'download', onClick: () => exportAs('csv') }),
    button({ label: t('Export as JSON'), icon: 'download', onClick: () => exportAs('json') }),
    button({ label: t('Load runs from a file…'), onClick: () => ask({ type: 'importRuns' }) }),
  ];
  const element = h(
    'div',
    { class: 'run-list' },
    h(
      'p',
      { class: 'muted' },
      t(
        'Click a name to show that run. Tick more runs to see them side by side in the charts, up to {0}.',
        MAX_COMPARED,
      ),
    ),
    list,
    h('p', {}, clear.element),
    h('div', { class: 'run-files' }, many, h('div', { class: 'actions' }, ...actions.map((one) => one.element))),
  );

  const updateRows = (now: ViewState): void => {
    const runs = allRuns(now);
    const front = shownRun(now)?.id;
    let focus = 0;
    for (const [id, row] of rows) {
      if (runs.some((run) => run.id === id)) continue;
      // A run deleted by keyboard leaves the focus to the next one.
      if (row.element.contains(document.activeElement)) focus = [...list.children].indexOf(row.element) + 1;
      row.element.remove();
      rows.delete(id);
    }
    runs.forEach((run, i) => {
      const row = rows.get(run.id) ?? runRow(run.id, context);
      rows.set(run.id, row);
      if (list.children.item(i) !== row.element) list.insertBefore(row.element, list.children.item(i));
      const slot = now.compared.indexOf(run.id);
      row.update({ run, isFront: run.id === front, slot: slot < 0 ? null : slot, isFull: isFull(now.compared) });
    });
    const next = focus > 0 ? runs.at(Math.min(focus - 1, runs.length - 1)) : undefined;
    if (next) rows.get(next.id)?.focus();
  };

  return {
    element,
    update: (now) => {
      state = now;
      updateRows(now);
      const shown = inCharts().length;
      setText(
        many,
        shown === 1
          ? t('Exports the run shown in the charts.')
          : t('Exports the {0} runs shown in the charts.', count(shown)),
      );
      setHidden(clear.element, !now.history.some((run) => !run.pinned));
    },
    setTheme: () => undefined,
  };
}
