import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { mnistLossGradient } from './solution.ts';

const SIZE = 12;

const draw: DrawPicture = () => {
  const images = [digit('3'), digit('7')].map((rows) => rows.flat());
  const { weights } = mnistLossGradient(images, [1, 0], new Array<number>(SIZE * SIZE).fill(0), 0);
  const rows = digit('3').map((row, y) => row.map((_, x) => -weights[y * SIZE + x]));
  return {
    kind: 'tiles',
    title: t(
      'Where your `mnistLossGradient` sends the weight of each pixel: up for the ink of a 3, down for that of a 7.',
    ),
    scale: 'signed',
    numbers: false,
    tiles: [tile(t('against the slope'), rows)],
  };
};
export default draw;
