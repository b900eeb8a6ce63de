import { type DrawPicture, curve, range, t } from 'kit/picture';
import { layer } from './solution.ts';

const PEPPER = 3;
const salt = range(0, 5, 11);
const marks = (spoons: number): number[] =>
  layer(
    [spoons, PEPPER],
    [
      [1, 0, -1],
      [-1, 2, 1],
    ],
    [4, 1, -3],
  );

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('One call of your `layer` for each soup: what three jurors think of more and more salt.'),
  xName: t('salt'),
  yName: t('mark'),
  lines: [t('juror 1'), t('juror 2'), t('juror 3')].map((name, j) => curve(name, salt, (spoons) => marks(spoons)[j])),
});
export default draw;
