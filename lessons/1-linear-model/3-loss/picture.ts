import { type DrawPicture, curve, range, t } from 'kit/picture';
import { meanSquaredError, mnistLoss, sigmoid } from './solution.ts';

const z = range(-4, 4, 65);

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t(
    'Your losses of one example: the valley of `meanSquaredError`, lowest at the target 1, and `mnistLoss` of a 3.',
  ),
  xName: t('what the model says'),
  yName: t('loss'),
  lines: [
    curve('meanSquaredError([z], [1])', range(-1, 3, 65), (prediction) => meanSquaredError([prediction], [1])),
    curve('mnistLoss([sigmoid(z)], [1])', z, (prediction) => mnistLoss([sigmoid(prediction)], [1])),
  ],
});
export default draw;
