/** Markup that the build made from the course's own text (`src/course/render`). */
import { h } from '../shared/dom';

/** The course and the checker speak English, whatever the language of the page: so that a screen reader pronounces them right. */
export const ENGLISH = { lang: 'en' } as const;

/** A block of rendered text. The policy of the page lets no script in it run and no style in it count. */
export function prose(html: string, name = 'prose'): HTMLElement {
  const element = h('div', { class: name, attributes: ENGLISH });
  fillWith(element, html);
  return element;
}

/** The same within a line. */
export function phrase(html: string): HTMLElement {
  const element = h('span', { attributes: ENGLISH });
  fillWith(element, html);
  return element;
}

function fillWith(element: HTMLElement, html: string): void {
  const template = document.createElement('template');
  template.innerHTML = html;
  element.append(template.content);
}
