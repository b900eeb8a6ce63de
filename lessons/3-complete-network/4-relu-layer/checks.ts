import { checksFor, float64 } from 'kit';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { eighths, filledLike, forwardsBefore, reluBackward, reluForward, single, toMatrix, toRows, weightedSum } =
  float64;

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

export default checksFor<typeof Lesson>((check, contract) => {
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

  check('ReLU', 'has nothing to learn', ({ learner, close, holds }) => {
    close(new learner.ReLU().parameters(), [], { what: 'what `parameters` returned' });
    const [one, other] = [new learner.ReLU().parameters(), new learner.ReLU().parameters()];
    holds(
      one !== other,
      '`parameters` of two layers gave the same array. What is added to one list would be in the other, too: return a new array.',
    );
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

  check('ReLU', 'stops −0.01 as it stops −1000, and lets 0.01 through as it lets 1000', ({ learner, close }) => {
    const relu = new learner.ReLU();
    const x = [[-1000, -0.01, 0.01, 1000]];
    close(relu.forward(Matrix.from(x)), toMatrix([[0, 0, 0.01, 1000]]), { what: FORWARD, tolerance: 1e-6 });
    close(relu.backward(Matrix.from([[5, 6, 7, 8]])), toMatrix([[0, 0, 7, 8]]), { what: BACKWARD });
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

  contract('ReLU', 'is right for batches of every size, and for every order of calls', {
    given: (draw) => {
      const cols = draw.size(784);
      const [batch, another] = [draw.size(1300), draw.size(200)];
      return {
        x: Matrix.from(single(draw, batch, cols)),
        upstream: Matrix.from(single(draw, batch, cols)),
        secondX: Matrix.from(single(draw, another, cols)),
        secondUpstream: Matrix.from(single(draw, another, cols)),
        ...forwardsBefore(draw),
      };
    },
    does: ({ ReLU }, { x, upstream, secondX, secondUpstream, forwardsBefore: before = 0 }) => {
      const [relu, other] = [new ReLU(), new ReLU()];
      for (let i = 0; i < before; i++) relu.forward(Matrix.from(filledLike(x.toArray(), 2)));
      // The very same matrix with other numbers in it, as a loop that fills one batch after the other has it.
      const same = Matrix.from(filledLike(x.toArray(), 1));
      relu.forward(same);
      same.data.set(x.data);
      const output = relu.forward(same);
      const input = relu.backward(upstream);
      relu.forward(x);
      const secondOutput = relu.forward(secondX);
      // All doors open, unlike those of the first input and of the second one: what is shared shows.
      other.forward(Matrix.from(filledLike(secondX.toArray(), 1)));
      const secondInput = relu.backward(secondUpstream);
      const otherInput = other.backward(secondUpstream);
      return { output, input, secondOutput, secondInput, otherInput };
    },
    gives: (given) => {
      const [x, upstream] = [given.x.toArray(), given.upstream.toArray()];
      const [secondX, secondUpstream] = [given.secondX.toArray(), given.secondUpstream.toArray()];
      return {
        output: toMatrix(reluForward(x)),
        input: toMatrix(reluBackward(x, upstream)),
        secondOutput: toMatrix(reluForward(secondX)),
        secondInput: toMatrix(reluBackward(secondX, secondUpstream)),
        otherInput: toMatrix(secondUpstream),
      };
    },
  });

  check('ReLU', 'is right for 600 images and 128 neurons', ({ learner, random, holds }) => {
    // More numbers than two bytes can count.
    const x = new Matrix(
      600,
      128,
      Float32Array.from({ length: 600 * 128 }, () => random.between(-1, 1)),
    );
    const relu = new learner.ReLU();
    relu.forward(x);
    const { data } = relu.backward(new Matrix(600, 128, new Float32Array(600 * 128).fill(1)));
    const wrong = x.data.findIndex((value, i) => data[i] !== (value > 0 ? 1 : 0));
    holds(
      wrong < 0,
      `In a batch of 600 images with 128 numbers each, \`backward\` gave ${data[wrong]} in row ${Math.floor(wrong / 128)}, column ${wrong % 128} for an upstream gradient of ones, expected ${x.data[wrong] > 0 ? 1 : 0}.`,
      { expected: x.data[wrong] > 0 ? 1 : 0, actual: data[wrong] },
    );
  });

  check('ReLU', 'gives the same when `backward` is called twice', ({ learner, close }) => {
    const relu = new learner.ReLU();
    relu.forward(Matrix.from(X));
    relu.backward(
      Matrix.from([
        [1, 1, 1],
        [1, 1, 1],
      ]),
    );
    close(
      relu.backward(Matrix.from(UPSTREAM)),
      toMatrix([
        [-10, 0, 0],
        [0, 50, -60],
      ]),
      { what: 'what the second `backward` after one `forward` returned' },
    );
  });

  check('ReLU', 'returns new matrices, also where every number passes', ({ learner, holds }) => {
    const relu = new learner.ReLU();
    const [x, upstream] = [Matrix.from([[1, 2, 3]]), Matrix.from([[4, -5, 6]])];
    const isNew = (result: Matrix, given: Matrix): boolean => result !== given && result.data !== given.data;
    holds(
      isNew(relu.forward(x), x),
      '`forward` gave `x` itself back where all numbers are above 0. A later change of one of them would change the other, too: return a new matrix.',
    );
    holds(
      isNew(relu.backward(upstream), upstream),
      '`backward` gave `upstream` itself back where every door was open. A later change of one of them would change the other, too: return a new matrix.',
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
