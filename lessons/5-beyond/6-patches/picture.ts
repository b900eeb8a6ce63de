import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { matmul } from '../../3-complete-network/1-matmul/solution.ts';
import { im2col } from './solution.ts';

const SIDE = 12;
const SIZE = 3;
const LEFT = SIDE - SIZE + 1;

/** Dark to bright, from left to right and from top to bottom. */
const UPRIGHT = [-1, 0, 1, -1, 0, 1, -1, 0, 1];
const LYING = [-1, -1, -1, 0, 0, 0, 1, 1, 1];

const draw: DrawPicture = () => {
  const seven = digit('7');
  const patches = im2col(Matrix.from([seven.flat()]), { channels: 1, height: SIDE, width: SIDE }, SIZE);
  const answers = (weights: number[]): Float32Array[] => {
    const { data } = matmul(patches, Matrix.from(weights.map((weight) => [weight])));
    return Array.from({ length: LEFT }, (_, y) => data.subarray(y * LEFT, (y + 1) * LEFT));
  };
  return {
    kind: 'tiles',
    title: t('A 7, and what two questions find in the windows of your `im2col`: edges that stand, and edges that lie.'),
    scale: 'signed',
    numbers: false,
    tiles: [tile('7', seven), tile('│', answers(UPRIGHT)), tile('─', answers(LYING))],
  };
};
export default draw;
