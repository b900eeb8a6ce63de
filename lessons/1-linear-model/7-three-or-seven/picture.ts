import { type DrawPicture, digit, t, tile } from 'kit/picture';
import { trainClassifier } from './solution.ts';

const SIZE = 12;
const PLACES = [-1, 0, 1];

/** Threes and sevens take turns, each moved by a pixel to all sides. */
const small = PLACES.flatMap((right) =>
  PLACES.flatMap((down) => [digit('3', right, down), digit('7', right, down)].map((rows) => rows.flat())),
);

const draw: DrawPicture = () => {
  let weights: number[] = new Array<number>(SIZE * SIZE).fill(0);
  const initial = { weights, bias: 0 };
  const targets = small.map((_, i) => 1 - (i % 2));
  for (const report of trainClassifier(small, targets, { initial, learningRate: 1, epochs: 10, batchSize: 6 }))
    weights = report.parameters.weights;
  return {
    kind: 'tiles',
    title: t(
      'The weights that your `trainClassifier` finds for 18 small threes and sevens: where it looks for a 3, and where for a 7.',
    ),
    scale: 'signed',
    numbers: false,
    tiles: [
      tile(
        t('weights'),
        digit('3').map((_, y) => weights.slice(y * SIZE, (y + 1) * SIZE)),
      ),
    ],
  };
};
export default draw;
