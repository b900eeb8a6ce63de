/** A network as a picture: which units are shown, and what there is to show of them. */
import { MAX_SHOWN_UNITS, type NetworkAnswer, type TraceAnswer } from '../../protocol/networkPicture';
import { layerNames } from './insideLayers';
import { requireFinite, short } from './numbers';
import type { Pass } from './pass';

/** A dense layer: weights inputs × outputs, row by row. */
export interface DenseValues {
  weights: { rows: number; cols: number; data: ArrayLike<number> };
  bias: ArrayLike<number>;
}

interface Pictured {
  input: NetworkAnswer['input'];
  classes: string[];
  /** How many examples there are to follow. */
  examples: number;
  step: number;
}

/** Digits of weights and gradients: with fewer, sums of them would not come out as they are shown. */
const DIGITS = 7;
/** Digits of images, which are more than an eye sees. */
const IMAGE_DIGITS = 4;

/**
 * @param views of the shown units of each layer; see `NetworkLayer`
 * @throws UserError when there are numbers that are not finite
 */
export function networkAnswer(
  layers: readonly DenseValues[],
  views: (layer: number, units: readonly number[]) => number[][],
  { input, classes, examples, step }: Pictured,
): NetworkAnswer {
  const names = layerNames(layers.length);
  const shown = shownUnits(layers);
  return {
    kind: 'network',
    input,
    layers: layers.map(({ weights, bias }, i) => {
      requireFinite(weights.data, 'weights');
      requireFinite(bias, 'biases');
      return {
        name: names[i],
        of: weights.cols,
        units: shown[i],
        bias: shown[i].map((unit) => short(bias[unit], DIGITS)),
        weights: between(layers, shown, i, input.kind, weights.data),
        views: views(i, shown[i]),
      };
    }),
    classes,
    examples,
    step,
  };
}

/** The weights of each of these units of the first layer, as images. */
export function weightImages({ weights: { rows, cols, data } }: DenseValues, units: readonly number[]): number[][] {
  return units.map((unit) =>
    Array.from({ length: rows }, (_, input) => short(data[input * cols + unit], IMAGE_DIGITS)),
  );
}

/** One example; its numbers of the units that `networkAnswer` shows of the same layers. */
export function traceAnswer(
  layers: readonly DenseValues[],
  { layers: passed, loss }: Pass,
  example: Pick<TraceAnswer, 'index' | 'label' | 'probabilities' | 'step'> & { input: ArrayLike<number> },
  kind: NetworkAnswer['input']['kind'],
): TraceAnswer {
  const shown = shownUnits(layers);
  const { input, probabilities } = example;
  requireFinite([loss], 'loss');
  return {
    ...example,
    kind: 'trace',
    input: Array.from(input, (value) => short(value, DIGITS)),
    probabilities: probabilities.map((one) => short(one, DIGITS)),
    predicted: probabilities.indexOf(Math.max(...probabilities)),
    loss: short(loss, DIGITS),
    layers: passed.map((layer, i) => {
      const { z, a, aGradient, zGradient, weightGradient, biasGradient } = layer;
      for (const values of [z, a]) requireFinite(values, 'activations');
      for (const values of [aGradient, zGradient, weightGradient, biasGradient]) requireFinite(values, 'gradients');
      const of = (values: ArrayLike<number>): number[] => shown[i].map((unit) => short(values[unit], DIGITS));
      const { rows, cols } = layers[i].weights;
      const asWeights = { weights: { rows, cols, data: weightGradient }, bias: biasGradient };
      return {
        z: of(z),
        a: of(a),
        active: Array.from(a).filter((value) => value > 0).length,
        aGradient: of(aGradient),
        zGradient: of(zGradient),
        weightGradient: between(layers, shown, i, kind, weightGradient),
        biasGradient: of(biasGradient),
        gradientImages: i === 0 && kind === 'image' ? weightImages(asWeights, shown[i]) : [],
      };
    }),
  };
}

/**
 * Of each layer, the units that are shown. Doubling what comes in and halving what goes out changes nothing in a network of ReLUs,
 * so the two sizes are multiplied. All units of the output are shown.
 */
export function shownUnits(layers: readonly DenseValues[]): number[][] {
  return layers.map(({ weights }, i) => {
    const all = Array.from({ length: weights.cols }, (_, unit) => unit);
    const next = layers.at(i + 1)?.weights;
    if (!next || weights.cols <= MAX_SHOWN_UNITS) return all;
    const comesIn = new Float64Array(weights.cols);
    for (let at = 0; at < weights.rows * weights.cols; at++) comesIn[at % weights.cols] += weights.data[at] ** 2;
    const goesOut = new Float64Array(weights.cols);
    for (let at = 0; at < next.rows * next.cols; at++) goesOut[Math.floor(at / next.cols)] += next.data[at] ** 2;
    const say = (unit: number): number => comesIn[unit] * goesOut[unit];
    return all
      .sort((a, b) => say(b) - say(a))
      .slice(0, MAX_SHOWN_UNITS)
      .sort((a, b) => a - b);
  });
}

/** Of the values of a layer's weights, those that are shown; of pixels there are too many. */
function between(
  layers: readonly DenseValues[],
  shown: number[][],
  layer: number,
  kind: NetworkAnswer['input']['kind'],
  values: ArrayLike<number>,
): number[] {
  if (layer === 0 && kind === 'image') return [];
  const { rows, cols } = layers[layer].weights;
  const from = layer === 0 ? Array.from({ length: rows }, (_, input) => input) : shown[layer - 1];
  return from.flatMap((input) => shown[layer].map((unit) => short(values[input * cols + unit], DIGITS)));
}
