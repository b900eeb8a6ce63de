import { checksFor, float64, misfits, sizes } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, softmaxCrossEntropy, toMatrix, toRows } = float64;

const LN2 = Math.log(2);
const HAND = [
  [LN2, 0, 0],
  [0, 0, Math.log(6)],
];

const LOSS = 'the loss';
const GRADIENT = 'the gradient';

export default checksFor<typeof Lesson>((check, contract) => {
  check('softmaxCrossEntropy', 'finds the loss of the guide: two coins, 2 · ln 2', ({ learner, close }) => {
    close(learner.softmaxCrossEntropy(Matrix.from(HAND), [0, 1]).loss, 2 * LN2, { what: LOSS, tolerance: 1e-5 });
  });

  check('softmaxCrossEntropy', 'finds the gradient of the guide', ({ learner, close }) => {
    const { gradient } = learner.softmaxCrossEntropy(Matrix.from(HAND), [0, 1]);
    close(
      gradient,
      toMatrix([
        [-0.25, 0.125, 0.125],
        [0.0625, -0.4375, 0.375],
      ]),
      { what: GRADIENT, tolerance: 1e-5 },
    );
  });

  check(
    'softmaxCrossEntropy',
    'gives ln 10 for ten equal logits, however many images there are',
    ({ learner, close }) => {
      for (const images of [1, 2, 5]) {
        const labels = Array.from({ length: images }, (_, i) => 2 * i);
        close(learner.softmaxCrossEntropy(Matrix.zeros(images, 10), labels).loss, Math.log(10), {
          what: LOSS,
          tolerance: 1e-5,
        });
      }
    },
  );

  contract('softmaxCrossEntropy', 'is right for any number of examples and classes, with logits from −20 to 20', {
    given: (draw) => {
      const [images, classes] = [draw.size(1300), draw.size(100, 3)];
      return {
        logits: Matrix.from(fine(draw, images, classes, 20)),
        labels: Array.from({ length: images }, () => draw.integer(0, classes - 1)),
      };
    },
    gives: ({ logits, labels }) => {
      const { loss, gradient } = softmaxCrossEntropy(logits.toArray(), labels);
      return { loss, gradient: toMatrix(gradient) };
    },
    // Where the powers of e go through a float32 matrix, a loss near 0 has four digits.
    tolerance: 2e-4,
  });

  check('softmaxCrossEntropy', 'agrees with the slope measured by nudging each logit', ({ learner, random, slope }) => {
    const [images, classes] = [3, 4];
    const logits = eighths(random, images, classes);
    const labels = Array.from({ length: images }, () => random.integer(0, classes - 1));
    const { gradient } = learner.softmaxCrossEntropy(Matrix.from(logits), labels);
    const loss = (params: number[]): number => softmaxCrossEntropy(toRows(params, classes), labels).loss;
    slope(gradient.data, loss, logits.flat(), { what: GRADIENT });
  });

  check(
    'softmaxCrossEntropy',
    'gives the same loss, and half of each gradient, when every example comes twice',
    ({ learner, random, close }) => {
      const logits = eighths(random, 3, 4);
      const labels = [0, 3, 1];
      const expected = softmaxCrossEntropy(logits, labels);
      const twice = learner.softmaxCrossEntropy(Matrix.from([...logits, ...logits]), [...labels, ...labels]);
      const halves = expected.gradient.map((row) => row.map((value) => value / 2));
      close(twice.loss, expected.loss, { what: LOSS, tolerance: 1e-5 });
      close(twice.gradient, toMatrix([...halves, ...halves]), { what: GRADIENT, tolerance: 1e-5 });
    },
  );

  check(
    'softmaxCrossEntropy',
    'gives exactly 2000 when 1000 and −1000 are the wrong way round',
    ({ learner, close }) => {
      const { loss, gradient } = learner.softmaxCrossEntropy(
        Matrix.from([
          [1000, -1000],
          [-1000, 1000],
        ]),
        [1, 0],
      );
      const note =
        loss === Infinity ? 'Nothing needs to become infinite here: the logarithm undoes the power of e.' : undefined;
      close(loss, 2000, { what: LOSS, note });
      close(
        gradient,
        toMatrix([
          [0.5, -0.5],
          [-0.5, 0.5],
        ]),
        { what: GRADIENT, tolerance: 1e-5 },
      );
    },
  );

  check(
    'softmaxCrossEntropy',
    'gives 0 when the network is sure and right, also with logits of 710 and of 1000',
    ({ learner, close }) => {
      // A single class is always right.
      close(learner.softmaxCrossEntropy(Matrix.from([[5], [7]]), [0, 0]).loss, 0, { what: LOSS, tolerance: 1e-5 });
      close(learner.softmaxCrossEntropy(Matrix.from([[0, 710]]), [1]).loss, 0, { what: LOSS, tolerance: 1e-5 });
      const { loss, gradient } = learner.softmaxCrossEntropy(
        Matrix.from([
          [1000, -1000, 0],
          [-1000, 0, 1000],
        ]),
        [0, 2],
      );
      close(loss, 0, { what: LOSS });
      close(
        gradient,
        toMatrix([
          [0, 0, 0],
          [0, 0, 0],
        ]),
        { what: GRADIENT },
      );
    },
  );

  check('softmaxCrossEntropy', 'is right when all logits are −1000', ({ learner, close }) => {
    const { loss, gradient } = learner.softmaxCrossEntropy(Matrix.from([[-1000, -1000]]), [0]);
    close(loss, LN2, { what: LOSS, tolerance: 1e-5 });
    close(gradient, toMatrix([[-0.5, 0.5]]), { what: GRADIENT, tolerance: 1e-5 });
  });

  check('softmaxCrossEntropy', 'is right when one row is at 1000 and the next one at −1000', ({ learner, close }) => {
    const rows = [1000, -1000].map((value) => [value, value, value]);
    const { loss, gradient } = learner.softmaxCrossEntropy(Matrix.from(rows), [0, 1]);
    close(loss, Math.log(3), { what: LOSS, tolerance: 1e-5 });
    const expected = [
      [-1 / 3, 1 / 6, 1 / 6],
      [1 / 6, -1 / 3, 1 / 6],
    ];
    close(gradient, toMatrix(expected), { what: GRADIENT, tolerance: 1e-5 });
  });

  check(
    'softmaxCrossEntropy',
    'throws when there is not one label for each row, and names both numbers',
    ({ learner, throws }) => {
      const because = 'Each row of the logits needs its label, and there must be no label left over.';
      throws(() => learner.softmaxCrossEntropy(Matrix.zeros(4, 10), [1, 2, 3]), sizes(4, 3), because);
      throws(() => learner.softmaxCrossEntropy(Matrix.zeros(4, 10), new Uint8Array(6)), sizes(4, 6), because);
      throws(() => learner.softmaxCrossEntropy(Matrix.zeros(4, 3), [1, 2, 0]), sizes(4, 3), because);
      for (const [n, k, count] of misfits(3, ([n, , count]) => n === count)) {
        const labels = Array.from({ length: count }, () => 0);
        throws(() => learner.softmaxCrossEntropy(Matrix.zeros(n, k), labels), sizes(n, count), because);
      }
    },
  );

  check('softmaxCrossEntropy', 'leaves logits and labels unchanged', ({ learner, random, unchanged }) => {
    const logits = Matrix.from(eighths(random, 3, 4));
    const labels = Uint8Array.of(1, 0, 3);
    unchanged({ logits, labels }, () => learner.softmaxCrossEntropy(logits, labels));
  });
});
