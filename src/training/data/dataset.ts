/** Labelled images, and the part of them that lesson 1.7 uses. */
import { shuffle } from '../network/shuffle';
import { seededRandom } from './random';

/** `count` images with their labels. */
export interface Examples {
  /** count × (rows · cols) pixels, 0 … 1, image by image and row by row. */
  images: Float32Array;
  /** 0 … 9, one an image. */
  labels: Uint8Array;
  count: number;
}

export interface Dataset {
  /** For people: `MNIST`, or `built-in digits` where the images are not real handwriting. */
  name: string;
  rows: number;
  cols: number;
  train: Examples;
  /** Held back from training, to be looked at while a learner still chooses; null for none. */
  validation: Examples | null;
  /** Kept until nothing is chosen any more. */
  test: Examples;
}

/** Of the draw below; another one gives other validation images. */
const SPLIT_SEED = 1;

/**
 * Which of `count` training images are held back for validation, and which are left, each in their order. The choice is drawn, the same one in
 * every run: neighbours in a file may be alike. At most a sixth is held back, so that a small data set keeps enough to learn from.
 */
export function split(count: number, validation: number): { train: Uint32Array; validation: Uint32Array } {
  const held = Math.min(validation, Math.floor(count / 6));
  const order = shuffle(count, seededRandom(SPLIT_SEED));
  return { train: order.slice(held).sort(), validation: order.slice(0, held).sort() };
}

/** Images of two classes, in the shapes of lesson 1.7. */
export interface BinaryExamples {
  /** Each image is an array of rows · cols pixels, 0 … 1. */
  images: number[][];
  /** 1 for a 3, 0 for a 7. */
  targets: number[];
}

/** Bytes 0 … 255 as pixels 0 … 1. */
export function toPixels(bytes: Uint8Array): Float32Array {
  const pixels = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    pixels[i] = bytes[i] / 255;
  }
  return pixels;
}

/** The first `limit` examples, or all for null. Shares memory with its argument. */
export function firstExamples(examples: Examples, limit: number | null): Examples {
  if (limit === null || limit >= examples.count) {
    return examples;
  }
  const pixels = examples.images.length / examples.count;
  return {
    images: examples.images.subarray(0, limit * pixels),
    labels: examples.labels.subarray(0, limit),
    count: limit,
  };
}

/** At most `limit` training examples; the others stay complete. */
export function limitDataset(dataset: Dataset, limit: number | null): Dataset {
  return { ...dataset, train: firstExamples(dataset.train, limit) };
}

/** With at most so many test examples. @param limit null for all */
export function limitTest(dataset: Dataset, limit: number | null): Dataset {
  return { ...dataset, test: firstExamples(dataset.test, limit) };
}

/**
 * The threes and sevens of a data set, in the order of the data.
 *
 * @param limit at most so many training examples (threes and sevens together), null for all
 */
export function threesAndSevens(
  dataset: Dataset,
  limit: number | null = null,
): { train: BinaryExamples; test: BinaryExamples } {
  return { train: pick(dataset.train, limit), test: pick(dataset.test, null) };
}

function pick(examples: Examples, limit: number | null): BinaryExamples {
  const size = examples.images.length / examples.count;
  const images: number[][] = [];
  const targets: number[] = [];
  for (let i = 0; i < examples.count && (limit === null || images.length < limit); i++) {
    const label = examples.labels[i];
    if (label === 3 || label === 7) {
      images.push(Array.from(examples.images.subarray(i * size, (i + 1) * size)));
      targets.push(label === 3 ? 1 : 0);
    }
  }
  return { images, targets };
}
