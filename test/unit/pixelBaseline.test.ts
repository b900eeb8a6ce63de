/** The reference solutions of lessons 1.1 and 1.2 on the real MNIST, and the numbers that their guides quote. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { isThree, l1Distance, l2Distance, meanImage } from '../../lessons/1-linear-model/1-pixels/solution';
import { predict } from '../../lessons/1-linear-model/2-linear-model/solution';
import { findLesson, referenceSources } from '../../src/course/course';
import { BASELINE_LESSON, baseline } from '../../src/training/baseline/baseline';
import { baselineSummary } from '../../src/training/baseline/words';
import { type BinaryExamples, threesAndSevens } from '../../src/training/data/dataset';
import { readMnist } from '../../src/training/data/node/mnistFolder';
import { course } from '../support/course';
import { storedFigures } from '../support/figures';
import { mnistFolder } from '../support/mnist';
import { dist } from './training/support';

const folder = mnistFolder ?? '';
const suite = mnistFolder ? describe : describe.skip;
const why = mnistFolder ? '' : ' (skipped: MNIST is not at hand)';

/** What is measured is what the guides quote. */
function quoted(id: string, figures: Record<string, number>): void {
  for (const [name, figure] of Object.entries(figures))
    assert.equal(storedFigures()[id]?.[name]?.mean, figure.toFixed(4), `${id}.${name}`);
}

/** Share of right answers for threes and for sevens, and the mean of the two. */
type Recognised = [threes: number, sevens: number, mean: number];

suite(`the pixel baseline on real MNIST${why}`, function () {
  this.timeout(60_000); // reading 70,000 images takes seconds, and the machine may be busy
  let meanThree: number[];
  let meanSeven: number[];
  let threes: number[][];
  let sevens: number[][];

  before(async () => {
    const { train, test } = threesAndSevens(await readMnist(folder));
    const count = (examples: BinaryExamples): number[] => [1, 0].map((target) => imagesOf(examples, target).length);
    assert.deepEqual([...count(train), ...count(test)], [6131, 6265, 1010, 1028]);
    meanThree = meanImage(imagesOf(train, 1));
    meanSeven = meanImage(imagesOf(train, 0));
    threes = imagesOf(test, 1);
    sevens = imagesOf(test, 0);
  });

  const recognised = (looksLikeThree: (image: number[]) => boolean): Recognised => {
    const three = threes.filter((image) => looksLikeThree(image)).length / threes.length;
    const seven = sevens.filter((image) => !looksLikeThree(image)).length / sevens.length;
    return [three, seven, (three + seven) / 2];
  };

  it('L1 recognises 0.916832 of the threes and 0.985409 of the sevens: 0.951120 in the mean', () => {
    const figures = recognised((image) => isThree(image, meanThree, meanSeven));
    assert.deepEqual(
      figures.map((figure) => figure.toFixed(6)),
      ['0.916832', '0.985409', '0.951120'],
    );
    const [three, seven, mean] = figures;
    quoted('pixels-l1', { threes: three, sevens: seven, mean });
  });

  it('L2 recognises more threes, fewer sevens, and 0.9661 in the mean, as the debrief says', () => {
    const [three, seven, mean] = recognised((image) => l2Distance(image, meanThree) < l2Distance(image, meanSeven));
    assert.ok(three > 0.916832 && seven < 0.985409);
    assert.equal(mean.toFixed(4), '0.9661');
    quoted('pixels-l2', { mean });
  });

  it('mean 3 minus mean 7 as weights, with the right bias, decides as L2 does, as the debrief of lesson 1.2 says', () => {
    const weights = meanThree.map((value, i) => value - meanSeven[i]);
    const halfOfSquares = (image: number[]): number => image.reduce((sum, value) => sum + value * value, 0) / 2;
    const bias = halfOfSquares(meanSeven) - halfOfSquares(meanThree);
    assert.deepEqual(
      recognised((image) => predict(image, weights, bias) > 0),
      recognised((image) => l2Distance(image, meanThree) < l2Distance(image, meanSeven)),
    );
  });

  it('an empty page is nearer to the mean 7, as the quiz says', () => {
    const empty = meanThree.map(() => 0);
    assert.ok(l1Distance(empty, meanSeven) < l1Distance(empty, meanThree));
  });

  it('the button of the guide measures the same', async () => {
    const program = path.join(dist, 'baseline-child.js');
    const sources = referenceSources(course, findLesson(course, BASELINE_LESSON) ?? assert.fail(), '/a/course');
    const measured = await baseline({ program, sources, dataFolder: folder });
    assert.equal(measured.data, 'MNIST');
    assert.deepEqual(
      [measured.threes, measured.sevens],
      [
        { right: 926, count: 1010 },
        { right: 1013, count: 1028 },
      ],
    );
    assert.match(
      baselineSummary(measured),
      /^Your program reads 1,939 of 2,038 threes and sevens correctly: 95\.1 in 100\. Of the threes it is 91\.7 in 100, of the sevens 98\.5 in 100\./,
    );
  });
});

function imagesOf({ images, targets }: BinaryExamples, target: number): number[][] {
  return images.filter((_, i) => targets[i] === target);
}
