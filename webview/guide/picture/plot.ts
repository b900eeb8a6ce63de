/** Curves and bars as SVG. Colours and dashes come from the style sheet, so that they follow the theme. */
import type { BarsPicture, Line, LinesPicture } from '../../../src/protocol/picture';
import { svg } from '../../shared/dom';
import { translationOf } from '../../shared/l10n';
import { brief } from '../../training/numbers';
import { type Scale, scaleOver, ticksOf } from './scale';

/** About as many pixels: the letters keep their size, whatever the drawing's. */
interface Size {
  width: number;
  height: number;
}
export const SMALL: Size = { width: 200, height: 140 };
export const WHOLE: Size = { width: 420, height: 210 };

const MARGIN = { left: 48, right: 10, top: 8, bottom: 30 };
const RADIUS = 2.6;
/** Of the names below bars, about. */
const [LETTER, GAP] = [6, 3];

interface Frame {
  x: Scale;
  y: Scale;
}

export function linesDrawing({ lines, xName, yName }: LinesPicture, size: Size): SVGSVGElement {
  const frame = frameOver(
    size,
    lines.flatMap(({ x }) => x),
    lines.flatMap(({ y }) => y),
  );
  const parts = lines.flatMap((line, i) => drawLine(line, i, frame));
  const ticks = ticksOf(frame.x).map((value) =>
    label(frame.x.at(value), size.height - MARGIN.bottom + 12, brief(value)),
  );
  return drawing(
    size,
    ...grid(frame.y, size),
    ...ticks,
    ...parts,
    ...names(size, translationOf(xName), translationOf(yName)),
  );
}

export function barsDrawing({ labels, series }: BarsPicture, size: Size): SVGSVGElement {
  const values = series.flatMap((each) => each.values);
  const { y } = frameOver(size, [0, 1], [0, ...values]);
  const room = (size.width - MARGIN.left - MARGIN.right) / labels.length;
  const wide = (0.8 * room) / series.length;
  const bars = series.flatMap((each, s) =>
    each.values.map((value, i) => {
      const [top, bottom] = [y.at(Math.max(0, value)), y.at(Math.min(0, value))];
      const x = MARGIN.left + i * room + 0.1 * room + s * wide;
      return svg('rect', {
        class: `own-bar series-${s}`,
        ...{ x, y: top, width: wide, height: Math.max(0.5, bottom - top) },
      });
    }),
  );
  // Where there is no room for all, every second or third has its name.
  const every = Math.ceil((LETTER * Math.max(...labels.map((text) => text.length)) + GAP) / room);
  const texts = labels
    .map((text, i) => label(MARGIN.left + (i + 0.5) * room, size.height - MARGIN.bottom + 12, text))
    .filter((_, i) => i % every === 0);
  const zero = svg('line', { class: 'axis', x1: MARGIN.left, x2: size.width - MARGIN.right, y1: y.at(0), y2: y.at(0) });
  return drawing(size, ...grid(y, size), ...bars, zero, ...texts);
}

function drawing({ width, height }: Size, ...parts: SVGElement[]): SVGSVGElement {
  return svg('svg', { class: 'plot', 'aria-hidden': 'true', viewBox: `0 0 ${width} ${height}` }, ...parts);
}

function frameOver({ width, height }: Size, xs: number[], ys: number[]): Frame {
  return {
    x: scaleOver(xs, MARGIN.left, width - MARGIN.right),
    y: scaleOver(ys, height - MARGIN.bottom, MARGIN.top),
  };
}

function grid(y: Scale, { width }: Size): SVGElement[] {
  return ticksOf(y).flatMap((value) => [
    svg('line', {
      class: value === 0 ? 'axis' : 'grid',
      ...{ x1: MARGIN.left, x2: width - MARGIN.right, y1: y.at(value), y2: y.at(value) },
    }),
    label(MARGIN.left - 5, y.at(value) + 3.5, brief(value), 'end'),
  ]);
}

function drawLine({ x, y, as }: Line, i: number, frame: Frame): SVGElement[] {
  const points = x.map((value, at): [number, number] => [frame.x.at(value), frame.y.at(y[at])]);
  const parts: SVGElement[] = [];
  if (as !== 'dots') {
    const d = `M${points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join('L')}`;
    parts.push(svg('path', { class: `line series-${i} ${as}`, d }));
  }
  if (as !== 'line')
    parts.push(...points.map(([cx, cy]) => svg('circle', { class: `dot series-${i}`, cx, cy, r: RADIUS })));
  return parts;
}

function names({ width, height }: Size, x: string, y: string): SVGElement[] {
  const parts: SVGElement[] = [label((MARGIN.left + width - MARGIN.right) / 2, height - 4, x)];
  if (y) {
    const middle = (MARGIN.top + height - MARGIN.bottom) / 2;
    const turned = label(0, 0, y);
    turned.setAttribute('transform', `translate(9 ${middle}) rotate(-90)`);
    parts.push(turned);
  }
  return parts;
}

function label(x: number, y: number, text: string, anchor = 'middle'): SVGTextElement {
  const element = svg('text', { x, y, 'text-anchor': anchor });
  element.textContent = text;
  return element;
}
