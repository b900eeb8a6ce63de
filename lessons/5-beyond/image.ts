// Given in Part 5 · How the numbers of an image lie in a row.

/**
 * An image is a row of channels · height · width numbers: channel after channel, and each channel row by row.
 * The number at (channel, y, x) is number (channel · height + y) · width + x of the row.
 */
export interface ImageShape {
  /** 1 for shades of grey, 3 for red, green and blue, and behind a convolution one for each filter. */
  channels: number;
  height: number;
  width: number;
}
