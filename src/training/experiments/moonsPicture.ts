/** The plane of two moons, painted with what the network thinks of each place. */
import type { Picture } from '../../protocol/metrics';

type MoonsPicture = Extract<Picture, { kind: 'moons' }>;

/** Cells of the picture, where the network is small. */
const COLS = 60;
const ROWS = 40;
/** Most products for one picture, so that it takes a millisecond or so. */
const MAX_WORK = 1_000_000;
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
  const area = areaOf(xs);
  const scale = Math.min(1, Math.sqrt(MAX_WORK / (COLS * ROWS * 4 * network.hidden.bias.length)));
  const cols = Math.max(12, Math.round(COLS * scale));
  const rows = Math.max(8, Math.round(ROWS * scale));
  const boundary = boundaryOf(network);
  const probabilities: number[] = [];
  for (let row = 0; row < rows; row++) {
    const y = area.top - ((row + 0.5) / rows) * (area.top - area.bottom);
    for (let col = 0; col < cols; col++) {
      const x = area.left + ((col + 0.5) / cols) * (area.right - area.left);
      probabilities.push(Math.round(1000 / (1 + Math.exp(-boundary(x, y)))) / 1000);
    }
  }
  return { kind: 'moons', xs, labels, area, cols, rows, probabilities };
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
