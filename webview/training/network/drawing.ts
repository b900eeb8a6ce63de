/** The network: its nodes in columns, from the inputs to the loss, and the edges between them. One unit is chosen. */
import { h } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { inkColors, paintPixels } from '../../shared/pixels';
import { mix, parseColor } from '../../shared/color';
import type { Theme } from '../../shared/theme';
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';
import { reachOf } from '../pictures/diverging';
import { sharedReach } from '../inside/filters';
import { figure } from '../numbers';
import { type Edge, Edges } from './edges';
import { type Column, type Layout, type UnitPlace, layoutOf, unitAfter } from './layout';
import { type NodeLook, NodeView, type SmallImage } from './nodeView';
import { carriedIn, quantityAt, stepsOf, valuesOf } from './steps';
import { COORDINATES, unitName } from './words';

/** What is drawn. */
export interface Shown {
  network: NetworkAnswer;
  /** The example that is followed, and the step of its way; null: none is. */
  followed: { trace: TraceAnswer; at: number } | null;
  chosen: UnitPlace;
}

/** A narrow panel has smaller nodes. */
const NARROW = 560;
/** How much of the edges is seen that a step is not about, and of those that do not touch the chosen unit. */
const FAINT = 0.14;
const BESIDE = 0.4;

export class Drawing {
  readonly element: HTMLElement;
  private readonly edges = new Edges();
  private readonly field = h('div', { class: 'net-field', role: 'toolbar' });
  private columns: NodeView[][] = [];
  private layout: Layout | null = null;
  /** How many nodes each column has, and what else the places depend on. */
  private counts = '';
  private placed = '';
  private shown: Shown | null = null;
  private readonly choose: (unit: UnitPlace) => void;
  private theme: Theme;

