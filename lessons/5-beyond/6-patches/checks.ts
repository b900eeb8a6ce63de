import { type Draw, checksFor, float64, misfits, sizes } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { ImageShape } from '../image.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, single, toMatrix } = float64;

/** Sums of up to 16 float32 numbers: what right programs may differ by. */
const tolerance = 1e-5;

/** The image of the guide, and its windows of 2 × 2. */
const IMAGE = [1, 2, 0, 3, 0, 1, 3, 1, 2, 0, 1, 4];
const WINDOWS = [
  [1, 2, 0, 1],
  [2, 0, 1, 3],
  [0, 3, 3, 1],
  [0, 1, 2, 0],
  [1, 3, 0, 1],
  [3, 1, 1, 4],
];
const guide = (): ImageShape => ({ channels: 1, height: 3, width: 4 });

/** Two channels of 3 × 2. */
const TWO_CHANNELS = [1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60];
const twoChannels = (): ImageShape => ({ channels: 2, height: 3, width: 2 });

const TOO_LARGE = 'The window is larger than the image, so there is no place for it.';

/** For each window, image by image and row by row, the places of its numbers in an image's row. */
function places({ channels, height, width }: ImageShape, size: number): number[][] {
  const all: number[][] = [];
  for (let top = 0; top + size <= height; top++)
    for (let left = 0; left + size <= width; left++) {
      const window: number[] = [];
      for (let channel = 0; channel < channels; channel++)
        for (let y = top; y < top + size; y++)
          for (let x = left; x < left + size; x++) window.push((channel * height + y) * width + x);
      all.push(window);
    }
  return all;
}

function windowsOf(images: readonly number[][], shape: ImageShape, size: number): number[][] {
  const windows = places(shape, size);
  return images.flatMap((image) => windows.map((window) => window.map((place) => image[place])));
}

function pixelsOf(columns: readonly number[][], count: number, shape: ImageShape, size: number): number[][] {
  const windows = places(shape, size);
  return Array.from({ length: count }, (_, image) => {
    const pixels = new Array<number>(shape.channels * shape.height * shape.width).fill(0);
    windows.forEach((window, position) => {
      const row = columns[image * windows.length + position];
      for (let i = 0; i < window.length; i++) pixels[window[i]] += row[i];
    });
    return pixels;
  });
}

function drawn(draw: Draw): { count: number; shape: ImageShape; size: number } {
  const [count, channels, size] = [draw.size(30), draw.size(5), draw.size(4)];
  return { count, shape: { channels, height: draw.size(16, size), width: draw.size(16, size) }, size };
}

const pixelsIn = ({ channels, height, width }: ImageShape): number => channels * height * width;

const positionsIn = ({ height, width }: ImageShape, size: number): number => (height - size + 1) * (width - size + 1);

