/** Three and seven, read by the solutions of Part 1. The lessons 1.1, 1.2 and 1.7 and the page after Part 1 quote them. */
import assert from 'node:assert/strict';
import { isThree, l2Distance, meanImage } from '../../../lessons/1-linear-model/1-pixels/solution';
import { predict } from '../../../lessons/1-linear-model/2-linear-model/solution';
import type { Parameters } from '../../../lessons/1-linear-model/6-gradient-descent/solution';
import { type TrainOptions, trainClassifier } from '../../../lessons/1-linear-model/7-three-or-seven/solution';
import { type BinaryExamples, threesAndSevens } from '../../../src/training/data/dataset';
import { seededRandom } from '../../../src/training/data/random';
import { shuffle } from '../../../src/training/network/shuffle';
import { type Program, SEEDS, type Values, percent } from '../program';

type LooksLikeThree = (image: number[]) => boolean;

/** The settings of the panel: from zero, learning rate 1, 20 epochs of mini-batches of 256. */
export function* trainLinear(
  { images, targets }: BinaryExamples,
  options: Partial<TrainOptions> = {},
): Generator<Parameters> {
  const initial = { weights: new Array<number>(784).fill(0), bias: 0 };
  const all = { initial, learningRate: 1, epochs: 20, batchSize: 256, ...options };
  for (const { parameters } of trainClassifier(images, targets, all)) yield parameters;
}

/** As the panel shuffles them for a seed. */
export function shuffled({ images, targets }: BinaryExamples, seed: number): BinaryExamples {
  const order = [...shuffle(images.length, seededRandom(seed))];
  return { images: order.map((i) => images[i]), targets: order.map((i) => targets[i]) };
}

/** All threes, then all sevens, as fast.ai's book has them. */
function sortedByTarget({ images, targets }: BinaryExamples): BinaryExamples {
  const order = [1, 0].flatMap((target) => [...targets.keys()].filter((i) => targets[i] === target));
  return { images: order.map((i) => images[i]), targets: order.map((i) => targets[i]) };
}

export const only = ({ images, targets }: BinaryExamples, target: number): number[][] =>
  images.filter((_, i) => targets[i] === target);

export const meansOf = (train: BinaryExamples): [three: number[], seven: number[]] => [
  meanImage(only(train, 1)),
  meanImage(only(train, 0)),
];

export const negative = (image: number[]): number[] => image.map((pixel) => 1 - pixel);

/** Every other image becomes its negative. */
export const withNegatives = ({ images, targets }: BinaryExamples): BinaryExamples => ({
  images: images.map((image, i) => (i % 2 === 1 ? negative(image) : image)),
  targets,
});

export const reader =
  ({ weights, bias }: Parameters): LooksLikeThree =>
  (image) =>
    predict(image, weights, bias) > 0;

interface Missed {
  threes: number;
  sevens: number;
  all: number;
}

export function missed(examples: BinaryExamples, looksLikeThree: LooksLikeThree): Missed {
  const threes = only(examples, 1).filter((image) => !looksLikeThree(image)).length;
  const sevens = only(examples, 0).filter(looksLikeThree).length;
  return { threes, sevens, all: threes + sevens };
}

export function last<T>(values: Iterable<T>): T {
  let found: T | undefined;
  for (const value of values) found = value;
  assert.ok(found !== undefined, 'no values');
  return found;
}

/** What a reader without chance makes of the test images. */
function recognised(test: BinaryExamples, looksLikeThree: LooksLikeThree): Values {
  const { threes, sevens, all } = missed(test, looksLikeThree);
  const [ofThrees, ofSevens] = [threes / only(test, 1).length, sevens / only(test, 0).length];
  return {
    'threes-missed': [threes],
    'sevens-missed': [sevens],
    missed: [all],
    right: [percent(test.images.length - all, test.images.length)],
    of100: [percent(test.images.length - all, test.images.length)],
    threes: [1 - ofThrees],
    sevens: [1 - ofSevens],
    mean: [1 - (ofThrees + ofSevens) / 2],
    'threes-missed-of-1000': [1000 * ofThrees],
    'sevens-missed-of-1000': [1000 * ofSevens],
  };
}

const counts = { 'threes-missed': { digits: 0 }, 'sevens-missed': { digits: 0 }, missed: { digits: 0 } };

const L1: Program = {
  id: 'pixels-l1',
  about: 'the nearer mean image, in L1',
  quantities: {
    ...counts,
    right: { digits: 1 },
    of100: { digits: 0 },
    threes: { digits: 4 },
    sevens: { digits: 4 },
    mean: { digits: 4 },
    'threes-missed-of-1000': { digits: 0 },
    'sevens-missed-of-1000': { digits: 0 },
  },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const [three, seven] = meansOf(train);
    return recognised(test, (image) => isThree(image, three, seven));
  },
};

const L2: Program = {
  id: 'pixels-l2',
  about: 'the nearer mean image, in L2, which is mean 3 minus mean 7 as weights',
  quantities: { ...counts, right: { digits: 1 }, mean: { digits: 4 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const [three, seven] = meansOf(train);
    return recognised(test, (image) => l2Distance(image, three) < l2Distance(image, seven));
  },
};

/** Steps of an epoch. */
const STEPS = 49;

const LINEAR: Program = {
  id: 'linear',
  about: 'a linear model on 3 or 7, with the seeds 1 to 10',
  quantities: {
    'threes-missed': { digits: 0 },
    'sevens-missed': { digits: 0 },
    'seed-1': { digits: 0 },
    right: { digits: 1 },
    first: { digits: 0 },
    missed: { digits: 0 },
  },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const ofSeed = (seed: number): Parameters[] => [...trainLinear(shuffled(train, seed))];
    const one = ofSeed(1);
    const { threes, sevens, all } = missed(test, reader(last(one)));
    const others = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((seed) => missed(test, reader(last(ofSeed(seed)))).all);
    return {
      'threes-missed': [threes],
      'sevens-missed': [sevens],
      'seed-1': [all],
      right: [percent(test.images.length - all, test.images.length)],
      first: [missed(test, reader(one[STEPS - 1])).all],
      missed: [all, ...others],
    };
  },
};

const LONG: Program = {
  id: 'linear-200-epochs',
  about: 'the same with seed 1, for 200 epochs',
  quantities: { missed: { digits: 0 }, 'training-missed': { digits: 0 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const looksLikeThree = reader(last(trainLinear(shuffled(train, 1), { epochs: 200 })));
    return { missed: [missed(test, looksLikeThree).all], 'training-missed': [missed(train, looksLikeThree).all] };
  },
};

const BOOK: Program = {
  id: 'book-order',
  about: 'a linear model on all threes before all sevens',
  quantities: { share: { digits: 3 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const { all } = missed(test, reader(last(trainLinear(sortedByTarget(train)))));
    return { share: [1 - all / test.images.length] };
  },
};

const NEGATIVES: Program = {
  id: 'negatives-linear',
  about: 'a linear model on images and negatives',
  quantities: { right: { digits: 1 }, negatives: { digits: 1 } },
  run(mnist) {
    const { train, test } = threesAndSevens(mnist);
    const negatives = { ...test, images: test.images.map(negative) };
    const readers = SEEDS.map((seed) => reader(last(trainLinear(withNegatives(shuffled(train, seed))))));
    const right = (of: BinaryExamples): number[] =>
      readers.map((each) => percent(of.images.length - missed(of, each).all, of.images.length));
    return { right: right(test), negatives: right(negatives) };
  },
};

export const READERS: Program[] = [L1, L2, LINEAR, LONG, BOOK, NEGATIVES];
