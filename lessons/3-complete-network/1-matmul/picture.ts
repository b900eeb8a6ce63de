import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { matmul, transpose } from './solution.ts';

const draw: DrawPicture = () => {
  const a = Matrix.from(digit('3'));
  /** Ones from corner to corner: what it is multiplied with changes its order. */
  const p = Matrix.from(digit('3').map((row, y) => row.map((_, x) => (x + y === row.length - 1 ? 1 : 0))));
  return {
    kind: 'tiles',
    title: t('A digit is a matrix, too. Your `matmul` turns it over, your `transpose` lays it down.'),
    scale: 'ink',
    numbers: false,
    tiles: [
      tile('a', a.toArray()),
      tile('matmul(p, a)', matmul(p, a).toArray()),
      tile('matmul(a, p)', matmul(a, p).toArray()),
      tile('transpose(a)', transpose(a).toArray()),
    ],
  };
};
export default draw;
