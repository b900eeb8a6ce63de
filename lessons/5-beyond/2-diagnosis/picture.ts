import { type DrawPicture, createRandom, digit, path, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { createNetwork } from '../../3-complete-network/7-network/solution.ts';
import { learnsByHeart } from './solution.ts';

const NAMES = ['0', '3', '7'] as const;
const STEPS = 20;

const draw: DrawPicture = () => {
  const images = Matrix.from(NAMES.map((name) => digit(name).flat()));
  const labels = Uint8Array.of(0, 1, 2);
  const way = (learningRate: number): [number, number][] => {
    const network = createNetwork([144, 16, NAMES.length], createRandom(1));
    return learnsByHeart(network, { images, labels }, learningRate, STEPS).map((loss, step) => [step + 1, loss]);
  };
  return {
    kind: 'lines',
    title: t(
      'Three digits, learned by heart with your `learnsByHeart`: short steps go down, steps that are too long jump.',
    ),
    xName: t('step'),
    yName: t('loss'),
    lines: [path('0.02', way(0.02)), path('1.5', way(1.5))],
  };
};
export default draw;
