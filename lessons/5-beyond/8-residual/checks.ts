import { type Draw, checksFor, float64, misfits, sizes } from 'kit';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type * as Lesson from './solution.ts';

const {
  denseBackward,
  denseForward,
  filledLike,
  fine,
  networkBackward,
  networkForward,
  reluBackward,
  reluForward,
  toMatrix,
  toRows,
  weightedSum,
} = float64;
type DenseParameters = float64.DenseParameters;

/** Float32 and a few layers in a row: what right programs may differ by. */
const tolerance = 1e-4;

const FORWARD = 'what `forward` returned';
const BACKWARD = 'what `backward` returned';

/** An inner layer of the checks' own: dense layers with a ReLU between each two. So a block is judged apart from earlier lessons. */
function inner(layers: DenseParameters[]): Layer {
  const own: Parameter[] = layers
    .flatMap(({ weights, bias }) => [weights, [bias]])
    .map((rows) => ({ value: Matrix.from(rows), gradient: Matrix.zeros(rows.length, rows[0].length) }));
  const [inputs, outputs] = [layers[0].weights.length, layers[layers.length - 1].bias.length];
  let input: number[][] = [];
  return {
    forward: (x) => {
      fits('forward', x, inputs);
      return Matrix.from(outputOf((input = x.toArray()), layers));
    },
    backward: (upstream) => {
      if (input.length === 0) throw new Error('backward of the inner layer was called before its forward');
      fits('backward', upstream, outputs);
      const back = networkBackward(input, layers, upstream.toArray());
      back.layers.forEach(({ weights, bias }, i) => {
        own[2 * i].gradient = Matrix.from(weights);
        own[2 * i + 1].gradient = Matrix.from([bias]);
      });
      return Matrix.from(back.input);
    },
    parameters: () => own,
  };
}

const outputOf = (x: number[][], layers: readonly DenseParameters[]): number[][] =>
  networkForward(x, layers).at(-1) as number[][];

/** Otherwise JavaScript would stop in the middle of the checks, with words that say nothing about the block. */
function fits(method: string, { rows, cols }: Matrix, wanted: number): void {
  if (cols !== wanted)
    throw new Error(`${method} of the inner layer was given ${rows}×${cols}, but it has ${wanted} columns there`);
}

/** That of the guide. */
const hand = (): Layer =>
  inner([
    {
      weights: [
        [0, 2],
        [1, -1],
      ],
      bias: [0, 0],
    },
  ]);

const add = (a: number[][], b: number[][]): number[][] => a.map((row, i) => row.map((value, j) => value + b[i][j]));

const gradientsOf = (parameters: Parameter[]): Matrix[] =>
  parameters.map(({ gradient }) => Matrix.from(gradient.toArray()));

const asMatrices = (layers: DenseParameters[]): ReturnType<typeof toMatrix>[] =>
  layers.flatMap(({ weights, bias }) => [toMatrix(weights), toMatrix([bias])]);

/** The dense layers of a deep network, in layer order: the first, two for each block, the last. */
interface Deep {
  first: DenseParameters;
  blocks: DenseParameters[][];
  last: DenseParameters;
}

function deepOf(layers: DenseParameters[]): Deep {
  const middle = layers.slice(1, -1);
  const blocks = Array.from({ length: middle.length / 2 }, (_, i) => middle.slice(2 * i, 2 * i + 2));
  return { first: layers[0], blocks, last: layers[layers.length - 1] };
}

/** What each block is given, then what the last dense layer is given. */
function deepValues(x: number[][], { first, blocks }: Deep): number[][][] {
  const values = [reluForward(denseForward(x, first))];
  for (const block of blocks) values.push(add(values[values.length - 1], outputOf(values[values.length - 1], block)));
  return values;
}

const deepForward = (x: number[][], deep: Deep): number[][] =>
  denseForward(deepValues(x, deep).at(-1) as number[][], deep.last);

function deepBackward(
  x: number[][],
  deep: Deep,
  upstream: number[][],
): { input: number[][]; layers: DenseParameters[] } {
  const { first, blocks, last } = deep;
  const values = deepValues(x, deep);
  const end = denseBackward(values[blocks.length], last.weights, upstream);
  const layers: DenseParameters[] = [end];
  let gradient = end.input;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const back = networkBackward(values[i], blocks[i], gradient);
    layers.unshift(...back.layers);
    gradient = add(gradient, back.input);
  }
  const start = denseBackward(x, first.weights, reluBackward(denseForward(x, first), gradient));
  return { input: start.input, layers: [start, ...layers] };
}

