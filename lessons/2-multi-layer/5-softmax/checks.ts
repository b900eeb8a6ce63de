import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** An answer may come in Float32Arrays. They keep seven digits, and where terms cancel, fewer are left. */
const FLOAT32 = { tolerance: 1e-4 };

/** The logits of the guide: e to their powers gives 6, 3 and 1. */
const guide = (): number[] => [Math.log(6), Math.log(3), 0];

/** ln(e^a + e^b + …), from the largest logit. */
function logSumExp(logits: readonly number[]): number {
  const largest = logits.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

const probabilitiesOf = (logits: readonly number[]): number[] =>
  logits.map((logit) => Math.exp(logit - logSumExp(logits)));

const lossOf = (logits: readonly number[], label: number): number => logSumExp(logits) - logits[label];

const sumOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);

export default checksFor<typeof Lesson>((check) => {
  check('softmax', 'turns the three scores of the guide into 0.6, 0.3 and 0.1', ({ learner, close }) => {
    close(learner.softmax(guide()), [0.6, 0.3, 0.1], FLOAT32);
  });

  check('softmax', 'gives equal probabilities for equal logits, whatever their size', ({ learner, close }) => {
    close(learner.softmax([0, 0, 0, 0]), [0.25, 0.25, 0.25, 0.25], FLOAT32);
    close(learner.softmax([-7, -7]), [0.5, 0.5], FLOAT32);
    close(learner.softmax([3]), [1], FLOAT32);
  });

  check(
    'softmax',
    'agrees with the formula for two classes and for many, and adds up to 1',
    ({ learner, random, close }) => {
      for (const classes of [1, 2, 3, 10, 37]) {
        const logits = random.numbers(classes, -5, 5);
        const probabilities = learner.softmax(logits);
        close(probabilities, probabilitiesOf(logits), FLOAT32);
        close(sumOf(probabilities), 1, { ...FLOAT32, what: 'the sum of the probabilities' });
      }
    },
  );

  check('softmax', 'does not overflow: logits of 1000 and of −1000 give probabilities, too', ({ learner, close }) => {
    const note =
      'e to the power of 1000 is more than a computer can write: it becomes Infinity. What can you take off all logits without changing the result?';
    close(learner.softmax([1000, 1000]), [0.5, 0.5], { ...FLOAT32, note });
    close(learner.softmax([-1000, -1000]), [0.5, 0.5], { ...FLOAT32, note });
    close(learner.softmax([1000, 0, -1000]), [1, 0, 0], { ...FLOAT32, note });
    close(learner.softmax([1001, 1000, 999]), probabilitiesOf([2, 1, 0]), { ...FLOAT32, note });
  });

  check('softmax', 'leaves the logits unchanged', ({ learner, random, unchanged }) => {
    const logits = random.numbers(5, -3, 3);
    unchanged({ logits }, () => learner.softmax(logits));
  });

  check(
    'crossEntropy',
    'gives 0.51 when the right class has probability 0.6, and 2.30 when it has 0.1',
    ({ learner, close }) => {
      close(learner.crossEntropy([0.6, 0.3, 0.1], 0), Math.log(10 / 6), FLOAT32);
      close(learner.crossEntropy([0.6, 0.3, 0.1], 2), Math.log(10), FLOAT32);
    },
  );

  check('crossEntropy', 'is 0 when the right class has probability 1', ({ learner, close }) => {
    close(learner.crossEntropy([0, 1, 0], 1), 0, FLOAT32);
  });

  check('crossEntropy', 'looks at the right class only, whichever it is', ({ learner, random, close }) => {
    for (const classes of [2, 5, 10]) {
      const probabilities = probabilitiesOf(random.numbers(classes, -2, 2));
      for (let label = 0; label < classes; label++)
        close(learner.crossEntropy(probabilities, label), -Math.log(probabilities[label]), FLOAT32);
    }
  });

  check(
    'crossEntropy',
    'is a large number, and not Infinity, when the right class has probability 0',
    ({ learner, holds }) => {
      for (const probabilities of [
        [1, 0],
        [0.5, 0, 0.5],
      ]) {
        const loss = learner.crossEntropy(probabilities, 1);
        holds(
          Number.isFinite(loss) && loss >= 20,
          `\`crossEntropy([${probabilities.join(', ')}], 1)\` returned ${String(loss)}, expected a finite number of at least 20. The logarithm of 0 is −Infinity: keep the probability a tiny bit above 0 before you take it.`,
          { expected: 'at least 20', actual: loss },
        );
      }
    },
  );

  check('crossEntropy', 'leaves the probabilities unchanged', ({ learner, unchanged }) => {
    const probabilities = [0.2, 0, 0.8];
    unchanged({ probabilities }, () => learner.crossEntropy(probabilities, 1));
  });

  check(
    'softmaxCrossEntropyGradient',
    'gives 0.6, −0.7 and 0.1 for the guide, where the second class is right',
    ({ learner, close }) => {
      close(learner.softmaxCrossEntropyGradient(guide(), 1), [0.6, -0.7, 0.1], FLOAT32);
    },
  );

  check(
    'softmaxCrossEntropyGradient',
    'agrees with the slope measured by nudging each logit, whichever class is right',
    ({ learner, random, close, slope }) => {
      for (const classes of [2, 3, 10]) {
        const logits = random.numbers(classes, -3, 3);
        const label = random.integer(0, classes - 1);
        const gradient = learner.softmaxCrossEntropyGradient(logits, label);
        const expected = probabilitiesOf(logits);
        expected[label] -= 1;
        close(gradient, expected, FLOAT32);
        slope(gradient, (values) => lossOf(values, label), logits, FLOAT32);
      }
    },
  );

  check(
    'softmaxCrossEntropyGradient',
    'adds up to 0: what one class gains, the others lose',
    ({ learner, random, close }) => {
      for (const label of [0, 3]) {
        const gradient = learner.softmaxCrossEntropyGradient(random.numbers(4, -3, 3), label);
        close(1 + sumOf(gradient), 1, { ...FLOAT32, what: '1 plus the sum of the gradient' });
      }
    },
  );

  check(
    'softmaxCrossEntropyGradient',
    'stays exact for logits of ±1000 and for a single class',
    ({ learner, close }) => {
      close(learner.softmaxCrossEntropyGradient([1000, -1000], 1), [1, -1], FLOAT32);
      close(learner.softmaxCrossEntropyGradient([1000, -1000], 0), [0, 0], FLOAT32);
      close(learner.softmaxCrossEntropyGradient([-1000, -1000], 0), [-0.5, 0.5], FLOAT32);
      close(learner.softmaxCrossEntropyGradient([5], 0), [0], FLOAT32);
    },
  );

  check('softmaxCrossEntropyGradient', 'leaves the logits unchanged, too', ({ learner, random, unchanged }) => {
    const logits = random.numbers(5, -3, 3);
    unchanged({ logits }, () => learner.softmaxCrossEntropyGradient(logits, 2));
  });
});
