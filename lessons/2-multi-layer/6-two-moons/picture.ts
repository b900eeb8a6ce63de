import { type DrawPicture, createRandom, plane, range, t } from 'kit/picture';
import { type Network, forward } from '../3-two-layer-network/solution.ts';
import { softmax } from '../5-softmax/solution.ts';
import { trainTwoLayer } from './solution.ts';

const HIDDEN = 8;
const EACH = 16;

/** Two half circles that reach into each other; the classes take turns. */
const points = range(0, Math.PI, EACH).flatMap((angle) => [
  { x: Math.cos(angle) - 0.5, y: Math.sin(angle) - 0.25, isFirst: false },
  { x: 0.5 - Math.cos(angle), y: 0.25 - Math.sin(angle), isFirst: true },
]);

const draw: DrawPicture = () => {
  const random = createRandom(3);
  const layer = (inputs: number, outputs: number): Network['hidden'] => ({
    weights: random.rows(inputs, outputs, -1, 1),
    bias: random.numbers(outputs, -1, 1),
  });
  let network: Network = { hidden: layer(2, HIDDEN), output: layer(HIDDEN, 2) };
  const labels = points.map(({ isFirst }) => (isFirst ? 1 : 0));
  const xs = points.map(({ x, y }) => [x, y]);
  for (const report of trainTwoLayer(xs, labels, network, { learningRate: 0.5, epochs: 120, batchSize: 8 }))
    network = report.network;
  const lean = (x: number, y: number): number => softmax(forward([x, y], network).output)[1] - 0.5;
  return {
    kind: 'tiles',
    title: t('The border that your `trainTwoLayer` finds between two small moons.'),
    scale: 'signed',
    numbers: false,
    tiles: [plane('trainTwoLayer', { from: -1.8, to: 1.8, cells: 37 }, lean, points)],
  };
};
export default draw;
