/**
 * The two moons and what the network says everywhere between them: the plane as an image, the boundary and the points above
 * it as SVG. The moons differ by shape and by colour.
 */
import { mix, parseColor } from '../../shared/color';
import { h, svg } from '../../shared/dom';
import type { Theme } from '../../shared/theme';
import { SCALES, divergingColor } from './diverging';
import { type MoonsPicture, type GridPoint, boundary } from './moonsField';
import { moonsPoint } from './moonsPoint';
import { paintPixels } from '../../shared/pixels';

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
    this.points.replaceChildren(
      ...picture.xs.map((point, i) => moonsPoint(point, picture.labels[i], picture, this.theme)),
    );
  }
}

function lineOf([from, to]: [GridPoint, GridPoint]): string {
  return `M${from.x.toFixed(3)} ${from.y.toFixed(3)}L${to.x.toFixed(3)} ${to.y.toFixed(3)}`;
}
