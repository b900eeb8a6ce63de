/** Curves and bars as SVG. Colours and dashes come from the style sheet, so that they follow the theme. */
import type { BarsPicture, Line, LinesPicture } from '../../../src/protocol/picture';
import { svg } from '../../shared/dom';
import { translationOf } from '../../shared/l10n';
import { brief } from '../../training/numbers';
import { type Scale, scaleOver, ticksOf } from './scale';

/** In the units of the drawing, which is stretched to the width that there is. */
const [WIDTH, HEIGHT] = [320, 170];
const MARGIN = { left: 40, right: 10, top: 8, bottom: 30 };
const RADIUS = 2.6;

interface Frame {
  x: Scale;
  y: Scale;
}

export function linesDrawing({ lines, xName, yName }: LinesPicture): SVGSVGElement {
  const frame = frameOver(
    lines.flatMap(({ x }) => x),
    lines.flatMap(({ y }) => y),
  );
  const parts = lines.flatMap((line, i) => drawLine(line, i, frame));
  const ticks = ticksOf(frame.x).map((value) => label(frame.x.at(value), HEIGHT - MARGIN.bottom + 12, brief(value)));
  return drawing(...grid(frame.y), ...ticks, ...parts, ...names(translationOf(xName), translationOf(yName)));
}

export function barsDrawing({ labels, series }: BarsPicture): SVGSVGElement {
  const values = series.flatMap((each) => each.values);
  const { y } = frameOver([0, 1], [0, ...values]);
  const room = (WIDTH - MARGIN.left - MARGIN.right) / labels.length;
  const wide = (0.8 * room) / series.length;
  const bars = series.flatMap((each, s) =>
    each.values.map((value, i) => {
      const [top, bottom] = [y.at(Math.max(0, value)), y.at(Math.min(0, value))];
      const x = MARGIN.left + i * room + 0.1 * room + s * wide;
      const size = { width: wide, height: Math.max(0.5, bottom - top) };
      return svg('rect', { class: `own-bar series-${s}`, x, y: top, ...size });
    }),
  );
  const texts = labels.map((text, i) => label(MARGIN.left + (i + 0.5) * room, HEIGHT - MARGIN.bottom + 12, text));
  const zero = svg('line', { class: 'axis', x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y.at(0), y2: y.at(0) });
  return drawing(...grid(y), ...bars, zero, ...texts);
}

function drawing(...parts: SVGElement[]): SVGSVGElement {
  return svg('svg', { class: 'plot', viewBox: `0 0 ${WIDTH} ${HEIGHT}` }, ...parts);
}

function frameOver(xs: number[], ys: number[]): Frame {
  return {
    x: scaleOver(xs, MARGIN.left, WIDTH - MARGIN.right),
    y: scaleOver(ys, HEIGHT - MARGIN.bottom, MARGIN.top),
  };
}

function grid(y: Scale): SVGElement[] {
  return ticksOf(y).flatMap((value) => [
    svg('line', {
      class: value === 0 ? 'axis' : 'grid',
      ...{ x1: MARGIN.left, x2: WIDTH - MARGIN.right, y1: y.at(value), y2: y.at(value) },
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

function names(x: string, y: string): SVGElement[] {
  const parts: SVGElement[] = [label((MARGIN.left + WIDTH - MARGIN.right) / 2, HEIGHT - 4, x)];
  if (y) {
    const middle = (MARGIN.top + HEIGHT - MARGIN.bottom) / 2;
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
