/** The end of a training: what it came to, and the way to try it. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Intents } from '../intents';
import { type ViewState, shownRun } from '../state';
import { endingText } from './ending';

interface EndingBox {
  element: HTMLElement;
  update(state: ViewState): void;
}

export function endingBox({ dispatch }: Intents): EndingBox {
  // Said once, by the page's announcements; so it is no live region of its own.
  const text = h('p', { class: 'ending-text' });
  const draw = button({
    label: t('Draw a digit'),
    onClick: () => dispatch({ type: 'section', section: 'draw' }),
  });
  const element = h('div', { class: 'ending', hidden: true }, text, draw.element);
  return {
    element,
    update: (state) => {
      const run = shownRun(state);
      const ending = run ? endingText(run) : '';
      setHidden(element, ending === '');
      setText(text, ending);
      setHidden(draw.element, !run?.about?.readsImages || state.live !== run.id);
    },
  };
}
