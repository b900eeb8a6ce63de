/** Where weights were imported: what the next run starts from, and the way back to random ones. */
import { link } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { InitialView } from '../../../src/protocol/panel';
import type { Intents } from '../intents';
import type { ViewState } from '../state';

export const startsFrom = ({ name }: InitialView): string =>
  t('Runs start from the weights of {0}, not from random ones.', name);

/** @param focusNext puts the cursor somewhere else: the link under it goes away */
export function initialWeightsPart(
  { ask }: Intents,
  focusNext: () => void,
): { element: HTMLElement; update(state: ViewState): void } {
  const text = h('p');
  const random = link({
    label: t('Go back to random weights'),
    onClick: () => {
      ask({ type: 'dropWeights' });
      focusNext();
    },
  });
  const element = notice('info', text, h('p', {}, random.element));
  return {
    element,
    update: ({ initialWeights, experiment }) => {
      setHidden(element, initialWeights?.experiment !== experiment);
      if (initialWeights) setText(text, startsFrom(initialWeights));
    },
  };
}
