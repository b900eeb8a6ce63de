/** Where the nodes of a formula and its edges are drawn, in pixels. Pure: no DOM. */
import type { GraphNode } from '../../../src/protocol/graph';
import { type Place, edgePath } from '../../training/network/layout';

/** From an input to what was made of it. */
export interface GraphEdge {
  from: number;
  to: number;
  /** Which of the inputs it is. */
  input: number;
  path: string;
  /** The tips of an arrow that points to what was made, and of one that points back. */
  there: string;
  back: string;
  /** Where its slope stands. */
  label: Place;
}

export interface GraphLayout {
  width: number;
  height: number;
  node: { width: number; height: number };
  /** The middle of each node. */
  places: Place[];
  edges: GraphEdge[];
}

const NODE_HEIGHT = 66;
const ROW_GAP = 24;
const MIN_NODE = 62;
const MAX_NODE = 96;
const MIN_GAP = 30;
const MAX_GAP = 110;
/** Around everything, so that no ring of a node is cut. */
const EDGE = 4;
/** Between two edges where they enter a node. */
const APART = 18;

/** @param width what there is; a drawing that needs more is wider */
export function graphLayout(nodes: readonly GraphNode[], width: number): GraphLayout {
  const cols = 1 + Math.max(...nodes.map(({ col }) => col));
  const rows = 1 + Math.max(...nodes.map(({ row }) => row));
  const room = width - 2 * EDGE;
  const nodeWidth = clamp((0.62 * room) / cols, MIN_NODE, MAX_NODE);
  const gap = cols === 1 ? 0 : clamp((room - cols * nodeWidth) / (cols - 1), MIN_GAP, MAX_GAP);
  const needed = cols * nodeWidth + (cols - 1) * gap + 2 * EDGE;
  const left = EDGE + Math.max(0, (width - needed) / 2) + nodeWidth / 2;
  const places = nodes.map(({ col, row }) => ({
    x: left + col * (nodeWidth + gap),
    y: EDGE + NODE_HEIGHT / 2 + row * (NODE_HEIGHT + ROW_GAP),
  }));
  return {
    width: Math.max(width, needed),
    height: rows * (NODE_HEIGHT + ROW_GAP) - ROW_GAP + 2 * EDGE,
    node: { width: nodeWidth, height: NODE_HEIGHT },
    places,
    edges: nodes.flatMap(({ inputs }, to) => edgesInto(to, inputs, places, nodeWidth)),
  };
}

/** They enter one below the other, as their inputs stand. Of two from one input, none hides the other. */
function edgesInto(to: number, inputs: readonly number[], places: readonly Place[], width: number): GraphEdge[] {
  const ranked = inputs.map((from, input) => ({ from, input })).sort((a, b) => places[a.from].y - places[b.from].y);
  return ranked.map(({ from, input }, rank) => {
    const shift = (rank - (ranked.length - 1) / 2) * APART;
    const isDouble = inputs.filter((each) => each === from).length > 1;
    const start = { x: places[from].x, y: places[from].y + (isDouble ? shift : 0) };
    const end = { x: places[to].x, y: places[to].y + shift };
    const [x1, x2] = [start.x + width / 2, end.x - width / 2];
    return {
      ...{ from, to, input },
      path: edgePath(start, width, end, width),
      there: tip(x2, end.y, -7),
      back: tip(x1, start.y, 7),
      label: { x: (x1 + x2) / 2, y: (start.y + end.y) / 2 },
    };
  });
}

const tip = (x: number, y: number, long: number): string =>
  `M${(x + long).toFixed(1)} ${(y - 4).toFixed(1)}L${x.toFixed(1)} ${y.toFixed(1)}L${(x + long).toFixed(1)} ${(y + 4).toFixed(1)}`;

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
