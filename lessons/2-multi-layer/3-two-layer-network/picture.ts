import { type DrawPicture, plane, t } from 'kit/picture';
import { forward } from './solution.ts';

/** The network of the guide. */
const lamp = {
  hidden: {
    weights: [
      [1, 1],
      [1, 1],
    ],
    bias: [0, -1],
  },
  output: { weights: [[1], [-2]], bias: [-0.5] },
};
const SWITCHES = [0, 1].flatMap((x) => [0, 1].map((y) => ({ x, y, isFirst: x !== y })));

const draw: DrawPicture = () => ({
  kind: 'tiles',
  title: t(
    'Your `forward` for all positions of two switches: on in the middle, off in two corners. No straight line does that.',
  ),
  scale: 'signed',
  numbers: false,
  tiles: [plane('forward', { from: -0.3, to: 1.3, cells: 33 }, (x, y) => forward([x, y], lamp).output[0], SWITCHES)],
});
export default draw;
