/** Where the nodes of a network and the edges between them are drawn, in pixels. Pure: no DOM. */

/** How one column of nodes is drawn. */
export interface Column {
  count: number;
  width: number;
  height: number;
}

/** The middle of a node. */
export interface Place {
  x: number;
  y: number;
}

export interface Layout {
  width: number;
  height: number;
  /** By column, from top to bottom. */
  places: Place[][];
}

/** Between two nodes of a column. */
const GAP = 10;
/** A column that would be higher than this stands in two rows, one beside the other, so that the picture is seen whole. */
const MAX_HEIGHT = 400;
/** Between two columns, where the edges are. */
const MIN_BETWEEN = 40;
const MAX_BETWEEN = 170;
/** Around everything, so that no ring of a node is cut. */
const EDGE = 6;

/** @param width what there is; a picture that needs more is wider */
export function layoutOf(columns: readonly Column[], width: number): Layout {
  const inner = columns.map(isDouble);
  const widths = columns.map((column, i) => (inner[i] ? 2 * column.width + GAP : column.width));
  const taken = widths.reduce((sum, one) => sum + one, 2 * EDGE);
  const gaps = Math.max(1, columns.length - 1);
  const between = Math.max(MIN_BETWEEN, Math.min(MAX_BETWEEN, (width - taken) / gaps));
  const needed = taken + between * (columns.length - 1);
  const height = 2 * EDGE + Math.max(...columns.map((column, i) => heightOf(column, inner[i])));
  let left = EDGE + Math.max(0, (width - needed) / 2);
  const places = columns.map((column, i) => {
    const found = placesIn(column, inner[i], left, height);
    left += widths[i] + between;
    return found;
  });
  return { width: Math.max(width, needed), height, places };
}

const isDouble = ({ count, height }: Column): boolean => count * (height + GAP) > MAX_HEIGHT;

function heightOf({ count, height }: Column, double: boolean): number {
  const pitch = height + GAP;
  return double ? Math.ceil(count / 2) * pitch + pitch / 2 - GAP : count * pitch - GAP;
}

/** In the middle of the height. Of two rows, the second one is shifted by half a node: no edge is hidden for long. */
function placesIn(column: Column, double: boolean, left: number, height: number): Place[] {
  const pitch = column.height + GAP;
  const top = (height - heightOf(column, double)) / 2 + column.height / 2;
  const x = left + column.width / 2;
  return Array.from({ length: column.count }, (_, i) => {
    if (!double) return { x, y: top + i * pitch };
    return { x: x + (i % 2) * (column.width + GAP), y: top + Math.floor(i / 2) * pitch + ((i % 2) * pitch) / 2 };
  });
}

/** The line from the right side of one node to the left side of another, as the `d` of a path. */
export function edgePath(from: Place, fromWidth: number, to: Place, toWidth: number): string {
  const [x1, x2] = [from.x + fromWidth / 2, to.x - toWidth / 2];
  const bend = (x2 - x1) / 2;
  const numbers = [x1, from.y, x1 + bend, from.y, x2 - bend, to.y, x2, to.y].map((one) => one.toFixed(1));
  const [a, b, c, d, e, f, g, h] = numbers;
  return `M${a} ${b}C${c} ${d} ${e} ${f} ${g} ${h}`;
}

/** Widths of edges, in pixels. */
const THINNEST = 0.6;
const THICKEST = 5;

/** How an edge looks that carries `value`; the largest one has the size `reach`. */
export function edgeLook(value: number, reach: number): { width: number; opacity: number; isNegative: boolean } {
  const share = Number.isFinite(value) && reach > 0 ? Math.min(1, Math.abs(value) / reach) : 0;
  return {
    width: THINNEST + (THICKEST - THINNEST) * share,
    // A weight of next to nothing is all but gone; one of middle size is seen well.
    opacity: 0.06 + 0.94 * share ** 0.75,
    isNegative: value < 0,
  };
}

/** A unit: its layer from 0, and its place among the shown ones. */
export interface UnitPlace {
  layer: number;
  unit: number;
}

/**
 * Where a key leads: left and right to the layer beside, at the same height; up and down in the layer.
 *
 * @param places of the layers only, without the inputs
 * @returns null when the key is none of these
 */
export function unitAfter(
  key: string,
  { layer, unit }: UnitPlace,
  places: readonly (readonly Place[])[],
): UnitPlace | null {
  const column = places[layer];
  switch (key) {
    case 'ArrowUp':
      return { layer, unit: Math.max(0, unit - 1) };
    case 'ArrowDown':
      return { layer, unit: Math.min(column.length - 1, unit + 1) };
    case 'Home':
      return { layer, unit: 0 };
    case 'End':
      return { layer, unit: column.length - 1 };
    case 'ArrowLeft':
      return beside(layer - 1, column[unit].y, places) ?? { layer, unit };
    case 'ArrowRight':
      return beside(layer + 1, column[unit].y, places) ?? { layer, unit };
    default:
      return null;
  }
}

function beside(layer: number, y: number, places: readonly (readonly Place[])[]): UnitPlace | null {
  const column = places.at(layer);
  if (layer < 0 || !column || column.length === 0) return null;
  let unit = 0;
  column.forEach((place, i) => {
    if (Math.abs(place.y - y) < Math.abs(column[unit].y - y)) unit = i;
  });
  return { layer, unit };
}
