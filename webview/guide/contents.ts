/** The line below the title that leads to the headings of the page. */
import { h } from '../shared/dom';
import { t } from '../shared/l10n';
import { prefersStillness } from '../shared/motion';

/** @param headings they take the focus, so that the keyboard goes on from there */
export function contentsLine(headings: readonly HTMLElement[]): HTMLElement {
  const items = headings.map((heading) => {
    const link = h('a', { attributes: { href: '#' }, on: { click: () => goTo(heading) } }, heading.textContent);
    if (heading.lang) link.lang = heading.lang;
    return h('li', {}, link);
  });
  return h('nav', { class: 'contents', attributes: { 'aria-label': t('On this page') } }, h('ul', {}, ...items));
}

function goTo(heading: HTMLElement): void {
  heading.focus({ preventScroll: true });
  heading.scrollIntoView({ block: 'start', behavior: prefersStillness() ? 'auto' : 'smooth' });
}
