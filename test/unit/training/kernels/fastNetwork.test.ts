/** The fast kernels against the same network in float64, over shapes of all kinds, with both modules. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { gaussian, seededRandom } from '../../../../src/training/data/random';
import { FastNetwork } from '../../../../src/training/kernels/fastNetwork';
import { SIMD_KINDS, type SimdKind, bestSimd, canRun } from '../../../../src/training/kernels/module';
import { type Move, RULES } from '../../../../src/training/kernels/passes';
import { Matrix } from '../../../../src/training/network/matrix';
import type { TrainingData } from '../../../../src/training/network/train';
import { repository } from '../../../support/course';
import { teamOf } from '../../../support/kernels/team';
import { type Layer64, backward64, forward64, loss64 } from './float64';

const random = seededRandom(8);
const below = (count: number): number => Math.floor(random() * count);

const MOVES: Move[] = [
  { rule: RULES.plain, learningRate: 0.1, momentum: 0, l2: 0 },
  { rule: RULES.penalty, learningRate: 0.1, momentum: 0, l2: 0.05 },
  { rule: RULES.momentum, learningRate: 0.05, momentum: 0.9, l2: 0 },
  { rule: RULES.momentum, learningRate: 0.05, momentum: 0.8, l2: 0.05 },
  { rule: RULES.adam, learningRate: 0.001, momentum: 0, l2: 0 },
  { rule: RULES.adam, learningRate: 0.003, momentum: 0, l2: 0.5 },
];

interface Case {
  sizes: number[];
  rows: number;
  density: number;
}

/** The shapes where something can go wrong, and many that chance chose. */
const CASES: Case[] = [
  { sizes: [784, 128, 10], rows: 64, density: 0.19 },
  { sizes: [784, 128, 10], rows: 1, density: 0.19 },
  { sizes: [784, 1, 10], rows: 7, density: 0.19 },
  { sizes: [784, 1024, 10], rows: 5, density: 0.19 },
  { sizes: [784, 10], rows: 64, density: 0.19 },
  { sizes: [784, 33, 31, 17, 10], rows: 37, density: 0.1 },
  { sizes: [784, 128, 10], rows: 64, density: 1 },
  { sizes: [1, 1, 2], rows: 1, density: 1 },
  { sizes: [3, 5], rows: 2, density: 1 },
  { sizes: [800, 40, 3], rows: 130, density: 0.9 },
  { sizes: [500, 9, 700, 2], rows: 97, density: 0.05 },
  { sizes: [50, 20, 10], rows: 16, density: 0 },
  ...Array.from({ length: 30 }, () => ({
    sizes: Array.from({ length: 2 + below(4) }, () => 1 + below(90)),
    rows: 1 + below(100),
    density: random() < 0.5 ? random() * 0.4 : random(),
  })),
];

function makeCase({ sizes, rows, density }: Case): { data: TrainingData; initial: Matrix[]; layers: Layer64[] } {
  const pixel = (): number => (random() < density ? gaussian(random) : 0);
  const images = new Matrix(
    rows,
    sizes[0],
    Float32Array.from({ length: rows * sizes[0] }, () => pixel()),
  );
  const labels = Uint8Array.from({ length: rows }, () => below(sizes.at(-1) as number));
  const initial: Matrix[] = [];
  for (let i = 1; i < sizes.length; i++) {
    const scale = Math.sqrt(2 / sizes[i - 1]);
    const numbers = (count: number): Float32Array =>
      Float32Array.from({ length: count }, () => gaussian(random) * scale);
    initial.push(new Matrix(sizes[i - 1], sizes[i], numbers(sizes[i - 1] * sizes[i])));
    initial.push(new Matrix(1, sizes[i], numbers(sizes[i])));
  }
  return { data: { images, labels }, initial, layers: layersOf(initial) };
}

