/** Hints: opened one after the other, and they stay open. */
import { button } from '../shared/controls';
import { h, setHidden } from '../shared/dom';
import { t } from '../shared/l10n';
import { prose } from './content';

interface Hints {
  element: HTMLElement;
  heading: HTMLElement;
  update(open: number): void;
  /** The heading of the newest hint, or of the section while there is none. */
  newest(): HTMLElement;
}

export function hintList(hints: readonly string[], onOpen: () => void): Hints {
  const heading = h('h2', { attributes: { tabindex: '-1' } }, t('Hints'));
  const note = h(
    'p',
    { class: 'muted' },
    t('Three hints, from a nudge to nearly the answer. They open one after the other and stay open.'),
  );
  const list = h('div', { class: 'hint-list' });
  const more = button({ label: '', icon: 'hint', onClick: onOpen });
  const headings: HTMLElement[] = [];
  return {
    heading,
    element: h('section', { id: 'hints' }, heading, note, list, h('div', { class: 'actions' }, more.element)),
    update: (open) => {
      const count = Math.min(open, hints.length);
      if (headings.length > count) {
        headings.length = 0;
        list.replaceChildren();
      }
      while (headings.length < count) {
        const index = headings.length;
        const title = h('h3', { attributes: { tabindex: '-1' } }, t('Hint {0} of {1}', index + 1, hints.length));
        headings.push(title);
        list.append(h('div', { class: 'hint' }, title, prose(hints[index])));
      }
      setHidden(note, count > 0);
      setHidden(more.element, count === hints.length);
      more.set({ label: t('Open hint {0} of {1}', Math.min(count + 1, hints.length), hints.length) });
    },
    newest: () => headings.at(-1) ?? heading,
  };
}
