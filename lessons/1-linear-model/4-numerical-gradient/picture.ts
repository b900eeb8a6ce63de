import { type DrawPicture, curve, range, t } from 'kit/picture';
import { numericalGradient } from './solution.ts';

const f = (x: number): number => x ** 3 - 3 * x;

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('A curve, and the slopes that your `numericalGradient` measures on it.'),
  xName: t('parameter'),
  yName: t('loss'),
  lines: [
    curve('x³ − 3x', range(-2.2, 2.2, 89), f),
    ...[-1.8, -0.6, 0.4, 1.6].map((at) => {
      const [slope] = numericalGradient(([x]) => f(x), [at]);
      return curve(slope.toFixed(2).replace('-', '−'), [at - 0.35, at + 0.35], (x) => f(at) + slope * (x - at));
    }),
  ],
});
export default draw;
