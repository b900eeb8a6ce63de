/** The hidden layers for one image: their units as squares, in words, and as a table. */
import { mix, parseColor } from '../../shared/color';
import { h, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { layerName } from './layerName';
import { figure } from '../numbers';
import { inkColors, paintPixels } from '../../shared/pixels';
import { columnsFor, layerSummary } from './activations';
import { NumberTable } from './numberTable';

export class LayerParts {
  readonly element = h('div', { class: 'layers' });
  private parts: LayerPart[] = [];
  private theme: Theme;

  constructor(theme: Theme) {
    this.theme = theme;
  }

  /** In the order of the network. */
  show(layers: readonly { name: string; values: readonly number[] }[]): void {
    if (this.parts.length !== layers.length || this.parts.some((part, i) => part.name !== layers[i].name)) {
      this.parts = layers.map((layer) => new LayerPart(layer.name));
      this.element.replaceChildren(...this.parts.map((part) => part.element));
    }
    layers.forEach((layer, i) => this.parts[i].show(layer.values, this.theme));
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    for (const part of this.parts) part.paint(theme);
  }
}

class LayerPart {
  readonly element: HTMLElement;
  readonly name: string;
  private readonly canvas = h('canvas', { class: 'pixels units', role: 'img' });
  private readonly summary = h('p', { class: 'summary' });
  private readonly table: NumberTable;
  private values: readonly number[] = [];

  constructor(name: string) {
    this.name = name;
    this.table = new NumberTable(t('Activations: {0}', layerName(name)), t('Show as a table'), [
      t('Neuron'),
      t('Activation'),
    ]);
    this.element = h(
      'figure',
      { class: 'figure' },
      h('h4', {}, layerName(name)),
      this.canvas,
      h('figcaption', {}, this.summary),
      this.table.element,
    );
  }

  show(values: readonly number[], theme: Theme): void {
    this.values = values;
    const text = layerSummary(values);
    setText(this.summary, text);
    this.canvas.setAttribute('aria-label', t('{0}: {1}', layerName(this.name), text));
    this.table.update(values.map((value, i) => [String(i + 1), figure(value)]));
    this.paint(theme);
  }

  paint(theme: Theme): void {
    const { values } = this;
    const cols = columnsFor(values.length);
    const rows = Math.ceil(values.length / cols);
    const { paper } = inkColors(theme);
    const full = parseColor(theme.first) ?? inkColors(theme).ink;
    const most = values.reduce((high, value) => Math.max(high, value), 0) || 1;
    paintPixels(this.canvas, rows, cols, (i) => mix(paper, full, Math.max(0, Math.min(1, (values[i] ?? 0) / most))));
    this.canvas.style.aspectRatio = `${cols} / ${rows}`;
  }
}
