// Lesson 1.1 · Pixels: tell a 3 from a 7 with no learning at all.
//
// An image is an array of numbers, one for each pixel: 0 is no ink, 1 is full ink.
// An MNIST image has 28 rows of 28 pixels, written row by row: 784 numbers.

/**
 * The mean of many images, pixel by pixel.
 *
 * @param images at least one image, all of the same length
 * @returns one image: pixel `i` is the mean of all pixels `i`
 */
export function meanImage(images: number[][]): number[] {
  // BEGIN SOLUTION: for each pixel, add up its value in all images, then divide by the number of images.
  const mean: number[] = [];
  for (let pixel = 0; pixel < images[0].length; pixel++) {
    let sum = 0;
    for (const image of images) {
      sum += image[pixel];
    }
    mean.push(sum / images.length);
  }
  return mean;
  // END SOLUTION
}

/**
 * The L1 distance of two images: the mean absolute difference of their pixels.
 *
 * @returns 0 when the images are the same, larger when they differ more
 */
export function l1Distance(a: number[], b: number[]): number {
  // BEGIN SOLUTION: take the difference at each pixel without its sign, and return the mean of these.
  let sum = 0;
  for (let pixel = 0; pixel < a.length; pixel++) {
    sum += Math.abs(a[pixel] - b[pixel]);
  }
  return sum / a.length;
  // END SOLUTION
}

/**
 * The L2 distance of two images: the square root of the mean squared difference of their pixels.
 *
 * @returns 0 when the images are the same, larger when they differ more
 */
export function l2Distance(a: number[], b: number[]): number {
  // BEGIN SOLUTION: square the difference at each pixel, take the mean of the squares, then its square root.
  let sum = 0;
  for (let pixel = 0; pixel < a.length; pixel++) {
    sum += (a[pixel] - b[pixel]) ** 2;
  }
  return Math.sqrt(sum / a.length);
  // END SOLUTION
}

/**
 * Says whether an image looks more like the mean 3 than like the mean 7.
 *
 * @returns true when the L1 distance to `meanThree` is the smaller one; false for a tie
 */
export function isThree(image: number[], meanThree: number[], meanSeven: number[]): boolean {
  // BEGIN SOLUTION: compare the two L1 distances. Use the function that you wrote above.
  return l1Distance(image, meanThree) < l1Distance(image, meanSeven);
  // END SOLUTION
}
