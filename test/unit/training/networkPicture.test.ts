/** A network as a picture: the numbers of one example's way through it are those of the code that trains, and they are right. */
import assert from 'node:assert/strict';
import { layerGradient } from '../../../lessons/2-multi-layer/2-layer/solution';
import { forward } from '../../../lessons/2-multi-layer/3-two-layer-network/solution';
import { backward } from '../../../lessons/2-multi-layer/4-backpropagation/solution';
import { crossEntropy, softmax, softmaxCrossEntropyGradient } from '../../../lessons/2-multi-layer/5-softmax/solution';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';
import { gaussian, seededRandom } from '../../../src/training/data/random';
import { type MoonsCode, moonsInspector } from '../../../src/training/experiments/moonsInside';
import { makeMoons } from '../../../src/training/experiments/twoMoons';
import {
  type DenseValues,
  networkAnswer,
  shownUnits,
  traceAnswer,
} from '../../../src/training/inspection/networkPicture';
import { passThrough } from '../../../src/training/inspection/pass';
import { type Library, REFERENCE_LIBRARY } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { ReLU } from '../../../src/training/network/relu';

const random = seededRandom(7);
const numbers = (count: number): number[] => Array.from({ length: count }, () => gaussian(random));

interface Layer {
  weights: { rows: number; cols: number; data: Float32Array };
  bias: Float32Array;
}
const layersOf = (...sizes: number[]): Layer[] =>
  sizes.slice(1).map((cols, i) => ({
    weights: { rows: sizes[i], cols, data: Float32Array.from(numbers(sizes[i] * cols)) },
    bias: Float32Array.from(numbers(cols)),
  }));

/** Cross-entropy of one example in float64 and in the plainest form, with the parameters as they are now. */
function lossOf(layers: readonly DenseValues[], input: readonly number[], label: number): number {
  let x = [...input];
  layers.forEach(({ weights: { cols, data }, bias }, i) => {
    const z = Array.from({ length: cols }, (_, j) =>
      x.reduce((sum, value, k) => sum + value * data[k * cols + j], bias[j]),
    );
    x = i + 1 < layers.length ? z.map((value) => Math.max(0, value)) : z;
  });
  return Math.log(x.reduce((sum, z) => sum + Math.exp(z), 0)) - x[label];
}

/** Central differences: how the loss changes with each of these values. */
function slopes(values: number[], loss: () => number): number[] {
  const h = 1e-5;
  return values.map((value, i) => {
    values[i] = value + h;
    const up = loss();
    values[i] = value - h;
    const down = loss();
    values[i] = value;
    return (up - down) / (2 * h);
  });
}

function near(actual: readonly number[], expected: readonly number[], tolerance: number, what: string): void {
  assert.equal(actual.length, expected.length, what);
  actual.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) <= tolerance, `${what} ${i}: ${value}, expected ${expected[i]}`),
  );
}

/** Every gradient of the weights and biases of an answer against central differences. */
function checkGradients(
  { layers }: TraceAnswer,
  parameters: readonly DenseValues[],
  loss: () => number,
  tolerance: number,
): void {
  layers.forEach(({ weightGradient, biasGradient, zGradient }, i) => {
    const { weights, bias } = parameters[i];
    near(weightGradient, slopes(weights.data as number[], loss), tolerance, `weights of layer ${i}`);
    const atBias = slopes(bias as number[], loss);
    near(biasGradient, atBias, tolerance, `biases of layer ${i}`);
    near(zGradient, atBias, tolerance, `z of layer ${i}`);
  });
}

const inFloat64 = (layers: readonly DenseValues[]): DenseValues[] =>
  layers.map(({ weights, bias }) => ({
    weights: { ...weights, data: Array.from(weights.data) },
    bias: Array.from(bias),
  }));

