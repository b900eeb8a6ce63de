/** Says why a run was cut, and lets it go on. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import { count } from '../numbers';
import type { Intents } from '../intents';
import { type ViewState, isActive, shownRun } from '../state';
import { goOnOf } from './goOn';

interface GoOnBox {
  element: HTMLElement;
  update(state: ViewState): void;
}

export function goOnBox({ ask }: Intents): GoOnBox {
  let runId = '';
  const text = h('p');
  const goOn = button({ label: '', icon: 'play', onClick: () => ask({ type: 'goOn', runId }) });
  const actions = h('div', { class: 'actions' }, goOn.element);
  const element = notice('info', text, actions);
  return {
    element,
    update: (state) => {
      const run = shownRun(state);
      const how = run && goOnOf(run, state.kept);
      setHidden(element, !how);
      if (!run || !how) return;
      runId = run.id;
      setText(text, how.text);
      setHidden(actions, how.epoch === null);
      goOn.set({
        label: t('Go On after Epoch {0}', count(how.epoch ?? 0)),
        disabled: isActive(state.run?.state) || run.id !== state.run?.id,
      });
    },
  };
}
