/** The control for how far back the running means of the charts reach. */
import { h, setText, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Intents } from '../intents';
import { SMOOTHINGS, smoothingText } from './smoothings';

interface Smoothing {
  element: HTMLElement;
  update(smoothing: number): void;
}

export function smoothingControl({ dispatch }: Intents): Smoothing {
  const id = uniqueId('smoothing');
  const input = h('input', {
    id,
    attributes: { type: 'range', min: '0', max: String(SMOOTHINGS.length - 1), step: '1' },
  });
  const value = h('span', { class: 'muted', attributes: { 'aria-hidden': 'true' } });
  input.addEventListener('input', () =>
    dispatch({ type: 'smooth', smoothing: SMOOTHINGS[Number(input.value)] ?? SMOOTHINGS[0] }),
  );
  return {
    element: h('div', { class: 'smoothing' }, h('label', { attributes: { for: id } }, t('Smoothing')), input, value),
    update: (smoothing) => {
      const place = String(Math.max(0, SMOOTHINGS.indexOf(smoothing)));
      if (input.value !== place) input.value = place;
      const text = smoothingText(smoothing);
      input.setAttribute('aria-valuetext', text);
      setText(value, text);
    },
  };
}
