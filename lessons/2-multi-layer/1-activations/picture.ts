import { type DrawPicture, curve, range, t } from 'kit/picture';
import { relu } from './solution.ts';

const x = range(-3, 3, 61);

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('Your `relu` bends a line at 0. Two of them make a V.'),
  xName: 'x',
  yName: 'y',
  lines: [
    curve('relu(x)', x, (z) => relu([z])[0]),
    curve('relu(x) + relu(−x)', x, (z) => relu([z])[0] + relu([-z])[0]),
  ],
});
export default draw;
