import { type DrawPicture, t } from 'kit/picture';
import { softmax } from './solution.ts';

const logits = [0.4, -1.2, 0.3, 2.6, -1.6, 1.1, -2, 1.8, 0.9, -0.3];

const draw: DrawPicture = () => ({
  kind: 'bars',
  title: t('Ten scores, one for each digit, and the probabilities that your `softmax` gives for them.'),
  labels: logits.map((_, i) => String(i)),
  series: [
    { name: 'logits', values: logits },
    { name: 'softmax', values: softmax(logits) },
  ],
});
export default draw;
