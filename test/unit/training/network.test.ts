import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../src/training/data/random';
import { Dense } from '../../../src/training/network/dense';
import { Dropout } from '../../../src/training/network/dropout';
import { heWeights } from '../../../src/training/network/initialisation';
import type { Parameter } from '../../../src/training/network/layer';
import { softmaxCrossEntropy } from '../../../src/training/network/loss';
import { Matrix } from '../../../src/training/network/matrix';
import { matmul, matmulTransposedLeft, matmulTransposedRight, transpose } from '../../../src/training/network/matmul';
import { Momentum } from '../../../src/training/network/momentum';
import { type Network, createNetwork } from '../../../src/training/network/network';
import { addL2Gradient } from '../../../src/training/network/regularization';
import { ReLU } from '../../../src/training/network/relu';
import { cosine, oneCycle, stepDecay } from '../../../src/training/network/schedules';
import { shuffle } from '../../../src/training/network/shuffle';
import { train } from '../../../src/training/network/train';

const random = seededRandom(42);
const randomMatrix = (rows: number, cols: number): Matrix =>
  new Matrix(
    rows,
    cols,
    Float32Array.from({ length: rows * cols }, () => gaussian(random)),
  );

function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, `${what}: length`);
  for (let i = 0; i < actual.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    assert.ok(error < tolerance, `${what}, entry ${i}: ${actual[i]} instead of ${expected[i]}`);
  }
}

/** The same arithmetic in float64 and in the plainest form: the oracle. */
function product(a: number[][], b: number[][]): number[][] {
  return a.map((row) => b[0].map((_, j) => row.reduce((sum, value, k) => sum + value * b[k][j], 0)));
}

