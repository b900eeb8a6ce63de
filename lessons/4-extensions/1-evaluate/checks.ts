import { type Draw, checksFor, float64 } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Layer } from '../../3-complete-network/layer.ts';
import type * as Lesson from './solution.ts';

/** A network whose logits are `logitsOf` of its input; it may be asked for any number of images at a time. */
const network = (logitsOf: (x: Matrix) => Matrix): Layer => ({
  forward: logitsOf,
  backward: (upstream) => upstream,
  parameters: () => [],
});

/** Its logits are the numbers that go in. */
const echo = network((x) => new Matrix(x.rows, x.cols, x.data.slice()));

const HAND = [
  [4, 1, 3],
  [-3, -1, -2],
  [2, 2, 0],
  [1, 4, 3],
  [-1, 0, 2],
  [0, 3, 1],
];
const ANSWERS = [0, 1, 0, 1, 2, 1];
const LABELS = [0, 1, 1, 2, 2, 1];

/** The place of the largest number; of equal ones, the first. */
const largest = (row: number[]): number => row.indexOf(Math.max(...row));

const classesOf = (draw: Draw, count: number, classes: number): number[] =>
  draw.numbers(count, 0, classes).map((value) => Math.min(Math.floor(value), classes - 1));

const answersOf = (draw: Draw): { predicted: number[]; labels: number[]; classes: number } => {
  // More than a byte can count in one place, and more classes than MNIST has.
  const [count, classes] = [draw.size(12_000), draw.size(24)];
  return { predicted: classesOf(draw, count, classes), labels: classesOf(draw, count, classes), classes };
};

export default checksFor<typeof Lesson>((check, contract) => {
  check('predictLabels', 'gives the six answers of the guide', ({ learner, close }) => {
    close(learner.predictLabels(echo, Matrix.from(HAND)), ANSWERS, { at: ([image]) => `for image ${image}` });
  });

  check('predictLabels', 'finds the largest logit also when all of them are below 0', ({ learner, close }) => {
    const images = Matrix.from([
      [-5, -2, -9, -4],
      [-1000, -999, -998, -1000],
      [-3.00001, -3, -3.00001, -4],
    ]);
    close(learner.predictLabels(echo, images), [1, 2, 1], { at: ([image]) => `for image ${image}` });
  });

  check('predictLabels', 'takes the first class when logits are equal', ({ learner, close }) => {
    const images = Matrix.from([
      [0, 0, 0],
      [1, 7, 7],
      [1000, -1000, 1000],
    ]);
    close(learner.predictLabels(echo, images), [0, 1, 0], { at: ([image]) => `for image ${image}` });
  });

  check('predictLabels', 'looks at what the network returns, not at the images', ({ learner, close }) => {
    // Two pixels and four classes; the smaller a pixel, the larger a logit.
    const four = network((x) =>
      Matrix.from(x.toArray().map(([first, second]) => [-first, -second, first - 9, second - 9])),
    );
    close(
      learner.predictLabels(
        four,
        Matrix.from([
          [1, 2],
          [4, 3],
          [9, 8],
          [8, 9],
        ]),
      ),
      [0, 1, 2, 3],
      {
        at: ([image]) => `for image ${image}`,
      },
    );
  });

  contract('predictLabels', 'is right for any number of images and of classes', {
    given: (draw) => {
      const [count, classes] = [draw.size(2500), draw.size(100)];
      return { images: Matrix.from(float64.fine(draw, count, classes, 10)) };
    },
    does: ({ predictLabels }, { images }) => predictLabels(echo, images),
    gives: ({ images }) => images.toArray().map(largest),
  });

  check('accuracy', 'gives 4 / 6 for the six answers of the guide', ({ learner, close }) => {
    close(learner.accuracy([...ANSWERS], [...LABELS]), 4 / 6);
  });

  check('accuracy', 'is 1 when all answers are right, 0 when none is', ({ learner, close }) => {
    close(learner.accuracy([3, 0, 9], [3, 0, 9]), 1);
    close(learner.accuracy([0, 3, 3], [3, 0, 9]), 0);
    close(learner.accuracy([7], [7]), 1);
    close(learner.accuracy(Uint8Array.of(1, 7), Uint8Array.of(1, 7)), 1);
  });

  contract('accuracy', 'is right for one image and for thousands', {
    given: (draw) => {
      const { predicted, labels } = answersOf(draw);
      return { predicted, labels };
    },
    gives: ({ predicted, labels }) => labels.filter((label, i) => label === predicted[i]).length / labels.length,
  });

  check('confusionMatrix', 'gives the table of the guide', ({ learner, close }) => {
    close(
      learner.confusionMatrix([...ANSWERS], [...LABELS], 3),
      [
        [1, 0, 0],
        [1, 2, 0],
        [0, 1, 1],
      ],
      { at: place },
    );
  });

  check(
    'confusionMatrix',
    'has ten rows and ten columns when the number of classes is left out',
    ({ learner, close }) => {
      const expected = Array.from({ length: 10 }, () => new Array<number>(10).fill(0));
      expected[9][4] = 1;
      expected[4][4] = 2;
      close(learner.confusionMatrix([4, 4, 4], [9, 4, 4]), expected, { at: place });
    },
  );

  check('confusionMatrix', 'has a row and a column also for a class that never comes up', ({ learner, close }) => {
    close(
      learner.confusionMatrix([0], [0], 4),
      [
        [1, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0, 0],
      ],
      { at: place },
    );
  });

  contract('confusionMatrix', 'counts every image once, for any number of images and classes', {
    given: answersOf,
    gives: ({ predicted, labels, classes }) => {
      const table = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
      labels.forEach((label, i) => table[label][predicted[i]]++);
      return table;
    },
    at: place,
  });

  check('confusionMatrix', 'takes bytes as well as plain numbers', ({ learner, close }) => {
    const expected = [
      [0, 1],
      [1, 0],
    ];
    close(learner.confusionMatrix(Uint8Array.of(1, 0), Uint8Array.of(0, 1), 2), expected, { at: place });
  });
});

function place([truth, answer]: (string | number)[]): string {
  return answer === undefined ? `in row ${truth}` : `in row ${truth}, column ${answer}`;
}
