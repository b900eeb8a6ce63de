import { type Random, type Tools, checksFor, float64, sizes } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import { Traced, backward } from '../traced.ts';
import type * as Lesson from './solution.ts';

const {
  columnSums,
  eighths,
  fine,
  networkBackward,
  networkForward,
  product,
  reluBackward,
  reluForward,
  softmaxCrossEntropy,
  toMatrix,
  toRows,
  transposed,
} = float64;

/** Float32, and a few products in a row: what right programs may differ by. */
const tolerance = 1e-5;
const NETWORK = { tolerance: 1e-4 };

const traced = (rows: number[][]): Traced => new Traced(Matrix.from(rows));

/** A matrix as it stands, apart from the one that it is: `pull` may hand on what it was given. */
const copyOf = ({ rows, cols, data }: Matrix): { rows: number; cols: number; data: number[] } => ({
  rows,
  cols,
  data: Array.from(data),
});

/** What an operation gave, and what its `pull` makes of `upstream`. */
function thereAndBack(
  result: Traced,
  upstream: Matrix,
): { value: ReturnType<typeof copyOf>; pulled: ReturnType<typeof copyOf>[] } {
  return { value: copyOf(result.value), pulled: result.pull(upstream).map(copyOf) };
}

const known = new WeakMap<Matrix, Traced>();

/** A matrix whose numbers change stays in the same object, as weights do: what is remembered of that object is old then. */
function tracedOnce(matrix: Matrix): Traced {
  const traced = known.get(matrix) ?? new Traced(matrix);
  known.set(matrix, traced);
  return traced;
}

/** What stands at a place of `thereAndBack`, in words. */
const placeIn =
  (...inputs: string[]) =>
  ([part, input, ...entry]: (string | number)[]): string =>
    part === 'value'
      ? 'in the value'
      : `in what \`pull\` returned for \`${inputs[Number(input)]}\`${entry.length > 0 ? `, at [${entry.filter((each) => typeof each === 'number').join('][')}]` : ''}`;

/** The numbers of the guide: two layers, one example. */
const guide = () => ({
  x: traced([[1, 2]]),
  W: traced([
    [1, -1],
    [3, 0],
  ]),
  b: traced([[-5, 0]]),
  V: traced([
    [3, 1],
    [4, 0],
  ]),
  c: traced([[-4, 0]]),
});

const SHAPES = [
  [3, 4, 2],
  [1, 3, 5, 2],
  [4, 2, 3],
];

