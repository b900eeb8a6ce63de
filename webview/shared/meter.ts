/** A bar that fills, for what has an end. */
import { h } from './dom';

export interface Meter {
  element: HTMLElement;
  /** @param share 0 … 1; null: not known */
  set(share: number | null): void;
}

export function meter(label: string): Meter {
  const fill = h('div', { class: 'meter-fill' });
  const attributes = { 'aria-label': label, 'aria-valuemin': '0', 'aria-valuemax': '100' };
  const element = h('div', { class: 'meter', role: 'progressbar', attributes }, fill);
  return {
    element,
    set: (share) => {
      fill.style.width = `${(share ?? 0) * 100}%`;
      if (share === null) element.removeAttribute('aria-valuenow');
      else element.setAttribute('aria-valuenow', String(Math.round(share * 100)));
    },
  };
}