/** A network's parameters as the oracle wants them. */
function layersOf(parameters: Parameter[]): DenseParameters[] {
  return Array.from({ length: parameters.length / 2 }, (_, i) => ({
    weights: parameters[2 * i].value.toArray(),
    bias: Array.from(parameters[2 * i + 1].value.data),
  }));
}

/** The shapes that `createDeepNetwork` promises, in layer order. */
function shapesOf({ inputs, width, blocks, outputs }: Lesson.DeepSizes): number[][] {
  const dense = (from: number, to: number): number[][] => [
    [from, to],
    [1, to],
  ];
  const block = [...dense(width, width), ...dense(width, width)];
  return [...dense(inputs, width), ...Array.from({ length: blocks }, () => block).flat(), ...dense(width, outputs)];
}

interface Pass extends Record<string, unknown> {
  layers: DenseParameters[];
  x: Matrix;
  upstream: Matrix;
}

/** Dense layers of these sizes, a batch and an upstream gradient, in steps of 1 / `parts`. */
function drawn(draw: Draw, shapes: readonly (readonly [number, number])[], batch: number, parts: number): Pass {
  const matrix = (rows: number, cols: number): number[][] => fine(draw, rows, cols, 1, parts);
  return {
    layers: shapes.map(([from, to]) => ({ weights: matrix(from, to), bias: matrix(1, to)[0] })),
    x: Matrix.from(matrix(batch, shapes[0][0])),
    upstream: Matrix.from(matrix(batch, shapes[shapes.length - 1][1])),
  };
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('Residual', 'adds what it was given: 3 and 4 of the guide become 7 and 6', ({ learner, close }) => {
    close(new learner.Residual(hand()).forward(Matrix.from([[3, 4]])), toMatrix([[7, 6]]), { what: FORWARD });
  });

  check('Residual', 'brings the gradient of the guide back on both ways: 21 and 1', ({ learner, close }) => {
    const block = new learner.Residual(hand());
    block.forward(Matrix.from([[3, 4]]));
    close(block.backward(Matrix.from([[1, 10]])), toMatrix([[21, 1]]), { what: BACKWARD });
  });

  check('Residual', 'lets the inner layer set its gradients, from upstream as it is', ({ learner, close }) => {
    const layer = hand();
    const block = new learner.Residual(layer);
    block.forward(Matrix.from([[3, 4]]));
    block.backward(Matrix.from([[1, 10]]));
    const expected = [
      [
        [3, 30],
        [4, 40],
      ],
      [[1, 10]],
    ].map(toMatrix);
    close(gradientsOf(layer.parameters()), expected, {
      what: 'a gradient of the inner layer',
      at: ([i]) => (i === 0 ? 'in its weights' : 'in its bias'),
    });
  });

  check('Residual', 'hands out the parameters of the inner layer, the objects themselves', ({ learner, holds }) => {
    const layer = hand();
    const expected = layer.parameters();
    const parameters = new learner.Residual(layer).parameters();
    const count = Array.isArray(parameters) ? parameters.length : 0;
    holds(
      count === 2,
      `\`parameters\` returned ${Array.isArray(parameters) ? `a list of ${count}` : 'no list'}, expected a flat list of 2: the inner layer has weights and a bias.`,
      { expected: 2, actual: Array.isArray(parameters) ? count : typeof parameters },
    );
    const wrong = expected.findIndex((each, i) => parameters[i] !== each);
    holds(
      wrong < 0,
      `Entry ${wrong} of \`parameters\` is not the object that the inner layer hands out there. What \`backward\` of the inner layer sets would not be seen in it.`,
      { actual: wrong },
    );
  });

  contract('Residual', 'is right for inner layers and batches of every size, and for every order of calls', {
    given: (draw) => {
      const [width, hidden, batch, another] = [draw.size(8), draw.size(8), draw.size(64), draw.size(5)];
      const shapes = [
        [width, hidden],
        [hidden, width],
      ] as const;
      const { x: secondX, upstream: secondUpstream } = drawn(draw, shapes, another, 8);
      return { ...drawn(draw, shapes, batch, 8), secondX, secondUpstream };
    },
    does: ({ Residual }, { layers, x, upstream, secondX, secondUpstream }) => {
      const [block, other] = [0, 1].map(() => new Residual(inner(layers)));
      // The very same matrix with other numbers in it, as a loop that fills one batch after the other has it.
      const same = Matrix.from(filledLike(x.toArray(), 1));
      block.forward(same);
      same.data.set(x.data);
      const first = { output: block.forward(same), input: block.backward(upstream) };
      const gradients = gradientsOf(block.parameters());
      const second = { output: block.forward(secondX), other: other.forward(secondX) };
      return { ...first, gradients, second, secondInput: block.backward(secondUpstream) };
    },
    gives: ({ layers, x, upstream, secondX, secondUpstream }) => {
      const [rows, secondRows] = [x.toArray(), secondX.toArray()];
      const back = networkBackward(rows, layers, upstream.toArray());
      const second = (): object => toMatrix(add(secondRows, outputOf(secondRows, layers)));
      return {
        output: toMatrix(add(rows, outputOf(rows, layers))),
        input: toMatrix(add(upstream.toArray(), back.input)),
        gradients: asMatrices(back.layers),
        second: { output: second(), other: second() },
        secondInput: toMatrix(
          add(secondUpstream.toArray(), networkBackward(secondRows, layers, secondUpstream.toArray()).input),
        ),
      };
    },
    tolerance,
  });

  check('Residual', 'asks the inner layer once on the way there, and once on the way back', ({ learner, close }) => {
    const calls = { forward: 0, backward: 0 };
    const asked = hand();
    const block = new learner.Residual({
      forward: (x) => (calls.forward++, asked.forward(x)),
      backward: (upstream) => (calls.backward++, asked.backward(upstream)),
      parameters: () => asked.parameters(),
    });
    close(block.forward(Matrix.from([[3, 4]])), toMatrix([[7, 6]]), { what: FORWARD });
    close(
      { ...calls },
      { forward: 1, backward: 0 },
      {
        what: 'the number of calls of the inner layer when `forward` was called once',
        note: 'A layer may do something else each time, as Dropout does: ask it once, and keep what it returned.',
      },
    );
    close(block.backward(Matrix.from([[1, 10]])), toMatrix([[21, 1]]), { what: BACKWARD });
    close(
      { ...calls },
      { forward: 1, backward: 1 },
      {
        what: 'the number of calls of the inner layer when `forward` and `backward` were called once each',
        note: 'The inner layer remembers its last `forward`, so one call of its `backward` is all it takes.',
      },
    );
  });

  check('Residual', 'changes no matrix that it did not make', ({ learner, holds, close }) => {
    // As a Dropout that is not training.
    const block = new learner.Residual({ forward: (x) => x, backward: (upstream) => upstream, parameters: () => [] });
    for (const method of ['forward', 'backward'] as const) {
      const given = Matrix.from([[3, 4]]);
      const result = block[method](given);
      holds(
        given.data[0] === 3 && given.data[1] === 4,
        `\`${method}\` has written into a matrix that is not its own: the inner layer handed on the very matrix that it was given, 3 and 4, and now it holds ${given.data.join(' and ')}. Write the sum into a new matrix.`,
        { expected: '[[3, 4]]', actual: given, isCause: true },
      );
      close(result, toMatrix([[6, 8]]), {
        what: `what \`${method}\` returned around an inner layer that changes nothing`,
      });
    }
  });

  check('Residual', 'throws when the inner layer changes the shape, and names both shapes', ({ learner, throws }) => {
    const because = 'Only matrices of the same shape can be added.';
    for (const [rows, cols, innerRows, innerCols] of [
      [2, 4, 2, 5],
      ...misfits(4, ([rows, cols, innerRows, innerCols]) => rows === innerRows && cols === innerCols),
    ]) {
      const block = new learner.Residual({
        forward: () => Matrix.zeros(innerRows, innerCols),
        backward: (upstream) => upstream,
        parameters: () => [],
      });
      throws(() => block.forward(Matrix.zeros(rows, cols)), sizes(rows, cols, innerRows, innerCols), because);
    }
  });

  check('Residual', 'agrees with the slope measured by nudging every input', ({ learner, random, slope }) => {
    const weights = random.rows(3, 3);
    const layers = [{ weights, bias: random.rows(1, 3)[0] }];
    const block = new learner.Residual(inner(layers));
    const [x, upstream] = [random.rows(2, 3), random.rows(2, 3)];
    block.forward(Matrix.from(x));
    const loss = (numbers: number[]): number => {
      const rows = toRows(numbers, 3);
      return weightedSum(add(rows, denseForward(rows, layers[0])), upstream);
    };
    slope(block.backward(Matrix.from(upstream)).data, loss, x.flat(), { what: BACKWARD, tolerance });
  });

  check(
    'createDeepNetwork',
    'is the network of the guide: 2 becomes −69, and −1 becomes 1',
    ({ learner, random, close }) => {
      const network = learner.createDeepNetwork({ inputs: 1, width: 1, blocks: 1, outputs: 1 }, random);
      const parameters = network.parameters();
      close(parameters.length, 8, { what: 'the number of parameters of a network with one block' });
      [1, 0, 2, -1, -3, 0, 10, 1].forEach((number, i) => parameters[i].value.set(0, 0, number));
      close(network.forward(Matrix.from([[2], [-1]])), toMatrix([[-69], [1]]), { what: FORWARD });
    },
  );

  check(
    'createDeepNetwork',
    'has weights and biases of the right shapes, in layer order',
    ({ learner, random, close }) => {
      for (const sizesOf of [
        { inputs: 3, width: 5, blocks: 2, outputs: 4 },
        { inputs: 6, width: 2, blocks: 1, outputs: 1 },
        { inputs: 2, width: 3, blocks: 0, outputs: 5 },
      ]) {
        const call = `\`createDeepNetwork({ inputs: ${sizesOf.inputs}, width: ${sizesOf.width}, blocks: ${sizesOf.blocks}, outputs: ${sizesOf.outputs} }, random)\``;
        const parameters = learner.createDeepNetwork(sizesOf, random).parameters();
        close(parameters.length, 4 + 4 * sizesOf.blocks, { what: `the number of parameters of ${call}` });
        close(
          parameters.map(({ value }) => [value.rows, value.cols]),
          shapesOf(sizesOf),
          { what: `the list of shapes of ${call}`, at: ([i]) => `in parameter ${i}` },
        );
      }
    },
  );

  contract('createDeepNetwork', 'computes what its plan says, whichever weights and biases it learns', {
    given: (draw) => {
      const [inputs, width, outputs] = [draw.integer(1, 5), draw.integer(1, 6), draw.integer(1, 4)];
      const [blocks, batch] = [draw.size(4) - 1, draw.size(20)];
      const shapes = [
        [inputs, width],
        ...Array.from({ length: 2 * blocks }, () => [width, width] as const),
        [width, outputs],
      ] as const;
      // Halves: float32 holds every number on the way there exactly, so no rounding decides which side of ReLU's corner one is on.
      return { sizes: { inputs, width, blocks, outputs }, ...drawn(draw, shapes, batch, 2) };
    },
    does: ({ createDeepNetwork }, { sizes: wanted, layers, x, upstream }) => {
      const network = createDeepNetwork(wanted, () => 0.3);
      const numbers = layers.flatMap(({ weights, bias }) => [weights.flat(), bias]);
      network.parameters().forEach(({ value }, i) => value.data.set(numbers[i]));
      const output = network.forward(x);
      const input = network.backward(upstream);
      return { output, input, gradients: gradientsOf(network.parameters()) };
    },
    gives: ({ layers, x, upstream }) => {
      const [rows, deep] = [x.toArray(), deepOf(layers)];
      const back = deepBackward(rows, deep, upstream.toArray());
      return {
        output: toMatrix(deepForward(rows, deep)),
        input: toMatrix(back.input),
        gradients: asMatrices(back.layers),
      };
    },
    tolerance,
  });

  check('createDeepNetwork', 'begins with blocks that change nothing', ({ learner, random, close }) => {
    const network = learner.createDeepNetwork({ inputs: 4, width: 6, blocks: 5, outputs: 3 }, random);
    const layers = layersOf(network.parameters());
    const x = random.rows(10, 4);
    const without = deepForward(x, { first: layers[0], blocks: [], last: layers[layers.length - 1] });
    close(network.forward(Matrix.from(x)), toMatrix(without), {
      what: `${FORWARD} in a fresh network of five blocks, compared with its first and last layer alone,`,
      tolerance,
    });
  });

  check(
    'createDeepNetwork',
    'starts with biases of 0 and, but for the zeros, with weights as `heWeights` makes them',
    (tools) => {
      const { learner, random, close } = tools;
      const parameters = learner
        .createDeepNetwork({ inputs: 90, width: 60, blocks: 2, outputs: 80 }, random)
        .parameters();
      parameters.forEach(({ value }, i) => {
        if (i % 2 === 1)
          return void close(value, toMatrix([new Array<number>(value.cols).fill(0)]), {
            what: `the bias in parameter ${i}`,
          });
        const isSecond = i === 4 || i === 8;
        const squares = Array.from(value.data, (weight) => weight * weight);
        const expected = isSecond ? 0 : Math.sqrt(2 / value.rows);
        const found = Math.sqrt(squares.reduce((sum, one) => sum + one, 0) / squares.length);
        // Six standard errors are 7 %; to one digit after the point nothing of them is left.
        const shown = isSecond ? found : (Math.round((found / expected) * 10) / 10) * expected;
        close(shown, expected, {
          what: `the standard deviation of the weights in parameter ${i}`,
          tolerance: isSecond ? 0 : 0.11,
        });
      });
    },
  );

  check('createDeepNetwork', 'gives every layer matrices of its own', ({ learner, random, holds }) => {
    // Everything is as wide: one bias, or one matrix of zeros, for all of them would fit.
    const networks = [0, 1].map(() =>
      learner.createDeepNetwork({ inputs: 3, width: 3, blocks: 3, outputs: 3 }, random),
    );
    const values = networks.flatMap((network) => network.parameters().map(({ value }) => value.data));
    const twice = values.findIndex((data, i) => values.indexOf(data) < i);
    const count = values.length / 2;
    holds(
      twice < 0,
      `Parameter ${twice % count} and parameter ${values.indexOf(values[twice]) % count} are the same matrix${twice < count ? '' : ' in two networks'}. What one of them learns would change the other: make a new one for each layer.`,
    );
  });

  check('createDeepNetwork', 'draws new weights for each layer, from `random` alone', ({ learner, holds, random }) => {
    const start = random.integer(1, 1_000_000);
    const repeatable = (): (() => number) => {
      let state = start;
      return () => (state = (state * 48271) % 2147483647) / 2147483647;
    };
    const weights = (): number[][] =>
      learner
        .createDeepNetwork({ inputs: 3, width: 3, blocks: 2, outputs: 3 }, repeatable())
        .parameters()
        .map(({ value }) => Array.from(value.data));
    const [first, again] = [weights(), weights()];
    holds(
      first.flat().every((value, i) => value === again.flat()[i]),
      'The same draws gave two different networks, expected the same one. All chance comes from `random`.',
    );
    const drawnOnes = [0, 2, 6, 10].map((i) => first[i].join());
    holds(
      new Set(drawnOnes).size === drawnOnes.length,
      'Two dense layers have the same weights. Draw new ones for each layer.',
    );
  });

  check('createDeepNetwork', 'agrees with the slope measured by nudging every weight and bias', (tools) => {
    const { learner, random, slope } = tools;
    const network = learner.createDeepNetwork({ inputs: 2, width: 3, blocks: 2, outputs: 2 }, random);
    const parameters = network.parameters();
    // Fresh blocks change nothing, and their first layers get no gradient.
    for (const i of [4, 8]) parameters[i].value.data.set(random.rows(3, 3).flat());
    const layers = layersOf(parameters);
    let x = random.rows(2, 2);
    for (let attempt = 0; attempt < 100 && isNearCorner(x, deepOf(layers)); attempt++) x = random.rows(2, 2);
    const upstream = random.rows(2, 2);
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
        return weightedSum(deepForward(x, deepOf(nudged)), upstream);
      };
      slope(gradient.data, loss, Array.from(value.data), { what: `the gradient of parameter ${index}`, tolerance });
    });
  });
});

/** Whether a nudge of any parameter would push a hidden neuron across ReLU's corner. */
function isNearCorner(x: number[][], deep: Deep): boolean {
  const values = deepValues(x, deep);
  const before = [denseForward(x, deep.first), ...deep.blocks.map(([first], i) => denseForward(values[i], first))];
  return before.flat(2).some((value) => Math.abs(value) < 0.01);
}
