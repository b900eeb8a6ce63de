/**
 * The two moons and what the network says everywhere between them: the plane as an image, the boundary and the points above
 * it as SVG. The moons differ by shape and by colour.
 */
import { css, mix, parseColor } from '../../shared/color';
import { h, svg } from '../../shared/dom';
import type { Theme } from '../../shared/theme';
import { SCALES, divergingColor } from './diverging';
import { type MoonsPicture, type GridPoint, boundary, toGrid } from './moonsField';
import { paintPixels } from '../../shared/pixels';

/** Size of a point, in parts of the picture's width. */
const POINT = 1 / 110;
/** How much of the colours the plane gets: the points have all of it. */
const PLANE = 0.62;

export class Moons {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { class: 'moons-plane', attributes: { 'aria-hidden': 'true' } });
  private readonly drawing = svg('svg', { class: 'moons-points', role: 'img', preserveAspectRatio: 'none' });
  private readonly edge = svg('path', { class: 'moons-boundary', fill: 'none' });
  private readonly points = svg('g');
  private picture: MoonsPicture | null = null;
  private drawn = '';
  private theme: Theme;

  constructor(theme: Theme) {
    this.theme = theme;
    this.drawing.append(this.edge, this.points);
    this.element = h('div', { class: 'moons' }, this.canvas);
    this.element.append(this.drawing);
  }

  update(picture: MoonsPicture, label: string): void {
    this.drawing.setAttribute('aria-label', label);
    if (picture === this.picture) return;
    this.picture = picture;
    this.paint(picture);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.drawn = '';
    if (this.picture) this.paint(this.picture);
  }

  private paint(picture: MoonsPicture): void {
    const { cols, rows, probabilities } = picture;
    const scale = SCALES[this.theme.kind];
    const background = parseColor(this.theme.background) ?? scale.zero;
    paintPixels(this.canvas, rows, cols, (i) => {
      const color = divergingColor(scale, 2 * probabilities[i] - 1);
      return mix(background, color, PLANE);
    });
    this.edge.setAttribute('d', boundary(picture).map(lineOf).join(''));
    const key = JSON.stringify([picture.xs, picture.labels, cols, rows, this.theme.kind]);
    if (key === this.drawn) return;
    this.drawn = key;
    const { left, right, bottom, top } = picture.area;
    this.element.style.aspectRatio = `${right - left} / ${top - bottom}`;
    this.drawing.setAttribute('viewBox', `0 0 ${cols} ${rows}`);
    this.points.replaceChildren(...picture.xs.map((point, i) => this.point(toGrid(point, picture), picture, i)));
  }

  /** A circle for class 0, a triangle for class 1. The picture's cells need not be square; the points are. */
  private point({ x, y }: GridPoint, { area, cols, rows, labels }: MoonsPicture, i: number): SVGElement {
    const rx = cols * POINT;
    const ry = (rx * rows * (area.right - area.left)) / (cols * (area.top - area.bottom));
    const scale = SCALES[this.theme.kind];
    const isFirst = labels[i] === 0;
    const attributes = {
      class: isFirst ? 'moons-point moons-first' : 'moons-point moons-second',
      fill: css(isFirst ? scale.negative : scale.positive),
    };
    if (isFirst) return svg('ellipse', { ...attributes, cx: x, cy: y, rx, ry });
    const corners = [
      [x, y - 1.3 * ry],
      [x + 1.2 * rx, y + ry],
      [x - 1.2 * rx, y + ry],
    ];
    return svg('polygon', {
      ...attributes,
      points: corners.map((corner) => corner.map((n) => n.toFixed(3)).join()).join(' '),
    });
  }
}

function lineOf([from, to]: [GridPoint, GridPoint]): string {
  return `M${from.x.toFixed(3)} ${from.y.toFixed(3)}L${to.x.toFixed(3)} ${to.y.toFixed(3)}`;
}
