import { h, svg } from '../shared/dom';
import { t } from '../shared/l10n';
import type { CurveStyle } from './curve';

/** The legend of a chart: a sample of each line as it is drawn, and its name. */
export function legend(styles: readonly CurveStyle[]): HTMLElement {
  const items = styles.map((style) => h('li', {}, sample(style), style.label));
  return h('ul', { class: 'legend', attributes: { 'aria-label': t('Curves') } }, ...items);
}

function sample(style: CurveStyle): SVGSVGElement {
  const line = svg('line', {
    x1: 1,
    y1: 6.5,
    x2: 23,
    y2: 6.5,
    'stroke-width': style.width,
    'stroke-opacity': style.opacity,
    'stroke-dasharray': style.dash.join(' ') || 'none',
  });
  const drawing = svg('svg', {
    viewBox: '0 0 24 12',
    width: 24,
    height: 12,
    class: `sample sample-${style.color}`,
    'aria-hidden': 'true',
  });
  drawing.append(line);
  if (style.dots) drawing.append(svg('circle', { cx: 12, cy: 6.5, r: 3 }));
  return drawing;
}
