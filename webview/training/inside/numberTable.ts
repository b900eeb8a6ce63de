/** A table of numbers behind a summary that opens it; filled while it is open only. */
import { h } from '../../shared/dom';

export class NumberTable {
  readonly element: HTMLDetailsElement;
  private readonly body = h('tbody');
  private rows: readonly (readonly string[])[] = [];

  constructor(caption: string, summary: string, heads: readonly string[]) {
    this.element = h(
      'details',
      { class: 'table' },
      h('summary', {}, summary),
      h(
        'div',
        { class: 'scroll', role: 'region', attributes: { tabindex: '0', 'aria-label': caption } },
        h(
          'table',
          {},
          h('caption', { class: 'visually-hidden' }, caption),
          h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { attributes: { scope: 'col' } }, head)))),
          this.body,
        ),
      ),
    );
    this.element.addEventListener('toggle', () => this.fill());
  }

  update(rows: readonly (readonly string[])[]): void {
    this.rows = rows;
    this.fill();
  }

  private fill(): void {
    if (!this.element.open) return;
    this.body.replaceChildren(
      ...this.rows.map(([first, ...others]) =>
        h('tr', {}, h('th', { attributes: { scope: 'row' } }, first), ...others.map((text) => h('td', {}, text))),
      ),
    );
  }
}
