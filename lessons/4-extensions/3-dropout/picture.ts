import { type DrawPicture, createRandom, digit, t, tile } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { Dropout } from './solution.ts';

const draw: DrawPicture = () => {
  const x = Matrix.from(digit('3'));
  const dropout = new Dropout(0.25, createRandom(4));
  const forward = (): number[][] => dropout.forward(x).toArray();
  const training = [forward(), forward(), forward()].map((rows) => tile(t('training'), rows));
  dropout.training = false;
  return {
    kind: 'tiles',
    title: t('A 3 through your `Dropout`: other holes each time while training, and none afterwards.'),
    scale: 'ink',
    numbers: false,
    tiles: [...training, tile(t('not training'), forward())],
  };
};
export default draw;