describe('a network as a picture: one example through it and back', () => {
  const example = { index: 3, input: [0.4, -0.7], label: 2, probabilities: [0.2, 0.3, 0.5], step: 12 };
  const traced = (layers: Layer[], library: Library = REFERENCE_LIBRARY): TraceAnswer =>
    traceAnswer(
      layers,
      passThrough(library, layers, Float32Array.from(example.input), example.label),
      example,
      'plane',
    );

  it('its gradients are those of central differences, in every layer', () => {
    const layers = layersOf(2, 5, 4, 3);
    const trace = traced(layers);
    const parameters = inFloat64(layers);
    const loss = (): number => lossOf(parameters, example.input, example.label);
    assert.ok(Math.abs(trace.loss - loss()) < 1e-5);
    checkGradients(trace, parameters, loss, 2e-4);
    assert.deepEqual(
      trace.layers.map(({ a }) => a.length),
      [5, 4, 3],
    );
    assert.equal(trace.layers[0].active, trace.layers[0].z.filter((z) => z > 0).length);
    assert.ok(trace.layers[0].active > 0 && trace.layers[0].active < 5, 'some are off');
  });

  it('is made by the code that trains, and leaves the weights alone', () => {
    /** What a learner might have tried out. */
    class Leaky extends ReLU {
      override forward(x: Matrix): Matrix {
        return new Matrix(
          x.rows,
          x.cols,
          x.data.map((value) => (value < 0 ? value / 2 : value)),
        );
      }
      override backward(upstream: Matrix): Matrix {
        return upstream;
      }
    }
    const layers = layersOf(2, 6, 3);
    const before = structuredClone(layers);
    const { z, a, aGradient, zGradient } = traced(layers, { ...REFERENCE_LIBRARY, ReLU: Leaky }).layers[0];
    near(
      a,
      z.map((value) => (value < 0 ? value / 2 : value)),
      1e-6,
      'a',
    );
    assert.ok(a.some((value) => value < 0));
    assert.deepEqual(zGradient, aGradient);
    assert.deepEqual(layers, before);
  });

  it('names the part of the code whose result has another shape', () => {
    class Narrow extends ReLU {
      override forward(): Matrix {
        return Matrix.zeros(1, 2);
      }
    }
    assert.throws(
      () => traced(layersOf(2, 6, 3), { ...REFERENCE_LIBRARY, ReLU: Narrow }),
      /your `ReLU`.*1×2, expected 1×6/,
    );
  });

  it('shows of a large layer the units with the largest weights, in and out, and of the output all', () => {
    const layers = layersOf(2, 40, 20);
    // In: nothing. Out: nothing. Both large.
    for (const [unit, size, out] of [
      [5, 0, 9],
      [6, 9, 0],
      [33, 9, 9],
    ]) {
      for (let i = 0; i < 2; i++) layers[0].weights.data[i * 40 + unit] = size;
      for (let j = 0; j < 20; j++) layers[1].weights.data[unit * 20 + j] = out;
    }
    const [hidden, output] = shownUnits(layers);
    assert.equal(hidden.length, 16);
    assert.deepEqual(
      hidden,
      hidden.toSorted((a, b) => a - b),
    );
    assert.deepEqual([hidden.includes(33), hidden.includes(5), hidden.includes(6)], [true, false, false]);
    assert.equal(output.length, 20);
    const area = { left: 0, right: 1, bottom: 0, top: 1 };
    const input = { kind: 'plane', area, cols: 1, rows: 1, xs: [[0, 0]], labels: [0] } as const;
    const about = { input: { ...input, xs: [[0, 0]], labels: [0] }, classes: ['a'], examples: 1, step: 1 };
    const picture = networkAnswer(layers, (_, units) => units.map(() => []), about);
    const { weights } = picture.layers[1];
    assert.equal(weights.length, 16 * 20);
    assert.ok(Math.abs(weights[3 * 20 + 7] - layers[1].weights.data[hidden[3] * 20 + 7]) < 1e-6);
    assert.equal(traced(layers).layers[1].weightGradient.length, 16 * 20);
    layers[1].bias[0] = NaN;
    assert.throws(() => networkAnswer(layers, () => [], about), /biases are not finite/);
  });
});

describe('a network as a picture: two moons', () => {
  const points = makeMoons(40, random);
  const matrix = (rows: number, cols: number): number[][] => Array.from({ length: rows }, () => numbers(cols));
  const network = {
    hidden: { weights: matrix(2, 5), bias: numbers(5) },
    output: { weights: matrix(5, 2), bias: numbers(2) },
  };
  const solutions = {
    forward,
    backward,
    layerGradient,
    softmax,
    crossEntropy,
    softmaxCrossEntropyGradient,
  } as MoonsCode;
  const ask = (request: InspectRequest, code = solutions): Inspection => {
    const answering = moonsInspector(
      () => code,
      points,
      () => structuredClone(network),
    )(request, 30);
    for (;;) {
      const { done, value } = answering.next();
      if (done) return value;
    }
  };
  const picture = (code?: MoonsCode): NetworkAnswer => ask({ kind: 'network' }, code) as NetworkAnswer;

  it('each unit sees the plane as the learner’s forward has it', () => {
    const { input, layers, examples, classes } = picture();
    assert.ok(input.kind === 'plane');
    assert.deepEqual([examples, classes, input.cols * input.rows], [40, ['0', '1'], layers[0].views[0].length]);
    const { area, cols, rows } = input;
    const [row, col] = [4, 11];
    const x = area.left + ((col + 0.5) / cols) * (area.right - area.left);
    const y = area.top - ((row + 0.5) / rows) * (area.top - area.bottom);
    const pass = forward([x, y], network);
    const at = row * cols + col;
    near(
      layers[0].views.map((view) => view[at]),
      pass.hiddenOutput,
      1e-3,
      'hidden',
    );
    near(
      layers[1].views.map((view) => view[at]),
      pass.output,
      1e-3,
      'output',
    );
    near(layers[0].weights, network.hidden.weights.flat(), 1e-6, 'weights');
    const doubled = picture({ ...solutions, forward: (...all) => ({ ...forward(...all), output: [7, -7] }) });
    assert.deepEqual([doubled.layers[1].views[0][at], doubled.layers[1].views[1][at]], [7, -7]);
  });

  it('the gradients of a point are those of central differences', () => {
    for (const index of [0, 17, 39]) {
      const trace = ask({ kind: 'trace', index }) as TraceAnswer;
      near(trace.input, points.xs[index], 1e-6, 'the point');
      assert.equal(trace.label, points.labels[index]);
      const parameters = [network.hidden, network.output].map(({ weights, bias }) => ({
        weights: { rows: weights.length, cols: bias.length, data: weights.flat() },
        bias: [...bias],
      }));
      const loss = (): number => lossOf(parameters, points.xs[index], points.labels[index]);
      assert.ok(Math.abs(trace.loss - loss()) < 1e-6);
      checkGradients(trace, parameters, loss, 1e-6);
      const [hidden] = trace.layers;
      const through = hidden.aGradient.map((gradient, i) => (hidden.z[i] > 0 ? gradient : 0));
      near(hidden.zGradient, through, 1e-6, 'through the ReLU');
    }
  });

  it('says what is not there, and which function returned something else', () => {
    assert.throws(() => ask({ kind: 'trace', index: 40 }), /no point 40: there are 40/);
    assert.throws(() => ask({ kind: 'confusion' }), /nothing more inside/);
    const code = { ...solutions, layerGradient: () => ({ input: [1] }) };
    assert.throws(
      () => ask({ kind: 'trace', index: 0 }, code),
      /`layerGradient` must return 5 numbers as input.*lesson 2\.2/,
    );
  });
});
