import { type DrawPicture, createRandom, digit, t, tile } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { transpose } from '../../3-complete-network/1-matmul/solution.ts';
import { Dense } from '../../3-complete-network/3-dense-layer/solution.ts';
import { confusionMatrix, predictLabels } from './solution.ts';

const NAMES = ['0', '3', '7'] as const;
const EACH = 20;
const NOISE = 1.6;

const draw: DrawPicture = () => {
  const random = createRandom(2);
  const inks = NAMES.map((name) => digit(name).flat());
  const labels = Array.from({ length: EACH * NAMES.length }, (_, i) => i % NAMES.length);
  const images = Matrix.from(labels.map((label) => inks[label].map((ink) => ink + NOISE * random.normal())));
  const half = (row: number[]): number => -row.reduce((sum, ink) => sum + ink * ink, 0) / 2;
  // The nearest of the three clean digits.
  const nearest = new Dense(transpose(Matrix.from(inks)), Matrix.from([inks.map(half)]));
  return {
    kind: 'tiles',
    title: t(
      '60 noisy digits, counted by your `confusionMatrix`: the rows are 0, 3 and 7, and so are the answers in the columns.',
    ),
    scale: 'ink',
    numbers: true,
    tiles: [tile('confusionMatrix', confusionMatrix(predictLabels(nearest, images), labels, NAMES.length))],
  };
};
export default draw;
