/** The pages that are not a lesson's: what changed in a part, and the glossary. */
import type { GlossaryPage, PartEndPage } from '../../src/protocol/guidePage';
import { button, textField } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { ENGLISH, prose } from './content';
import type { Ask } from './intents';

export interface PlainScreen {
  main: HTMLElement[];
  foot: HTMLElement | null;
  find(at: string): HTMLElement;
}

export function partEndScreen(page: PartEndPage, ask: Ask): PlainScreen {
  const title = h('h1', { attributes: { tabindex: '-1', ...ENGLISH } }, page.title);
  const next = button({
    label: t('Next Lesson'),
    icon: 'next',
    appearance: page.isLast ? 'secondary' : 'primary',
    onClick: () => ask({ type: 'next', from: page.id }),
  });
  // At the end of the course, what comes next is what one has built; lessons may have been left out.
  const built = button({
    label: t('What You Built'),
    icon: 'picture',
    appearance: 'primary',
    onClick: () => ask({ type: 'act', id: 'whatYouBuilt' }),
  });
  const foot = h(
    'section',
    { class: 'bar', attributes: { 'aria-label': t('Lesson') } },
    h('div', { class: 'bar-row buttons' }, page.isLast && built.element, next.element),
  );
  return { main: [h('header', {}, title), prose(page.html)], foot, find: () => title };
}

export function glossaryScreen({ entries }: GlossaryPage): PlainScreen {
  const title = h('h1', { attributes: { tabindex: '-1' } }, t('Glossary'));
  const count = h('p', { class: 'muted', role: 'status' });
  const list = entries.map(({ id, name, html, lessons }) => {
    const heading = h('h2', { attributes: { tabindex: '-1', ...ENGLISH } }, name);
    const links = lessons.map((lesson) =>
      h(
        'li',
        { attributes: ENGLISH },
        h('a', { attributes: { href: '#', 'data-lesson': lesson.id } }, `${lesson.number} ${lesson.title}`),
      ),
    );
    const uses =
      links.length === 0 ? null : h('div', { class: 'uses muted' }, `${t('In lesson')} `, h('ul', {}, ...links));
    return { id, name, heading, element: h('section', { class: 'entry' }, heading, prose(html), uses) };
  });
  const narrow = (words: string): void => {
    const wanted = words.trim().toLowerCase();
    for (const { name, element } of list) setHidden(element, !name.toLowerCase().includes(wanted));
    const left = list.filter(({ element }) => !element.hidden).length;
    setText(count, left === 0 ? t('No term contains these words.') : t('Terms: {0}', left));
  };
  const filter = textField({ label: t('Find a term'), value: '', onInput: narrow });
  narrow('');
  return {
    main: [
      h('header', {}, title),
      h('div', { class: 'filter' }, filter.element, count),
      ...list.map((each) => each.element),
    ],
    foot: null,
    find: (at) => {
      filter.setValue('');
      narrow('');
      return list.find(({ id }) => at === `term:${id}`)?.heading ?? title;
    },
  };
}
