import { h, svg } from '../../../shared/dom';
import { t } from '../../../shared/l10n';
import type { CurveStyle, PointShape } from './curve';

/** The legend of a chart: a piece of each line as it is drawn, and its name. */
export class Legend {
  readonly element = h('ul', { class: 'legend', attributes: { 'aria-label': t('Curves') } });
  private shown = '';

  update(styles: readonly CurveStyle[]): void {
    const key = JSON.stringify(styles);
    if (key === this.shown) return;
    this.shown = key;
    this.element.replaceChildren(...styles.map((style) => h('li', {}, swatchOf(style), h('span', {}, style.label))));
  }
}

/** A short piece of the line, for a legend or beside a run's name. */
export function swatchOf(style: CurveStyle): SVGSVGElement {
  const drawing = svg('svg', {
    viewBox: '0 0 30 12',
    width: 30,
    height: 12,
    class: `swatch swatch-${style.color}`,
    'aria-hidden': 'true',
  });
  drawing.append(
    svg('line', {
      x1: 1,
      y1: 6.5,
      x2: 29,
      y2: 6.5,
      'stroke-width': style.width,
      'stroke-opacity': style.opacity,
      'stroke-dasharray': style.dash.join(' ') || 'none',
    }),
  );
  if (style.dots) drawing.append(svg('path', { d: SHAPES[style.dots], 'stroke-width': 1.5 }));
  return drawing;
}

/** Around the middle of the swatch, about as large as in the chart. */
const SHAPES: Record<PointShape, string> = {
  circle: 'M15 3a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
  triangle: 'M15 2.8l3.6 6.4h-7.2z',
  rect: 'M12 3.5h6v6h-6z',
  rectRot: 'M15 2.5l4 4-4 4-4-4z',
  star: 'M15 2.5v8M11 6.5h8M12.2 3.7l5.6 5.6M17.8 3.7l-5.6 5.6',
  cross: 'M15 2.5v8M11 6.5h8',
};
