import { type Draw, checksFor, float64 } from 'kit';
import type { Layer, Parameter } from '../layer.ts';
import { Matrix } from '../matrix.ts';
import type * as Lesson from './solution.ts';

const {
  denseBackward,
  denseForward,
  filledLike,
  fine,
  forwardsBefore,
  networkBackward,
  networkForward,
  reluBackward,
  reluForward,
  toMatrix,
  toRows,
  weightedSum,
} = float64;
type DenseParameters = float64.DenseParameters;

/** Float32 and three layers in a row: what right programs may differ by. */
const tolerance = 1e-4;

const FORWARD = 'what `forward` returned';
const BACKWARD = 'what `backward` returned';

/** Layers of the checks' own, so that a network is judged apart from the layers of earlier lessons. */
function dense(weights: number[][], bias: number[]): Layer {
  const own: Parameter[] = [weights, [bias]].map((rows) => {
    const value = Matrix.from(rows);
    return { value, gradient: Matrix.zeros(value.rows, value.cols) };
  });
  let input: number[][] = [];
  return {
    forward: (x) => {
      fits('forward', x, weights.length);
      return Matrix.from(denseForward((input = x.toArray()), { weights, bias }));
    },
    backward: (upstream) => {
      if (input.length === 0) throw new Error('backward was called before forward');
      fits('backward', upstream, bias.length);
      const gradient = denseBackward(input, weights, upstream.toArray());
      own[0].gradient = Matrix.from(gradient.weights);
      own[1].gradient = Matrix.from([gradient.bias]);
      return Matrix.from(gradient.input);
    },
    parameters: () => own,
  };
}

/** Otherwise JavaScript would stop in the middle of the checks, with words that say nothing about the network. */
function fits(method: string, { rows, cols }: Matrix, wanted: number): void {
  if (cols !== wanted)
    throw new Error(`${method} of a dense layer was given ${rows}×${cols}, but it has ${wanted} columns there`);
}

function relu(): Layer {
  let input: number[][] = [];
  return {
    forward: (x) => Matrix.from(reluForward((input = x.toArray()))),
    backward: (upstream) => Matrix.from(reluBackward(input, upstream.toArray())),
    parameters: () => [],
  };
}

/** y = factor · x + offset. The order of two of these shows in the result. */
const line = (factor: number, offset: number): Layer => dense([[factor]], [offset]);

/** Turns numbers into negative ones where their square grows: the order shows on the way back, too. */
function square(): Layer {
  let input: number[][] = [];
  return {
    forward: (x) => Matrix.from((input = x.toArray()).map((row) => row.map((value) => value * value))),
    backward: (upstream) =>
      Matrix.from(upstream.toArray().map((row, i) => row.map((value, j) => 2 * input[i][j] * value))),
    parameters: () => [],
  };
}

const hand = (): Layer[] => [
  dense(
    [
      [1, -1],
      [3, 0],
    ],
    [0, 0],
  ),
  relu(),
  dense([[2], [5]], [1]),
];

const gradients = (parameters: Parameter[]): unknown => parameters.map(({ gradient }) => gradient);

const shapeOf = ({ value }: Parameter): [number, number] => [value.rows, value.cols];

/** A network's parameters as the oracle wants them. */
function layersOf(parameters: Parameter[]): DenseParameters[] {
  return Array.from({ length: parameters.length / 2 }, (_, i) => ({
    weights: parameters[2 * i].value.toArray(),
    bias: Array.from(parameters[2 * i + 1].value.data),
  }));
}

/** Whether a nudge of any parameter would push a hidden neuron across ReLU's corner. */
function nearCorner(x: number[][], layers: DenseParameters[]): boolean {
  const values = networkForward(x, layers);
  return layers.slice(0, -1).some((layer, i) =>
    denseForward(values[i], layer)
      .flat()
      .some((value) => Math.abs(value) < 0.01),
  );
}

interface Given extends Record<string, unknown> {
  /** The number of inputs, then the number of neurons of each dense layer. */
  sizes: number[];
  layers: DenseParameters[];
  x: Matrix;
  upstream: Matrix;
  secondX: Matrix;
  secondUpstream: Matrix;
  forwardsBefore?: number;
}

