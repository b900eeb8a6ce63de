/** Right answers against the learning rate, a curve for each optimizer, as SVG: its colours follow the theme by themselves. */
import { h, svg } from '../../shared/dom';
import type { SweepPoint } from '../../../src/protocol/metrics';
import { t } from '../../shared/l10n';
import { DataTable } from '../charts/figure/dataTable';
import { percentShort } from '../numbers';
import { optimizerText, resultText } from './sweepWords';

const WIDTH = 360;
const HEIGHT = 240;
const LEFT = 44;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 40;
const SHARES = [0, 0.25, 0.5, 0.75, 1];
const SIZE = 5;

export class SweepPlot {
  readonly element: HTMLElement;
  readonly table = new DataTable();
  private readonly picture: SVGSVGElement;
  private readonly grid = svg('g', { class: 'fit-grid' });
  private readonly curves = svg('g');
  private drawn = '';

  constructor() {
    this.picture = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'fit', role: 'img' }, this.grid, this.curves);
    const entry = (optimizer: SweepPoint['optimizer'], sign: string): HTMLElement =>
      h(
        'li',
        {},
        h('span', { class: `sweep-${optimizer}`, attributes: { 'aria-hidden': 'true' } }, sign),
        optimizerText(optimizer),
      );
    this.element = h(
      'div',
      { class: 'sweep' },
      h('ul', { class: 'legend' }, entry('momentum', '●'), entry('adam', '▲')),
      this.picture,
    );
  }

  update(points: readonly SweepPoint[], label: string): void {
    this.picture.setAttribute('aria-label', label);
    const key = JSON.stringify(points);
    if (key === this.drawn) return;
    this.drawn = key;
    const powers = points.map(({ learningRate }) => Math.log10(learningRate));
    const [low, high] = [Math.floor(Math.min(...powers)), Math.ceil(Math.max(...powers))];
    const place: Place = {
      x: (rate) => LEFT + ((Math.log10(rate) - low) / Math.max(1, high - low)) * (WIDTH - LEFT - RIGHT),
      y: (share) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM),
    };
    this.grid.replaceChildren(...gridOf(low, high, place));
    this.curves.replaceChildren(...curveOf(points, 'momentum', place), ...curveOf(points, 'adam', place));
    this.table.update(() => ({
      caption: t('Accuracy by learning rate'),
      heads: [t('Learning rate'), t('Optimizer'), t('Accuracy')],
      rows: points.map((point) => [String(point.learningRate), optimizerText(point.optimizer), resultText(point)]),
    }));
  }
}

interface Place {
  x(rate: number): number;
  y(share: number): number;
}

function gridOf(low: number, high: number, { x, y }: Place): SVGElement[] {
  const powers = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
  return [
    ...powers.flatMap((rate) => [
      svg('line', { x1: x(rate), y1: TOP, x2: x(rate), y2: HEIGHT - BOTTOM }),
      text(x(rate), HEIGHT - BOTTOM + 16, 'middle', String(Number(rate.toPrecision(1)))),
    ]),
    ...SHARES.flatMap((share) => [
      svg('line', { x1: LEFT, y1: y(share), x2: WIDTH - RIGHT, y2: y(share) }),
      text(LEFT - 6, y(share) + 4, 'end', percentShort(share)),
    ]),
    text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, 'middle', t('Learning rate')),
  ];
}

function curveOf(points: readonly SweepPoint[], optimizer: SweepPoint['optimizer'], { x, y }: Place): SVGElement[] {
  const ended = points.flatMap(({ accuracy, ...point }) =>
    point.optimizer === optimizer && accuracy !== null ? [{ at: [x(point.learningRate), y(accuracy)] as const }] : [],
  );
  const line = svg('polyline', {
    class: `sweep-line sweep-${optimizer}`,
    points: ended.map(({ at }) => at.join()).join(' '),
  });
  const marks = ended.map(({ at: [cx, cy] }) =>
    optimizer === 'momentum'
      ? svg('circle', { class: 'sweep-momentum', cx, cy, r: SIZE })
      : svg('path', {
          class: 'sweep-adam',
          d: `M${cx} ${cy - SIZE - 1}L${cx + SIZE + 1} ${cy + SIZE}L${cx - SIZE - 1} ${cy + SIZE}Z`,
        }),
  );
  return [line, ...marks];
}

function text(x: number, y: number, anchor: string, content: string): SVGTextElement {
  const element = svg('text', { x, y, 'text-anchor': anchor });
  element.textContent = content;
  return element;
}
