import { type DrawPicture, curve, range, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Parameter } from '../../3-complete-network/layer.ts';
import { addL2Gradient, l2Penalty } from './solution.ts';

const w = range(-2, 2, 41);

/** Two rows, so that it is no bias. */
const weight = (value: number): Parameter => ({ value: Matrix.from([[value], [0]]), gradient: Matrix.zeros(2, 1) });

function slope(value: number): number {
  const parameter = weight(value);
  addL2Gradient([parameter], 1);
  return parameter.gradient.get(0, 0);
}

const draw: DrawPicture = () => ({
  kind: 'lines',
  title: t('The price that your `l2Penalty` puts on a weight, and the slope that your `addL2Gradient` adds.'),
  xName: t('weight'),
  yName: '',
  lines: [curve('l2Penalty', w, (value) => l2Penalty([weight(value)], 1)), curve('addL2Gradient', w, slope)],
});
export default draw;
