/** What the convolutions and the pools of a network make of one image. */
import { lessonNumber } from '../../course/lessonNumber';
import { UserError } from '../errors';
import type { FeatureMaps } from '../../protocol/inspection';
import { type ConvNetSpec, WINDOW, imagesIn } from '../network/convNet';
import { type ImageShape, numbersOf } from '../network/image';
import type { Library } from '../network/library';
import type { Matrix } from '../network/matrix';
import type { LayerValues, NetworkView } from './networkView';
import { requireFinite, short } from './numbers';

/** Of the largest logit: more than the order of float32 sums makes. */
const TOLERANCE = 1e-3;
/** Digits of a number: a map is a picture. */
const DIGITS = 3;

/**
 * By the layers of the library that trains, with copies of the weights, because a network keeps to itself what lies between its
 * layers. What comes out behind them is compared with the network's own logits, so these are the network's maps.
 *
 * @param image its pixels, 0 … 1
 * @throws what a learner's code throws; UserError where the network is another one than these layers make
 */
export function featureMapsOf(
  library: Library,
  view: NetworkView,
  spec: ConvNetSpec,
  image: Float32Array,
): FeatureMaps {
  const layers = view.layers();
  const { Conv, MaxPool } = library.convolution as NonNullable<Library['convolution']>;
  const parameters = ({ weights: { rows, cols, data }, bias }: LayerValues): [Matrix, Matrix] => [
    new library.Matrix(rows, cols, data.slice()),
    new library.Matrix(1, cols, bias.slice()),
  ];
  const stages: FeatureMaps['stages'] = [];
  const shapes = imagesIn(spec);
  let x = new library.Matrix(1, image.length, image.slice());
  spec.filters.forEach((channels, i) => {
    const { height, width } = shapes[i];
    const behind = { channels, height: height - WINDOW + 1, width: width - WINDOW + 1 };
    x = new library.ReLU().forward(new Conv(...parameters(layers[i]), shapes[i], WINDOW).forward(x));
    stages.push({ kind: 'convolution', ...mapsIn(x, behind) });
    x = new MaxPool(behind).forward(x);
    stages.push({ kind: 'pool', ...mapsIn(x, shapes[i + 1]) });
  });
  const logits = new library.Dense(...parameters(layers[layers.length - 1])).forward(x);
  requireSame(logits.data, view.logits(image, 1));
  return { filters: filtersIn(layers[0].weights), stages };
}

function mapsIn(
  x: Matrix | undefined,
  shape: ImageShape,
): Pick<FeatureMaps['stages'][number], 'rows' | 'cols' | 'maps'> {
  const { channels, height, width } = shape;
  if (x?.rows !== 1 || x.cols !== numbersOf(shape)) throw otherNetwork();
  requireFinite(x.data, 'feature maps', numbersOf(shape));
  const plane = height * width;
  const map = (channel: number): number[] =>
    Array.from(x.data.subarray(channel * plane, (channel + 1) * plane), (value) => short(value, DIGITS));
  return { rows: height, cols: width, maps: Array.from({ length: channels }, (_, channel) => map(channel)) };
}

/** Of images with one channel: a column of the weights each. */
function filtersIn({ rows, cols, data }: LayerValues['weights']): FeatureMaps['filters'] {
  requireFinite(data, 'weights');
  const filter = (col: number): number[] => Array.from({ length: rows }, (_, row) => short(data[row * cols + col]));
  return { rows: WINDOW, cols: WINDOW, values: Array.from({ length: cols }, (_, col) => filter(col)) };
}

function requireSame(made: Float32Array, own: Float32Array): void {
  const size = own.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  if (made.length !== own.length || made.some((value, i) => !(Math.abs(value - own[i]) <= TOLERANCE * size)))
    throw otherNetwork();
}

const otherNetwork = (): UserError =>
  new UserError(
    `The layers of lesson ${lessonNumber('convolution')}, one after the other, give other numbers than this network, so there are no ` +
      'feature maps to show. Is `createConvNet` as it was given?',
  );
