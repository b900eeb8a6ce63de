/** How far each network is while a comparison runs: a row with its name, a bar and what it does. */
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { type Meter, meter } from '../shared/meter';
import type { CompareProgress } from '../../src/protocol/comparePage';

interface Row {
  element: HTMLElement;
  name: HTMLElement;
  bar: Meter;
  text: HTMLElement;
}

export class PartList {
  readonly element = h('ul', { class: 'parts', attributes: { 'aria-label': t('Progress') } });
  private readonly rows: Row[] = [];

  /** Rows stay what they are, so that bars grow and a screen reader keeps its place. */
  update(progress: readonly CompareProgress[]): void {
    setHidden(this.element, progress.length === 0);
    while (this.rows.length < progress.length) this.rows.push(this.makeRow(progress[this.rows.length].name));
    this.rows.forEach(({ element, name, bar, text }, i) => {
      const part = progress.at(i);
      setHidden(element, part === undefined);
      if (!part) return;
      setText(name, part.name);
      setText(text, part.text);
      bar.set(part.share);
      element.classList.toggle('out', part.isOut);
    });
  }

  private makeRow(label: string): Row {
    const [name, text] = [h('span', { class: 'name' }), h('span', { class: 'muted' })];
    const bar = meter(label);
    const element = h('li', {}, name, bar.element, text);
    this.element.append(element);
    return { element, name, bar, text };
  }
}
