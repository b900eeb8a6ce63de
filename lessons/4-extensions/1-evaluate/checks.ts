import { checksFor, type Random } from 'kit';
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
const LABELS = [0, 1, 1, 2, 2, 2];

/** The place of the largest number; of equal ones, the first. */
const largest = (row: number[]): number => row.indexOf(Math.max(...row));

const classesOf = (random: Random, count: number, classes: number): number[] =>
  Array.from({ length: count }, () => random.integer(0, classes - 1));

export default checksFor<typeof Lesson>((check) => {
  check('predictLabels', 'gives the six answers of the guide', ({ learner, close }) => {
    close(learner.predictLabels(echo, Matrix.from(HAND)), ANSWERS, { at: ([image]) => `for image ${image}` });
  });

  check('predictLabels', 'finds the largest logit also when all of them are below 0', ({ learner, close }) => {
    const images = Matrix.from([
      [-5, -2, -9, -4],
      [-1000, -999, -998, -1000],
    ]);
    close(learner.predictLabels(echo, images), [1, 2], { at: ([image]) => `for image ${image}` });
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

  check(
    'predictLabels',
    'is right for one image and for many, for two classes and for twelve',
    ({ learner, random, close }) => {
      for (const [count, classes] of [
        [1, 2],
        [1, 12],
        [3, 1],
        [7, 3],
        [40, 10],
        [65, 12],
      ]) {
        const logits = random.rows(count, classes, -10, 10).map((row) => Array.from(Float32Array.from(row)));
        close(learner.predictLabels(echo, Matrix.from(logits)), logits.map(largest), {
          at: ([image]) => `for image ${image}`,
        });
      }
    },
  );

  check('predictLabels', 'leaves the images unchanged', ({ learner, random, unchanged }) => {
    const images = Matrix.from(random.rows(4, 4));
    unchanged({ images }, () => learner.predictLabels(echo, images));
  });

  check('accuracy', 'gives 0.5 for the six answers of the guide', ({ learner, close }) => {
    close(learner.accuracy([...ANSWERS], [...LABELS]), 0.5);
  });

  check('accuracy', 'is 1 when all answers are right, 0 when none is', ({ learner, close }) => {
    close(learner.accuracy([3, 0, 9], [3, 0, 9]), 1);
    close(learner.accuracy([0, 3, 3], [3, 0, 9]), 0);
    close(learner.accuracy([7], [7]), 1);
  });

  check('accuracy', 'is right for one image and for many', ({ learner, random, close }) => {
    for (const count of [1, 2, 7, 300]) {
      const labels = classesOf(random, count, 4);
      const predicted = classesOf(random, count, 4);
      const right = labels.filter((label, i) => label === predicted[i]).length;
      close(learner.accuracy(Uint8Array.from(predicted), Uint8Array.from(labels)), right / count);
    }
  });

  check('accuracy', 'leaves its arguments unchanged', ({ learner, random, unchanged }) => {
    const labels = classesOf(random, 9, 3);
    const predicted = classesOf(random, 9, 3);
    unchanged({ predicted, labels }, () => learner.accuracy(predicted, labels));
  });

  check('confusionMatrix', 'gives the table of the guide', ({ learner, close }) => {
    close(
      learner.confusionMatrix([...ANSWERS], [...LABELS], 3),
      [
        [1, 0, 0],
        [1, 1, 0],
        [0, 2, 1],
      ],
      { at: place },
    );
  });

  check(
    'confusionMatrix',
    'has ten rows and ten columns when nobody says how many classes there are',
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

  check(
    'confusionMatrix',
    'counts every image once, for any number of images and classes',
    ({ learner, random, close }) => {
      for (const [count, classes] of [
        [1, 1],
        [1, 5],
        [8, 2],
        [200, 7],
        [300, 12],
      ]) {
        const labels = classesOf(random, count, classes);
        const predicted = classesOf(random, count, classes);
        const expected = Array.from({ length: classes }, (_, truth) =>
          Array.from(
            { length: classes },
            (_, answer) => labels.filter((label, i) => label === truth && predicted[i] === answer).length,
          ),
        );
        close(learner.confusionMatrix(Uint8Array.from(predicted), Uint8Array.from(labels), classes), expected, {
          at: place,
        });
      }
    },
  );

  check('confusionMatrix', 'makes a new table for each call', ({ learner, close }) => {
    learner.confusionMatrix([1, 1], [0, 1], 2);
    close(
      learner.confusionMatrix([1], [0], 2),
      [
        [0, 1],
        [0, 0],
      ],
      { at: place },
    );
  });

  check('confusionMatrix', 'leaves its arguments unchanged, too', ({ learner, random, unchanged }) => {
    const labels = classesOf(random, 9, 3);
    const predicted = classesOf(random, 9, 3);
    unchanged({ predicted, labels }, () => learner.confusionMatrix(predicted, labels, 3));
  });
});

function place([truth, answer]: (string | number)[]): string {
  return answer === undefined ? `in row ${truth}` : `in row ${truth}, column ${answer}`;
}
