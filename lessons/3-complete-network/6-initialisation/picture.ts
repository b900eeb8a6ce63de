import { type DrawPicture, createRandom, range, t } from 'kit/picture';
import { gaussian } from './solution.ts';

const DRAWS = 2000;
const middles = range(-3, 3, 13);

const draw: DrawPicture = () => {
  const random = createRandom(1);
  const draws = Array.from({ length: DRAWS }, () => gaussian(random));
  const counts = middles.map((middle) => draws.filter((each) => Math.abs(each - middle) < 0.25).length);
  return {
    kind: 'bars',
    title: t('2,000 draws of your `gaussian`, counted: most are near 0, and few are far away.'),
    labels: middles.map((middle) => String(middle).replace('-', '−')),
    series: [{ name: 'gaussian', values: counts }],
  };
};
export default draw;
