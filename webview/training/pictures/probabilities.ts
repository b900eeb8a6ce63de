/** The probabilities of a network's answer: a table, with a bar beside each number. */
import { h, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { percent } from '../numbers';

export class ProbabilityTable {
  readonly element: HTMLTableElement;
  private readonly body = h('tbody');
  private rows: { row: HTMLTableRowElement; fill: HTMLElement; value: HTMLElement; note: HTMLElement }[] = [];
  private classes = '';

  constructor(caption: string) {
    this.element = h(
      'table',
      { class: 'probabilities' },
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { attributes: { scope: 'col' } }, t('Class')),
          h('th', { class: 'probability-value', attributes: { scope: 'col' } }, t('Probability')),
        ),
      ),
      this.body,
    );
  }

  /** @param probabilities null: not known, shown as dashes @param truth the class that it really is, where that is known */
  update(classes: readonly string[], probabilities: readonly number[] | null, truth: number | null = null): void {
    const key = classes.join();
    if (key !== this.classes) {
      this.classes = key;
      this.rows = classes.map(() => probabilityRow());
      this.body.replaceChildren(...this.rows.map(({ row }) => row));
      this.rows.forEach(({ row }, i) => setText(row.cells[0], classes[i]));
    }
    const best = probabilities ? highest(probabilities) : -1;
    this.rows.forEach(({ row, fill, value, note }, i) => {
      const probability = probabilities?.[i];
      row.classList.toggle('best', i === best);
      fill.style.width = `${100 * Math.max(0, Math.min(1, probability ?? 0))}%`;
      setText(value, probability === undefined ? '–' : percent(probability));
      setText(note, i === truth ? t('truth') : '');
    });
  }
}

/** Which class has the highest probability; of equal ones the first. */
function highest(probabilities: readonly number[]): number {
  return probabilities.reduce((best, value, i) => (value > probabilities[best] ? i : best), 0);
}

function probabilityRow(): {
  row: HTMLTableRowElement;
  fill: HTMLElement;
  value: HTMLElement;
  note: HTMLElement;
} {
  const fill = h('span', { class: 'probability-fill' });
  const value = h('span', { class: 'probability-number' });
  const note = h('span', { class: 'probability-note' });
  const bar = h('span', { class: 'probability-bar', attributes: { 'aria-hidden': 'true' } }, fill);
  const cell = h('td', {}, h('div', { class: 'probability-cell' }, bar, value, note));
  return { row: h('tr', {}, h('th', { attributes: { scope: 'row' } }), cell), fill, value, note };
}
