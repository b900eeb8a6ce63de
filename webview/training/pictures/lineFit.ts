/** The points and the line that is being fitted, as SVG: its colours follow the theme by themselves. */
import { svg } from '../../shared/dom';
import type { Picture } from '../../../src/protocol/metrics';
import { figure } from '../numbers';

type LinePicture = Extract<Picture, { kind: 'line' }>;

const WIDTH = 360;
const HEIGHT = 260;
const LEFT = 40;
const RIGHT = 8;
const TOP = 8;
const BOTTOM = 24;

interface Range {
  min: number;
  max: number;
}

export class LineFit {
  readonly element: SVGSVGElement;
  private readonly grid = svg('g', { class: 'fit-grid' });
  private readonly dots = svg('g', { class: 'fit-dots' });
  private readonly line = svg('line', { class: 'fit-line' });
  private points = '';
  private x: Range = { min: 0, max: 1 };
  private y: Range = { min: 0, max: 1 };

  constructor() {
    const clip = svg('clipPath', { id: 'fit-area' });
    clip.append(svg('rect', { x: LEFT, y: TOP, width: WIDTH - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM }));
    const lines = svg('g', { 'clip-path': 'url(#fit-area)' }, this.line);
    this.element = svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'fit', role: 'img' },
      clip,
      this.grid,
      this.dots,
      lines,
    );
  }

  update(picture: LinePicture, label: string): void {
    const key = `${picture.xs.join()}|${picture.ys.join()}`;
    if (key !== this.points) {
      this.points = key;
      this.drawPoints(picture);
    }
    this.element.setAttribute('aria-label', label);
    const { min, max } = this.x;
    const ends = {
      x1: this.px(min),
      y1: this.py(picture.weight * min + picture.bias),
      x2: this.px(max),
      y2: this.py(picture.weight * max + picture.bias),
    };
    for (const [name, value] of Object.entries(ends)) this.line.setAttribute(name, value.toFixed(2));
  }

  private drawPoints({ xs, ys }: LinePicture): void {
    this.x = padded(xs);
    this.y = padded(ys);
    this.dots.replaceChildren(
      ...xs.map((x, i) => svg('circle', { cx: this.px(x).toFixed(2), cy: this.py(ys[i]).toFixed(2), r: 3 })),
    );
    const nodes: SVGElement[] = [];
    for (const tick of ticks(this.x)) {
      nodes.push(svg('line', { x1: this.px(tick), y1: TOP, x2: this.px(tick), y2: HEIGHT - BOTTOM }));
      nodes.push(text(this.px(tick), HEIGHT - BOTTOM + 16, 'middle', figure(tick)));
    }
    for (const tick of ticks(this.y)) {
      nodes.push(svg('line', { x1: LEFT, y1: this.py(tick), x2: WIDTH - RIGHT, y2: this.py(tick) }));
      nodes.push(text(LEFT - 6, this.py(tick) + 4, 'end', figure(tick)));
    }
    this.grid.replaceChildren(...nodes);
  }

  private px(x: number): number {
    return LEFT + ((x - this.x.min) / (this.x.max - this.x.min)) * (WIDTH - LEFT - RIGHT);
  }

  private py(y: number): number {
    const pixels = TOP + ((this.y.max - y) / (this.y.max - this.y.min)) * (HEIGHT - TOP - BOTTOM);
    // A diverging line leaves the picture; SVG wants finite numbers all the same.
    return Number.isFinite(pixels) ? Math.max(-1e6, Math.min(1e6, pixels)) : 0;
  }
}

function text(x: number, y: number, anchor: string, content: string): SVGTextElement {
  const element = svg('text', { x, y, 'text-anchor': anchor });
  element.textContent = content;
  return element;
}

function padded(values: readonly number[]): Range {
  const min = values.reduce((a, b) => Math.min(a, b), Infinity);
  const max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!Number.isFinite(min) || !Number.isFinite(max)) return { min: 0, max: 1 };
  const pad = (max - min || 1) * 0.06;
  return { min: min - pad, max: max + pad };
}

/** About five round numbers in a range: 1, 2 or 5 times a power of ten apart. */
function ticks({ min, max }: Range): number[] {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const size = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const found: number[] = [];
  for (let i = Math.ceil(min / size); i * size <= max; i++) found.push(i * size);
  return found;
}
