// Lesson 5.6 · Patches: every window of an image as a row of a matrix, and the way back to the pixels.

import { Matrix } from '../../3-complete-network/matrix.ts';
import type { ImageShape } from '../image.ts';

/**
 * Cuts images into all of their windows of size × size pixels. A window looks into all channels at the same place.
 *
 * @param images count × channels · height · width: one image in each row
 * @returns count · positions × channels · size²: one patch in each row. Image by image; in an image, the
 *   positions row by row. Within a patch, channel after channel, and each of them row by row
 * @throws Error when the window is larger than the image; the message names size, height and width
 */
export function im2col(images: Matrix, shape: ImageShape, size: number): Matrix {
  // BEGIN SOLUTION: how many positions are there, one below the other and side by side? Then make the matrix and fill it, one patch after the other: for each of its numbers, find the pixel that it comes from.
  const { channels, height, width } = shape;
  const down = height - size + 1;
  const across = width - size + 1;
  if (down < 1 || across < 1) {
    throw new Error(`im2col: a window of ${size}×${size} is larger than an image of ${height}×${width}`);
  }
  const columns = Matrix.zeros(images.rows * down * across, channels * size * size);
  let next = 0;
  for (let image = 0; image < images.rows; image++) {
    for (let top = 0; top < down; top++) {
      for (let left = 0; left < across; left++) {
        for (let channel = 0; channel < channels; channel++) {
          for (let y = 0; y < size; y++) {
            for (let x = 0; x < size; x++) {
              const pixel = (channel * height + top + y) * width + left + x;
              columns.data[next++] = images.data[image * images.cols + pixel];
            }
          }
        }
      }
    }
  }
  return columns;
  // END SOLUTION
}

/**
 * The way back: adds each number of the patches to the pixel that `im2col` takes it from.
 *
 * @param columns count · positions × channels · size², in the order of `im2col`
 * @param count the number of images
 * @returns count × channels · height · width: for each pixel the sum over all windows that it is in
 * @throws Error when the window is larger than the image; the message names size, height and width
 */
export function col2im(columns: Matrix, count: number, shape: ImageShape, size: number): Matrix {
  // BEGIN SOLUTION: the same walk, from the patches to the pixels. A pixel that is in several windows gets something from each of them.
  const { channels, height, width } = shape;
  const down = height - size + 1;
  const across = width - size + 1;
  if (down < 1 || across < 1) {
    throw new Error(`col2im: a window of ${size}×${size} is larger than an image of ${height}×${width}`);
  }
  const images = Matrix.zeros(count, channels * height * width);
  let next = 0;
  for (let image = 0; image < count; image++) {
    for (let top = 0; top < down; top++) {
      for (let left = 0; left < across; left++) {
        for (let channel = 0; channel < channels; channel++) {
          for (let y = 0; y < size; y++) {
            for (let x = 0; x < size; x++) {
              const pixel = (channel * height + top + y) * width + left + x;
              images.data[image * images.cols + pixel] += columns.data[next++];
            }
          }
        }
      }
    }
  }
  return images;
  // END SOLUTION
}
