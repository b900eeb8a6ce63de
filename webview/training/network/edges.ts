/** The weights of a network as lines: the thicker the larger, dashed where negative, with what flows along them. */
import { css } from '../../shared/color';
import { svg } from '../../shared/dom';
import type { Theme } from '../../shared/theme';
import { SCALES } from '../pictures/diverging';
import { type Place, edgeLook, edgePath } from './layout';

/** One edge. */
export interface Edge {
  from: Place;
  fromWidth: number;
  to: Place;
  toWidth: number;
  /** Null: it only says that the two hang together. */
  value: number | null;
  /** The size of a value that has the full width. */
  reach: number;
  /** How much of it is seen, 0 … 1. */
  strength: number;
  flow: 'forward' | 'back' | 'none';
}

/** So many edges are drawn as flowing, the largest ones: more would only flicker. */
const MAX_FLOWING = 36;
/** A smaller part of the largest does not flow. */
const LEAST_FLOWING = 0.08;

export class Edges {
  readonly element = svg('svg', { class: 'net-edges', 'aria-hidden': 'true' });
  private readonly lines = svg('g');
  private readonly flowing = svg('g', { class: 'net-flow' });

  constructor() {
    this.element.append(this.lines, this.flowing);
  }

  update(edges: readonly Edge[], width: number, height: number, theme: Theme): void {
    this.element.setAttribute('viewBox', `0 0 ${width} ${height}`);
    this.element.style.width = `${width}px`;
    this.element.style.height = `${height}px`;
    const scale = SCALES[theme.kind];
    const [positive, negative] = [css(scale.positive), css(scale.negative)];
    const paths = edges.map(({ from, fromWidth, to, toWidth }) => edgePath(from, fromWidth, to, toWidth));
    fit(this.lines, edges.length);
    edges.forEach(({ value, reach, strength }, i) => {
      const line = this.lines.children[i];
      const look = edgeLook(value ?? 0, reach);
      line.setAttribute('d', paths[i]);
      line.setAttribute('class', value === null ? 'net-edge net-plain' : 'net-edge');
      if (value === null) {
        for (const name of ['stroke', 'stroke-width', 'stroke-dasharray']) line.removeAttribute(name);
      } else {
        line.setAttribute('stroke', look.isNegative ? negative : positive);
        line.setAttribute('stroke-width', look.width.toFixed(2));
        line.setAttribute('stroke-dasharray', look.isNegative ? '5 3' : 'none');
      }
      line.setAttribute('stroke-opacity', (value === null ? 0.35 * strength : look.opacity * strength).toFixed(3));
    });
    const size = ({ value, reach }: Edge): number => (value === null ? 1 : Math.abs(value) / (reach || 1));
    const flow = edges
      .map((edge, i) => ({ edge, i }))
      .filter(({ edge }) => edge.flow !== 'none' && size(edge) > LEAST_FLOWING)
      .sort((a, b) => size(b.edge) - size(a.edge))
      .slice(0, MAX_FLOWING);
    fit(this.flowing, flow.length);
    flow.forEach(({ edge, i }, at) => {
      const line = this.flowing.children[at];
      line.setAttribute('d', paths[i]);
      line.setAttribute('class', `net-flowing ${edge.flow}`);
    });
  }
}

function fit(group: SVGGElement, count: number): void {
  while (group.children.length > count) group.lastElementChild?.remove();
  while (group.children.length < count) group.append(svg('path', { fill: 'none' }));
}
