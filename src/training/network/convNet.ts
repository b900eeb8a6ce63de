/** The convolutional network of lesson 5.7. */
import type { Random } from '../data/random';
import { Conv } from './conv';
import { Dense } from './dense';
import { type ImageShape, numbersOf } from './image';
import { heWeights } from './initialisation';
import type { Layer } from './layer';
import { Matrix } from './matrix';
import { MaxPool } from './maxPool';
import { Network } from './network';
import { ReLU } from './relu';

/** Convolutions of 5 × 5, each with ReLU and a pool of 2 × 2 behind it, and then one dense layer. */
export interface ConvNetSpec {
  image: ImageShape;
  /** How many filters each convolution has. */
  filters: readonly number[];
  classes: number;
}

/** Rows and columns of a window. */
export const WINDOW = 5;

export const CONV_NET: ConvNetSpec = { image: { channels: 1, height: 28, width: 28 }, filters: [8, 16], classes: 10 };

/** What each convolution gets, and last what the dense layer gets. */
export function imagesIn({ image, filters }: ConvNetSpec): ImageShape[] {
  const images = [image];
  for (const channels of filters) {
    const { height, width } = images[images.length - 1];
    images.push({ channels, height: (height - WINDOW + 1) >> 1, width: (width - WINDOW + 1) >> 1 });
  }
  return images;
}

/** Rows and columns of the parameters: weights and bias of each layer in turns. */
export function parameterShapes(spec: ConvNetSpec): { rows: number; cols: number }[] {
  const images = imagesIn(spec);
  const weights = spec.filters.map((cols, i) => ({ rows: images[i].channels * WINDOW * WINDOW, cols }));
  const dense = { rows: numbersOf(images[images.length - 1]), cols: spec.classes };
  return [...weights, dense].flatMap(({ rows, cols }) => [
    { rows, cols },
    { rows: 1, cols },
  ]);
}

/** He weights, zero biases. */
export function createConvNet(random: Random, spec = CONV_NET): Network {
  const shapes = parameterShapes(spec);
  const parameters = (layer: number): [Matrix, Matrix] => {
    const { rows, cols } = shapes[2 * layer];
    return [heWeights(rows, cols, random), Matrix.zeros(1, cols)];
  };
  const images = imagesIn(spec);
  const layers = spec.filters.flatMap((_, i): Layer[] => {
    const conv = new Conv(...parameters(i), images[i], WINDOW);
    return [conv, new ReLU(), new MaxPool(conv.outputShape)];
  });
  return new Network([...layers, new Dense(...parameters(spec.filters.length))]);
}
