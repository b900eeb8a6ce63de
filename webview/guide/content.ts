/** Markup that the build made from the course's own text (`src/course/render`). */
import { h } from '../shared/dom';
import { language, translationOf } from '../shared/l10n';

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

/** Names of the interface are in its language. */
function fillWith(element: HTMLElement, html: string): void {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const label of template.content.querySelectorAll<HTMLElement>('.ui-label')) {
    const name = translationOf(label.textContent ?? '');
    if (name === label.textContent) continue;
    label.textContent = name;
    label.lang = language;
  }
  element.append(template.content);
}
