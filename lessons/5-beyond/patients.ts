// Given in Part 5 · A network that may not learn, with all that is needed to find out why.

import type { Layer } from '../3-complete-network/layer.ts';
import type { Matrix } from '../3-complete-network/matrix.ts';
import type { TrainingData } from '../3-complete-network/8-training-loop/solution.ts';

/** What can be wrong with a patient. A patient has one fault, or none. */
export type Fault =
  /** Some pixels are above 1: bytes, from 0 to 255, that were not divided by 255. */
  | 'inputs-not-scaled'
  /** The labels belong to other images: images and labels were shuffled, and not together. */
  | 'labels-do-not-fit'
  /** In every hidden layer, all neurons began with the same weights. */
  | 'all-neurons-equal'
  /** Behind some ReLU, at least 9 of 10 neurons are 0 for every image. */
  | 'neurons-asleep'
  /** The steps jump over the valley: the loss rises above its first value, or becomes NaN. */
  | 'steps-too-large'
  | 'healthy';

/** A network before its training, the images that it is to learn, and the learning rate. */
export interface Patient {
  /** From the first one to the last: `Dense` and `ReLU` of your own lessons, in turn, with at least one `ReLU`. */
  layers: Layer[];
  /** At least 100 images in random order, of ten classes. */
  data: TrainingData;
  learningRate: number;
}

/**
 * The number of the image that is most like image `row`: the sum of the squared differences of their pixels is the smallest.
 *
 * @param count only the first `count` images are looked at. Image `row` itself is left out
 */
export function nearest(images: Matrix, row: number, count: number = images.rows): number {
  const { cols, data } = images;
  let best = -1;
  let smallest = Infinity;
  for (let other = 0; other < count; other++) {
    if (other === row) continue;
    let distance = 0;
    for (let pixel = 0; pixel < cols; pixel++) {
      distance += (data[row * cols + pixel] - data[other * cols + pixel]) ** 2;
    }
    if (distance < smallest) {
      best = other;
      smallest = distance;
    }
  }
  return best;
}
