/** What the images of MNIST are like. The page after Part 1 and the lessons 3.8 and 4.6 quote it. */
import { type BinaryExamples, threesAndSevens } from '../../../src/training/data/dataset';
import { type Program, percent } from '../program';

function zerosIn(numbers: Float32Array | Uint8Array): number {
  let found = 0;
  for (const number of numbers) if (number === 0) found++;
  return found;
}

const neverInked = ({ images }: BinaryExamples): number =>
  images[0].filter((_, pixel) => images.every((image) => image[pixel] === 0)).length;

export const PIXELS: Program = {
  id: 'mnist',
  about: 'the training images of MNIST, counted',
  quantities: {
    /** Of 100 pixels, exactly 0. */
    empty: { digits: 0 },
    /** Full batches of 64 at the start, if the zeros came first. */
    'batches-of-zeros': { digits: 0 },
    /** Pixels that no training 3 or 7 has ink at. */
    border: { digits: 0 },
  },
  run(mnist) {
    const { images, labels } = mnist.train;
    return {
      empty: [percent(zerosIn(images), images.length)],
      'batches-of-zeros': [Math.floor(zerosIn(labels) / 64)],
      border: [neverInked(threesAndSevens(mnist).train)],
    };
  },
};
