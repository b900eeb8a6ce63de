import { type Draw, checksFor, describeKind } from 'kit';
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

function probabilitiesOf(logits: readonly number[]): number[] {
  const total = logSumExp(logits);
  return logits.map((logit) => Math.exp(logit - total));
}

const lossOf = (logits: readonly number[], label: number): number => logSumExp(logits) - logits[label];

/** Logits of up to 1,000 classes, and the label of one of them. */
function drawLogits(draw: Draw, largest: number): { logits: number[]; label: number } {
  const logits = draw.numbers(draw.size(1000), -largest, largest);
  return { logits, label: draw.integer(0, logits.length - 1) };
}

function gradientOf({ logits, label }: { logits: number[]; label: number }): number[] {
  return probabilitiesOf(logits).map((probability, i) => probability - (i === label ? 1 : 0));
}

/** Why a loss at probability 0 may be what it is. */
function aboutLoss(loss: number): string {
  if (Math.abs(loss) === Infinity)
    return ' The logarithm of 0 is −Infinity: keep the probability a tiny bit above 0 before you take it.';
  if (loss > 7 && loss < 20)
    return ` That is the loss at a probability of ${Math.exp(-loss).toPrecision(1)}: take a smaller number in the place of 0.`;
  return '';
}

const hasNaN = (values: ArrayLike<number> | undefined): boolean => Array.from(values ?? []).some(Number.isNaN);

