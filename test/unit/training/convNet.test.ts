/** Convolution, pool and the convolutional network of the reference: by hand, and by differences. */
import assert from 'node:assert/strict';
import { seededRandom } from '../../../src/training/data/random';
import { Conv } from '../../../src/training/network/conv';
import { CONV_NET, createConvNet, parameterShapes } from '../../../src/training/network/convNet';
import { type ImageShape, numbersOf } from '../../../src/training/network/image';
import type { Layer } from '../../../src/training/network/layer';
import { Matrix } from '../../../src/training/network/matrix';
import { MaxPool } from '../../../src/training/network/maxPool';

const random = seededRandom(3);
/** Small whole numbers: their sums are exact. */
const whole = (rows: number, cols: number): Matrix =>
  new Matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, () => Math.floor(random() * 9) - 4),
  );
/** All different, and at least 1 apart. */
const mixed = (rows: number, cols: number): Matrix => {
  const numbers = Float32Array.from({ length: rows * cols }, (_, i) => i);
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [numbers[i], numbers[j]] = [numbers[j], numbers[i]];
  }
  return new Matrix(rows, cols, numbers);
};

/** Sum of output · upstream: its gradient with respect to the input is what `backward` returns. */
const measured = (layer: Layer, x: Matrix, upstream: Matrix): number =>
  layer.forward(x).data.reduce((sum, value, i) => sum + value * upstream.data[i], 0);

/** (f(v + ε) − f(v − ε)) / 2ε for each number v. The layers are linear as long as the pool takes the same pixels. */
function slopes(values: Float32Array, f: () => number, step = 0.25): number[] {
  return Array.from(values, (value, i) => {
    values[i] = value + step;
    const above = f();
    values[i] = value - step;
    const below = f();
    values[i] = value;
    return (above - below) / (2 * step);
  });
}

describe('training: the reference convolution', () => {
  const SHAPES: [ImageShape, number, number][] = [
    [{ channels: 1, height: 5, width: 5 }, 5, 1],
    [{ channels: 1, height: 6, width: 8 }, 5, 3],
    [{ channels: 3, height: 5, width: 4 }, 2, 2],
    [{ channels: 2, height: 7, width: 5 }, 3, 4],
  ];

  it('sees the worked example of lesson 5.6', () => {
    const conv = new Conv(
      Matrix.from([[1], [-1], [0], [2]]),
      Matrix.zeros(1, 1),
      { channels: 1, height: 3, width: 4 },
      2,
    );
    const out = conv.forward(Matrix.from([[1, 2, 0, 3, 0, 1, 3, 1, 2, 0, 1, 4]]));
    assert.deepEqual([...out.data], [1, 8, -1, -1, 0, 10]);
  });

  for (const [shape, size, filters] of SHAPES) {
    it(`has the gradients of central differences: ${numbersOf(shape)} numbers, window ${size}, ${filters} filters`, () => {
      const weights = whole(shape.channels * size * size, filters);
      const bias = whole(1, filters);
      const conv = new Conv(weights, bias, shape, size);
      const x = whole(3, numbersOf(shape));
      const upstream = whole(3, numbersOf(conv.outputShape));
      const f = (): number => measured(conv, x, upstream);
      f();
      assert.deepEqual([...conv.backward(upstream).data], slopes(x.data, f));
      const [ofWeights, ofBias] = conv.parameters().map(({ gradient }) => [...gradient.data]);
      assert.deepEqual(ofWeights, slopes(weights.data, f));
      assert.deepEqual(ofBias, slopes(bias.data, f));
    });
  }

  it('refuses what does not fit, with both sizes', () => {
    const shape = { channels: 2, height: 4, width: 6 };
    assert.throws(() => new Conv(whole(50, 3), whole(1, 3), shape, 5), /5×5 does not fit into an image of 4×6/);
    assert.throws(() => new Conv(whole(9, 3), whole(1, 3), shape, 3), /weights are 9×3, but must have 18 rows/);
    assert.throws(() => new Conv(whole(18, 3), whole(1, 2), shape, 3), /bias must be 1×3, not 1×2/);
    const conv = new Conv(whole(18, 3), whole(1, 3), shape, 3);
    assert.throws(() => conv.backward(whole(1, 24)), /backward was called before forward/);
    assert.throws(() => conv.forward(whole(1, 24)), /x is 1×24, but its rows must be images of 2×4×6/);
    conv.forward(whole(1, 48));
    assert.throws(() => conv.backward(whole(1, 48)), /last output was 1×24, but upstream is 1×48/);
  });
});

describe('training: the reference pool', () => {
  it('has the gradients of central differences, and leaves an odd rest out', () => {
    const pool = new MaxPool({ channels: 2, height: 5, width: 7 });
    const x = mixed(2, 70);
    const upstream = whole(2, 12);
    const f = (): number => measured(pool, x, upstream);
    f();
    assert.deepEqual([...pool.backward(upstream).data], slopes(x.data, f));
  });

  it('gives the gradient to the first of equal pixels', () => {
    const pool = new MaxPool({ channels: 1, height: 2, width: 4 });
    assert.deepEqual([...pool.forward(Matrix.from([[1, 3, 2, 2, 3, 3, 2, 2]])).data], [3, 2]);
    assert.deepEqual([...pool.backward(Matrix.from([[5, 7]])).data], [0, 5, 7, 0, 0, 0, 0, 0]);
  });
});

describe('training: the reference convolutional network', () => {
  it('has 5,994 numbers, in the shapes of lesson 5.7, and begins with He weights and biases of 0', () => {
    const parameters = createConvNet(seededRandom(1)).parameters();
    assert.deepEqual(
      parameters.map(({ value: { rows, cols } }) => ({ rows, cols })),
      parameterShapes(CONV_NET),
    );
    assert.equal(
      parameters.reduce((sum, { value }) => sum + value.data.length, 0),
      5994,
    );
    for (const [i, { value }] of parameters.entries()) {
      const square = value.data.reduce((sum, each) => sum + each * each, 0) / value.data.length;
      if (i % 2 === 1) assert.equal(square, 0);
      else assert.ok(Math.abs(square - 2 / value.rows) < 0.4 / value.rows, `${i}: ${square}`);
    }
  });

  it('leaves out the gradient of the images, and only that', () => {
    const [x, upstream] = [whole(2, 784), whole(2, 10)];
    const gradients = (['backward', 'backwardParameters'] as const).map((way) => {
      const network = createConvNet(seededRandom(1));
      network.forward(x);
      network[way](upstream);
      return network.parameters().map(({ gradient }) => gradient.data);
    });
    assert.deepEqual(gradients[1], gradients[0]);
  });
});