/** Eighths: float32 holds every number on the way exactly, so no rounding decides which side of ReLU's corner one is on. */
function drawn(draw: Draw): Given {
  const sizes = Array.from({ length: 1 + draw.size(4) }, () => draw.integer(1, 6));
  const [batch, another] = [draw.size(200), draw.integer(1, 5)];
  const eighths = (rows: number, cols: number): number[][] => fine(draw, rows, cols, 2, 8);
  const outputs = sizes[sizes.length - 1];
  return {
    sizes,
    layers: sizes.slice(1).map((size, i) => ({ weights: eighths(sizes[i], size), bias: eighths(1, size)[0] })),
    x: Matrix.from(eighths(batch, sizes[0])),
    upstream: Matrix.from(eighths(batch, outputs)),
    secondX: Matrix.from(eighths(another, sizes[0])),
    secondUpstream: Matrix.from(eighths(another, outputs)),
    ...forwardsBefore(draw),
  };
}

/** Forward and backward, once. The gradients are copied: a later `backward` may write into the same matrices. */
function onePass(network: Layer, x: Matrix, upstream: Matrix): unknown {
  const output = network.forward(x);
  const input = network.backward(upstream);
  return { output, input, gradients: network.parameters().map(({ gradient }) => Matrix.from(gradient.toArray())) };
}

