import { type DrawPicture, path, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { Momentum } from '../../4-extensions/4-momentum/solution.ts';
import { Adam } from './solution.ts';

/** How much steeper the valley is across than along. */
const STEEP = 20;
const STEPS = 40;

type Place = { value: Matrix; gradient: Matrix };

function way(optimizerOf: (place: Place) => { step(): void }): [number, number][] {
  const place = { value: Matrix.from([[-4, 1]]), gradient: Matrix.zeros(1, 2) };
  const optimizer = optimizerOf(place);
  const points: [number, number][] = [];
  for (let i = 0; i <= STEPS; i++) {
    const [along, across] = place.value.data;
    points.push([along, across]);
    place.gradient.data.set([along, STEEP * across]);
    optimizer.step();
  }
  return points;
}

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('40 steps down the valley of lesson 4.4: plain steps, and those of your `Adam`. The village is at 0, 0.'),
  xName: t('along'),
  yName: t('across'),
  lines: [
    path(
      'SGD',
      way((place) => new Momentum([place], { learningRate: 0.09, momentum: 0 })),
    ),
    path(
      'Adam',
      way((place) => new Adam([place], { learningRate: 0.2 })),
    ),
  ],
});
export default draw;
