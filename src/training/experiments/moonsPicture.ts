/** The plane of two moons, painted with what the network thinks of each place. */
import type { Picture } from '../../protocol/metrics';

type MoonsPicture = Extract<Picture, { kind: 'moons' }>;

/** Cells of the picture, where the network is small, and most products for it, so that it takes a millisecond or so. */
const PICTURE = { cols: 60, rows: 40, maxWork: 1_000_000 };
/** How far the picture reaches beyond the points. */
const MARGIN = 0.3;

interface Layer {
  weights: number[][];
  bias: number[];
}

export interface MoonsNetwork {
  hidden: Layer;
  output: Layer;
}

/**
 * Probability of class 1 all over the plane: softmax of the two outputs, in the middle of each cell.
 *
 * @param xs the points of the training data
 */
export function paintMoons(xs: number[][], labels: number[], network: MoonsNetwork): MoonsPicture {
  const grid = gridFor(xs, network, PICTURE);
  const boundary = boundaryOf(network);
  const probabilities: number[] = [];
  for (let row = 0; row < grid.rows; row++) {
    for (let col = 0; col < grid.cols; col++) {
      const [x, y] = cellOf(grid, row, col);
      probabilities.push(Math.round(1000 / (1 + Math.exp(-boundary(x, y)))) / 1000);
    }
  }
  return { kind: 'moons', xs, labels, ...grid, probabilities };
}

/** A part of the plane in cells. */
type Grid = Pick<MoonsPicture, 'area' | 'cols' | 'rows'>;

/** The cells around the points: fewer where the network is large. */
export function gridFor(
  xs: number[][],
  network: MoonsNetwork,
  most: { cols: number; rows: number; maxWork: number },
): Grid {
  const scale = Math.min(1, Math.sqrt(most.maxWork / (most.cols * most.rows * 4 * network.hidden.bias.length)));
  const cols = Math.max(12, Math.round(most.cols * scale));
  const rows = Math.max(8, Math.round(most.rows * scale));
  return { area: areaOf(xs), cols, rows };
}

/** The middle of a cell. */
export function cellOf({ area, cols, rows }: Grid, row: number, col: number): [number, number] {
  return [
    area.left + ((col + 0.5) / cols) * (area.right - area.left),
    area.top - ((row + 0.5) / rows) * (area.top - area.bottom),
  ];
}

function areaOf(xs: number[][]): MoonsPicture['area'] {
  const [across, up] = [0, 1].map((axis) => xs.map((point) => point[axis]));
  return {
    left: Math.min(...across) - MARGIN,
    right: Math.max(...across) + MARGIN,
    bottom: Math.min(...up) - MARGIN,
    top: Math.max(...up) + MARGIN,
  };
}

/** Output 1 − output 0, at a place. */
function boundaryOf({ hidden, output }: MoonsNetwork): (x: number, y: number) => number {
  const difference = output.weights.map(([first, second]) => second - first);
  const start = output.bias[1] - output.bias[0];
  const [fromX, fromY] = hidden.weights;
  return (x, y) => {
    let z = start;
    for (let j = 0; j < difference.length; j++) {
      const active = x * fromX[j] + y * fromY[j] + hidden.bias[j];
      if (active > 0) z += active * difference[j];
    }
    return z;
  };
}