function layersOf(parameters: Matrix[]): Layer64[] {
  return Array.from({ length: parameters.length / 2 }, (_, i) => ({
    weights: Float64Array.from(parameters[2 * i].data),
    bias: Float64Array.from(parameters[2 * i + 1].data),
    inputs: parameters[2 * i].rows,
    outputs: parameters[2 * i].cols,
  }));
}

/** Compared with the largest number of the matrix: single entries may cancel out. */
function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string, tolerance = 2e-5): void {
  assert.equal(actual.length, expected.length, what);
  const scale = Array.from(expected).reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]) / scale;
    assert.ok(error < tolerance, `${what}, entry ${i}: ${actual[i]} instead of ${expected[i]}`);
  }
}

const nameOf = ({ sizes, rows, density }: Case): string =>
  `${sizes.join('-')}, ${rows} rows, ${Math.round(density * 100)} % not 0`;

for (const simd of SIMD_KINDS) {
  describe(`training: the fast network, ${simd}`, function () {
    before(function () {
      if (!canRun(simd)) this.skip();
    });

    for (const [i, shape] of CASES.entries()) {
      it(`returns the logits and gradients of float64: ${nameOf(shape)}`, () => {
        const { data, initial, layers } = makeCase(shape);
        const { sizes, rows } = shape;
        const network = new FastNetwork(simd, { sizes, initial, data, batchSize: rows });
        const outputs = forward64(layers, data.images.data, rows);
        const logits = network.forward(data.images);
        assertNear(logits.data, outputs.at(-1) as Float64Array, 'logits');
        const { gradient } = loss64(outputs.at(-1) as Float64Array, rows, sizes.at(-1) as number, data.labels);
        const expected = backward64(layers, data.images.data, rows, outputs, gradient);
        network.backward(new Matrix(rows, sizes.at(-1) as number, Float32Array.from(gradient)));
        network.parameters().forEach(({ value, gradient: actual }, i) => {
          const { weights, bias } = expected[i >> 1];
          assertNear(actual.data, i % 2 === 0 ? weights : bias, `gradient ${i}`);
          assert.deepEqual(value, initial[i]);
        });
      });

      it(`steps as float64 does: ${nameOf(shape)}`, () => {
        for (const move of i < 3 ? MOVES : [MOVES[i % MOVES.length]]) steps(simd, shape, move);
      });
    }

    it('takes more rows than a batch has, and batches of any size', () => {
      const shape = { sizes: [30, 20, 10], rows: 700, density: 0.2 };
      const { data, initial, layers } = makeCase(shape);
      const network = new FastNetwork(simd, { sizes: shape.sizes, initial, data, batchSize: 8 });
      const expected = forward64(layers, data.images.data, 700).at(-1) as Float64Array;
      assertNear(network.forward(data.images).data, expected, 'logits');
      assert.throws(() => network.backward(Matrix.zeros(700, 10)), /at most 256 rows/);
    });

    it('reads dense images with a network that was made for sparse ones, and the other way round', () => {
      for (const [made, read] of [
        [0.1, 1],
        [1, 0.1],
      ]) {
        const { data, initial, layers } = makeCase({ sizes: [100, 20, 10], rows: 64, density: made });
        const other = makeCase({ sizes: [100, 20, 10], rows: 64, density: read }).data;
        const network = new FastNetwork(simd, { sizes: [100, 20, 10], initial, data, batchSize: 64 });
        assert.equal(network.sparse, made < 0.5);
        const expected = forward64(layers, other.images.data, 64).at(-1) as Float64Array;
        assertNear(network.forward(other.images).data, expected, 'logits');
      }
    });

    it('keeps large logits finite, and lets what is not a number show', () => {
      const { data, initial } = makeCase({ sizes: [10, 8, 4], rows: 8, density: 1 });
      initial[2].data.fill(0);
      initial[3].data.set([300, -300, -1e30, -40]);
      const settled = new FastNetwork(simd, { sizes: [10, 8, 4], initial, data, batchSize: 8 });
      settled.setOrder([0, 1, 2, 3, 4, 5, 6, 7]);
      assert.ok(Number.isFinite(settled.step(0, 8, { rule: RULES.plain, learningRate: 0.1, momentum: 0, l2: 0 })));
      for (const bad of [NaN, Infinity]) {
        initial[2].data.fill(bad);
        const network = new FastNetwork(simd, { sizes: [10, 8, 4], initial, data, batchSize: 8 });
        network.setOrder([0, 1, 2, 3, 4, 5, 6, 7]);
        const loss = network.step(0, 8, { rule: RULES.plain, learningRate: 0.1, momentum: 0, l2: 0 });
        assert.ok(Number.isNaN(loss), String(loss));
      }
    });
  });
}