  /** @param choose called when a person chooses a unit */
  constructor(theme: Theme, choose: (unit: UnitPlace) => void) {
    this.theme = theme;
    this.choose = choose;
    this.field.setAttribute('aria-label', t('Neurons of the network'));
    this.field.append(this.edges.element);
    this.element = h('div', { class: 'net-scroll' }, this.field);
    this.field.addEventListener('click', (event) => {
      const at = this.unitOf(event.target as Node);
      if (at) this.move(at);
    });
    this.field.addEventListener('keydown', (event) => this.onKey(event));
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  update(shown: Shown): void {
    this.shown = shown;
    this.draw();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.draw();
  }

  private draw(): void {
    const width = this.element.clientWidth;
    if (!this.shown || width === 0) return;
    const { network } = this.shown;
    const columns = columnsOf(network, width < NARROW);
    const key = JSON.stringify([columns, width]);
    if (key !== this.placed) {
      this.placed = key;
      this.layout = layoutOf(columns, width);
      this.arrange(columns, this.layout);
    }
    this.paint(this.shown, columns, this.layout as Layout);
  }

  /** Nodes that were there stay, and keep the focus. */
  private arrange(columns: readonly Column[], layout: Layout): void {
    const counts = columns.map(({ count }) => count).join();
    if (counts !== this.counts) {
      this.counts = counts;
      for (const node of this.columns.flat()) node.element.remove();
      this.columns = columns.map(({ count }, i) =>
        Array.from({ length: count }, () => new NodeView(i > 0 && i + 1 < columns.length)),
      );
      this.field.append(...this.columns.flat().map(({ element }) => element));
    }
    this.field.style.width = `${layout.width}px`;
    this.field.style.height = `${layout.height}px`;
    this.columns.forEach((nodes, i) => nodes.forEach((node, j) => node.place(layout.places[i][j], columns[i])));
  }

  private paint({ network, followed, chosen }: Shown, columns: readonly Column[], layout: Layout): void {
    const background = parseColor(this.theme.background) ?? inkColors(this.theme).paper;
    const look = (node: NodeView, change: Partial<NodeLook>): void =>
      node.update({ ...PLAIN, ...change }, this.theme, background);
    this.paintInputs(network, followed?.trace ?? null, look);
    network.layers.forEach((layer, i) => {
      const isOutput = i + 1 === network.layers.length;
      const quantity = followed && quantityAt(stepsOf(network.layers.length), followed.at, i);
      const values = followed && quantity ? valuesOf(followed.trace, i, quantity) : null;
      const shared = network.input.kind === 'image' && i === 0 ? sharedReach(layer.views) : null;
      layer.units.forEach((unit, j) => {
        const value = values?.[j] ?? null;
        const seen = layer.views.at(j);
        const name = unitName(network, { layer: i, unit: j });
        const isPlace = chosen.layer === i && chosen.unit === j;
        const node = this.columns[i + 1][j];
        node.element.tabIndex = isPlace ? 0 : -1;
        look(node, {
          label: value === null ? name : t('{0}: {1}', name, figure(value)),
          name: isOutput && network.input.kind === 'image' ? network.classes[unit] : seen ? '' : String(unit + 1),
          image: seen && !(isOutput && i > 0 && network.input.kind === 'image') ? imageOf(network, seen, shared) : null,
          value,
          reach: values ? reachOf(values) : 0,
          isOff: value === 0,
          dot: followed ? dotOf(network, followed.trace) : null,
          isChosen: isPlace,
        });
      });
    });
    const isLost =
      followed !== null && quantityAt(stepsOf(network.layers.length), followed.at, network.layers.length - 1);
    look(this.columns[this.columns.length - 1][0], {
      name: t('loss'),
      value: isLost && isLost !== 'z' && followed ? followed.trace.loss : null,
    });
    this.edges.update(edgesOf({ network, followed, chosen }, columns, layout), layout.width, layout.height, this.theme);
  }

  private paintInputs(
    { input }: NetworkAnswer,
    trace: TraceAnswer | null,
    look: (node: NodeView, change: Partial<NodeLook>) => void,
  ): void {
    const [nodes] = this.columns;
    if (input.kind === 'plane') {
      nodes.forEach((node, i) => look(node, { name: COORDINATES[i], value: trace?.input[i] ?? null }));
      return;
    }
    const [node] = nodes;
    look(node, { name: trace ? '' : `${input.rows} × ${input.cols}` });
    const canvas = node.element.querySelector('canvas');
    if (!trace || !canvas) return;
    const { paper, ink } = inkColors(this.theme);
    canvas.hidden = false;
    paintPixels(canvas, input.rows, input.cols, (i) => mix(paper, ink, Math.max(0, Math.min(1, trace.input[i]))));
  }

  private unitOf(target: Node): UnitPlace | null {
    for (const [layer, nodes] of this.columns.slice(1, -1).entries()) {
      const unit = nodes.findIndex(({ element }) => element.contains(target));
      if (unit >= 0) return { layer, unit };
    }
    return null;
  }

  private onKey(event: KeyboardEvent): void {
    const at = this.unitOf(event.target as Node);
    if (!at || !this.layout || event.ctrlKey || event.altKey || event.metaKey) return;
    const to = unitAfter(event.key, at, this.layout.places.slice(1, -1));
    if (!to) return;
    event.preventDefault();
    this.move(to);
  }

  private move(to: UnitPlace): void {
    this.choose(to);
    this.columns[to.layer + 1][to.unit].element.focus();
  }
}

const PLAIN: NodeLook = {
  label: '',
  name: '',
  image: null,
  value: null,
  reach: 0,
  isOff: false,
  dot: null,
  isChosen: false,
};

/** The inputs, the layers, the loss. */
function columnsOf({ input, layers }: NetworkAnswer, isNarrow: boolean): Column[] {
  const image = isNarrow ? 36 : 46;
  const map = isNarrow ? { width: 45, height: 30 } : { width: 60, height: 40 };
  const plain = isNarrow ? { width: 38, height: 26 } : { width: 46, height: 28 };
  const isPlane = input.kind === 'plane';
  const sizeOf = (layer: number): Omit<Column, 'count'> => {
    if (isPlane) return map;
    return layer === 0 ? { width: image, height: image } : plain;
  };
  return [
    isPlane ? { count: 2, width: 50, height: 30 } : { count: 1, width: 1.4 * image, height: 1.4 * image },
    ...layers.map(({ units }, i) => ({ count: units.length, ...sizeOf(i) })),
    { count: 1, width: plain.width, height: plain.width },
  ];
}

function imageOf(
  { input: { rows, cols } }: NetworkAnswer,
  values: readonly number[],
  shared: number | null,
): SmallImage {
  return { values, rows, cols, reach: shared ?? reachOf(values) };
}

function dotOf({ input }: NetworkAnswer, { input: [x, y] }: TraceAnswer): NodeLook['dot'] {
  if (input.kind !== 'plane') return null;
  const { left, right, bottom, top } = input.area;
  return { x: (x - left) / (right - left), y: (top - y) / (top - bottom) };
}

/** Into each layer, and from the outputs to the loss. */
function edgesOf({ network, followed, chosen }: Shown, columns: readonly Column[], { places }: Layout): Edge[] {
  const { layers } = network;
  const step = followed ? stepsOf(layers.length)[followed.at] : null;
  const carried = followed && step ? carriedIn(step, network, followed.trace) : null;
  const edges: Edge[] = [];
  layers.forEach((layer, to) => {
    const carries = carried?.layer === to ? carried : null;
    const values = carries ? carries.values : layer.weights;
    const reach = reachOf(values);
    places[to].forEach((from, i) => {
      layer.units.forEach((_, j) => {
        const touches = (chosen.layer === to && chosen.unit === j) || (chosen.layer === to - 1 && chosen.unit === i);
        edges.push({
          from,
          fromWidth: columns[to].width,
          to: places[to + 1][j],
          toWidth: columns[to + 1].width,
          value: values.length === 0 ? null : values[i * layer.units.length + j],
          reach,
          strength: carried ? (carries ? 1 : FAINT) : touches ? 1 : BESIDE,
          flow: carries?.flow ?? 'none',
        });
      });
    });
  });
  const [last, loss] = [layers.length, layers.length + 1];
  const isLoss = step?.kind === 'loss' || step?.kind === 'lossGradient';
  for (const from of places[last])
    edges.push({
      from,
      fromWidth: columns[last].width,
      to: places[loss][0],
      toWidth: columns[loss].width,
      value: null,
      reach: 1,
      strength: isLoss ? 1 : carried ? FAINT : BESIDE,
      flow: step?.kind === 'loss' ? 'forward' : step?.kind === 'lossGradient' ? 'back' : 'none',
    });
  return edges;
}
