/** A point of the two moons, as SVG: a circle for class 0, a triangle for class 1. */
import { css } from '../../shared/color';
import { svg } from '../../shared/dom';
import type { Theme } from '../../shared/theme';
import { SCALES } from './diverging';
import { type MoonsPicture, toGrid } from './moonsField';

/** The part of the plane that is drawn, and its cells, which are the units of the drawing. */
type PlaneFrame = Pick<MoonsPicture, 'area' | 'cols' | 'rows'>;

/** Size of a point, in parts of the picture's width. */
const POINT = 1 / 110;

/** The half axes of a circle, `size` times as large as a point: the picture's cells need not be square; the points are. */
export function pointSize({ area, cols, rows }: PlaneFrame, size = 1): { rx: number; ry: number } {
  const rx = cols * POINT * size;
  return { rx, ry: (rx * rows * (area.right - area.left)) / (cols * (area.top - area.bottom)) };
}

export function moonsPoint(point: readonly number[], label: number, frame: PlaneFrame, theme: Theme): SVGElement {
  const { x, y } = toGrid(point, frame);
  const { rx, ry } = pointSize(frame);
  const scale = SCALES[theme.kind];
  const isFirst = label === 0;
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
