/** First-layer weights at a moment of a run, one image a unit, all in one scale of colours, so that one sees them grow. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { paintPixels } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { MomentView } from '../../../src/protocol/replay';
import { sharedReach } from '../inside/filters';
import type { Intents } from '../intents';
import { SCALES, divergingColor } from '../pictures/diverging';
import type { ViewState } from '../state';
import { replaySlider } from './slider';
import { filtersText, replayable } from './words';

type Filters = NonNullable<MomentView['filters']>;

interface FiltersFigure {
  element: HTMLElement;
  update(state: ViewState): void;
  setTheme(theme: Theme): void;
}

export function filtersFigure(firstTheme: Theme, intents: Intents): FiltersFigure {
  let theme = firstTheme;
  let asked = '';
  /** At the end of the run: what is compared with. */
  let end: { key: string; filters: Filters['filters']; reach: number } | null = null;
  let shown: MomentView | null = null;
  const slider = replaySlider(intents, 'filters');
  const images = h('div', { class: 'replay-filters', role: 'img' });
  const summary = h('p', { class: 'summary' });
  const element = h(
    'figure',
    { class: 'figure', hidden: true },
    h('div', { class: 'figure-head' }, h('h3', {}, t('First-layer weights'))),
    images,
    slider.element,
    h('figcaption', {}, summary),
  );

  const paint = ({ rows, cols, filters }: Filters, reach: number): void => {
    while (images.childElementCount > filters.length) images.lastElementChild?.remove();
    filters.forEach((values, i) => {
      const canvas = images.children.item(i) ?? images.appendChild(h('canvas', { class: 'pixels' }));
      paintPixels(canvas as HTMLCanvasElement, rows, cols, (pixel) =>
        divergingColor(SCALES[theme.kind], values[pixel] / reach),
      );
    });
  };
  const draw = (): void => {
    if (!shown?.filters || !end) return;
    paint(shown.filters, end.reach);
    const text = filtersText(shown.filters, end.filters);
    images.setAttribute('aria-label', text);
    setText(summary, text);
  };

  return {
    element,
    update: (state) => {
      const found = state.moments?.shows === 'filters' ? replayable(state) : null;
      setHidden(element, found === null);
      slider.update(state);
      if (!found) return;
      const last = found.steps[found.steps.length - 1];
      const key = `${found.run.id} ${last}`;
      // The run went on and rests again at the same step: what is drawn is not its end.
      if (state.replayAt === null && state.moment === null && shown && shown.step !== last) [shown, asked] = [null, ''];
      if (asked !== key) {
        asked = key;
        intents.ask({ type: 'lookBack', runId: found.run.id, step: last });
      }
      const { moment } = state;
      if (moment === shown || moment?.runId !== found.run.id || !moment.filters) return;
      if (moment.step === last)
        end = { key, filters: moment.filters.filters, reach: sharedReach(moment.filters.filters) };
      // Before its end is known, there is no scale.
      if (end?.key !== key) return;
      shown = moment;
      draw();
    },
    setTheme: (next) => {
      theme = next;
      draw();
    },
  };
}
