/** What one unit sees of the plane, large: its map, the line where its ReLU begins, the points, and the boundary of the network. */
import { mix, parseColor } from '../../shared/color';
import { h, svg } from '../../shared/dom';
import { paintPixels } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { NetworkAnswer } from '../../../src/protocol/networkPicture';
import { SCALES, divergingColor, reachOf } from '../pictures/diverging';
import { type MoonsPicture, boundary, toGrid } from '../pictures/moonsField';
import { moonsPoint, pointSize } from '../pictures/moonsPoint';
import type { Bend, Point } from './bend';

type Plane = Extract<NetworkAnswer['input'], { kind: 'plane' }>;

interface PlaneMapView {
  plane: Plane;
  values: readonly number[];
  bend: Bend | null;
  /** The picture of the whole network, for its boundary; null: there is none of this moment. */
  whole: MoonsPicture | null;
  /** Null: none is followed. */
  example: readonly number[] | null;
  label: string;
}

/** How much of the colours the map gets: the points have all of them. */
const MAP = 0.72;
/** Length of the arrow, in parts of the height of the plane. */
const ARROW = 0.13;

export class PlaneMap {
  readonly element: HTMLElement;
  private readonly canvas = h('canvas', { class: 'moons-plane', attributes: { 'aria-hidden': 'true' } });
  private readonly drawing = svg('svg', { class: 'moons-points', role: 'img', preserveAspectRatio: 'none' });
  private readonly edge = svg('path', { class: 'moons-boundary net-boundary', fill: 'none' });
  private readonly points = svg('g', { class: 'net-points' });
  private readonly halo = svg('path', { class: 'net-bend-halo', fill: 'none' });
  private readonly bend = svg('path', { class: 'net-bend', fill: 'none' });
  private readonly arrow = svg('path', { class: 'net-arrow', fill: 'none' });
  private readonly ring = svg('ellipse', { class: 'net-ring', fill: 'none' });
  private drawn = '';

  /** @param choose called with the place of the point that is nearest to a click */
  constructor(choose: (index: number) => void) {
    this.drawing.append(this.edge, this.points, this.halo, this.bend, this.arrow, this.ring);
    this.element = h('div', { class: 'moons net-map' }, this.canvas);
    this.element.append(this.drawing);
    this.drawing.addEventListener('click', (event) => {
      const { plane } = this.view ?? {};
      if (plane) choose(nearest(this.pointAt(event, plane), plane.xs));
    });
  }

  private view: PlaneMapView | null = null;

  update(view: PlaneMapView, theme: Theme): void {
    this.view = view;
    const { plane, values, whole, example } = view;
    const { cols, rows, area } = plane;
    const scale = SCALES[theme.kind];
    const background = parseColor(theme.background) ?? scale.zero;
    const reach = reachOf(values);
    paintPixels(this.canvas, rows, cols, (i) => mix(background, divergingColor(scale, values[i] / reach), MAP));
    this.drawing.setAttribute('aria-label', view.label);
    this.drawing.setAttribute('viewBox', `0 0 ${cols} ${rows}`);
    this.element.style.aspectRatio = `${area.right - area.left} / ${area.top - area.bottom}`;
    const lines = whole ? boundary(whole) : [];
    const [x, y] = whole ? [cols / whole.cols, rows / whole.rows] : [1, 1];
    this.edge.setAttribute(
      'd',
      lines.map(([from, to]) => path({ x: from.x * x, y: from.y * y }, { x: to.x * x, y: to.y * y })).join(''),
    );
    this.showBend(view);
    const key = JSON.stringify([plane.xs, plane.labels, cols, rows, theme.kind]);
    if (key !== this.drawn) {
      this.drawn = key;
      this.points.replaceChildren(...plane.xs.map((point, i) => moonsPoint(point, plane.labels[i], plane, theme)));
    }
    this.ring.toggleAttribute('hidden', example === null);
    if (!example) return;
    const at = toGrid(example, plane);
    const { rx, ry } = pointSize(plane, 2.4);
    for (const [name, value] of Object.entries({ cx: at.x, cy: at.y, rx, ry }))
      this.ring.setAttribute(name, String(value));
  }

  private showBend({ bend, plane }: PlaneMapView): void {
    const parts = [this.halo, this.bend, this.arrow];
    for (const part of parts) part.toggleAttribute('hidden', bend === null);
    if (!bend) return;
    const grid = ({ x, y }: Point): Point => toGrid([x, y], plane);
    const line = path(grid(bend.from), grid(bend.to));
    this.halo.setAttribute('d', line);
    this.bend.setAttribute('d', line);
    const long = ARROW * (plane.area.top - plane.area.bottom);
    const { middle, towards } = bend;
    const along = (forth: number, aside: number): Point =>
      grid({
        x: middle.x + long * (forth * towards.x - aside * towards.y),
        y: middle.y + long * (forth * towards.y + aside * towards.x),
      });
    const tip = along(1, 0);
    this.arrow.setAttribute(
      'd',
      [along(0, 0), along(0.62, 0.26), along(0.62, -0.26)].map((from) => path(from, tip)).join(''),
    );
  }

  private pointAt({ clientX, clientY }: MouseEvent, { area }: Plane): Point {
    const box = this.drawing.getBoundingClientRect();
    return {
      x: area.left + ((clientX - box.left) / box.width) * (area.right - area.left),
      y: area.top - ((clientY - box.top) / box.height) * (area.top - area.bottom),
    };
  }
}

function path(from: Point, to: Point): string {
  return `M${from.x.toFixed(3)} ${from.y.toFixed(3)}L${to.x.toFixed(3)} ${to.y.toFixed(3)}`;
}

function nearest({ x, y }: Point, points: readonly (readonly number[])[]): number {
  const distance = ([a, b]: readonly number[]): number => Math.hypot(a - x, b - y);
  return points.reduce((best, point, i) => (distance(point) < distance(points[best]) ? i : best), 0);
}
