/** What the texts say in words beside a measured figure: it must stay true when the figure is measured again. */
import assert from 'node:assert/strict';
import { storedFigures } from '../../support/figures';

const figures = storedFigures();

/** `part-3-trained.of100`, its mean, or its least and most. */
function read(place: string, which: 'mean' | 'least' | 'most' = 'mean'): number {
  const [experiment, quantity] = place.split('.');
  return Number(figures[experiment]?.[quantity]?.[which].replaceAll(',', ''));
}
const least = (place: string): number => read(place, 'least');
const most = (place: string): number => read(place, 'most');
const spread = (place: string): number => most(place) - least(place);
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const gain = (digit: number): number => read(`part-4-plain.digit-${digit}`) - read(`part-4-best.digit-${digit}`);

/** “Nearly half of the mistakes are gone.” */
const nearlyHalf = (before: string, after: string): boolean => {
  const left = read(after) / read(before);
  return left > 0.5 && left < 0.6;
};

const WORDS: Record<string, boolean> = {
  '1.7: the seed 1 is as good as a coin with single images': least('single-images.right') === 50,
  '1.7: one batch ends lower than the mini-batches are after one epoch':
    read('one-batch.right') < 100 * (1 - read('linear.first') / 2038),
  'part 1: nearly half of the mistakes were gone': nearlyHalf('pixels-l2.missed', 'linear.seed-1'),
  'part 1: luck plays a small part': spread('linear.missed') < 10,
  'part 2: about half of the mistakes are gone':
    Math.abs(read('two-layers.missed') / read('linear.missed') - 0.5) < 0.1,
  '2.6: with four neurons, some runs are better than those with one or two, and some not':
    read('moons-few.four-above') > 0 && read('moons-few.four-above') < 10,
  '3.4: about half of the doors are open, before and after': ['untrained', 'trained'].every(
    (when) => Math.abs(read(`part-3-${when}.open`) / 128 - 0.5) < 0.06,
  ),
  '3.8: the first loss is a little above 2.3': least('twenty-images.first') > 2.3 && most('twenty-images.first') < 2.6,
  '3.8: about half of the answers are right after 20 images': Math.abs(read('twenty-images.right') - 50) < 5,
  '3.8: half is right after ten steps, more than 90 percent after an epoch':
    least('ten-steps.right') > 50 && least('plain.first') > 90,
  'part 3: one image in ten is right before training': Math.abs(read('part-3-untrained.of100') - 10) < 2,
  'part 3: the hidden layer is worth its cost': read('part-3-no-hidden-layer.of100') < read('part-3-trained.of100') - 3,
  '4.1: zeros and ones are read best': DIGITS.slice(2).every(
    (digit) =>
      read(`part-4-plain.digit-${digit}`) > Math.max(...[0, 1].map((best) => read(`part-4-plain.digit-${best}`))),
  ),
  '4.2: the validation loss rises, and does not with the penalty':
    least('overfitting-plain.loss') > most('overfitting-plain.lowest') &&
    Math.abs(read('overfitting-l2.loss') - read('overfitting-l2.lowest')) < 0.02,
  '4.2: no more right answers with the penalty':
    Math.abs(read('overfitting-plain.right') - read('overfitting-l2.right')) < 0.5,
  '4.3: dropout helps with few images, and not with all':
    read('dropout-few.right') > read('no-dropout-few.right') && read('dropout-all.right') < read('plain.right'),
  '4.3: the loss on validation images is the lower one': most('dropout-all.loss') < least('dropout-all.training'),
  '4.4: longer steps gain or lose without momentum, and gain with it':
    least('momentum-none-long.right') < least('momentum-none-short.right') &&
    most('momentum-none-long.right') > most('momentum-none-short.right') &&
    least('momentum-long.right') > most('momentum-short.right'),
  '4.5: at 0.1 the runs with a schedule end nearly alike':
    Math.max(spread('cosine-small.right'), spread('one-cycle-small.right')) < spread('constant-small.right') / 2,
  '4.5: at 0.3 a schedule does much less harm':
    Math.min(least('cosine-large.right'), least('one-cycle-large.right')) > most('constant-large.right') + 2,
  '4.6: the product has a fifth of the multiplications': Math.abs(read('mnist.empty') - 80) < 2,
  '5.1: patience saves most of the time, and the loss is lower than at the end':
    most('patience.stopped') < 50 && most('patience.kept') < least('patience.end'),
  '5.2: the border of 4 in 10 lies far from both sides':
    least('diagnosis.neighbours') > 55 && most('diagnosis.strangers') < 25,
  'part 4: nearly half of the mistakes are gone': nearlyHalf('part-4-plain.wrong', 'part-4-best.wrong'),
  'part 4: fewer of every digit, of the eights most': DIGITS.every(
    (digit) => gain(digit) > 0 && gain(digit) <= gain(8),
  ),
  '5.5: both optimizers read about as many digits with their best rates':
    Math.abs(read('rate-momentum-best.right') - read('rate-adam-best.right')) < 1,
  '5.5: ten times the best rate costs Adam a few digits, and momentum most of them':
    least('rate-adam-large.right') > read('rate-adam-best.right') - 6 && most('rate-momentum-large.right') < 40,
  '5.8: thirty layers in a row do harm, and fifteen blocks are as good as none':
    most('depth-plain.right') < least('depth-none.right') - 20 &&
    Math.abs(read('depth-blocks.right') - read('depth-none.right')) < 3,
};

describe('words beside figures', () => {
  for (const [words, holds] of Object.entries(WORDS)) it(words, () => assert.ok(holds));
});
