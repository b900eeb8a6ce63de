/** Says at the start of a long run how long it will take, and offers shorter ones. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { Intents } from '../intents';
import { type ViewState, isActive, shownRun } from '../state';
import { estimateText, offersFor } from './words';

export function estimateNotice({ ask }: Intents): { element: HTMLElement; update(state: ViewState): void } {
  let shown = '';
  /** The run that is to go on as it is. */
  let accepted = '';
  const text = h('p');
  const actions = h('div', { class: 'actions' });
  const element = notice('info', text, actions);
  const hide = (): void => setHidden(element, true);
  hide();
  return {
    element,
    update: (state) => {
      const run = shownRun(state);
      const words = run ? estimateText(run) : '';
      const isOpen = run === state.run && isActive(run?.state) && run?.epochs.length === 0 && run.id !== accepted;
      if (!run || words === '' || !isOpen) return hide();
      setHidden(element, false);
      if (shown === run.id) return;
      shown = run.id;
      setText(text, words);
      const offers = offersFor(run).map(({ label, config }) =>
        button({ label, onClick: () => ask({ type: 'startInstead', config }) }),
      );
      const goOn = button({
        label: t('Go on'),
        onClick: () => {
          accepted = run.id;
          hide();
        },
      });
      actions.replaceChildren(...[...offers, goOn].map((one) => one.element));
    },
  };
}
