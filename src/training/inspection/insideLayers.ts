/** What the layers of a network hold: first-layer weights as images, activations, gradients, everything. */
import { matmul } from '../network/matmul';
import { Matrix } from '../network/matrix';
import { type DigitView, type GradientView, type Inspection, MAX_FILTERS } from '../../protocol/inspection';
import type { Answering } from './inspector';
import { norm } from './layerProbe';
import type { LayerValues, NetworkView, Probe } from './networkView';
import { requireFinite, short } from './numbers';

/** Odd, so that a gradient of 0 lies in the middle of a bin. */
const BINS = 41;
/** Probe examples done between two looks at the messages. */
const PART = 25;

interface ImageShape {
  classes: string[];
  rows: number;
  cols: number;
  count: number;
}

/** `hidden 1`, `hidden 2`, …, `output`. */
export function layerNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i + 1 < count ? `hidden ${i + 1}` : 'output'));
}

/** @throws UserError when the weights are not finite */
export function filtersOf(weights: LayerValues['weights'], { rows, cols }: ImageShape, step: number): Inspection {
  requireFinite(weights.data, 'weights');
  const units = strongestFirst(weights).slice(0, MAX_FILTERS);
  const filters = units.map((unit) =>
    Array.from({ length: weights.rows }, (_, input) => short(weights.data[input * weights.cols + unit])),
  );
  return { kind: 'filters', rows, cols, filters, units, of: weights.cols, step };
}

/** The units of a layer by the mean size of their weights. */
function strongestFirst({ rows, cols, data }: LayerValues['weights']): number[] {
  const sizes = new Float64Array(cols);
  for (let i = 0; i < rows * cols; i++) sizes[i % cols] += Math.abs(data[i]);
  return Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a]);
}

export function weightsOf(layers: LayerValues[], step: number): Inspection {
  return {
    kind: 'weights',
    layers: layers.map(({ weights: { rows, cols, data }, bias }) => ({
      weights: { rows, cols, data: data.slice() },
      bias: bias.slice(),
    })),
    step,
  };
}

export function activationsOf(
  network: NetworkView,
  digit: DigitView,
  { classes, rows, cols, count }: ImageShape,
  step: number,
): Inspection {
  const layers = layersFor(
    network,
    Float32Array.from(digit.pixels, (byte) => byte / 255),
  );
  return { kind: 'activations', digit, classes, rows, cols, layers, of: count, step };
}

/** What each layer makes of one image, its pixels 0 … 1; the output last. */
export function layersFor(network: NetworkView, image: Float32Array): { name: string; values: number[] }[] {
  const outputs = [...outputsOf(network.layers(), network.feed(image), 1)];
  const names = layerNames(outputs.length);
  outputs.forEach((output) => requireFinite(output, 'activations'));
  return outputs.map((output, i) => ({ name: names[i], values: Array.from(output, (value) => short(value)) }));
}

/** In parts, because a learner's products may be slow: the gradient of a mean is the mean of the gradients. */
export function* gradientsOf(network: NetworkView, step: number): Answering {
  const { probe } = network;
  const layers = network.layers();
  const sums = layers.map(({ weights }) => new Float64Array(weights.data.length));
  const alive = layers.map(({ weights }) => new Uint8Array(weights.cols));
  for (let from = 0; from < probe.count; from += PART) {
    const part = partOf(probe, from, Math.min(from + PART, probe.count));
    network.gradientsOn(part).forEach((gradient, i) => addScaled(sums[i], gradient, part.count / probe.count));
    [...outputsOf(layers, network.feed(part.images), part.count)].forEach((output, i) => markAlive(alive[i], output));
    yield;
  }
  const names = layerNames(layers.length);
  const views = sums.map((gradient, i): GradientView => {
    const units = alive[i].length;
    const isHidden = i + 1 < layers.length;
    const deadUnits = isHidden ? alive[i].reduce((dead, lives) => dead + 1 - lives, 0) : null;
    return { name: names[i], ...histogram(gradient), deadUnits, units, norm: short(norm(gradient)) };
  });
  return { kind: 'gradients', layers: views, probe: probe.count, step };
}

function partOf({ images, labels, count }: Probe, from: number, to: number): Probe {
  const pixels = images.length / count;
  return { images: images.slice(from * pixels, to * pixels), labels: labels.slice(from, to), count: to - from };
}

function addScaled(sum: Float64Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) {
    sum[i] += values[i] * factor;
  }
}

function markAlive(alive: Uint8Array, output: Float32Array): void {
  for (let at = 0; at < output.length; at++) {
    if (output[at] > 0) alive[at % alive.length] = 1;
  }
}

/** The first training examples: the same ones in every answer, so that answers can be compared. */
export function probeOf(examples: Probe, most: number): Probe {
  return partOf(examples, 0, Math.min(examples.count, most));
}

/** What each layer puts out, hidden ones behind their ReLU. Our own arithmetic: a learner's layers keep theirs to themselves. */
function* outputsOf(layers: LayerValues[], images: Float32Array, count: number): Generator<Float32Array> {
  let input = new Matrix(count, images.length / count, images);
  for (const [i, { weights, bias }] of layers.entries()) {
    const output = matmul(input, new Matrix(weights.rows, weights.cols, weights.data));
    const { data } = output;
    const isHidden = i + 1 < layers.length;
    for (let at = 0; at < data.length; at++) {
      const z = data[at] + bias[at % bias.length];
      data[at] = isHidden && z < 0 ? 0 : z;
    }
    yield data;
    input = output;
  }
}

function histogram(values: Float64Array): Pick<GradientView, 'edges' | 'counts' | 'zeroShare'> {
  let reach = 0;
  let zeros = 0;
  requireFinite(values, 'gradients');
  for (const value of values) {
    reach = Math.max(reach, Math.abs(value));
    if (value === 0) zeros++;
  }
  if (reach === 0) reach = 1;
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) {
    counts[Math.min(BINS - 1, Math.floor(((value + reach) / (2 * reach)) * BINS))]++;
  }
  const edges = Array.from({ length: BINS + 1 }, (_, i) => short(-reach + (2 * reach * i) / BINS));
  return { edges, counts, zeroShare: zeros / values.length };
}

/** Five digits are more than an eye sees, and half the message. */
