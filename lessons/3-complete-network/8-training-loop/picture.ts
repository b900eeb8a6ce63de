import { type DrawPicture, createRandom, digit, path, t } from 'kit/picture';
import { Matrix } from '../matrix.ts';
import { createNetwork } from '../7-network/solution.ts';
import { train } from './solution.ts';

const NAMES = ['0', '3', '7'] as const;
const PLACES = [-1, 0, 1];

const draw: DrawPicture = () => {
  const images = PLACES.flatMap((right) =>
    PLACES.flatMap((down) => NAMES.map((name) => digit(name, right, down).flat())),
  );
  const labels = Uint8Array.from(images, (_, i) => i % NAMES.length);
  const random = createRandom(1);
  const network = createNetwork([images[0].length, 16, NAMES.length], random);
  const way: [number, number][] = [];
  const options = { learningRate: 0.1, epochs: 10, batchSize: 9, random };
  for (const { step, loss } of train(network, { images: Matrix.from(images), labels }, options)) way.push([step, loss]);
  return {
    kind: 'lines',
    title: t('Your `train` on 27 small digits: the loss of each step.'),
    xName: t('step'),
    yName: t('loss'),
    lines: [path('loss', way)],
  };
};
export default draw;