export default checksFor<typeof Lesson>((check, contract) => {
  check('softmax', 'turns the three scores of the guide into 0.6, 0.3 and 0.1', ({ learner, close }) => {
    close(learner.softmax(guide()), [0.6, 0.3, 0.1], FLOAT32);
  });

  check('softmax', 'gives equal probabilities for equal logits, whatever their size', ({ learner, close }) => {
    close(learner.softmax([0, 0, 0, 0]), [0.25, 0.25, 0.25, 0.25], FLOAT32);
    close(learner.softmax([-7, -7]), [0.5, 0.5], FLOAT32);
    close(learner.softmax([3]), [1], FLOAT32);
  });

  contract('softmax', 'agrees with the formula for two classes and for many', {
    given: (draw) => ({ logits: drawLogits(draw, 5).logits }),
    gives: ({ logits }) => probabilitiesOf(logits),
    tolerance: 1e-5,
  });

  check('softmax', 'does not overflow: logits of 1000 and of −1000 give probabilities, too', ({ learner, close }) => {
    const zeros = new Array<number>(12).fill(0);
    const cases = [
      {
        logits: [1000, 1000],
        expected: [0.5, 0.5],
        why: 'e to the power of 1000 is too large for a computer: it becomes Infinity.',
      },
      { logits: [-1000, -1000], expected: [0.5, 0.5], why: 'e to the power of −1000 is so small that it becomes 0.' },
      { logits: [1000, 0, -1000], expected: [1, 0, 0], why: 'The logits lie far apart here.' },
      { logits: [1001, 1000, 999], expected: probabilitiesOf([2, 1, 0]), why: 'All logits are large here.' },
      { logits: [...zeros, 1000], expected: [...zeros, 1], why: 'The largest logit comes last here.' },
    ];
    for (const { logits, expected, why } of cases) {
      const probabilities = learner.softmax(logits);
      const note = `${why} What can you subtract from all logits without changing the result?`;
      close(probabilities, expected, hasNaN(probabilities) ? { ...FLOAT32, note } : FLOAT32);
    }
  });

  check(
    'softmax',
    'keeps small probabilities: 1.65 in a million for the logit −12 beside 0 and 1',
    ({ learner, close }) => {
      const probabilities = learner.softmax([0, -12, 1]);
      close(1e6 * probabilities[1], 1e6 * probabilitiesOf([0, -12, 1])[1], {
        what: 'a million times the probability of the logit −12 beside 0 and 1',
        tolerance: 1e-3,
        note: 'A probability is above 0, however small: the loss of this class is made from it.',
      });
    },
  );

  contract('softmax', 'stays exact for logits up to ±1000, wherever the largest one stands', {
    given: (draw) => ({ logits: drawLogits(draw, 1000).logits }),
    gives: ({ logits }) => probabilitiesOf(logits),
    tolerance: 1e-4, // in a Float32Array, logits of this size have few digits behind the point
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
    close(learner.crossEntropy([1], 0), 0, FLOAT32);
  });

  check('crossEntropy', 'goes on growing for small probabilities: 13.8 at 0.000001', ({ learner, close }) => {
    for (const probability of [1e-6, 1e-7])
      close(learner.crossEntropy([1 - probability, probability], 1), -Math.log(probability), { tolerance: 1e-3 });
  });

  check('crossEntropy', 'goes on shrinking for large probabilities: 0.001 at 0.999', ({ learner, close }) => {
    for (const probability of [0.99, 0.999, 0.9999])
      close(learner.crossEntropy([1 - probability, probability], 1), -Math.log(probability), { tolerance: 1e-3 });
  });

  contract('crossEntropy', 'looks at the right class only, whichever it is', {
    given: (draw) => {
      const { logits, label } = drawLogits(draw, 2);
      return { probabilities: probabilitiesOf(logits), label };
    },
    gives: ({ probabilities, label }) => -Math.log(probabilities[label]),
    tolerance: 1e-5,
  });

  check(
    'crossEntropy',
    'is a large number, and not Infinity, when the right class has probability 0',
    ({ learner, holds }) => {
      for (const [probabilities, label] of [
        [[1, 0], 1],
        [[0.5, 0, 0.5], 1],
        [[0, 1], 0],
        [[0.25, 0.75, 0], 2],
      ] as const) {
        const loss = learner.crossEntropy([...probabilities], label);
        if (Number.isFinite(loss) && loss >= 20) continue;
        holds(
          false,
          `\`crossEntropy([${probabilities.join(', ')}], ${label})\` returned ${describeKind(loss)}, expected a finite number of at least 20.${aboutLoss(loss)}`,
          // Which one depends on what stands in the place of 0, and two wrong signs are the same mistake.
          { expected: 'at least 20', actual: loss < 0 ? 'a number below 0' : loss },
        );
      }
    },
  );

  check(
    'softmaxCrossEntropyGradient',
    'gives 0.6, −0.7 and 0.1 for the guide, where the second class is right',
    ({ learner, close }) => {
      close(learner.softmaxCrossEntropyGradient(guide(), 1), [0.6, -0.7, 0.1], FLOAT32);
    },
  );

  contract('softmaxCrossEntropyGradient', 'is probability minus target, for two classes and for many', {
    given: (draw) => drawLogits(draw, 5),
    gives: gradientOf,
    // A probability near 1 minus 1: what a Float32Array rounds is small beside 1, not beside what is left.
    tolerance: 1e-4,
  });

  check(
    'softmaxCrossEntropyGradient',
    'agrees with the slope measured by nudging each logit, whichever class is right',
    ({ learner, random, slope }) => {
      // Not two first: there, the reverse order and a wrong sign are the same.
      for (const classes of [3, 2, 10]) {
        const logits = random.numbers(classes, -3, 3);
        const label = random.integer(0, classes - 1);
        slope(learner.softmaxCrossEntropyGradient(logits, label), (values) => lossOf(values, label), logits, FLOAT32);
      }
    },
  );

  check(
    'softmaxCrossEntropyGradient',
    'stays exact for logits of ±1000 and for a single class',
    ({ learner, close }) => {
      const cases: [logits: number[], label: number, expected: number[]][] = [
        [[1000, -1000], 1, [1, -1]],
        [[1000, -1000], 0, [0, 0]],
        [[-1000, -1000], 0, [-0.5, 0.5]],
        [[5], 0, [0]],
      ];
      for (const [logits, label, expected] of cases) {
        const note = 'Your `softmax` gives NaN for these logits, too: look there first.';
        const gradient = learner.softmaxCrossEntropyGradient(logits, label);
        const isSoftmax = hasNaN(gradient) && hasNaN(learner.softmax(logits));
        close(gradient, expected, isSoftmax ? { ...FLOAT32, note } : FLOAT32);
      }
    },
  );
});
