/** The chosen unit, large: its map with its bend, or its weights as an image; and in words. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { sharedReach } from '../inside/filters';
import { figure } from '../numbers';
import type { MoonsPicture } from '../pictures/moonsField';
import { WeightImage } from '../pictures/weightImage';
import { bendIn } from './bend';
import type { Shown } from './drawing';
import { PlaneMap } from './planeMap';
import { stepsOf } from './steps';
import { lineOf, unitName, unitText } from './words';

export class UnitDetail {
  readonly element: HTMLElement;
  private readonly title = h('h4');
  private readonly map: PlaneMap;
  private readonly image: WeightImage;
  private readonly imageTitle = h('p', { class: 'muted' });
  private readonly low = h('span');
  private readonly high = h('span');
  private readonly frame: HTMLElement;
  private readonly legend: HTMLElement;
  private readonly bendLegend: HTMLElement;
  private readonly text = h('p', { class: 'summary' });
  private theme: Theme;
  private last: [Shown, MoonsPicture | null] | null = null;

  /** @param follow called with the place of an example to follow */
  constructor(theme: Theme, follow: (index: number) => void) {
    this.theme = theme;
    this.map = new PlaneMap(follow);
    this.image = new WeightImage(theme);
    this.frame = h(
      'div',
      { class: 'weights-frame' },
      this.imageTitle,
      this.image.canvas,
      h('div', { class: 'weights-legend' }, this.low, this.image.scale, this.high),
    );
    this.bendLegend = h('li', {}, sample('net-bend-sample'), t('where its ReLU begins'));
    this.legend = h(
      'ul',
      { class: 'legend' },
      this.bendLegend,
      h('li', {}, sample('net-boundary-sample'), t('decision boundary of the network')),
    );
    this.element = h('div', { class: 'net-detail' }, this.title, this.map.element, this.legend, this.frame, this.text);
  }

  /** The words, for people who hear the page. */
  get words(): string {
    return `${this.title.textContent}. ${this.text.textContent}`;
  }

  update(shown: Shown, whole: MoonsPicture | null): void {
    this.last = [shown, whole];
    const { network, followed, chosen } = shown;
    const { input } = network;
    const layer = network.layers[chosen.layer];
    const values = layer.views.at(chosen.unit);
    const words = unitText(network, chosen);
    setText(this.title, unitName(network, chosen));
    setText(this.text, words);
    setHidden(this.text, words === '');
    setHidden(this.map.element, input.kind !== 'plane');
    setHidden(this.legend, input.kind !== 'plane');
    setHidden(this.frame, input.kind !== 'image' || values === undefined);
    if (values && input.kind === 'plane') {
      const isHidden = chosen.layer + 1 < network.layers.length;
      const bend = isHidden && chosen.layer === 0 ? bendIn(lineOf(layer, chosen.unit), input.area) : null;
      setHidden(this.bendLegend, bend === null);
      const label = `${unitName(network, chosen)}: ${words}`;
      const example = followed?.trace.input ?? null;
      this.map.update({ plane: input, values, bend, whole, example, label }, this.theme);
    }
    if (values && input.kind === 'image') this.showImage(shown, values);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.image.setTheme(theme);
    if (this.last) this.update(...this.last);
  }

  /** The weights; while the gradients of the weights are looked at, those. */
  private showImage({ network, followed, chosen }: Shown, weights: readonly number[]): void {
    const { rows, cols } = network.input;
    const step = followed ? stepsOf(network.layers.length)[followed.at] : null;
    const gradients =
      step?.kind === 'weights' && step.layer === 0 ? followed?.trace.layers[0].gradientImages : undefined;
    const values = gradients?.at(chosen.unit) ?? weights;
    const reach = sharedReach(gradients ?? network.layers[chosen.layer].views);
    const what = gradients ? t('The gradients of its weights') : t('Its weights');
    setText(this.imageTitle, what);
    this.image.update(
      { kind: 'weights', rows, cols, values: [...values] },
      `${unitName(network, chosen)}: ${what}`,
      reach,
    );
    setText(this.low, `≤ −${figure(reach)}`);
    setText(this.high, `≥ +${figure(reach)}`);
  }
}

function sample(className: string): HTMLElement {
  return h('span', { class: `net-sample ${className}`, attributes: { 'aria-hidden': 'true' } });
}
