import { type DrawPicture, curve, path, range, t } from 'kit/picture';
import { predictAll } from '../2-linear-model/solution.ts';
import { meanSquaredError } from '../3-loss/solution.ts';
import { fitLine } from './solution.ts';

/** On both sides of 0, so that the bias stays where it is and one picture shows the whole way. */
const xs = [[-2], [-1], [1], [2]];
const ys = xs.map(([x]) => 1.5 * x);
const START = -1;

const loss = (weight: number): number => meanSquaredError(predictAll(xs, [weight], 0), ys);

const draw: DrawPicture = () => {
  const way: [number, number][] = [];
  let weight = START;
  for (const report of fitLine(xs, ys, { initial: { weights: [START], bias: 0 }, learningRate: 0.06, epochs: 9 })) {
    way.push([weight, report.loss]);
    weight = report.parameters.weights[0];
  }
  return {
    kind: 'lines',
    title: t('Your `fitLine` walks down into the valley of the loss, step by step.'),
    xName: t('weight'),
    yName: t('loss'),
    lines: [curve(t('loss'), range(-1.4, 3, 89), loss), path('fitLine', way)],
  };
};
export default draw;
