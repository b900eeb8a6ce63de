import { checksFor, describeKind, float64, misfits, sizes } from 'kit';
import type { Parameter } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const { denseBackward, denseForward, eighths, filledLike, fine, forwardsBefore, toMatrix, toRows, weightedSum } =
  float64;

const WEIGHTS = [
  [2, 0, 1],
  [-1, 1, 0],
];
const BIAS = [1, 0, -1];
const X = [
  [1, 2],
  [3, -1],
];
const UPSTREAM = [
  [1, 0, 2],
  [0, 1, 1],
];

const what = {
  forward: 'what `forward` returned',
  backward: 'what `backward` returned',
  weights: 'the gradient of the weights',
  bias: 'the gradient of the bias',
};

export default checksFor<typeof Lesson>((check, contract) => {
  const hand = (learner: typeof Lesson): InstanceType<typeof Lesson.Dense> =>
    new learner.Dense(Matrix.from(WEIGHTS), Matrix.from([BIAS]));

  check('Dense', 'takes the two examples of the guide forward', ({ learner, close }) => {
    close(
      hand(learner).forward(Matrix.from(X)),
      toMatrix([
        [1, 2, 0],
        [8, -1, 2],
      ]),
      { what: what.forward },
    );
  });

  check('Dense', 'finds the gradient of the weights in the guide', ({ learner, close }) => {
    const dense = hand(learner);
    dense.forward(Matrix.from(X));
    dense.backward(Matrix.from(UPSTREAM));
    close(
      dense.parameters()[0].gradient,
      toMatrix([
        [1, 3, 5],
        [2, -1, 3],
      ]),
      { what: what.weights },
    );
  });

  check('Dense', 'finds the gradient of the bias in the guide', ({ learner, close }) => {
    const dense = hand(learner);
    dense.forward(Matrix.from(X));
    dense.backward(Matrix.from(UPSTREAM));
    close(dense.parameters()[1].gradient, toMatrix([[1, 1, 3]]), { what: what.bias });
  });

  check('Dense', 'returns the gradient of the input in the guide', ({ learner, close }) => {
    const dense = hand(learner);
    dense.forward(Matrix.from(X));
    close(
      dense.backward(Matrix.from(UPSTREAM)),
      toMatrix([
        [4, -1],
        [1, 1],
      ]),
      { what: what.backward },
    );
  });

  check('Dense', 'hands out its own two matrices, the weights first', ({ learner, holds }) => {
    const weights = Matrix.from([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const bias = Matrix.from([[7, 8]]);
    const parameters = new learner.Dense(weights, bias).parameters();
    holds(
      Array.isArray(parameters) && parameters.length === 2,
      `\`parameters\` returned ${describeKind(parameters)}, expected an array of two: the weights and the bias.`,
    );
    const isBias = (value: Matrix): boolean => value.rows === 1;
    holds(
      !isBias(parameters[0].value) && isBias(parameters[1].value),
      '`parameters` returned the bias first. The weights come before the bias.',
    );
    holds(
      parameters[0].value === weights && parameters[1].value === bias,
      'A `value` in `parameters` holds a copy, expected the very matrix that the constructor was given. Training changes these numbers in place.',
    );
  });

  check('Dense', 'starts with gradients of zeros, in the shapes of weights and bias', ({ learner, close }) => {
    const [weights, bias] = new learner.Dense(
      Matrix.from([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      Matrix.from([[7, 8]]),
    ).parameters();
    close(
      weights.gradient,
      toMatrix([
        [0, 0],
        [0, 0],
        [0, 0],
      ]),
      { what: 'the gradient of the weights, before any `backward`,' },
    );
    close(bias.gradient, toMatrix([[0, 0]]), { what: 'the gradient of the bias, before any `backward`,' });
  });

  check(
    'Dense',
    'agrees with the slope measured by nudging each weight, bias and input',
    ({ learner, random, slope }) => {
      const [batch, inputs, outputs] = [3, 4, 2];
      const weights = eighths(random, inputs, outputs);
      const [bias] = eighths(random, 1, outputs);
      const x = eighths(random, batch, inputs);
      const upstream = eighths(random, batch, outputs);
      const dense = new learner.Dense(Matrix.from(weights), Matrix.from([bias]));
      dense.forward(Matrix.from(x));
      const input = dense.backward(Matrix.from(upstream));
      const [ofWeights, ofBias] = dense.parameters();
      const loss = (xs: number[][], w: number[][], b: number[]): number =>
        weightedSum(denseForward(xs, { weights: w, bias: b }), upstream);
      slope(ofWeights.gradient.data, (params) => loss(x, toRows(params, outputs), bias), weights.flat(), {
        what: what.weights,
      });
      slope(ofBias.gradient.data, (params) => loss(x, weights, params), bias, { what: what.bias });
      slope(input.data, (params) => loss(toRows(params, inputs), weights, bias), x.flat(), { what: what.backward });
    },
  );

  check('Dense', 'keeps what `parameters` returned current', ({ learner, close }) => {
    const dense = hand(learner);
    const [weights, bias] = dense.parameters();
    dense.forward(Matrix.from(X));
    dense.backward(Matrix.from(UPSTREAM));
    const isZero = ({ gradient }: Parameter): boolean => gradient.data.every((value) => value === 0);
    const isOld = [weights, bias].every(isZero) && !dense.parameters().every(isZero);
    const note = isOld
      ? '`parameters` was called before `backward`, and what it returned still shows the gradients of that time.'
      : undefined;
    close(
      weights.gradient,
      toMatrix([
        [1, 3, 5],
        [2, -1, 3],
      ]),
      { what: what.weights, note },
    );
    close(bias.gradient, toMatrix([[1, 1, 3]]), { what: what.bias, note });
  });

  check('Dense', 'replaces the gradients in a second `backward`', ({ learner, close }) => {
    const dense = hand(learner);
    dense.forward(Matrix.from(X));
    dense.backward(
      Matrix.from([
        [5, 5, 5],
        [5, 5, 5],
      ]),
    );
    dense.backward(Matrix.from(UPSTREAM));
    const [weights, bias] = dense.parameters();
    close(
      weights.gradient,
      toMatrix([
        [1, 3, 5],
        [2, -1, 3],
      ]),
      { what: what.weights },
    );
    close(bias.gradient, toMatrix([[1, 1, 3]]), { what: what.bias });
  });

  check('Dense', 'uses weights and bias as they are now, after training has changed them', ({ learner, close }) => {
    const weights = Matrix.from(WEIGHTS);
    const bias = Matrix.from([BIAS]);
    const dense = new learner.Dense(weights, bias);
    const x = Matrix.from(X);
    dense.forward(x);
    const upstream = [
      [0, 1, 0],
      [0, 0, 0],
    ];
    const before = dense.backward(Matrix.from(upstream)).toArray();
    weights.set(0, 1, 10);
    bias.set(0, 0, -1);
    close(
      dense.forward(x),
      toMatrix([
        [-1, 12, 0],
        [6, 29, 2],
      ]),
      { what: 'what `forward` returned after a weight and a bias were changed' },
    );
    const after = dense.backward(Matrix.from(upstream));
    const wasRight = [0, 1, 0, 0];
    const isOld = [before, after.toArray()].every((rows) => rows.flat().every((value, i) => value === wasRight[i]));
    close(
      after,
      toMatrix([
        [10, 1],
        [0, 0],
      ]),
      {
        what: what.backward,
        note: isOld
          ? 'It is what was right before a weight was changed. Is something kept that was made of the weights?'
          : undefined,
      },
    );
  });

  check('Dense', 'is right with numbers as large as ±1000, and with zeros', ({ learner, close }) => {
    const weights = [
      [1000, -1000],
      [0, 0.5],
      [-1000, 0],
    ];
    const bias = [1000, -1000];
    const x = [
      [1000, 0, -1000],
      [0, 0, 0],
    ];
    const upstream = [
      [1000, 0],
      [-1000, 0.25],
    ];
    const dense = new learner.Dense(Matrix.from(weights), Matrix.from([bias]));
    close(dense.forward(Matrix.from(x)), toMatrix(denseForward(x, { weights, bias })), {
      what: what.forward,
      tolerance: 1e-5,
    });
    const expected = denseBackward(x, weights, upstream);
    close(dense.backward(Matrix.from(upstream)), toMatrix(expected.input), { what: what.backward, tolerance: 1e-5 });
    close(dense.parameters()[0].gradient, toMatrix(expected.weights), { what: what.weights, tolerance: 1e-5 });
  });

  check('Dense', 'returns a new matrix in each `forward` and each `backward`', ({ learner, holds }) => {
    const dense = hand(learner);
    const outputs = [0, 1].map(() => dense.forward(Matrix.from(X)));
    const inputs = [0, 1].map(() => dense.backward(Matrix.from(UPSTREAM)));
    for (const [method, [first, second]] of [
      ['forward', outputs],
      ['backward', inputs],
    ] as const)
      holds(
        first !== second && first.data !== second.data,
        `\`${method}\` gave the same matrix in two calls, so that the second call changes the result of the first. Make a new one in each call.`,
      );
  });

  check(
    'Dense',
    'has gradients of its own, which are no part of another layer or of an argument',
    ({ learner, holds }) => {
      const [first, second] = [hand(learner), hand(learner)];
      const shares = (a: Matrix, b: Matrix): boolean => a === b || a.data.buffer === b.data.buffer;
      const gradients = (dense: typeof first): Matrix[] => dense.parameters().map(({ gradient }) => gradient);
      holds(
        !gradients(first).some((one) => gradients(second).some((other) => shares(one, other))),
        'Two layers of the same size share a gradient, before any `backward`. What is written into one is in the other, too: make a new matrix for each layer.',
      );
      const upstream = Matrix.from([[1, 0, 2]]);
      first.forward(Matrix.from([[1, 2]]));
      first.backward(upstream);
      holds(
        !gradients(first).some((gradient) => shares(gradient, upstream)),
        'With a batch of one example, a gradient is the matrix `upstream` itself. What changes one of them later changes both: make a new matrix.',
      );
    },
  );

  contract('Dense', 'is right for batches of every size, and for every order of calls', {
    given: (draw) => {
      const [inputs, outputs] = [draw.size(784), draw.size(128)];
      const [batch, another] = [draw.size(1300), draw.size(200)];
      return {
        weights: fine(draw, inputs, outputs),
        bias: fine(draw, 1, outputs)[0],
        x: fine(draw, batch, inputs),
        upstream: fine(draw, batch, outputs),
        secondX: fine(draw, another, inputs),
        secondUpstream: fine(draw, another, outputs),
        ...forwardsBefore(draw),
      };
    },
    does: ({ Dense }, { weights, bias, x, upstream, secondX, secondUpstream, forwardsBefore: before = 0 }) => {
      const layer = new Dense(Matrix.from(weights), Matrix.from([bias]));
      for (let i = 0; i < before; i++) layer.forward(Matrix.from(filledLike(x, 2)));
      // The very same matrix with other numbers in it, as a loop that fills one batch after the other has it.
      const batch = Matrix.from(filledLike(x, 1));
      layer.forward(batch);
      batch.data.set(toMatrix(x).data);
      const output = layer.forward(batch);
      const input = layer.backward(Matrix.from(upstream));
      const first = layer.parameters().map(({ gradient }) => Matrix.from(gradient.toArray()));
      const other = new Dense(Matrix.from(weights), Matrix.from([bias]));
      layer.forward(Matrix.from(x));
      const secondOutput = layer.forward(Matrix.from(secondX));
      // Neither the first input nor the second one: what is shared shows.
      other.forward(Matrix.from(filledLike(secondX, 1)));
      const secondInput = layer.backward(Matrix.from(secondUpstream));
      const second = layer.parameters().map(({ gradient }) => gradient);
      return { output, input, first, secondOutput, secondInput, second };
    },
    gives: ({ weights, bias, x, upstream, secondX, secondUpstream }) => {
      const first = denseBackward(x, weights, upstream);
      const second = denseBackward(secondX, weights, secondUpstream);
      return {
        output: toMatrix(denseForward(x, { weights, bias })),
        input: toMatrix(first.input),
        first: [toMatrix(first.weights), toMatrix([first.bias])],
        secondOutput: toMatrix(denseForward(secondX, { weights, bias })),
        secondInput: toMatrix(second.input),
        second: [toMatrix(second.weights), toMatrix([second.bias])],
      };
    },
    tolerance: 1e-5,
  });

  check('Dense', 'throws when the input does not fit the weights, and names both shapes', ({ learner, throws }) => {
    const dense = new learner.Dense(Matrix.zeros(4, 5), Matrix.zeros(1, 5));
    const because = 'The input needs one column for each row of the weights.';
    throws(() => dense.forward(Matrix.zeros(2, 3)), sizes(2, 3, 4, 5), because);
    for (const [n, k, inputs] of misfits(3, ([, k, inputs]) => k === inputs)) {
      const small = new learner.Dense(Matrix.zeros(inputs, 2), Matrix.zeros(1, 2));
      throws(() => small.forward(Matrix.zeros(n, k)), sizes(n, k, inputs), because);
    }
  });

  check('Dense', 'throws when the bias does not fit the weights, at the latest in `forward`', ({ learner, throws }) => {
    const because = 'There must be one bias for each column of the weights.';
    throws(
      () => new learner.Dense(Matrix.zeros(4, 5), Matrix.zeros(1, 3)).forward(Matrix.zeros(2, 4)),
      sizes(1, 3),
      because,
    );
  });

  check('Dense', 'throws when upstream does not have the shape of the output', ({ learner, throws }) => {
    const dense = new learner.Dense(Matrix.zeros(4, 5), Matrix.zeros(1, 5));
    dense.forward(Matrix.zeros(2, 4));
    const because = 'The upstream gradient has one number for each number of the output.';
    throws(() => dense.backward(Matrix.zeros(3, 5)), sizes(3, 5), because);
    throws(() => dense.backward(Matrix.zeros(2, 6)), sizes(2, 6), because);
    for (const [n, k] of misfits(2, ([n, k]) => n === 2 && k === 3)) {
      const small = new learner.Dense(Matrix.zeros(1, 3), Matrix.zeros(1, 3));
      small.forward(Matrix.zeros(2, 1));
      throws(() => small.backward(Matrix.zeros(n, k)), sizes(n, k), because);
    }
  });

  check('Dense', 'leaves input, upstream, weights and bias unchanged', ({ learner, random, unchanged }) => {
    const [x, upstream] = [Matrix.from(eighths(random, 3, 3)), Matrix.from(eighths(random, 3, 3))];
    const [weights, bias] = [Matrix.from(eighths(random, 3, 3)), Matrix.from(eighths(random, 1, 3))];
    const dense = new learner.Dense(weights, bias);
    unchanged({ x, weights, bias }, () => dense.forward(x));
    unchanged({ x, upstream, weights, bias }, () => dense.backward(upstream));
  });
});
