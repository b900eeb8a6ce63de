import { type DrawPicture, t } from 'kit/picture';
import { Value } from '../value.ts';
import { add, backward, multiply } from './solution.ts';

const draw: DrawPicture = () => {
  const [x, w] = [new Value(2), new Value(3)];
  const p = multiply(w, x);
  const q = add(p, w);
  const end = multiply(p, q);
  backward(end);
  const values = [x, w, p, q, end];
  return {
    kind: 'bars',
    title: t('The graph of the guide: the number of each value, and the gradient that your `backward` found for it.'),
    labels: ['x', 'w', 'p = w·x', 'q = p + w', 'L = p·q'],
    series: [
      { name: 'data', values: values.map(({ data }) => data) },
      { name: 'gradient', values: values.map(({ gradient }) => gradient) },
    ],
  };
};
export default draw;