/** Loss of dense layers with ReLU between them, in float64, from parameters in the order of `Network.parameters()`. */
function referenceLoss(x: number[][], parameters: number[][][], labels: number[]): number {
  let out = x;
  for (let i = 0; i < parameters.length; i += 2) {
    if (i > 0) out = out.map((row) => row.map((value) => Math.max(0, value)));
    out = product(out, parameters[i]).map((row) => row.map((value, j) => value + parameters[i + 1][0][j]));
  }
  const losses = out.map((row, i) => {
    const largest = Math.max(...row);
    return Math.log(row.reduce((sum, z) => sum + Math.exp(z - largest), 0)) - (row[labels[i]] - largest);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Central differences of `f`, entry by entry, in float64. */
function slopes(matrix: number[][], f: () => number): number[] {
  const h = 1e-5;
  return matrix.flatMap((row) =>
    row.map((value, j) => {
      row[j] = value + h;
      const up = f();
      row[j] = value - h;
      const down = f();
      row[j] = value;
      return (up - down) / (2 * h);
    }),
  );
}

describe('training: the reference network', () => {
  describe('matrix products', () => {
    for (const [n, k, m] of [
      [1, 1, 1],
      [2, 3, 4],
      [5, 7, 3],
      [8, 16, 10],
      [3, 1, 9],
      [7, 30, 11],
    ]) {
      // Dense factors go by blocks, sparse ones entry by entry.
      for (const density of [1, 0.2])
        it(`agree with the textbook at ${n}×${k} by ${k}×${m}, ${density * 100} % not 0`, () => {
          const a = randomMatrix(n, k);
          a.data.forEach((_, i) => random() < density || (a.data[i] = 0));
          const b = randomMatrix(k, m);
          const expected = product(a.toArray(), b.toArray()).flat();
          assertNear(matmul(a, b).data, expected, 1e-5, 'matmul');
          assertNear(matmulTransposedLeft(transpose(a), b).data, expected, 1e-5, 'aᵀ·b');
          assertNear(matmulTransposedRight(a, transpose(b)).data, expected, 1e-5, 'a·bᵀ');
        });
    }

    it('refuse shapes that do not fit, naming both', () => {
      assert.throws(() => matmul(randomMatrix(2, 3), randomMatrix(4, 5)), /2×3.*4×5/);
      assert.throws(() => matmulTransposedLeft(randomMatrix(2, 3), randomMatrix(4, 5)), /2×3.*4×5/);
      assert.throws(() => matmulTransposedRight(randomMatrix(2, 3), randomMatrix(4, 5)), /2×3.*4×5/);
    });

    it('let NaN through', () => {
      assert.ok(Number.isNaN(matmul(Matrix.from([[NaN]]), Matrix.from([[0]])).data[0]));
    });
  });

  describe('gradients', () => {
    for (const sizes of [
      [6, 3],
      [7, 5, 4],
      [5, 6, 4, 3],
    ]) {
      it(`of ${sizes.join('→')} agree with central differences, every entry of every parameter and of the input`, () => {
        const network = createNetwork(sizes, random);
        for (const { value } of network.parameters()) {
          if (value.rows === 1) value.data.set(Float32Array.from(value.data, () => 0.3 * gaussian(random)));
        }
        const x = randomMatrix(4, sizes[0]);
        const labels = [0, 1, 2, 1];
        const { gradient } = softmaxCrossEntropy(network.forward(x), labels);
        const inputGradient = network.backward(gradient);
        const input = x.toArray();
        const values = network.parameters().map(({ value }) => value.toArray());
        const loss = (): number => referenceLoss(input, values, labels);
        network.parameters().forEach(({ gradient: own }, i) => {
          assertNear(own.data, slopes(values[i], loss), 1e-5, `parameter ${i}`);
        });
        assertNear(inputGradient.data, slopes(input, loss), 1e-5, 'input');
      });
    }

    it('are the same without the gradient of the input, and replaced by a second backward', () => {
      const network = createNetwork([6, 5, 3], random);
      const x = randomMatrix(4, 6);
      const { gradient } = softmaxCrossEntropy(network.forward(x), [0, 1, 2, 0]);
      network.backward(gradient);
      const first = network.parameters().map((parameter) => [...parameter.gradient.data]);
      network.backwardParameters(gradient);
      network.backwardParameters(gradient);
      assert.deepEqual(
        network.parameters().map((parameter) => [...parameter.gradient.data]),
        first,
      );
    });
  });

  describe('layers', () => {
    it('Dense: the worked example, its own matrices, zeros before backward, gradients that stay current', () => {
      const weights = Matrix.from([
        [1, 2],
        [3, 4],
      ]);
      const bias = Matrix.from([[10, 20]]);
      const dense = new Dense(weights, bias);
      const parameters = dense.parameters();
      assert.ok(parameters[0].value === weights && parameters[1].value === bias);
      assert.deepEqual(parameters[0].gradient.toArray(), [
        [0, 0],
        [0, 0],
      ]);
      assert.deepEqual(dense.forward(Matrix.from([[1, 2]])).toArray(), [[17, 30]]);
      assert.deepEqual(dense.backward(Matrix.from([[1, -1]])).toArray(), [[-1, -1]]);
      assert.deepEqual(parameters[0].gradient.toArray(), [
        [1, -1],
        [2, -2],
      ]);
      assert.deepEqual(parameters[1].gradient.toArray(), [[1, -1]]);
    });

    it('Dense: names the shapes that do not fit', () => {
      const dense = new Dense(randomMatrix(3, 2), randomMatrix(1, 2));
      assert.throws(() => dense.forward(randomMatrix(1, 4)), /1×4.*3×2/);
      dense.forward(randomMatrix(5, 3));
      assert.throws(() => dense.backward(randomMatrix(5, 3)), /5×2.*5×3/);
      assert.throws(() => new Dense(randomMatrix(3, 2), randomMatrix(1, 3)), /3×2.*1×3/);
    });

    it('ReLU: passes what is above 0, has no slope at 0', () => {
      const relu = new ReLU();
      assert.deepEqual(relu.forward(Matrix.from([[-1, 0, 2]])).toArray(), [[0, 0, 2]]);
      assert.deepEqual(relu.backward(Matrix.from([[5, 5, 5]])).toArray(), [[0, 0, 5]]);
    });

    it('Dropout: keeps the expected value, one mask for forward and backward, nothing while not training', () => {
      const dropout = new Dropout(0.25, seededRandom(5));
      const ones = new Matrix(100, 100, new Float32Array(10_000).fill(1));
      const out = dropout.forward(ones);
      const kept = out.data.filter((value) => value !== 0);
      assert.ok(kept.every((value) => Math.abs(value - 4 / 3) < 1e-6));
      assert.ok(Math.abs(kept.length / 10_000 - 0.75) < 0.02, `${kept.length} of 10,000 kept`);
      assert.deepEqual(dropout.backward(ones).data, out.data);
      assert.notDeepEqual(dropout.forward(ones).data, out.data);
      dropout.training = false;
      assert.deepEqual(dropout.forward(ones).data, ones.data);
      assert.deepEqual(dropout.backward(out).data, out.data);
      assert.throws(() => new Dropout(1, random), /below 1/);
    });
  });

  describe('loss', () => {
    it('is ln 10 where all logits are the same, with the gradient (p − y) / n', () => {
      const { loss, gradient } = softmaxCrossEntropy(Matrix.zeros(2, 10), [3, 9]);
      assert.ok(Math.abs(loss - Math.log(10)) < 1e-12);
      assert.ok(Math.abs(gradient.get(0, 3) - (0.1 - 1) / 2) < 1e-7);
      assert.ok(Math.abs(gradient.get(0, 4) - 0.1 / 2) < 1e-7);
    });

    it('is exact at logits of ±1000', () => {
      const { loss, gradient } = softmaxCrossEntropy(Matrix.from([[1000, -1000]]), [1]);
      assert.equal(loss, 2000);
      assert.deepEqual(gradient.toArray(), [[1, -1]]);
    });

    it('refuses a label that is not a class, and a wrong number of labels', () => {
      assert.throws(() => softmaxCrossEntropy(Matrix.zeros(1, 3), [3]), /label 0 is 3, but there are 3 classes/);
      assert.throws(() => softmaxCrossEntropy(Matrix.zeros(2, 3), [1]), /2×3, but there are 1 labels/);
    });
  });

  describe('initialisation', () => {
    it('has He’s deviation √(2 / inputs), and zero biases', () => {
      const weights = heWeights(200, 300, seededRandom(1));
      const deviation = Math.sqrt(weights.data.reduce((sum, w) => sum + w * w, 0) / weights.data.length);
      assert.ok(Math.abs(deviation - 0.1) < 0.001, `deviation ${deviation}`);
      const shapes = createNetwork([784, 30, 20, 10], seededRandom(1)).parameters();
      assert.deepEqual(
        shapes.map(({ value }) => [value.rows, value.cols]),
        [
          [784, 30],
          [1, 30],
          [30, 20],
          [1, 20],
          [20, 10],
          [1, 10],
        ],
      );
      assert.ok(shapes.every(({ value }) => value.rows > 1 || value.data.every((bias) => bias === 0)));
      assert.throws(() => createNetwork([3], random), /at least two sizes/);
    });
  });

  describe('training', () => {
    it('shuffles evenly: each number lands on each place as often as on any other', () => {
      const source = seededRandom(9);
      const counts = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
      for (let i = 0; i < 8000; i++) shuffle(4, source).forEach((value, place) => counts[place][value]++);
      for (const count of counts.flat()) assert.ok(Math.abs(count - 2000) < 200, counts.join(' | '));
      assert.deepEqual([...shuffle(0, source)], []);
    });

    it('does the step that its gradient says, reports the loss before it, keeps the short batch, and counts', () => {
      const make = (): Network => createNetwork([4, 3, 2], seededRandom(3));
      const data = { images: randomMatrix(5, 4), labels: Uint8Array.from([0, 1, 1, 0, 1]) };
      const options = { learningRate: 0.5, epochs: 2, batchSize: 2, random: seededRandom(8) };
      const trained = make();
      const reports = [...train(trained, data, options)];
      assert.deepEqual(
        reports.map(({ epoch, step }) => [epoch, step]),
        [
          [1, 1],
          [1, 2],
          [1, 3],
          [2, 4],
          [2, 5],
          [2, 6],
        ],
      );
      // The same by hand, with the float64 oracle's gradients.
      const source = seededRandom(8);
      const values = make()
        .parameters()
        .map(({ value }) => value.toArray());
      let step = 0;
      for (let epoch = 0; epoch < 2; epoch++) {
        const order = [...shuffle(5, source)];
        for (let start = 0; start < 5; start += 2) {
          const chosen = order.slice(start, start + 2);
          const x = chosen.map((i) => data.images.toArray()[i]);
          const labels = chosen.map((i) => data.labels[i]);
          const loss = (): number => referenceLoss(x, values, labels);
          assert.ok(Math.abs(reports[step].loss - loss()) < 1e-5, `loss of step ${step + 1}`);
          const gradients = values.map((matrix) => slopes(matrix, loss));
          values.forEach((matrix, p) =>
            matrix.forEach((row, i) => row.forEach((_, j) => (row[j] -= 0.5 * gradients[p][i * row.length + j]))),
          );
          step++;
        }
      }
      trained.parameters().forEach(({ value }, i) => assertNear(value.data, values[i].flat(), 1e-4, `parameter ${i}`));
    });

    it('learns 20 examples by heart', () => {
      const source = seededRandom(4);
      const network = createNetwork([10, 32, 3], source);
      const data = { images: randomMatrix(20, 10), labels: Uint8Array.from({ length: 20 }, (_, i) => i % 3) };
      const reports = [...train(network, data, { learningRate: 0.3, epochs: 300, batchSize: 20, random: source })];
      assert.ok(reports[0].loss > 0.8 && reports[0].loss < 2.5, `first loss ${reports[0].loss}`);
      assert.ok((reports.at(-1)?.loss ?? 1) < 0.02, `last loss ${reports.at(-1)?.loss}`);
    });
  });

  describe('extensions', () => {
    const parameter = (value: number[][], gradient: number[][]): Parameter => ({
      value: Matrix.from(value),
      gradient: Matrix.from(gradient),
    });

    it('momentum follows PyTorch: v ← μ·v + g, w ← w − η·v', () => {
      const p = parameter([[1, 2]], [[1, -2]]);
      const optimizer = new Momentum([p], { learningRate: 0.5, momentum: 0.5 });
      optimizer.step();
      assert.deepEqual(p.value.toArray(), [[0.5, 3]]);
      optimizer.step();
      assert.deepEqual(p.value.toArray(), [[-0.25, 4.5]]);
      optimizer.learningRate = 1;
      p.gradient = Matrix.from([[0, 0]]);
      optimizer.step();
      assert.deepEqual(p.value.toArray(), [[-1, 6]]);
    });

    it('the gradient of the L2 penalty is λ · w, for weights and not for biases', () => {
      const weights = parameter(
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 1],
          [1, 1],
        ],
      );
      const bias = parameter([[5, 6]], [[1, 1]]);
      addL2Gradient([weights, bias], 0.5);
      assert.deepEqual(weights.gradient.toArray(), [
        [1.5, 2],
        [2.5, 3],
      ]);
      assert.deepEqual(bias.gradient.toArray(), [[1, 1]]);
    });

    it('schedules have the values of PyTorch at their corners', () => {
      const near = (actual: number, expected: number): void =>
        assert.ok(Math.abs(actual - expected) < 1e-12, `${actual} instead of ${expected}`);
      near(stepDecay(29, 100, { learningRate: 1, every: 30 }), 1);
      near(stepDecay(30, 100, { learningRate: 1, every: 30 }), 0.1);
      near(stepDecay(60, 100, { learningRate: 1, every: 30, factor: 0.5 }), 0.25);
      near(cosine(0, 10, { learningRate: 0.4 }), 0.4);
      near(cosine(5, 10, { learningRate: 0.4, minimum: 0.2 }), 0.3);
      near(oneCycle(0, 100, { learningRate: 1 }), 0.04);
      near(oneCycle(29, 100, { learningRate: 1 }), 1);
      near(oneCycle(99, 100, { learningRate: 1 }), 0.04 / 1e4);
      // Halfway up and halfway down, half a cosine is in the middle.
      near(oneCycle(14.5, 100, { learningRate: 1 }), (1 + 0.04) / 2);
      near(oneCycle(64, 100, { learningRate: 1 }), (1 + 0.04 / 1e4) / 2);
      for (const total of [1, 2, 3, 4]) {
        for (let step = 0; step < total; step++)
          assert.ok(Number.isFinite(oneCycle(step, total, { learningRate: 1 })), `${step} of ${total}`);
        // There is no way up.
        near(oneCycle(0, total, { learningRate: 1, warmup: 0.25 }), 1);
      }
    });
  });
});
