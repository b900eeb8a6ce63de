import { type DrawPicture, path, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { Momentum } from './solution.ts';

/** How much steeper the valley is across than along. */
const STEEP = 20;
const STEPS = 24;

/** The way from the same start with the learner's steps. */
function way(learningRate: number, momentum: number): [number, number][] {
  const place = { value: Matrix.from([[-4, 1]]), gradient: Matrix.zeros(1, 2) };
  const optimizer = new Momentum([place], { learningRate, momentum });
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
  title: t('24 steps of your `Momentum` down a narrow valley, without momentum and with it. The bottom is at 0, 0.'),
  xName: t('along'),
  yName: t('across'),
  lines: [path('momentum 0', way(0.09, 0)), path('momentum 0.8', way(0.04, 0.8))],
});
export default draw;