function expectedPass({ layers }: Given, x: Matrix, upstream: Matrix): unknown {
  const rows = x.toArray();
  const expected = networkBackward(rows, layers, upstream.toArray());
  return {
    output: toMatrix(networkForward(rows, layers).at(-1) as number[][]),
    input: toMatrix(expected.input),
    gradients: expected.layers.flatMap(({ weights, bias }) => [toMatrix(weights), toMatrix([bias])]),
  };
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('Network', 'takes the example of the guide forward, to 15', ({ learner, close }) => {
    close(new learner.Network(hand()).forward(Matrix.from([[1, 2]])), toMatrix([[15]]), { what: FORWARD });
  });

  check('Network', 'brings the gradient of the guide back to the input', ({ learner, close }) => {
    const network = new learner.Network(hand());
    network.forward(Matrix.from([[1, 2]]));
    close(network.backward(Matrix.from([[1]])), toMatrix([[2, 6]]), { what: BACKWARD });
  });

  check('Network', 'lets every layer set its gradients', ({ learner, close }) => {
    const layers = hand();
    const network = new learner.Network(layers);
    network.forward(Matrix.from([[1, 2]]));
    network.backward(Matrix.from([[1]]));
    const expected = [
      [
        [2, 0],
        [4, 0],
      ],
      [[2, 0]],
      [[7], [0]],
      [[1]],
    ].map(toMatrix);
    close(gradients(layers.flatMap((layer) => layer.parameters())), expected, {
      what: 'a gradient',
      at: ([i]) => `in parameter ${i}`,
    });
  });

  check('Network', 'lists the parameters of all layers, in their order', ({ learner, holds }) => {
    const layers = [line(2, 1), relu(), line(3, 1), line(4, 1)];
    const expected = layers.flatMap((layer) => layer.parameters());
    const parameters = new learner.Network(layers).parameters();
    holds(
      Array.isArray(parameters) && parameters.length === 6,
      `\`parameters\` returned ${Array.isArray(parameters) ? `a list of ${parameters.length}` : 'no list'}, expected one flat list of 6: three dense layers with two each.`,
      { actual: Array.isArray(parameters) ? parameters.length : typeof parameters },
    );
    const wrong = parameters.findIndex(({ value }, i) => value !== expected[i].value);
    holds(
      wrong < 0,
      `Entry ${wrong} of \`parameters\` does not hold the matrix expected there. First come the parameters of the first layer, as it hands them out itself.`,
      { actual: wrong },
    );
  });

  check('Network', 'keeps what `parameters` returned current', ({ learner, close }) => {
    const network = new learner.Network(hand());
    const parameters = network.parameters();
    network.forward(Matrix.from([[1, 2]]));
    network.backward(Matrix.from([[1]]));
    const isZero = ({ gradient }: Parameter): boolean => gradient.data.every((value) => value === 0);
    const isOld = parameters.every(isZero) && !network.parameters().every(isZero);
    const note = isOld
      ? '`parameters` was called before `backward`, and what it returned still shows the gradients of that time.'
      : undefined;
    close(
      gradients(parameters),
      [
        [
          [2, 0],
          [4, 0],
        ],
        [[2, 0]],
        [[7], [0]],
        [[1]],
      ].map(toMatrix),
      { what: 'a gradient', note, at: ([i]) => `in parameter ${i}` },
    );
  });

  check('Network', 'hands each output to the next layer, from the first to the last', ({ learner, close }) => {
    const network = new learner.Network([line(2, 0), line(1, 3), line(-1, 0), line(1, 10)]);
    const note = 'The layers were: times 2, plus 3, times −1, plus 10.';
    close(network.forward(Matrix.from([[5], [1]])), toMatrix([[-3], [5]]), { what: FORWARD, note });
  });

  check('Network', 'hands each gradient to the layer before, from the last to the first', ({ learner, close }) => {
    const network = new learner.Network([square(), line(3, 1), square()]);
    network.forward(Matrix.from([[1], [2]]));
    const note = 'The layers were: squared, times 3 plus 1, squared.';
    // (3x² + 1)², whose slope is 2 · (3x² + 1) · 3 · 2x.
    close(network.backward(Matrix.from([[1], [-1]])), toMatrix([[48], [-312]]), { what: BACKWARD, note });
  });

  contract('Network', 'is right for layers and batches of every size, and for every order of calls', {
    given: drawn,
    does: ({ Network }, { layers, x, upstream, secondX, secondUpstream, forwardsBefore: before = 0 }) => {
      const [network, other] = [0, 1].map(
        () => new Network(layers.flatMap(({ weights, bias }, i) => [...(i > 0 ? [relu()] : []), dense(weights, bias)])),
      );
      // The very same matrix with other numbers in it, as a loop that fills one batch after the other has it.
      const same = Matrix.from(filledLike(x.toArray(), 1));
      for (let i = 0; i <= before; i++) network.forward(same);
      same.data.set(x.data);
      const first = onePass(network, same, upstream);
      network.forward(x);
      const second = onePass(network, secondX, secondUpstream);
      return { first, second, other: other.forward(secondX) };
    },
    gives: (given) => {
      const second = expectedPass(given, given.secondX, given.secondUpstream) as { output: object };
      return { first: expectedPass(given, given.x, given.upstream), second, other: second.output };
    },
    tolerance,
  });

  check('Network', 'works with one layer, and as a layer inside another network', ({ learner, close }) => {
    const inner = new learner.Network([line(3, 1)]);
    close(inner.forward(Matrix.from([[2]])), toMatrix([[7]]), { what: FORWARD });
    const outer = new learner.Network([square(), inner, line(1, -2)]);
    close(outer.forward(Matrix.from([[2]])), toMatrix([[11]]), { what: FORWARD });
    close(outer.backward(Matrix.from([[1]])), toMatrix([[12]]), { what: BACKWARD });
    close(outer.parameters().length, 4, { what: 'the number of parameters of a network in a network' });
  });

  check('createNetwork', 'has weights and biases of the right shapes, in layer order', ({ learner, random, close }) => {
    for (const sizes of [
      [3, 5, 4, 2],
      [2, 3],
      [6, 1, 4],
    ]) {
      const expected = sizes.slice(1).flatMap((size, i) => [
        [sizes[i], size],
        [1, size],
      ]);
      const what = `the list of shapes in \`createNetwork([${sizes.join(', ')}], random)\``;
      const parameters = learner.createNetwork(sizes, random).parameters();
      close(parameters.length, expected.length, {
        what: `the number of parameters in \`createNetwork([${sizes.join(', ')}], random)\``,
      });
      close(parameters.map(shapeOf), expected, { what, at: ([i]) => `in parameter ${i}` });
    }
  });

  check('createNetwork', 'gives negative outputs, too: no ReLU after the last layer', ({ learner, random, close }) => {
    const network = learner.createNetwork([3, 4], random);
    const x = random.rows(12, 3);
    const output = networkForward(x, layersOf(network.parameters())).at(-1) as number[][];
    close(network.forward(Matrix.from(x)), toMatrix(output), { what: FORWARD, tolerance });
  });

  contract('createNetwork', 'has a ReLU between each two dense layers, whichever weights and biases they learn', {
    given: drawn,
    does: ({ createNetwork }, { sizes, layers, x, upstream }) => {
      const network = createNetwork(sizes, () => 0.3);
      const numbers = layers.flatMap(({ weights, bias }) => [weights.flat(), bias]);
      network.parameters().forEach(({ value }, i) => value.data.set(numbers[i]));
      return onePass(network, x, upstream);
    },
    gives: (given) => expectedPass(given, given.x, given.upstream),
    tolerance,
  });

  check('createNetwork', 'gives every layer matrices of its own', ({ learner, random, holds }) => {
    // Equal widths: one bias for all of them would fit.
    const networks = [0, 1].map(() => learner.createNetwork([3, 3, 3, 3], random));
    const values = networks.flatMap((network) => network.parameters().map(({ value }) => value.data));
    const twice = values.findIndex((data, i) => values.indexOf(data) < i);
    holds(
      twice < 0,
      `Parameter ${twice % 6} and parameter ${values.indexOf(values[twice]) % 6} are the same matrix${twice < 6 ? '' : ' in two networks'}. What one of them learns would change the other: make a new one for each layer.`,
    );
  });

  check(
    'createNetwork',
    'starts with biases of 0 and with weights as `heWeights` makes them',
    ({ learner, random, close }) => {
      const [w1, b1, w2, b2] = learner.createNetwork([80, 60, 90], random).parameters();
      close(
        [b1.value, b2.value],
        [toMatrix([new Array<number>(60).fill(0)]), toMatrix([new Array<number>(90).fill(0)])],
        { what: 'a bias', at: ([i, , col]) => `in dense layer ${i}, neuron ${col}` },
      );
      for (const [{ value }, inputs, outputs] of [
        [w1, 80, 60],
        [w2, 60, 90],
      ] as const) {
        close([value.rows, value.cols], [inputs, outputs], {
          what: `the shape of the weights behind ${inputs} inputs`,
        });
        const squares = Array.from(value.data, (weight) => weight * weight);
        const expected = Math.sqrt(2 / inputs);
        const ratio = Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length) / expected;
        // Six standard errors are 7 %; to one digit after the point nothing of them is left.
        close((Math.round(ratio * 10) / 10) * expected, expected, {
          what: `the standard deviation of the weights behind ${inputs} inputs`,
          tolerance: 0.11,
        });
      }
    },
  );

  check('createNetwork', 'draws new weights for each layer, from `random` alone', ({ learner, holds, random }) => {
    const start = random.integer(1, 1_000_000);
    const repeatable = (): (() => number) => {
      let state = start;
      return () => (state = (state * 48271) % 2147483647) / 2147483647;
    };
    const weights = (): number[][] =>
      learner
        .createNetwork([3, 3, 3], repeatable())
        .parameters()
        .map(({ value }) => Array.from(value.data));
    const [first, again] = [weights(), weights()];
    holds(
      first.flat().every((value, i) => value === again.flat()[i]),
      'The same draws gave two different networks, expected the same one. All chance comes from `random`.',
    );
    holds(
      first[0].some((value, i) => value !== first[2][i]),
      'Both dense layers have the same weights. Draw new ones for each layer.',
    );
  });

  check(
    'createNetwork',
    'agrees with the slope measured by nudging every weight and bias',
    ({ learner, random, slope }) => {
      const network = learner.createNetwork([3, 4, 2], random);
      const parameters = network.parameters();
      const layers = layersOf(parameters);
      let x = random.rows(3, 3);
      for (let attempt = 0; attempt < 100 && nearCorner(x, layers); attempt++) x = random.rows(3, 3);
      const upstream = random.rows(3, 2);
      network.forward(Matrix.from(x));
      network.backward(Matrix.from(upstream));
      parameters.forEach(({ value, gradient }, index) => {
        const loss = (numbers: number[]): number => {
          const nudged = layers.map((layer, i) =>
            i !== index >> 1
              ? layer
              : index % 2
                ? { ...layer, bias: numbers }
                : { ...layer, weights: toRows(numbers, value.cols) },
          );
          return weightedSum(networkForward(x, nudged).at(-1) as number[][], upstream);
        };
        slope(gradient.data, loss, Array.from(value.data), { what: `the gradient of parameter ${index}`, tolerance });
      });
    },
  );
});