export default checksFor<typeof Lesson>((check, contract) => {
  /** The loss of a network of two or more layers, as a graph of the learner's operations. */
  function lossOf(
    learner: typeof Lesson,
    x: Traced,
    layers: { weights: Traced; bias: Traced }[],
    labels: number[],
  ): Traced {
    const logits = layers.reduce((input, { weights, bias }, i) => {
      const output = learner.addRowTraced(learner.matmulTraced(input, weights), bias);
      return i < layers.length - 1 ? learner.reluTraced(output) : output;
    }, x);
    return learner.crossEntropyTraced(logits, labels);
  }

  function holdsInputs({ holds }: Tools<typeof Lesson>, result: Traced, inputs: Traced[], names: string): void {
    holds(
      result?.inputs?.length === inputs.length && inputs.every((each, i) => result.inputs[i] === each),
      `The result does not keep ${names} as its ${inputs.length === 1 ? 'input' : 'inputs, in this order'}. They are the second argument of \`new Traced\`.`,
      { expected: `${inputs.length} inputs`, actual: `${result?.inputs?.length} inputs` },
    );
  }

  check('matmulTraced', 'makes x · W of the guide: 7 and −1, and keeps x and W', (tools) => {
    const { x, W } = guide();
    const z = tools.learner.matmulTraced(x, W);
    tools.close(z?.value, toMatrix([[7, -1]]), { what: 'the value of x · W' });
    holdsInputs(tools, z, [x, W], 'a and b');
  });

  contract('matmulTraced', 'is right on the way there and on the way back, for matrices of every shape', {
    given: (draw) => {
      const [n, k, m] = [draw.size(200), draw.size(200), draw.size(200)];
      const [a, b, upstream] = [fine(draw, n, k), fine(draw, k, m), fine(draw, n, m)].map((rows) => Matrix.from(rows));
      return { a, b, upstream };
    },
    does: ({ matmulTraced }, { a, b, upstream }) => thereAndBack(matmulTraced(tracedOnce(a), tracedOnce(b)), upstream),
    gives: ({ a, b, upstream }) => {
      const [left, right, back] = [a, b, upstream].map((each) => each.toArray());
      return {
        value: toMatrix(product(left, right)),
        pulled: [toMatrix(product(back, transposed(right))), toMatrix(product(transposed(left), back))],
      };
    },
    at: placeIn('a', 'b'),
    tolerance,
  });

  check('matmulTraced', 'answers each upstream for itself, also a second one', ({ learner, close }) => {
    const { x, W } = guide();
    const z = learner.matmulTraced(x, W);
    z.pull(Matrix.from([[1, 1]]));
    const expected = [
      [[2, 6]],
      [
        [2, 0],
        [4, 0],
      ],
    ];
    close(z.pull(Matrix.from([[2, 0]])).map(copyOf), expected.map(toMatrix), {
      what: 'what `pull` of x · W returned when it was called a second time, with another upstream,',
      at: ([input]) => (input === 0 ? 'for x' : 'for W'),
      tolerance,
    });
  });

  check('matmulTraced', 'throws when the inner sizes differ, and names both shapes', ({ learner, throws }) => {
    const because = 'A row of the first matrix must be as long as a column of the second one.';
    const zeros = (rows: number, cols: number): Traced => new Traced(Matrix.zeros(rows, cols));
    throws(() => learner.matmulTraced(zeros(2, 3), zeros(4, 5)), sizes(2, 3, 4, 5), because);
    throws(() => learner.matmulTraced(zeros(3, 1), zeros(3, 2)), sizes(3, 1, 2), because);
  });

  check('addRowTraced', 'adds the row of the guide: 2 and −1, and keeps m and row', (tools) => {
    const { b } = guide();
    const z = traced([[7, -1]]);
    const s = tools.learner.addRowTraced(z, b);
    tools.close(s?.value, toMatrix([[2, -1]]), { what: 'the value of z + b' });
    holdsInputs(tools, s, [z, b], 'm and row');
  });

  contract('addRowTraced', 'is right on the way there and on the way back, from one row and one column on', {
    given: (draw) => {
      const [rows, cols] = [draw.size(200), draw.size(200)];
      return {
        m: Matrix.from(fine(draw, rows, cols)),
        row: Matrix.from(fine(draw, 1, cols)),
        upstream: Matrix.from(fine(draw, rows, cols)),
      };
    },
    does: ({ addRowTraced }, { m, row, upstream }) =>
      thereAndBack(addRowTraced(tracedOnce(m), tracedOnce(row)), upstream),
    gives: ({ m, row, upstream }) => {
      const [added] = row.toArray();
      return {
        value: toMatrix(m.toArray().map((each) => each.map((value, j) => value + added[j]))),
        pulled: [toMatrix(upstream.toArray()), toMatrix([columnSums(upstream.toArray())])],
      };
    },
    at: placeIn('m', 'row'),
    tolerance,
  });

  check('addRowTraced', 'throws when the row does not fit, and names both shapes', ({ learner, throws }) => {
    const because = 'The row must be one row, as long as a row of the matrix.';
    const zeros = (rows: number, cols: number): Traced => new Traced(Matrix.zeros(rows, cols));
    throws(() => learner.addRowTraced(zeros(2, 3), zeros(1, 4)), sizes(2, 3, 1, 4), because);
    throws(() => learner.addRowTraced(zeros(2, 3), zeros(2, 3)), sizes(2, 3), because);
  });

  check('reluTraced', 'stops the −1 of the guide, and keeps the matrix that it was made of', (tools) => {
    const s = traced([[2, -1]]);
    const h = tools.learner.reluTraced(s);
    tools.close(h?.value, toMatrix([[2, 0]]), { what: 'the value of relu(s)' });
    holdsInputs(tools, h, [s], 'a');
    tools.close(s.value, toMatrix([[2, -1]]), { what: 'the value of s itself afterwards' });
  });

  contract('reluTraced', 'is right on the way there and on the way back, for numbers of all kinds', {
    given: (draw) => {
      const [rows, cols] = [draw.size(200), draw.size(200)];
      return { a: Matrix.from(fine(draw, rows, cols)), upstream: Matrix.from(fine(draw, rows, cols)) };
    },
    does: ({ reluTraced }, { a, upstream }) => thereAndBack(reluTraced(tracedOnce(a)), upstream),
    gives: ({ a, upstream }) => ({
      value: toMatrix(reluForward(a.toArray())),
      pulled: [toMatrix(reluBackward(a.toArray(), upstream.toArray()))],
    }),
    at: placeIn('a'),
    tolerance,
  });

  check('crossEntropyTraced', 'finds the loss of the guide, ln 2, in a matrix of 1 × 1', (tools) => {
    const o = traced([[2, 2]]);
    const loss = tools.learner.crossEntropyTraced(o, [0]);
    tools.close(loss?.value, toMatrix([[Math.log(2)]]), { what: 'the value of the loss', tolerance });
    holdsInputs(tools, loss, [o], 'logits');
  });

  contract('crossEntropyTraced', 'is right on the way there and on the way back, and multiplies by upstream', {
    given: (draw) => {
      const [examples, classes] = [draw.size(200), draw.size(100, 2)];
      return {
        logits: Matrix.from(fine(draw, examples, classes, 20)),
        labels: Array.from({ length: examples }, () => draw.integer(0, classes - 1)),
        upstream: Matrix.from(fine(draw, 1, 1)),
      };
    },
    does: ({ crossEntropyTraced }, { logits, labels, upstream }) =>
      thereAndBack(crossEntropyTraced(tracedOnce(logits), labels), upstream),
    gives: ({ logits, labels, upstream }) => {
      const { loss, gradient } = softmaxCrossEntropy(logits.toArray(), labels);
      const factor = upstream.get(0, 0);
      return {
        value: toMatrix([[loss]]),
        pulled: [toMatrix(gradient.map((row) => row.map((value) => value * factor)))],
      };
    },
    at: placeIn('logits'),
    // Where the powers of e go through a float32 matrix, a loss near 0 has four digits.
    tolerance: 2e-4,
  });

  check('crossEntropyTraced', 'throws when there are not as many labels as examples', ({ learner, throws }) => {
    const because = 'Every example needs a label.';
    throws(() => learner.crossEntropyTraced(new Traced(Matrix.zeros(3, 2)), [0, 1]), [3, 2], because);
    throws(() => learner.crossEntropyTraced(new Traced(Matrix.zeros(3, 2)), [0, 1, 0, 1]), [3, 4], because);
  });

  check(
    'crossEntropyTraced',
    'gives the gradients of the guide, for every matrix of the network',
    ({ learner, close }) => {
      const { x, W, b, V, c } = guide();
      const layers = [
        { weights: W, bias: b },
        { weights: V, bias: c },
      ];
      backward(lossOf(learner, x, layers, [0]));
      const gradients = { x: x.gradient, W: W.gradient, b: b.gradient, V: V.gradient, c: c.gradient };
      const expected = {
        x: [[-1, -3]],
        W: [
          [-1, 0],
          [-2, 0],
        ],
        b: [[-1, 0]],
        V: [
          [-1, 1],
          [0, 0],
        ],
        c: [[-0.5, 0.5]],
      };
      for (const name of ['c', 'V', 'b', 'W', 'x'] as const)
        close(gradients[name], toMatrix(expected[name]), { what: `the gradient of ${name}`, tolerance });
    },
  );

  check(
    'matmulTraced',
    'adds up the gradients of a matrix that is used twice, as in x · W · W',
    ({ learner, close }) => {
      const { x, W } = guide();
      backward(learner.matmulTraced(learner.matmulTraced(x, W), W));
      close(
        W.gradient,
        toMatrix([
          [7, 10],
          [-1, 5],
        ]),
        { what: 'the gradient of W in x · W · W', tolerance },
      );
      close(x.gradient, toMatrix([[-3, 0]]), { what: 'the gradient of x in x · W · W', tolerance });
      // Both factors are the same matrix.
      const A = traced([
        [1, 2],
        [0, -1],
      ]);
      backward(learner.matmulTraced(A, A));
      close(
        A.gradient,
        toMatrix([
          [4, 0],
          [4, 0],
        ]),
        { what: 'the gradient of A in A · A', tolerance },
      );
    },
  );

  check(
    'crossEntropyTraced',
    'agrees with backpropagation through a network, for every number',
    ({ learner, random, close }) => {
      for (const shape of SHAPES) {
        const { x, layers, labels } = randomNetwork(random, shape);
        const graph = layers.map(({ weights, bias }) => ({ weights: traced(weights), bias: traced([bias]) }));
        const input = traced(x);
        backward(lossOf(learner, input, graph, labels));
        const output = networkForward(x, layers).at(-1) as number[][];
        const right = networkBackward(x, layers, softmaxCrossEntropy(output, labels).gradient);
        graph.forEach(({ weights, bias }, i) => {
          const of = `of layer ${i}, in a network of ${shape.join('-')}`;
          close(weights.gradient, toMatrix(right.layers[i].weights), {
            what: `the gradient of the weights ${of}`,
            ...NETWORK,
          });
          close(bias.gradient, toMatrix([right.layers[i].bias]), {
            what: `the gradient of the bias ${of}`,
            ...NETWORK,
          });
        });
        close(input.gradient, toMatrix(right.input), { what: 'the gradient of the images', ...NETWORK });
      }
    },
  );

  check('crossEntropyTraced', 'agrees with the slope measured by nudging each weight', ({ learner, random, slope }) => {
    const { x, layers, labels } = randomNetwork(random, [3, 4, 2]);
    const graph = layers.map(({ weights, bias }) => ({ weights: traced(weights), bias: traced([bias]) }));
    backward(lossOf(learner, traced(x), graph, labels));
    layers.forEach((layer, at) => {
      const loss = (numbers: number[]): number => {
        const nudged = layers.map((each, i) =>
          i === at ? { ...each, weights: toRows(numbers, layer.bias.length) } : each,
        );
        return softmaxCrossEntropy(networkForward(x, nudged).at(-1) as number[][], labels).loss;
      };
      slope(graph[at].weights.gradient.data, loss, layer.weights.flat(), {
        what: `the gradient of the weights of layer ${at}, row by row,`,
        ...NETWORK,
      });
    });
  });

  check('addRowTraced', 'gives the same gradients when `backward` is called a second time', ({ learner, close }) => {
    const m = traced([
      [1, 2],
      [3, 4],
    ]);
    const row = traced([[10, -20]]);
    const end = learner.reluTraced(learner.addRowTraced(m, row));
    for (const time of ['first', 'second']) {
      backward(end);
      close(
        [m.gradient, row.gradient],
        [
          toMatrix([
            [1, 0],
            [1, 0],
          ]),
          toMatrix([[2, 0]]),
        ],
        { what: `the gradient of m and row after the ${time} call`, at: ([i]) => (i === 0 ? 'of m' : 'of row') },
      );
    }
  });
});

/** A network whose neurons are all far from their bend, where a nudge would step over it. */
function randomNetwork(
  random: Random,
  shape: number[],
): { x: number[][]; layers: float64.DenseParameters[]; labels: number[] } {
  const examples = 3;
  for (let attempt = 0; ; attempt++) {
    const x = eighths(random, examples, shape[0]);
    const layers = shape.slice(1).map((outputs, i) => ({
      weights: eighths(random, shape[i], outputs, 1),
      bias: eighths(random, 1, outputs, 1)[0],
    }));
    const labels = Array.from({ length: examples }, () => random.integer(0, shape[shape.length - 1] - 1));
    const near = layers.slice(0, -1).some((_, i) => {
      const inputs = networkForward(x, layers)[i];
      return product(inputs, layers[i].weights).some((row) =>
        row.some((value, j) => Math.abs(value + layers[i].bias[j]) < 1e-3),
      );
    });
    if (!near || attempt === 100) return { x, layers, labels };
  }
}
