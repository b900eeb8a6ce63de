/** The explanation of the solution, behind a spoiler: the host says when it may open. */
import type { LessonPage } from '../../src/protocol/guidePage';
import { button } from '../shared/controls';
import { h, setHidden } from '../shared/dom';
import { t } from '../shared/l10n';
import { prose } from './content';

interface Solution {
  element: HTMLElement;
  heading: HTMLElement;
  update(explained: boolean): void;
}

export function solutionPart(
  { html, codeHtml }: LessonPage['solution'],
  on: { explain: () => void; compare: () => void },
): Solution {
  const heading = h('h2', { attributes: { tabindex: '-1' } }, t('The solution, explained'));
  const note = h(
    'p',
    { class: 'muted' },
    t('Why each line is as it is, and another way to write it. It opens after you have tried.'),
  );
  const explain = button({ label: t('Show the Explanation'), icon: 'lock', onClick: on.explain });
  const compare = button({ label: t('Compare With My File'), icon: null, onClick: on.compare });
  // Not in the page before it may be read: searching in the page would find it.
  const text = h('div');
  return {
    heading,
    element: h(
      'section',
      { id: 'solution' },
      heading,
      note,
      text,
      h('div', { class: 'actions' }, explain.element, compare.element),
    ),
    update: (explained) => {
      if (explained !== text.hasChildNodes())
        text.replaceChildren(...(explained ? [prose(html), h('h3', {}, t('The code')), prose(codeHtml)] : []));
      setHidden(note, explained);
      setHidden(explain.element, explained);
      setHidden(compare.element, !explained);
    },
  };
}
