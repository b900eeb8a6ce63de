/** The fast convolution and pool, forward and backward, against the reference and against differences, with both modules. */
import assert from 'node:assert/strict';
import { gaussian, seededRandom } from '../../../../src/training/data/random';
import { FastConvNet } from '../../../../src/training/kernels/fastConvNet';
import { SIMD_KINDS, type SimdKind, canRun } from '../../../../src/training/kernels/module';
import { RULES } from '../../../../src/training/kernels/passes';
import { CONV_NET, type ConvNetSpec, createConvNet } from '../../../../src/training/network/convNet';
import { numbersOf } from '../../../../src/training/network/image';
import { softmaxCrossEntropy } from '../../../../src/training/network/loss';
import { Matrix } from '../../../../src/training/network/matrix';
import type { Network } from '../../../../src/training/network/network';
import type { TrainingData } from '../../../../src/training/network/train';

const random = seededRandom(11);

interface Case {
  spec: ConvNetSpec;
  rows: number;
  density: number;
}

const image = (channels: number, height: number, width: number): ConvNetSpec['image'] => ({ channels, height, width });

/** The network of 5.7, and where something can go wrong: odd sizes, filters that are no multiple of 8, a window as large as the image. */
const CASES: Case[] = [
  { spec: CONV_NET, rows: 64, density: 0.19 },
  { spec: CONV_NET, rows: 5, density: 1 },
  { spec: CONV_NET, rows: 1, density: 0 },
  { spec: { image: image(1, 19, 22), filters: [3, 5], classes: 4 }, rows: 7, density: 0.5 },
  { spec: { image: image(1, 6, 6), filters: [1], classes: 2 }, rows: 3, density: 1 },
  { spec: { image: image(3, 17, 16), filters: [16, 24], classes: 3 }, rows: 6, density: 1 },
  { spec: { image: image(2, 9, 13), filters: [9], classes: 20 }, rows: 9, density: 0.7 },
];

const nameOf = ({ spec, rows, density }: Case): string =>
  `${Object.values(spec.image).join('×')}, ${spec.filters.join(' and ')} filters, ${rows} rows, ${density * 100} % not 0`;

function makeCase({ spec, rows, density }: Case): { data: TrainingData; reference: Network; initial: Matrix[] } {
  const pixels = numbersOf(spec.image);
  const numbers = Float32Array.from({ length: rows * pixels }, () => (random() < density ? random() : 0));
  const labels = Uint8Array.from({ length: rows }, () => Math.floor(random() * spec.classes));
  const reference = createConvNet(random, spec);
  for (const { value } of reference.parameters()) {
    if (value.rows === 1) value.data.forEach((_, i, bias) => (bias[i] = gaussian(random) * 0.1));
  }
  const initial = reference
    .parameters()
    .map(({ value: { rows, cols, data } }) => new Matrix(rows, cols, Float32Array.from(data)));
  return { data: { images: new Matrix(rows, pixels, numbers), labels }, reference, initial };
}

/** Compared with the largest number of the matrix: single entries may cancel out. */
function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string, tolerance = 1e-5): void {
  assert.equal(actual.length, expected.length, what);
  const scale = Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / scale;
    assert.ok(error < tolerance, `${what}, entry ${i}: ${actual[i]} instead of ${expected[i]}`);
  }
}

const fastOf = (simd: SimdKind, { spec, rows }: Case, data: TrainingData, initial: Matrix[]): FastConvNet =>
  new FastConvNet(simd, { spec, initial, data, batchSize: rows, momentum: true });

for (const simd of SIMD_KINDS) {
  describe(`training: the fast convolutional network, ${simd}`, function () {
    before(function () {
      if (!canRun(simd)) this.skip();
    });

    for (const shape of CASES) {
      it(`returns the logits and gradients of the reference: ${nameOf(shape)}`, () => {
        const { data, reference, initial } = makeCase(shape);
        const network = fastOf(simd, shape, data, initial);
        const logits = network.forward(data.images);
        const expected = reference.forward(data.images);
        assertNear(logits.data, expected.data, 'logits');
        const { gradient } = softmaxCrossEntropy(expected, data.labels);
        reference.backwardParameters(gradient);
        network.backward(gradient);
        const wanted = reference.parameters();
        network.parameters().forEach((actual, i) => {
          assertNear(actual.gradient.data, wanted[i].gradient.data, `gradient ${i}`);
          assert.deepEqual(actual.value, initial[i]);
        });
      });
    }

    it('has the gradients of central differences', () => {
      const shape = { spec: { image: image(1, 17, 17), filters: [8, 16], classes: 5 }, rows: 4, density: 1 };
      const { data, initial } = makeCase(shape);
      const lossOf = (): number =>
        softmaxCrossEntropy(fastOf(simd, shape, data, initial).forward(data.images), data.labels).loss;
      const network = fastOf(simd, shape, data, initial);
      network.backward(softmaxCrossEntropy(network.forward(data.images), data.labels).gradient);
      const gradients = network.parameters().map(({ gradient }) => gradient.data);
      for (const [i, { data: values }] of initial.entries()) {
        const scale = gradients[i].reduce((largest, each) => Math.max(largest, Math.abs(each)), 0);
        for (const place of [0, values.length >> 1, values.length - 1]) {
          const value = values[place];
          const step = 1 / 512;
          values[place] = value + step;
          const above = lossOf();
          values[place] = value - step;
          const below = lossOf();
          values[place] = value;
          const expected = (above - below) / (2 * step);
          const error = Math.abs(gradients[i][place] - expected);
          assert.ok(error < 0.01 * scale, `${i}, ${place}: ${gradients[i][place]} instead of ${expected}`);
        }
      }
    });

    it('gives the gradient to the first of equal pixels', () => {
      // All windows of a row of equal pixels see the same.
      const shape = { spec: { image: image(1, 6, 6), filters: [2], classes: 2 }, rows: 1, density: 1 };
      const { data, reference, initial } = makeCase(shape);
      for (let i = 0; i < 36; i++) data.images.data[i] = 1 + Math.floor(i / 6);
      initial[0].data.fill(0.5);
      reference.parameters()[0].value.data.fill(0.5);
      const network = fastOf(simd, shape, data, initial);
      const { gradient } = softmaxCrossEntropy(reference.forward(data.images), data.labels);
      network.forward(data.images);
      network.backward(gradient);
      reference.backward(gradient);
      assertNear(network.parameters()[0].gradient.data, reference.parameters()[0].gradient.data, 'gradient');
    });

    it('takes more rows than a batch has, and refuses to go back from them', () => {
      const shape = { spec: { ...CONV_NET, filters: [3, 2] }, rows: 300, density: 0.1 };
      const { data, reference, initial } = makeCase(shape);
      const network = new FastConvNet(simd, { ...shape, data, initial, batchSize: 8 });
      assertNear(network.forward(data.images).data, reference.forward(data.images).data, 'logits');
      assert.throws(() => network.backward(Matrix.zeros(300, 10)), /at most 256 rows/);
    });

    it('lets what is not a number show', () => {
      const shape = CASES[1];
      for (const bad of [NaN, Infinity]) {
        const { data, initial } = makeCase(shape);
        initial[2].data.fill(bad);
        const network = fastOf(simd, shape, data, initial);
        const loss = network.step(0, 5, { rule: RULES.plain, learningRate: 0.1, momentum: 0, l2: 0 });
        assert.ok(Number.isNaN(loss), String(loss));
      }
    });
  });
}
