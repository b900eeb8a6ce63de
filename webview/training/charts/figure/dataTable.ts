/** The numbers of a chart as a table, for people who read numbers rather than curves. */
import { h, setText } from '../../../shared/dom';
import { t } from '../../../shared/l10n';

export interface Table {
  caption: string;
  /** Titles of the columns; the first one names the rows. */
  heads: string[];
  /** As many cells as there are heads. */
  rows: string[][];
}

/** Most rows that are shown; the newest stay. */
export const MAX_ROWS = 200;

/** Closed at first; worked out and filled while it is open only. */
export class DataTable {
  readonly element: HTMLDetailsElement;
  private readonly region = h('div', { class: 'scroll', role: 'region', attributes: { tabindex: '0' } });
  private readonly caption = h('caption', { class: 'visually-hidden' });
  private readonly heads = h('tr');
  private readonly body = h('tbody');
  private readonly note = h('p', { class: 'muted', hidden: true }, t('The last {0} epochs are shown.', MAX_ROWS));
  private source: (() => Table) | null = null;

  constructor() {
    this.region.append(h('table', {}, this.caption, h('thead', {}, this.heads), this.body), this.note);
    this.element = h('details', { class: 'table' }, h('summary', {}, t('Show as a table')), this.region);
    this.element.addEventListener('toggle', () => this.fill());
  }

  update(source: () => Table): void {
    this.source = source;
    this.fill();
  }

  /** Rows that are there stay where they are: they may be being read. */
  private fill(): void {
    if (!this.element.open || !this.source) return;
    const { caption, heads, rows } = this.source();
    this.region.setAttribute('aria-label', caption);
    setText(this.caption, caption);
    fit(this.heads, heads.length, () => h('th', { attributes: { scope: 'col' } }));
    heads.forEach((head, i) => setText(this.heads.children[i], head));
    this.note.hidden = rows.length <= MAX_ROWS;
    const shown =
      rows.length > 0 ? rows.slice(-MAX_ROWS) : [[t('No epoch is over yet.'), ...heads.slice(1).map(() => '')]];
    fit(this.body, shown.length, () => h('tr'));
    shown.forEach((cells, i) => {
      const row = this.body.rows[i];
      fit(row, cells.length, (column) => (column === 0 ? h('th', { attributes: { scope: 'row' } }) : h('td')));
      cells.forEach((cell, column) => setText(row.cells[column], cell));
    });
  }
}

/** Gives an element so many children. */
function fit(element: Element, count: number, make: (column: number) => HTMLElement): void {
  while (element.childElementCount > count) element.lastElementChild?.remove();
  while (element.childElementCount < count) element.append(make(element.childElementCount));
}
