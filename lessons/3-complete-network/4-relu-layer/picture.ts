import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { ReLU } from './solution.ts';

const draw: DrawPicture = () => {
  const x = Matrix.from(digit('3').map((row, r) => row.map((ink, c) => ink - digit('7')[r][c])));
  const relu = new ReLU();
  const out = relu.forward(x);
  const ones = new Matrix(x.rows, x.cols, new Float32Array(x.data.length).fill(1));
  return {
    kind: 'tiles',
    title: t('A 3 minus a 7: what your `ReLU` lets through, and where it lets a gradient back.'),
    scale: 'signed',
    numbers: false,
    tiles: [
      tile('x', x.toArray()),
      tile('forward(x)', out.toArray()),
      tile('backward(ones)', relu.backward(ones).toArray()),
    ],
  };
};
export default draw;