describe('training: the fast network with two threads', () => {
  const script = path.join(repository, 'out', 'test', 'kernel-worker.js');
  const shapes: Case[] = [
    { sizes: [784, 128, 10], rows: 64, density: 0.19 },
    { sizes: [300, 20, 40, 3], rows: 61, density: 0.1 },
    { sizes: [60, 70, 10], rows: 9, density: 1 },
    { sizes: [784, 33, 10], rows: 2, density: 0.2 },
  ];
  for (const [i, shape] of shapes.entries()) {
    it(`steps as one thread does: ${nameOf(shape)}`, async () => {
      const { data, initial } = makeCase(shape);
      const options = { sizes: shape.sizes, initial, data, batchSize: shape.rows, momentum: true };
      const one = new FastNetwork(bestSimd() as SimdKind, options);
      const two = new FastNetwork(bestSimd() as SimdKind, {
        ...options,
        threads: { count: 2, start: teamOf(script) },
      });
      try {
        for (let step = 0; step < 40; step++) {
          const losses = [one, two].map((network) => {
            network.setOrder(Uint32Array.from({ length: shape.rows }, (_, row) => row));
            return network.step(0, shape.rows - (step % 2), { ...MOVES[i], learningRate: 0.01 });
          });
          assert.ok(Math.abs(losses[0] - losses[1]) < 1e-5 * Math.max(1, losses[0]), losses.join());
        }
        two
          .parameters()
          .forEach(({ value }, p) => assertNear(value.data, one.parameters()[p].value.data, `${p}`, 1e-4));
      } finally {
        await two.dispose();
      }
    });
  }
});

describe('training: the fast network', () => {
  it('names shapes that do not fit together', () => {
    const simd = bestSimd() as SimdKind;
    const { data, initial } = makeCase({ sizes: [10, 8, 4], rows: 8, density: 1 });
    const make = (sizes: number[], values = initial): FastNetwork =>
      new FastNetwork(simd, { sizes, initial: values, data, batchSize: 8 });
    assert.throws(() => make([10]), /at least two sizes/);
    assert.throws(() => make([9, 8, 4]), /images are 8×10 with 8 labels, but the network has 9 inputs/);
    assert.throws(() => make([10, 8, 4], initial.slice(2)), /the initial parameters are 8×4, 1×4, but must be 10×8/);
    assert.throws(() => make([10, 1]), /a label is [123], but there are 1 classes/);
    const network = make([10, 8, 4]);
    assert.throws(() => network.forward(Matrix.zeros(3, 9)), /has 10 inputs, but x is 3×9/);
    assert.throws(() => network.backward(Matrix.zeros(3, 4)), /needs a forward/);
    network.forward(Matrix.zeros(3, 10));
    assert.throws(() => network.backward(Matrix.zeros(2, 4)), /the last output was 3×4, but upstream is 2×4/);
  });
});

