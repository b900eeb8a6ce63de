import { type DrawPicture, digit, range, t, tile } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { addRow, map, multiply } from './solution.ts';

const draw: DrawPicture = () => {
  const m = Matrix.from(digit('3'));
  const { cols } = m;
  const row = Matrix.from([range(0, 0.6, cols)]);
  const mask = Matrix.from(digit('3').map((inks, y) => inks.map((_, x) => (x + y < cols ? 1 : 0.15))));
  return {
    kind: 'tiles',
    title: t(
      'A digit, and what your functions make of it: shaded from left to right, masked, turned into its negative.',
    ),
    scale: 'ink',
    numbers: false,
    tiles: [
      tile('m', m.toArray()),
      tile('addRow', addRow(m, row).toArray()),
      tile('multiply', multiply(m, mask).toArray()),
      tile('map', map(m, (ink) => 1 - ink).toArray()),
    ],
  };
};
export default draw;