/** NaN where the matrix does not have these numbers. */
function sumOfProducts(matrix: Matrix | undefined, rows: readonly number[][]): number {
  return rows.flat().reduce((sum, value, i) => sum + value * Number(matrix?.data?.[i]), 0);
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('im2col', 'cuts the image of the guide into its six windows', ({ learner, close }) => {
    close(learner.im2col(Matrix.from([IMAGE]), guide(), 2), toMatrix(WINDOWS));
  });

  check('im2col', 'puts the two channels of a window one after the other into its row', ({ learner, close }) => {
    const expected = [
      [1, 2, 3, 4, 10, 20, 30, 40],
      [3, 4, 5, 6, 30, 40, 50, 60],
    ];
    close(learner.im2col(Matrix.from([TWO_CHANNELS]), twoChannels(), 2), toMatrix(expected));
  });

  check('im2col', 'begins with the windows of the first image, then come those of the second', ({ learner, close }) => {
    const negative = IMAGE.map((value) => -value);
    const expected = [...WINDOWS, ...WINDOWS.map((row) => row.map((value) => -value))];
    close(learner.im2col(Matrix.from([IMAGE, negative]), guide(), 2), toMatrix(expected));
  });

  check('im2col', 'finds one position for a window that is as large as the image', ({ learner, close }) => {
    const square = { channels: 1, height: 2, width: 2 };
    close(learner.im2col(Matrix.from([[1, 2, 3, 4]]), square, 2), toMatrix([[1, 2, 3, 4]]));
    const high = { channels: 1, height: 4, width: 2 };
    const expected = [
      [1, 2, 3, 4],
      [3, 4, 5, 6],
      [5, 6, 7, 8],
    ];
    close(learner.im2col(Matrix.from([[1, 2, 3, 4, 5, 6, 7, 8]]), high, 2), toMatrix(expected));
  });

  contract('im2col', 'cuts images of every size, with one channel or many', {
    given: (draw) => {
      const { count, shape, size } = drawn(draw);
      return { images: Matrix.from(single(draw, count, pixelsIn(shape))), shape, size };
    },
    gives: ({ images, shape, size }) => toMatrix(windowsOf(images.toArray(), shape, size)),
  });

  check('im2col', 'throws when the window is larger than the image, and names both', ({ learner, throws }) => {
    const cut = (size: number, height: number, width: number): unknown =>
      learner.im2col(Matrix.zeros(1, height * width), { channels: 1, height, width }, size);
    throws(() => cut(5, 3, 4), sizes(5, 3, 4), TOO_LARGE);
    // Too large by so much that the product of two negative numbers is a positive one.
    throws(() => cut(9, 6, 7), sizes(9, 6, 7), TOO_LARGE);
    for (const [size, height, width] of misfits(3, ([size, height, width]) => size <= height && size <= width))
      throws(() => cut(size, height, width), sizes(size, height, width), TOO_LARGE);
  });

  check('col2im', 'counts, when every number is 1, in how many windows each pixel is', ({ learner, close }) => {
    const ones = Matrix.from(WINDOWS.map((row) => row.map(() => 1)));
    close(learner.col2im(ones, 1, guide(), 2), toMatrix([[1, 2, 2, 1, 2, 4, 4, 2, 1, 2, 2, 1]]));
  });

  check(
    'col2im',
    'adds up the windows of the guide to the pixels, each as often as it is seen',
    ({ learner, close }) => {
      close(learner.col2im(Matrix.from(WINDOWS), 1, guide(), 2), toMatrix([[1, 4, 0, 3, 0, 4, 12, 2, 2, 0, 2, 4]]));
    },
  );

  check('col2im', 'brings the second half of a row back to the second channel', ({ learner, close }) => {
    const columns = [
      [1, 2, 4, 5, 10, 20, 40, 50],
      [100, 3, 200, 6, 300, 30, 400, 60],
    ];
    close(
      learner.col2im(Matrix.from(columns), 1, twoChannels(), 2),
      toMatrix([[1, 2, 104, 8, 200, 6, 10, 20, 340, 80, 400, 60]]),
    );
  });

  contract('col2im', 'brings back to images of every size, with one channel or many', {
    given: (draw) => {
      const { count, shape, size } = drawn(draw);
      const columns = fine(draw, count * positionsIn(shape, size), shape.channels * size * size);
      return { columns: Matrix.from(columns), count, shape, size };
    },
    gives: ({ columns, count, shape, size }) => toMatrix(pixelsOf(columns.toArray(), count, shape, size)),
    tolerance,
  });

  check(
    'col2im',
    'is the way back of `im2col`: numbers times windows is as much as pixels times what comes back',
    ({ learner, random, close }) => {
      for (const [count, channels, height, width, size] of [
        [1, 1, 3, 4, 2],
        [2, 3, 5, 4, 3],
        [3, 2, 4, 6, 1],
      ]) {
        const shape = { channels, height, width };
        const images = eighths(random, count, pixelsIn(shape));
        const numbers = eighths(random, count * positionsIn(shape, size), channels * size * size);
        close(
          sumOfProducts(learner.col2im(Matrix.from(numbers), count, shape, size), images),
          sumOfProducts(Matrix.from(windowsOf(images, shape, size)), numbers),
          {
            what: `the sum of all pixels, each times what \`col2im\` gave for it, with ${count} × ${channels} × ${height} × ${width} pixels and windows of ${size} × ${size},`,
            tolerance,
          },
        );
      }
    },
  );

  check('col2im', 'throws, too, when the window is larger than the image, and names both', ({ learner, throws }) => {
    const back = (size: number, height: number, width: number): unknown =>
      learner.col2im(Matrix.zeros(1, size * size), 1, { channels: 1, height, width }, size);
    throws(() => back(5, 3, 4), sizes(5, 3, 4), TOO_LARGE);
    throws(() => back(9, 6, 7), sizes(9, 6, 7), TOO_LARGE);
    for (const [size, height, width] of misfits(3, ([size, height, width]) => size <= height && size <= width))
      throws(() => back(size, height, width), sizes(size, height, width), TOO_LARGE);
  });
});
