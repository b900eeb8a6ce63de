import { type DrawPicture, createRandom, digit, t, tile } from 'kit/picture';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { heWeights } from '../../3-complete-network/6-initialisation/solution.ts';
import { Traced, backward } from '../traced.ts';
import { crossEntropyTraced, matmulTraced, reluTraced } from './solution.ts';

const NAMES = ['0', '3', '7'] as const;
const SIDE = 12;

const draw: DrawPicture = () => {
  const random = createRandom(1);
  const images = NAMES.map((name) => new Traced(Matrix.from([digit(name).flat()])));
  const [first, second] = [heWeights(SIDE * SIDE, 16, random), heWeights(16, NAMES.length, random)].map(
    (weights) => new Traced(weights),
  );
  images.forEach((image, label) =>
    backward(crossEntropyTraced(matmulTraced(reluTraced(matmulTraced(image, first)), second), [label])),
  );
  return {
    kind: 'tiles',
    title: t(
      'How the loss of a random network would change with each pixel of a 0, a 3 and a 7: gradients that your graph found by itself.',
    ),
    scale: 'signed',
    numbers: false,
    tiles: images.map(({ gradient }, i) =>
      tile(
        NAMES[i],
        Array.from({ length: SIDE }, (_, y) => gradient.data.subarray(y * SIDE, (y + 1) * SIDE)),
      ),
    ),
  };
};
export default draw;
