/** Lesson 1.1 on digits: two means from the training images, and what `isThree` says of each test image. Runs in the child. */
import { formatValue } from '../../checker/kit/format';
import type { Namespace } from '../../checker/modules';
import type { Baseline, ReadDigit } from '../../protocol/baseline';
import { type BinaryExamples, type Dataset, threesAndSevens } from '../data/dataset';
import { ContractError, InputError } from '../errors';
import { exportedFunction } from '../experiments/experiment';

/** How many of the test images are shown as they come, and how many that are read wrong. */
const FIRST = 8;
const WRONG = 4;

type MeanImage = (images: number[][]) => unknown;
type IsThree = (image: number[], meanThree: unknown, meanSeven: unknown) => unknown;

/**
 * @param lesson what the learner's file exports
 * @param file its name, for messages
 * @throws ContractError where a function returns something else than its lesson says; InputError where the data lack one of the digits
 */
export function measureBaseline(lesson: Namespace, dataset: Dataset, file: string): Baseline {
  const meanImage = exportedFunction<MeanImage>(lesson, 'meanImage', file);
  const isThree = exportedFunction<IsThree>(lesson, 'isThree', file);
  const { rows, cols, name } = dataset;
  const { train, test } = threesAndSevens(dataset);
  const meanOf = (target: number): ArrayLike<number> => {
    const images = imagesOf(train, target);
    return checkedMean(meanImage(images), images.length, rows * cols);
  };
  if ([train, test].some((examples) => [1, 0].some((target) => imagesOf(examples, target).length === 0)))
    throw new InputError('These data lack threes or sevens. Use MNIST or the built-in digits.');
  const [meanThree, meanSeven] = [meanOf(1), meanOf(0)];
  const said = test.images.map((image) => checkedAnswer(isThree(image, meanThree, meanSeven)));
  const isRight = (i: number): boolean => said[i] === (test.targets[i] === 1);
  const tally = (target: number): Baseline['threes'] => {
    const places = test.targets.flatMap((each, i) => (each === target ? [i] : []));
    return { right: places.filter(isRight).length, count: places.length };
  };
  const digit = (i: number): ReadDigit => ({
    pixels: bytesOf(test.images[i]),
    isThree: test.targets[i] === 1,
    saidThree: said[i],
  });
  const places = said.map((_, i) => i);
  return {
    ...{ data: name, rows, cols },
    meanThree: bytesOf(meanThree),
    meanSeven: bytesOf(meanSeven),
    threes: tally(1),
    sevens: tally(0),
    first: places.slice(0, FIRST).map(digit),
    wrong: places
      .slice(FIRST)
      .filter((i) => !isRight(i))
      .slice(0, WRONG)
      .map(digit),
  };
}

function imagesOf({ images, targets }: BinaryExamples, target: number): number[][] {
  return images.filter((_, i) => targets[i] === target);
}

const bytesOf = (pixels: ArrayLike<number>): number[] => Array.from(pixels, (pixel) => Math.round(255 * pixel));

/** An array of numbers of any kind, as the checks of the lesson allow. */
function checkedMean(value: unknown, images: number, pixels: number): ArrayLike<number> {
  const mean = value as ArrayLike<number>;
  if (typeof value === 'object' && value !== null && mean.length === pixels && Array.from(mean).every(Number.isFinite))
    return mean;
  throw new ContractError(
    'meanImage',
    `\`meanImage\` did not return an image for ${images} images of ${pixels} pixels: it should be an array of ${pixels} numbers.`,
  );
}

function checkedAnswer(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new ContractError('isThree', `\`isThree\` returned ${formatValue(value)}, expected true or false.`);
}
