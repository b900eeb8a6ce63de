import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { transpose } from '../1-matmul/solution.ts';
import { Dense } from './solution.ts';

/** A digit as weights: ink counts for it, paper against it. */
function template(name: '0' | '3' | '7'): number[] {
  const inks = digit(name).flat();
  const mean = inks.reduce((sum, ink) => sum + ink, 0) / inks.length;
  return inks.map((ink) => ink - mean);
}

const draw: DrawPicture = () => {
  const weights = transpose(Matrix.from([template('0'), template('3'), template('7')]));
  const images = Matrix.from([digit('0', 1), digit('3', 1), digit('7', 1)].map((rows) => rows.flat()));
  const scores = new Dense(weights, Matrix.zeros(1, 3)).forward(images);
  return {
    kind: 'tiles',
    title: t(
      'A 0, a 3 and a 7 in one call of your `Dense.forward`. Each row has the scores for 0, 3 and 7; the largest is on the diagonal.',
    ),
    scale: 'signed',
    numbers: true,
    tiles: [tile('forward(images)', scores.toArray())],
  };
};
export default draw;
