/** First-layer weights: one image a unit, all in one scale of colours. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { Inspection } from '../../../src/protocol/inspection';
import { SCALES, divergingColor } from '../pictures/diverging';
import { figure } from '../numbers';
import { paintPixels } from '../../shared/pixels';
import { WeightImage } from '../pictures/weightImage';
import { filterText, filtersSummary, sharedReach } from './filters';
import { Gallery } from './gallery';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import { type InsideView, withoutMaps } from './view';

type Filters = Extract<Inspection, { kind: 'filters' }>;

export class FiltersView implements InsideView {
  readonly id = 'filters';
  readonly title = t('First-layer weights');
  readonly lookFor = t(
    'Each image is one neuron: ink where it is positive speaks for the neuron, ink where it is negative against it. Look for strokes and edges; a neuron that is still noise has learned little.',
  );
  readonly suits = withoutMaps;
  readonly element: HTMLElement;
  private readonly gallery: Gallery;
  private readonly large: WeightImage;
  private readonly low = h('span');
  private readonly high = h('span');
  private readonly summary = h('p', { class: 'summary' });
  private readonly text = h('p');
  private readonly content: HTMLElement;
  private shown: Filters | null = null;
  /** The size of a weight that has the full colour, in all of the images. */
  private reach = 1;

  constructor(theme: Theme) {
    this.gallery = new Gallery(t('Neurons of the first layer'), theme, () => this.showChosen());
    this.large = new WeightImage(theme);
    const legend = h('div', { class: 'weights-legend' }, this.low, this.large.scale, this.high);
    this.content = h(
      'div',
      { class: 'browser', hidden: true },
      this.gallery.element,
      h(
        'div',
        { class: 'digit-detail' },
        h('div', { class: 'weights-frame' }, this.large.canvas, legend),
        h('div', { class: 'digit-words' }, this.text),
      ),
    );
    this.element = h('div', { class: 'inside-view' }, this.summary, this.content);
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'filters' });
    if (answer.kind !== 'filters') return notAnswered(answer);
    this.shown = answer;
    const { filters, units, rows, cols, of } = answer;
    const reach = sharedReach(filters);
    this.reach = reach;
    setText(this.summary, filtersSummary(filters, units, of));
    setHidden(this.content, filters.length === 0);
    this.gallery.update(
      filters.map((values, i) => ({
        key: String(units[i]),
        label: t('Neuron {0}: {1}', units[i] + 1, filterText(values, cols)),
        caption: String(units[i] + 1),
        paint: (canvas, theme) =>
          paintPixels(canvas, rows, cols, (pixel) => divergingColor(SCALES[theme.kind], values[pixel] / reach)),
      })),
    );
    this.showChosen();
    return { step: answer.step };
  }

  clear(): void {
    this.shown = null;
    setText(this.summary, '');
    setHidden(this.content, true);
  }

  setTheme(theme: Theme): void {
    this.gallery.setTheme(theme);
    this.large.setTheme(theme);
  }

  private showChosen(): void {
    const { choice } = this.gallery;
    const values = this.shown?.filters.at(choice);
    if (!this.shown || !values) return;
    const { reach } = this;
    const { rows, cols, units } = this.shown;
    const text = t('Neuron {0}: {1}', units[choice] + 1, filterText(values, cols));
    this.large.update({ kind: 'weights', rows, cols, values }, text, reach);
    setText(this.text, text);
    setText(this.low, `≤ −${figure(reach)}`);
    setText(this.high, `≥ +${figure(reach)}`);
  }
}
