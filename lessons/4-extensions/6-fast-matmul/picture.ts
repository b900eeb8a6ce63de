import { type DrawPicture, createRandom, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { matmul as matmulOf31 } from '../../3-complete-network/1-matmul/solution.ts';
import { matmul } from './solution.ts';

// Before any learner's code runs here.
declare const performance: { now(): number };

const [N, K, M] = [64, 392, 128];
/** The best of so many counts: the others were disturbed. */
const TRIES = 4;

const draw: DrawPicture = () => {
  const random = createRandom(1);
  const [a, b] = [Matrix.from(random.rows(N, K)), Matrix.from(random.rows(K, M))];
  /** Millions of multiplications in a second. */
  const speed = (product: typeof matmul): number => {
    const times = Array.from({ length: TRIES }, () => {
      const start = performance.now();
      product(a, b);
      return performance.now() - start;
    });
    return (N * K * M) / 1000 / Math.max(0.01, Math.min(...times));
  };
  return {
    kind: 'bars',
    title: t(
      'Millions of multiplications in a second, measured at this moment: your `matmul` of lesson 3.1, and your new one.',
    ),
    labels: ['3.1', '4.6'],
    series: [{ name: 'matmul', values: [speed(matmulOf31), speed(matmul)] }],
  };
};
export default draw;
