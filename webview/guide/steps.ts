/** The steps, each with a box to tick. */
import { h, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { prose } from './content';

export interface Steps {
  element: HTMLElement;
  update(ticked: readonly number[]): void;
}

export function stepList(steps: readonly string[], onTick: (ticked: number[]) => void): Steps {
  const boxes = steps.map((_, i) =>
    h('input', {
      class: 'tick',
      attributes: { type: 'checkbox', 'aria-label': t('Step {0} done', i + 1) },
      on: { change: () => onTick(boxes.flatMap((box, index) => (box.checked ? [index] : []))) },
    }),
  );
  const rows = steps.map((html, i) => h('li', { class: 'step' }, boxes[i], prose(html, 'prose step-text')));
  const count = h('p', { class: 'muted' });
  return {
    element: h('div', {}, h('ol', { class: 'steps' }, ...rows), count),
    update: (ticked) => {
      boxes.forEach((box, i) => {
        box.checked = ticked.includes(i);
        rows[i].classList.toggle('done', box.checked);
      });
      const done = boxes.filter((box) => box.checked).length;
      setText(count, t('{0} of {1} steps ticked', done, steps.length));
    },
  };
}
