import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

export default checksFor<typeof Lesson>((check) => {
  check('meanSquaredError', 'gives 2.5 for the two predictions in the guide', ({ learner, close }) => {
    close(learner.meanSquaredError([3, 1], [1, 2]), 2.5);
  });

  check('meanSquaredError', 'is 0 when every prediction is right', ({ learner, close }) => {
    close(learner.meanSquaredError([3, -1, 0.5], [3, -1, 0.5]), 0);
  });

  check('meanSquaredError', 'gives the same loss for an error of +2 and of −2', ({ learner, close }) => {
    close(learner.meanSquaredError([5], [3]), 4);
    close(learner.meanSquaredError([1], [3]), 4);
  });

  check('meanSquaredError', 'is right for one example and for many', ({ learner, random, close }) => {
    for (const count of [1, 2, 7, 100]) {
      const predictions = random.numbers(count, -10, 10);
      const targets = random.numbers(count, -10, 10);
      const squares = predictions.map((prediction, i) => (prediction - targets[i]) * (prediction - targets[i]));
      close(learner.meanSquaredError(predictions, targets), squares.reduce((sum, square) => sum + square, 0) / count);
    }
  });

  check('meanSquaredError', 'leaves its arguments unchanged', ({ learner, random, unchanged }) => {
    const predictions = random.numbers(5);
    const targets = random.numbers(5);
    unchanged({ predictions, targets }, () => learner.meanSquaredError(predictions, targets));
  });

  check('sigmoid', 'gives 0.5 for 0, and 0.9 for ln 9', ({ learner, close }) => {
    close(learner.sigmoid(0), 0.5);
    close(learner.sigmoid(Math.log(9)), 0.9);
  });

  check('sigmoid', 'gives small numbers below zero: 0.1 for −ln 9', ({ learner, close }) => {
    close(learner.sigmoid(-Math.log(9)), 0.1);
  });

  check('sigmoid', 'agrees with the formula at random places', ({ learner, random, close }) => {
    for (const z of random.numbers(20, -8, 8))
      close(learner.sigmoid(z), 0.5 + 0.5 * Math.tanh(z / 2), { tolerance: 1e-7 });
  });

  check('sigmoid', 'stays a finite number from 0 to 1 at −1000 and at 1000', ({ learner, close }) => {
    const note = 'A very large power of e becomes Infinity, and Infinity divided by Infinity is not a number.';
    const [high, low] = [learner.sigmoid(1000), learner.sigmoid(-1000)];
    close(high, 1, Number.isNaN(high) ? { note } : {});
    close(low, 0, Number.isNaN(low) ? { note } : {});
  });

  check('mnistLoss', 'gives 0.3 for the three images in the guide', ({ learner, close }) => {
    close(learner.mnistLoss([0.9, 0.4, 0.2], [1, 1, 0]), 0.3);
  });

  check('mnistLoss', 'is 0 when the model is sure and right, 1 when it is sure and wrong', ({ learner, close }) => {
    close(learner.mnistLoss([1, 0], [1, 0]), 0);
    close(learner.mnistLoss([0, 1], [1, 0]), 1);
  });

  check('mnistLoss', 'is right for one image and for many', ({ learner, random, close }) => {
    for (const count of [1, 3, 50]) {
      const probabilities = random.numbers(count, 0, 1);
      const targets = probabilities.map(() => random.integer(0, 1));
      const distances = probabilities.map((p, i) => Math.abs(targets[i] - p));
      close(learner.mnistLoss(probabilities, targets), distances.reduce((sum, distance) => sum + distance, 0) / count);
    }
  });

  check('mnistLoss', 'leaves its arguments unchanged, too', ({ learner, random, unchanged }) => {
    const probabilities = random.numbers(4, 0, 1);
    const targets = [1, 0, 0, 1];
    unchanged({ probabilities, targets }, () => learner.mnistLoss(probabilities, targets));
  });
});
