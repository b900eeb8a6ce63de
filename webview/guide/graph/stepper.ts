/** Goes through the steps of a graph: two buttons and a slider, and their keys. */
import { button } from '../../shared/controls';
import { h, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { count } from '../../training/numbers';

interface Stepper {
  element: HTMLElement;
  update(at: number, steps: number): void;
}

export function stepper(go: (at: number) => void): Stepper {
  const id = uniqueId('step');
  let at = 0;
  let last = 0;
  const to = (next: number): void => {
    const place = Math.max(0, Math.min(last, next));
    if (place !== at) go(place);
  };
  const back = button({ label: t('Back'), onClick: () => to(at - 1) });
  const next = button({ label: t('Next'), appearance: 'primary', onClick: () => to(at + 1) });
  const slider = h('input', { id, attributes: { type: 'range', min: '0', step: '1' } });
  slider.addEventListener('input', () => to(Number(slider.value)));
  const keys: Record<string, () => void> = {
    ArrowLeft: () => to(at - 1),
    ArrowRight: () => to(at + 1),
    Home: () => to(0),
    End: () => to(last),
  };
  const element = h(
    'div',
    { class: 'graph-stepper', role: 'group', attributes: { 'aria-label': t('The way back') } },
    back.element,
    next.element,
    h('label', { attributes: { for: id } }, t('Step')),
    slider,
  );
  element.addEventListener('keydown', (event) => {
    // The slider has these keys of its own.
    if (event.target === slider || event.ctrlKey || event.altKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  return {
    element,
    update: (place, steps) => {
      at = place;
      last = steps - 1;
      slider.max = String(last);
      slider.value = String(at);
      slider.setAttribute('aria-valuetext', t('{0} of {1}', count(at + 1), count(steps)));
      back.set({ disabled: at === 0 });
      next.set({ disabled: at === last });
    },
  };
}
