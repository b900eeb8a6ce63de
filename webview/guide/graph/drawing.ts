/** A formula as a graph: its values as boxes with number and gradient, the arrows between them with their slopes, and what is handed on. */
import type { Graph } from '../../../src/protocol/graph';
import { h, setText, svg } from '../../shared/dom';
import { brief } from '../../training/numbers';
import { type GraphLayout, graphLayout } from './layout';
import { drawingText, gradientsAt, isVisited, visitAt } from './words';

export class GraphDrawing {
  readonly element: HTMLElement;
  private readonly field = h('div', { class: 'graph-field', role: 'img' });
  private shown: { graph: Graph; at: number } | null = null;
  private width = 0;

  constructor() {
    this.element = h('div', { class: 'scroll' }, this.field);
    new ResizeObserver(() => {
      if (this.element.clientWidth !== this.width) this.draw();
    }).observe(this.element);
  }

  update(graph: Graph, at: number): void {
    this.shown = { graph, at };
    this.draw();
  }

  private draw(): void {
    this.width = this.element.clientWidth;
    if (!this.shown || this.width === 0) return;
    const { graph, at } = this.shown;
    const layout = graphLayout(graph.nodes, this.width);
    this.field.style.width = `${layout.width}px`;
    this.field.style.height = `${layout.height}px`;
    this.field.setAttribute('aria-label', drawingText(graph, at));
    this.field.replaceChildren(edgesOf(graph, at, layout), ...nodesOf(graph, at, layout));
  }
}

function edgesOf(graph: Graph, at: number, { width, height, edges }: GraphLayout): SVGElement {
  const visit = visitAt(graph, at);
  return svg(
    'svg',
    { class: 'graph-edges', 'aria-hidden': 'true', viewBox: `0 0 ${width} ${height}`, width, height },
    ...edges.flatMap(({ to, input, path, there, back, label: { x, y } }) => {
      const handed = visit?.at === to ? visit.contributions[input] : undefined;
      const text = svg('text', { x, y, class: handed ? 'graph-handed' : 'graph-slope' });
      setText(text, handed ? plus(handed.added) : brief(graph.nodes[to].slopes[input]));
      const line = svg('path', {
        d: path + (handed ? back : there),
        class: handed ? 'graph-edge handing' : 'graph-edge',
      });
      const flow = handed && handed.added !== 0 ? [svg('path', { d: path, class: 'net-flowing back' })] : [];
      return [line, ...flow, text];
    }),
  );
}

const plus = (value: number): string => (value < 0 ? brief(value) : `+${brief(value)}`);

function nodesOf(graph: Graph, at: number, { node, places }: GraphLayout): HTMLElement[] {
  const visit = visitAt(graph, at);
  const gradients = gradientsAt(graph, at);
  return graph.nodes.map(({ name, made, data }, i) => {
    const gradient = gradients[i];
    const states = {
      'graph-given': made === '',
      'graph-at': visit?.at === i,
      'graph-gets': visit?.contributions.some(({ to }) => to === i),
      'graph-visited': isVisited(graph, at, i),
    };
    const element = h(
      'div',
      { class: ['graph-node', ...Object.entries(states).flatMap(([state, is]) => (is ? [state] : []))].join(' ') },
      h('span', { class: 'graph-name' }, `${name} = ${brief(data)}`),
      h('span', { class: 'graph-made' }, made),
      h('span', { class: 'graph-gradient' }, gradient === null ? '' : brief(gradient)),
    );
    const { style } = element;
    style.left = `${places[i].x - node.width / 2}px`;
    style.top = `${places[i].y - node.height / 2}px`;
    style.width = `${node.width}px`;
    style.height = `${node.height}px`;
    return element;
  });
}
