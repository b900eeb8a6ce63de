import { checksFor, float64 } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, reluBackward, reluForward, toMatrix, toRows, weightedSum } = float64;

const SHAPES = [
  [1, 1],
  [1, 6],
  [5, 1],
  [3, 4],
  [4, 4],
];

const X = [
  [2, -1, 0],
  [-3, 4, 0.5],
];
const UPSTREAM = [
  [-10, 20, 30],
  [40, 50, -60],
];

const FORWARD = 'what `forward` returned';
const BACKWARD = 'what `backward` returned';

export default checksFor<typeof Lesson>((check) => {
  check('ReLU', 'lets 2, 4 and 0.5 through and stops the others', ({ learner, close }) => {
    close(
      new learner.ReLU().forward(Matrix.from(X)),
      toMatrix([
        [2, 0, 0],
        [0, 4, 0.5],
      ]),
      { what: FORWARD },
    );
  });

  check('ReLU', 'lets gradients back through the doors that were open', ({ learner, close }) => {
    const relu = new learner.ReLU();
    relu.forward(Matrix.from(X));
    close(
      relu.backward(Matrix.from(UPSTREAM)),
      toMatrix([
        [-10, 0, 0],
        [0, 50, -60],
      ]),
      { what: BACKWARD },
    );
  });

  check('ReLU', 'has nothing to learn', ({ learner, close }) => {
    close(new learner.ReLU().parameters(), [], { what: 'what `parameters` returned' });
  });

  check('ReLU', 'has the slope 0 where its input is exactly 0', ({ learner, close }) => {
    const relu = new learner.ReLU();
    relu.forward(
      Matrix.from([
        [0, 0],
        [0, 0],
      ]),
    );
    close(
      relu.backward(
        Matrix.from([
          [1, -2],
          [3, 4],
        ]),
      ),
      toMatrix([
        [0, 0],
        [0, 0],
      ]),
      { what: BACKWARD },
    );
  });

  check('ReLU', 'goes forward with any shape, zeros and ±1000 included', ({ learner, random, close }) => {
    for (const [rows, cols] of SHAPES) {
      const x = eighths(random, rows, cols);
      x[0][0] = 0;
      x[rows - 1][cols - 1] = random() < 0.5 ? 1000 : -1000;
      close(new learner.ReLU().forward(Matrix.from(x)), toMatrix(reluForward(x)), { what: FORWARD });
    }
  });

  check('ReLU', 'goes backward with any shape, whatever the sign of upstream', ({ learner, random, close }) => {
    for (const [rows, cols] of SHAPES) {
      const x = eighths(random, rows, cols);
      const upstream = eighths(random, rows, cols, 1000);
      const relu = new learner.ReLU();
      relu.forward(Matrix.from(x));
      close(relu.backward(Matrix.from(upstream)), toMatrix(reluBackward(x, upstream)), { what: BACKWARD });
    }
  });

  check('ReLU', 'agrees with the slope measured by nudging each input', ({ learner, random, slope }) => {
    // Eighths that are not 0: no nudge crosses the corner.
    const x = eighths(random, 3, 4).map((row) => row.map((value) => value || 0.5));
    const upstream = eighths(random, 3, 4);
    const relu = new learner.ReLU();
    relu.forward(Matrix.from(x));
    const gradient = relu.backward(Matrix.from(upstream));
    slope(gradient.data, (params) => weightedSum(reluForward(toRows(params, 4)), upstream), x.flat(), {
      what: BACKWARD,
    });
  });

  check(
    'ReLU',
    'goes back through the latest `forward`, also when the batch size changes',
    ({ learner, random, close }) => {
      const relu = new learner.ReLU();
      relu.forward(Matrix.from(eighths(random, 5, 3)));
      relu.forward(Matrix.from(X));
      const note = 'There was another `forward` before the last one.';
      close(
        relu.backward(Matrix.from(UPSTREAM)),
        toMatrix([
          [-10, 0, 0],
          [0, 50, -60],
        ]),
        { what: BACKWARD, note },
      );
    },
  );

  check('ReLU', 'gives the same when `backward` is called twice', ({ learner, close }) => {
    const relu = new learner.ReLU();
    relu.forward(Matrix.from(X));
    relu.backward(
      Matrix.from([
        [1, 1, 1],
        [1, 1, 1],
      ]),
    );
    const note = 'This was the second `backward` after one `forward`.';
    close(
      relu.backward(Matrix.from(UPSTREAM)),
      toMatrix([
        [-10, 0, 0],
        [0, 50, -60],
      ]),
      { what: BACKWARD, note },
    );
  });

  check('ReLU', 'keeps its input apart from that of another ReLU', ({ learner, close }) => {
    const [one, other] = [new learner.ReLU(), new learner.ReLU()];
    one.forward(Matrix.from(X));
    other.forward(
      Matrix.from([
        [-1, 1, 1],
        [1, -1, -1],
      ]),
    );
    const note = 'Another layer did a `forward` in between. Each layer remembers its own input.';
    close(
      one.backward(Matrix.from(UPSTREAM)),
      toMatrix([
        [-10, 0, 0],
        [0, 50, -60],
      ]),
      { what: BACKWARD, note },
    );
  });

  check('ReLU', 'leaves input and upstream unchanged', ({ learner, random, unchanged }) => {
    const x = Matrix.from([[-1, 2, -3], ...eighths(random, 2, 3)]);
    const upstream = Matrix.from([[1, 2, 3], ...eighths(random, 2, 3)]);
    const relu = new learner.ReLU();
    unchanged({ x }, () => relu.forward(x));
    unchanged({ x, upstream }, () => relu.backward(upstream));
  });
});
