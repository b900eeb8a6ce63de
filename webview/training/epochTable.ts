/** The epochs of a run as a table, for people who read numbers rather than curves. */
import { h } from '../shared/dom';
import { t } from '../shared/l10n';
import type { EpochMetric } from '../../src/training/protocol';
import { count } from './numbers';

export interface Column {
  title: string;
  text: (epoch: EpochMetric) => string;
}

/** Most rows that are shown; the newest stay. */
const MOST_ROWS = 500;

/** Closed at first; filled while it is open only. */
export class EpochTable {
  readonly element: HTMLDetailsElement;
  private readonly body = h('tbody');
  private readonly note = h('p', { class: 'muted', hidden: true }, t('The last {0} epochs are shown.', MOST_ROWS));
  private readonly columns: readonly Column[];
  private epochs: readonly EpochMetric[] = [];
  private shown: readonly EpochMetric[] = [];

  constructor(caption: string, columns: readonly Column[]) {
    this.columns = columns;
    const heads = [t('Epoch'), ...columns.map((column) => column.title)].map((title) =>
      h('th', { attributes: { scope: 'col' } }, title),
    );
    this.element = h(
      'details',
      { class: 'table' },
      h('summary', {}, t('Table of the epochs')),
      h(
        'div',
        { class: 'scroll', role: 'region', attributes: { tabindex: '0', 'aria-label': caption } },
        h(
          'table',
          {},
          h('caption', { class: 'visually-hidden' }, caption),
          h('thead', {}, h('tr', {}, ...heads)),
          this.body,
        ),
        this.note,
      ),
    );
    this.element.addEventListener('toggle', () => this.fill());
  }

  update(epochs: readonly EpochMetric[]): void {
    this.epochs = epochs;
    if (this.element.open) this.fill();
  }

  private fill(): void {
    if (!this.element.open || this.epochs === this.shown) return;
    const grows = this.shown.length > 0 && this.epochs.length >= this.shown.length && this.epochs[0] === this.shown[0];
    if (!grows) this.body.replaceChildren();
    const from = grows ? this.shown.length : 0;
    for (const epoch of this.epochs.slice(Math.max(from, this.epochs.length - MOST_ROWS)))
      this.body.append(this.row(epoch));
    while (this.body.rows.length > MOST_ROWS) this.body.deleteRow(0);
    this.note.hidden = this.epochs.length <= MOST_ROWS;
    if (this.body.rows.length === 0) {
      const cell = h('td', { attributes: { colspan: String(this.columns.length + 1) } }, t('No epoch is over yet.'));
      this.body.append(h('tr', {}, cell));
      this.shown = [];
      return;
    }
    if (!grows && this.epochs.length === 0) return;
    this.shown = this.epochs;
  }

  private row(epoch: EpochMetric): HTMLElement {
    const cells = this.columns.map((column) => h('td', {}, column.text(epoch)));
    return h('tr', {}, h('th', { attributes: { scope: 'row' } }, count(epoch.epoch)), ...cells);
  }
}
