import { type Draw, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** The toy alphabet of the guide, made anew for each call: the learner's code may change what it is given. */
const firstThree = (): number[] => [0, 1, 0.25, 1];
const secondThree = (): number[] => [0, 1, 0.75, 1];
const meanThree = (): number[] => [0, 1, 0.5, 1];
const meanSeven = (): number[] => [1, 1, 0.5, 0];
const newImage = (): number[] => [0, 1, 0, 1];

const atPixel = (path: (string | number)[]): string => `at pixel ${path[0]}`;
const sumOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanAbsolute = (a: number[], b: number[]): number =>
  sumOf(a.map((value, i) => Math.abs(value - b[i]))) / a.length;
const meanSquare = (a: number[], b: number[]): number =>
  sumOf(a.map((value, i) => (value - b[i]) * (value - b[i]))) / a.length;

const twoImages = (draw: Draw): { a: number[]; b: number[] } => {
  const pixels = draw.size(784);
  return { a: draw.numbers(pixels, 0, 1), b: draw.numbers(pixels, 0, 1) };
};

/** Whether the last digits decide which mean is nearer: they differ between right ways to add up. Of equal means, neither is. */
function isOpen(image: number[], meanThree: number[], meanSeven: number[]): boolean {
  const gap = Math.abs(meanAbsolute(image, meanThree) - meanAbsolute(image, meanSeven));
  return gap < 1e-5 && meanThree.some((value, pixel) => value !== meanSeven[pixel]);
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('meanImage', 'gives the mean of the two toy threes in the guide', ({ learner, close }) => {
    close(learner.meanImage([firstThree(), secondThree()]), meanThree(), { at: atPixel });
  });

  check('meanImage', 'gives a single image back as it is', ({ learner, close }) => {
    close(learner.meanImage([[0.5, 0, 1]]), [0.5, 0, 1], { at: atPixel });
  });

  check('meanImage', 'lets every image count the same, the first as much as the last', ({ learner, close }) => {
    close(
      learner.meanImage([
        [0.75, 0],
        [0, 0],
        [0, 0.75],
      ]),
      [0.25, 0.25],
      { at: atPixel },
    );
  });

  contract('meanImage', 'has the mean of each pixel, for few and for many images', {
    given: (draw) => {
      const [count, pixels] = [draw.size(1300), draw.size(784)];
      return { images: draw.examples(count, pixels, 0, 1) };
    },
    gives: ({ images }) => images[0].map((_, pixel) => sumOf(images.map((image) => image[pixel])) / images.length),
    at: atPixel,
    tolerance: 1e-5, // sums in a Float32Array are right, too, of a thousand images
  });

  check('l1Distance', 'gives 0.625 for the new image and the mean 7 in the guide', ({ learner, close }) => {
    close(learner.l1Distance(newImage(), meanSeven()), 0.625);
  });

  check('l1Distance', 'is 0 for two equal images, and the same in both directions', ({ learner, close }) => {
    close(learner.l1Distance(firstThree(), firstThree()), 0);
    close(learner.l1Distance([1, 0, 1], [0, 0, 0.25]), 1.75 / 3);
    close(learner.l1Distance([0, 0, 0.25], [1, 0, 1]), 1.75 / 3);
  });

  contract('l1Distance', 'agrees with the formula for all images, small and large', {
    given: twoImages,
    gives: ({ a, b }) => meanAbsolute(a, b),
  });

  check('l2Distance', 'gives 0.75 for the new image and the mean 7 in the guide', ({ learner, close }) => {
    close(learner.l2Distance(newImage(), meanSeven()), 0.75);
  });

  check(
    'l2Distance',
    'is 0 for the same image, and does not depend on which image comes first',
    ({ learner, close }) => {
      close(learner.l2Distance(firstThree(), firstThree()), 0);
      close(learner.l2Distance([1, 0, 1], [0, 0, 0.5]), Math.sqrt(1.25 / 3));
      close(learner.l2Distance([0, 0, 0.5], [1, 0, 1]), Math.sqrt(1.25 / 3));
    },
  );

  contract('l2Distance', 'agrees with its formula for images of 1 to 784 pixels', {
    given: twoImages,
    gives: ({ a, b }) => Math.sqrt(meanSquare(a, b)),
  });

  check('isThree', 'calls the new image in the guide a 3, and a toy 7 not', ({ learner, close }) => {
    close(learner.isThree(newImage(), meanThree(), meanSeven()), true);
    close(learner.isThree([1, 1, 1, 0], meanThree(), meanSeven()), false);
  });

  check('isThree', 'says false for a tie', ({ learner, close }) => {
    const note = 'Both distances are 0.5 here, and at a tie the answer is no.';
    close(learner.isThree([0.5, 0.5], [1, 0], [0, 1]), false, { note });
  });

  check(
    'isThree',
    'measures in L1, where one large difference counts no more than many small ones',
    ({ learner, close }) => {
      const image = [0.5, 0.5, 0.5, 0.5];
      const three = [1, 0.5, 0.5, 0.5];
      const seven = [0.6875, 0.3125, 0.6875, 0.3125];
      close(learner.l1Distance(image, three), 0.125);
      close(learner.l1Distance(image, seven), 0.1875);
      const note = 'In L1 the image is 0.125 from the mean 3 and 0.1875 from the mean 7.';
      close(learner.isThree(image, three, seven), true, { note });
    },
  );

  contract('isThree', 'decides by the nearer mean, for images of every size', {
    given: (draw) => {
      const [pixels, count] = [draw.size(784), 5 + draw.size(20, 0)];
      return {
        images: draw.examples(count, pixels, 0, 1),
        meanThree: draw.numbers(pixels, 0, 1),
        meanSeven: draw.numbers(pixels, 0, 1),
      };
    },
    does: ({ isThree }, { images, meanThree, meanSeven }) =>
      images.map((image) => isOpen(image, meanThree, meanSeven) || isThree(image, meanThree, meanSeven)),
    gives: ({ images, meanThree, meanSeven }) =>
      images.map(
        (image) =>
          isOpen(image, meanThree, meanSeven) || meanAbsolute(image, meanThree) < meanAbsolute(image, meanSeven),
      ),
    at: ([index]) => (index === undefined ? '' : `for image ${index}`),
  });
});
