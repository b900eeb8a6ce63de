import { type DrawPicture, createRandom, path, t } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { Dense } from '../../3-complete-network/3-dense-layer/solution.ts';
import { ReLU } from '../../3-complete-network/4-relu-layer/solution.ts';
import { Residual } from './solution.ts';

const WIDTH = 16;
const BLOCKS = 20;

const draw: DrawPicture = () => {
  const random = createRandom(1);
  const weights = (): Matrix =>
    Matrix.from(Array.from({ length: WIDTH }, () => Array.from({ length: WIDTH }, () => 0.08 * random.normal())));
  const layer = (): Dense => new Dense(weights(), Matrix.zeros(1, WIDTH));
  const plain = Array.from({ length: BLOCKS }, () => [layer(), new ReLU()]).flat();
  const blocks = Array.from({ length: BLOCKS }, () => new Residual(layer()));
  const x = Matrix.from([Array.from({ length: WIDTH }, () => random.normal())]);
  const sizes = (layers: { forward(x: Matrix): Matrix; backward(upstream: Matrix): Matrix }[]): [number, number][] => {
    let there = x;
    for (const each of layers) there = each.forward(there);
    let back = Matrix.from([Array.from({ length: WIDTH }, () => 1 / Math.sqrt(WIDTH))]);
    return layers.map((_, i): [number, number] => {
      back = layers[layers.length - 1 - i].backward(back);
      return [((i + 1) * BLOCKS) / layers.length, Math.hypot(...back.data)];
    });
  };
  return {
    kind: 'lines',
    title: t('How long the gradient is on its way back through 20 layers: without your `Residual`, and with it.'),
    xName: t('layers back'),
    yName: t('length'),
    lines: [path('Dense, ReLU', sizes(plain)), path('Residual', sizes(blocks))],
  };
};
export default draw;
