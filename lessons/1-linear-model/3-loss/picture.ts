import { type DrawPicture, curve, range, t } from 'kit/picture';
import { meanSquaredError, mnistLoss, sigmoid } from './solution.ts';

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t(
    'Your losses of one example: `meanSquaredError` is a valley, lowest at the target 1; `mnistLoss` is a slope.',
  ),
  xName: t('what the model says'),
  yName: t('loss'),
  lines: [
    curve('meanSquaredError', range(-0.4, 2.4, 57), (prediction) => meanSquaredError([prediction], [1])),
    curve('mnistLoss', range(-4, 4, 65), (score) => mnistLoss([sigmoid(score)], [1])),
  ],
});
export default draw;
