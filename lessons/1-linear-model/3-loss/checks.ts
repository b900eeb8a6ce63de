import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export default checksFor<typeof Lesson>((check, contract) => {
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

  contract('meanSquaredError', 'is right for one example and for many', {
    given: (draw) => {
      const count = draw.size(2000);
      return { predictions: draw.numbers(count), targets: draw.numbers(count) };
    },
    gives: ({ predictions, targets }) =>
      meanOf(predictions.map((prediction, i) => (prediction - targets[i]) * (prediction - targets[i]))),
  });

  check('sigmoid', 'gives 0.5 for 0, and 0.9 for ln 9', ({ learner, close }) => {
    close(learner.sigmoid(0), 0.5);
    close(learner.sigmoid(Math.log(9)), 0.9);
  });

  check('sigmoid', 'gives small numbers below zero: 0.1 for −ln 9', ({ learner, close }) => {
    close(learner.sigmoid(-Math.log(9)), 0.1);
  });

  contract('sigmoid', 'agrees with the formula, near zero and far from it', {
    given: (draw) => ({ z: draw.number(-30, 30) }),
    // Not from the quotient: for z = −30 that is right, and 1 minus it would be 0.
    gives: ({ z }) => 1 / (1 + Math.exp(-z)),
    tolerance: 1e-7,
  });

  check('sigmoid', 'stays a finite number from 0 to 1 at −1000 and at 1000', ({ learner, close }) => {
    const note = 'A very large power of e becomes Infinity, and Infinity divided by Infinity is not a number.';
    const [high, low] = [learner.sigmoid(1000), learner.sigmoid(-1000)];
    close(high, 1, Number.isNaN(high) ? { note } : {});
    close(low, 0, Number.isNaN(low) ? { note } : {});
  });

  check('sigmoid', 'is right everywhere from −1000 to 1000, in steps of ten', ({ learner, close }) => {
    for (let z = -1000; z <= 1000; z += 10) close(learner.sigmoid(z), 1 / (1 + Math.exp(-z)), { tolerance: 1e-7 });
  });

  check('mnistLoss', 'gives 0.3 for the three images in the guide', ({ learner, close }) => {
    close(learner.mnistLoss([0.9, 0.4, 0.2], [1, 1, 0]), 0.3);
  });

  check('mnistLoss', 'is 0 when the model is sure and right, 1 when it is sure and wrong', ({ learner, close }) => {
    close(learner.mnistLoss([1, 0], [1, 0]), 0);
    close(learner.mnistLoss([0, 1], [1, 0]), 1);
  });

  contract('mnistLoss', 'is right for one image and for many', {
    given: (draw) => {
      const count = draw.size(2000);
      const targets = Array.from({ length: count }, () => draw.integer(0, 1));
      return { probabilities: draw.numbers(count, 0, 1), targets };
    },
    gives: ({ probabilities, targets }) => meanOf(probabilities.map((p, i) => Math.abs(targets[i] - p))),
  });
});
