/** The gradients of each layer as a histogram, and in a sentence what is wrong with them. */
import { h, setText, svg } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { GradientView } from '../../../src/protocol/inspection';
import { count, figure } from '../numbers';
import { barHeights, findingText, findings, gradientSummary } from './gradients';
import { layerName } from './layerName';
import { NumberTable } from './numberTable';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import { type InsideView, withoutMaps } from './view';

const WIDTH = 320;
const HEIGHT = 96;

export class GradientsView implements InsideView {
  readonly id = 'gradients';
  readonly title = t('Gradients');
  readonly lookFor = t(
    'How the gradients of each layer spread. Look whether the layers are of similar width: where the first is far narrower, little of the error reaches it; where many gradients are exactly 0, neurons may be dead.',
  );
  readonly suits = withoutMaps;
  readonly element: HTMLElement;
  private readonly findings = h('div', { class: 'findings' });
  private readonly layers = h('div', { class: 'layers' });
  private drawn: LayerPart[] = [];
  private said = '';

  constructor() {
    this.element = h('div', { class: 'inside-view' }, this.findings, this.layers);
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'gradients' });
    if (answer.kind !== 'gradients') return notAnswered(answer);
    const { layers, probe } = answer;
    this.showFindings(layers, probe);
    if (this.drawn.length !== layers.length || this.drawn.some((part, i) => part.name !== layers[i].name)) {
      this.drawn = layers.map((layer) => new LayerPart(layer.name));
      this.layers.replaceChildren(...this.drawn.map((part) => part.element));
    }
    layers.forEach((layer, i) => this.drawn[i].show(layer));
    return { step: answer.step };
  }

  clear(): void {
    this.said = '';
    this.drawn = [];
    this.findings.replaceChildren();
    this.layers.replaceChildren();
  }

  setTheme(): void {
    // Its colours are those of the style sheet.
  }

  private showFindings(layers: readonly GradientView[], probe: number): void {
    const found = findings(layers).map(findingText);
    const measured = t(
      'Measured on {0} training images. The heights of the bars are logarithmic, so that the few large gradients are seen, too.',
      count(probe),
    );
    const texts = found.length > 0 ? found : [t('No sign of vanishing gradients or dead ReLUs.')];
    const key = [measured, ...texts].join('|');
    if (key === this.said) return;
    this.said = key;
    this.findings.replaceChildren(
      ...(found.length > 0
        ? found.map((text) => notice('info', h('p', {}, text)))
        : texts.map((text) => h('p', {}, text))),
      h('p', { class: 'muted' }, measured),
    );
  }
}

/** One layer: histogram, words, table. */
class LayerPart {
  readonly element: HTMLElement;
  readonly name: string;
  private readonly bars = svg('g', { class: 'histogram-bars' });
  private readonly zero = svg('line', { class: 'histogram-zero', y1: 0, y2: HEIGHT });
  private readonly drawing: SVGSVGElement;
  private readonly low = h('span');
  private readonly high = h('span');
  private readonly summary = h('p', { class: 'summary' });
  private readonly table: NumberTable;

  constructor(name: string) {
    this.name = name;
    this.drawing = svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'histogram', role: 'img', preserveAspectRatio: 'none' },
      this.bars,
      this.zero,
    );
    this.table = new NumberTable(t('Gradients: {0}', layerName(name)), t('Show as a table'), [
      t('From'),
      t('To'),
      t('Gradients'),
    ]);
    this.element = h(
      'figure',
      { class: 'figure' },
      h('h4', {}, layerName(name)),
      this.drawing,
      h('div', { class: 'histogram-axis', attributes: { 'aria-hidden': 'true' } }, this.low, this.high),
      h('figcaption', {}, this.summary),
      this.table.element,
    );
  }

  show(layer: GradientView): void {
    const { edges, counts } = layer;
    const text = gradientSummary(layer);
    setText(this.summary, text);
    this.drawing.setAttribute('aria-label', t('Histogram of the gradients, {0}. {1}', layerName(this.name), text));
    const [low, high] = [edges.at(0) ?? -1, edges.at(-1) ?? 1];
    const x = (value: number): number => (high > low ? ((value - low) / (high - low)) * WIDTH : WIDTH / 2);
    this.bars.replaceChildren(
      ...barHeights(counts).map((height, i) =>
        svg('rect', {
          x: (x(edges[i]) + 0.5).toFixed(2),
          y: (HEIGHT * (1 - height)).toFixed(2),
          width: Math.max(0.5, x(edges[i + 1]) - x(edges[i]) - 1).toFixed(2),
          height: (HEIGHT * height).toFixed(2),
        }),
      ),
    );
    this.zero.setAttribute('x1', x(0).toFixed(2));
    this.zero.setAttribute('x2', x(0).toFixed(2));
    setText(this.low, figure(low));
    setText(this.high, figure(high));
    this.table.update(counts.map((value, i) => [figure(edges[i]), figure(edges[i + 1]), count(value)]));
  }
}