/** Three steps on halves of the data, the last half being smaller where the rows are odd. */
function steps(simd: SimdKind, shape: Case, move: Move): void {
  const { data, initial, layers } = makeCase(shape);
  const { sizes, rows } = shape;
  const classes = sizes.at(-1) as number;
  const half = Math.ceil(rows / 2);
  const isAdam = move.rule === RULES.adam;
  const order = Uint32Array.from({ length: rows }, (_, i) => rows - 1 - i);
  const network = new FastNetwork(simd, {
    sizes,
    initial,
    data,
    batchSize: half,
    momentum: move.momentum !== 0,
    adam: isAdam,
  });
  network.setOrder(order);
  const zeros = (): { weights: Float64Array; bias: Float64Array }[] =>
    layers.map(({ weights, bias }) => ({
      weights: new Float64Array(weights.length),
      bias: new Float64Array(bias.length),
    }));
  const [velocities, squares] = [zeros(), zeros()];
  let step = 0;
  for (const start of [0, half, 0]) {
    const chosen = order.subarray(start, start + half);
    if (chosen.length === 0) continue;
    const images = Float64Array.from(
      [...chosen].flatMap((i) => [...data.images.data.subarray(i * sizes[0], (i + 1) * sizes[0])]),
    );
    const labels = [...chosen].map((i) => data.labels[i]);
    const outputs = forward64(layers, images, chosen.length);
    const { loss, gradient } = loss64(outputs.at(-1) as Float64Array, chosen.length, classes, labels);
    const gradients = backward64(layers, images, chosen.length, outputs, gradient);
    step++;
    const actual = network.step(start, chosen.length, { ...move, step });
    assert.ok(Math.abs(actual - loss) < 1e-4 * Math.max(1, loss), `loss: ${actual} instead of ${loss}`);
    layers.forEach(({ weights, bias }, i) => {
      if (isAdam) {
        adamOne(weights, gradients[i].weights, velocities[i].weights, squares[i].weights, { ...move, step });
        adamOne(bias, gradients[i].bias, velocities[i].bias, squares[i].bias, { ...move, step, l2: 0 });
        return;
      }
      moveOne(weights, gradients[i].weights, velocities[i].weights, move, move.l2);
      moveOne(bias, gradients[i].bias, velocities[i].bias, move, 0);
    });
  }
  network.parameters().forEach(({ value }, i) => {
    const { weights, bias } = layers[i >> 1];
    assertMoved(initial[i].data, value.data, i % 2 === 0 ? weights : bias, `${i} after ${JSON.stringify(move)}`);
  });
}

/** The way that parameters went, as a whole: one neuron may have been so near to 0 that rounding switched it. */
function assertMoved(from: Float32Array, to: Float32Array, expected: Float64Array, what: string): void {
  const size = (entry: (i: number) => number): number =>
    Math.sqrt(Array.from(from, (_, i) => entry(i) ** 2).reduce((sum, square) => sum + square, 0));
  const error = size((i) => to[i] - expected[i]);
  const allowed = 1e-3 * size((i) => expected[i] - from[i]) + 1e-6 * size((i) => expected[i]);
  assert.ok(error <= allowed, `parameters ${what}: off by ${error}, of which ${allowed} is rounding`);
}

function moveOne(
  value: Float64Array,
  gradient: Float64Array,
  velocity: Float64Array,
  { learningRate, momentum }: Move,
  l2: number,
): void {
  for (let i = 0; i < value.length; i++) {
    velocity[i] = momentum * velocity[i] + gradient[i] + l2 * value[i];
    value[i] -= learningRate * velocity[i];
  }
}

function adamOne(
  value: Float64Array,
  gradient: Float64Array,
  mean: Float64Array,
  square: Float64Array,
  { learningRate, l2, step = 0 }: Move,
): void {
  for (let i = 0; i < value.length; i++) {
    mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
    square[i] = 0.999 * square[i] + 0.001 * gradient[i] ** 2;
    const size = Math.sqrt(square[i] / (1 - 0.999 ** step)) + 1e-8;
    value[i] = (1 - learningRate * l2) * value[i] - (learningRate * (mean[i] / (1 - 0.9 ** step))) / size;
  }
}
