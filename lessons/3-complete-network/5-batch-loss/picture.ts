import { type DrawPicture, curve, range, t } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { softmaxCrossEntropy } from './solution.ts';

const z = range(-5, 7, 61);

/** The score of the right class is given, those of two others are 0. */
const of = (logit: number): ReturnType<typeof softmaxCrossEntropy> =>
  softmaxCrossEntropy(Matrix.from([[logit, 0, 0]]), [0]);

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t(
    'Your `softmaxCrossEntropy` while the score of the right class grows: the loss falls, and its gradient fades.',
  ),
  xName: t('score of the right class'),
  yName: t('loss'),
  lines: [curve('loss', z, (logit) => of(logit).loss), curve('gradient', z, (logit) => of(logit).gradient.get(0, 0))],
});
export default draw;
