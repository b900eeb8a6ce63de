import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { ReLU } from '../../3-complete-network/4-relu-layer/solution.ts';
import { Conv, MaxPool } from './solution.ts';

const SIDE = 12;
const SIZE = 3;
const LEFT = SIDE - SIZE + 1;

/** Edges that stand, edges that lie, and a slope. */
const FILTERS = [
  [-1, 0, 1, -1, 0, 1, -1, 0, 1],
  [-1, -1, -1, 0, 0, 0, 1, 1, 1],
  [-1, -1, 1, -1, 1, -1, 1, -1, -1],
];

const draw: DrawPicture = () => {
  const seven = digit('7');
  const weights = Matrix.from(FILTERS[0].map((_, i) => FILTERS.map((filter) => filter[i])));
  const conv = new Conv(weights, Matrix.zeros(1, FILTERS.length), { channels: 1, height: SIDE, width: SIDE }, SIZE);
  const maps = new ReLU().forward(conv.forward(Matrix.from([seven.flat()])));
  const { data } = new MaxPool({ channels: FILTERS.length, height: LEFT, width: LEFT }).forward(maps);
  const side = LEFT / 2;
  const map = (filter: number): Float32Array[] =>
    Array.from({ length: side }, (_, y) => data.subarray((filter * side + y) * side, (filter * side + y + 1) * side));
  return {
    kind: 'tiles',
    title: t('A 7, and three feature maps of it behind your `Conv`, a ReLU and your `MaxPool`.'),
    scale: 'signed',
    numbers: false,
    tiles: [tile('7', seven), ...['│', '─', '╱'].map((name, filter) => tile(name, map(filter)))],
  };
};
export default draw;
