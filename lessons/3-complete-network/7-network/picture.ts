import { type DrawPicture, createRandom, plane, t } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { createNetwork } from './solution.ts';

const draw: DrawPicture = () => {
  const network = createNetwork([2, 16, 16, 1], createRandom(5));
  const answer = (x: number, y: number): number => network.forward(Matrix.from([[x, y]])).get(0, 0);
  return {
    kind: 'tiles',
    title: t(
      'What your `createNetwork` answers at each place of a plane before it has learned anything: flat pieces, with a bend where a ReLU opens.',
    ),
    scale: 'signed',
    numbers: false,
    tiles: [plane('forward', { from: -2, to: 2, cells: 33 }, answer)],
  };
};
export default draw;
