import { checksFor, describeKind, float64, misfits, sizes } from 'kit';
import type { Parameter } from '../../3-complete-network/layer.ts';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { ImageShape } from '../image.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, single, toMatrix, toRows, weightedSum } = float64;

/** Float32, and sums of hundreds of products: what right programs may differ by. */
const tolerance = 1e-5;

/** The image of the guide, its two filters, and what arrives at the convolution on the way back. */
const guide = (): ImageShape => ({ channels: 1, height: 3, width: 4 });
const IMAGE = [1, 2, 0, 3, 0, 1, 3, 1, 2, 0, 1, 4];
const WEIGHTS = [
  [1, 0],
  [-1, 1],
  [0, 1],
  [2, 0],
];
const BIAS = [-1, 1];
const OUTPUT = [0, 7, -2, -2, -1, 9, 3, 2, 7, 4, 4, 3];
const UPSTREAM = [0, 1, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0];
const GRADIENTS = {
  weights: [
    [2, 0],
    [0, 10],
    [1, 20],
    [3, 0],
  ],
  bias: [[1, 10]],
  input: [[0, 1, -1, 0, 0, 10, 2, 0, 10, 0, 0, 0]],
};
/** Behind a ReLU, as two channels of 2 × 3, and what is left of them. */
const maps = (): ImageShape => ({ channels: 2, height: 2, width: 3 });
const RECTIFIED = OUTPUT.map((value) => Math.max(0, value));
const POOLED = [7, 4];

const what = {
  forward: 'what `forward` returned',
  backward: 'what `backward` returned',
  weights: 'the gradient of the weights',
  bias: 'the gradient of the bias',
};

const pixelsIn = ({ channels, height, width }: ImageShape): number => channels * height * width;
const positionsIn = ({ height, width }: ImageShape, size: number): number => (height - size + 1) * (width - size + 1);

/** For each position of a window, the places of its numbers in the row of an image. */
function windowsOf({ channels, height, width }: ImageShape, size: number): number[][] {
  const windows: number[][] = [];
  for (let top = 0; top + size <= height; top++)
    for (let left = 0; left + size <= width; left++) {
      const window: number[] = [];
      for (let channel = 0; channel < channels; channel++)
        for (let y = top; y < top + size; y++)
          for (let x = left; x < left + size; x++) window.push((channel * height + y) * width + x);
      windows.push(window);
    }
  return windows;
}

interface Convolution {
  weights: number[][];
  bias: number[];
  shape: ImageShape;
  size: number;
}

function convForward(x: readonly number[][], { weights, bias, shape, size }: Convolution): number[][] {
  const windows = windowsOf(shape, size);
  return x.map((image) => {
    const output: number[] = [];
    for (let filter = 0; filter < bias.length; filter++)
      for (const window of windows) {
        let sum = bias[filter];
        for (let i = 0; i < window.length; i++) sum += image[window[i]] * weights[i][filter];
        output.push(sum);
      }
    return output;
  });
}

function convBackward(
  x: readonly number[][],
  { weights, bias, shape, size }: Convolution,
  upstream: readonly number[][],
): { weights: number[][]; bias: number[]; input: number[][] } {
  const windows = windowsOf(shape, size);
  const ofWeights = weights.map((row) => row.map(() => 0));
  const ofBias = bias.map(() => 0);
  const input = x.map((image, n) => {
    const pixels = image.map(() => 0);
    for (let filter = 0; filter < bias.length; filter++)
      for (let position = 0; position < windows.length; position++) {
        const window = windows[position];
        const blame = upstream[n][filter * windows.length + position];
        ofBias[filter] += blame;
        for (let i = 0; i < window.length; i++) {
          ofWeights[i][filter] += blame * image[window[i]];
          pixels[window[i]] += blame * weights[i][filter];
        }
      }
    return pixels;
  });
  return { weights: ofWeights, bias: ofBias, input };
}

/** For each number of the output, the place in the row of an image that it comes from. */
function winnersOf(image: ArrayLike<number>, { channels, height, width }: ImageShape): number[] {
  const winners: number[] = [];
  for (let channel = 0; channel < channels; channel++)
    for (let y = 0; y + 1 < height; y += 2)
      for (let x = 0; x + 1 < width; x += 2) {
        const corner = (channel * height + y) * width + x;
        const four = [corner, corner + 1, corner + width, corner + width + 1];
        winners.push(four.reduce((best, place) => (image[place] > image[best] ? place : best)));
      }
  return winners;
}

const poolForward = (x: readonly number[][], shape: ImageShape): number[][] =>
  x.map((image) => winnersOf(image, shape).map((place) => image[place]));

function poolBackward(x: readonly number[][], shape: ImageShape, upstream: readonly number[][]): number[][] {
  return x.map((image, n) => {
    const pixels = image.map(() => 0);
    winnersOf(image, shape).forEach((place, i) => (pixels[place] += upstream[n][i]));
    return pixels;
  });
}

const pooledIn = ({ channels, height, width }: ImageShape): number =>
  channels * Math.floor(height / 2) * Math.floor(width / 2);

const onesLike = ({ rows, cols, data }: Matrix): Matrix =>
  new Matrix(rows, cols, new Float32Array(data.length).fill(1));
const largestOf = ({ data }: Matrix): number => data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);

export default checksFor<typeof Lesson>((check, contract) => {
  type Conv = InstanceType<typeof Lesson.Conv>;
  const hand = (learner: typeof Lesson): Conv =>
    new learner.Conv(Matrix.from(WEIGHTS), Matrix.from([BIAS]), guide(), 2);

  check('Conv', 'takes the image of the guide forward: all of the first filter, then all of the second', (tools) => {
    tools.close(hand(tools.learner).forward(Matrix.from([IMAGE])), toMatrix([OUTPUT]), { what: what.forward });
  });

  check('Conv', 'finds the gradient of the weights in the guide', ({ learner, close }) => {
    const conv = hand(learner);
    conv.forward(Matrix.from([IMAGE]));
    conv.backward(Matrix.from([UPSTREAM]));
    close(conv.parameters()[0].gradient, toMatrix(GRADIENTS.weights), { what: what.weights });
  });

  check('Conv', 'finds the gradient of the bias in the guide', ({ learner, close }) => {
    const conv = hand(learner);
    conv.forward(Matrix.from([IMAGE]));
    conv.backward(Matrix.from([UPSTREAM]));
    close(conv.parameters()[1].gradient, toMatrix(GRADIENTS.bias), { what: what.bias });
  });

  check('Conv', 'returns the gradient of the pixels in the guide', ({ learner, close }) => {
    const conv = hand(learner);
    conv.forward(Matrix.from([IMAGE]));
    close(conv.backward(Matrix.from([UPSTREAM])), toMatrix(GRADIENTS.input), { what: what.backward });
  });

  check('Conv', 'hands out its own two matrices, the weights first', ({ learner, holds }) => {
    const [weights, bias] = [Matrix.from(WEIGHTS), Matrix.from([BIAS])];
    const parameters = new learner.Conv(weights, bias, guide(), 2).parameters();
    holds(
      Array.isArray(parameters) && parameters.length === 2,
      `\`parameters\` returned ${describeKind(parameters)}, expected an array of two: the weights and the bias.`,
    );
    holds(
      parameters[0].value !== bias && parameters[1].value !== weights,
      '`parameters` returned the bias first. The weights come before the bias.',
    );
    holds(
      parameters[0].value === weights && parameters[1].value === bias,
      'A `value` in `parameters` holds a copy, expected the very matrix that the constructor was given. Training changes these numbers in place.',
    );
  });

  check('Conv', 'starts with gradients of zeros, in the shapes of weights and bias', ({ learner, close }) => {
    const [weights, bias] = hand(learner).parameters();
    close(weights.gradient, toMatrix(WEIGHTS.map((row) => row.map(() => 0))), {
      what: 'the gradient of the weights, before any `backward`,',
    });
    close(bias.gradient, toMatrix([[0, 0]]), { what: 'the gradient of the bias, before any `backward`,' });
  });

  check(
    'Conv',
    'agrees with the slope measured by nudging each weight, bias and pixel',
    ({ learner, random, slope }) => {
      const [batch, filters, size] = [2, 3, 2];
      const shape = { channels: 2, height: 4, width: 3 };
      const weights = eighths(random, shape.channels * size * size, filters);
      const [bias] = eighths(random, 1, filters);
      const x = eighths(random, batch, pixelsIn(shape));
      const upstream = eighths(random, batch, filters * positionsIn(shape, size));
      const conv = new learner.Conv(Matrix.from(weights), Matrix.from([bias]), { ...shape }, size);
      conv.forward(Matrix.from(x));
      const input = conv.backward(Matrix.from(upstream));
      const [ofWeights, ofBias] = conv.parameters();
      const loss = (xs: number[][], w: number[][], b: number[]): number =>
        weightedSum(convForward(xs, { weights: w, bias: b, shape, size }), upstream);
      slope(ofWeights.gradient.data, (params) => loss(x, toRows(params, filters), bias), weights.flat(), {
        what: what.weights,
      });
      slope(ofBias.gradient.data, (params) => loss(x, weights, params), bias, { what: what.bias });
      slope(input.data, (params) => loss(toRows(params, x[0].length), weights, bias), x.flat(), {
        what: what.backward,
      });
    },
  );

  check('Conv', 'keeps what `parameters` returned current', ({ learner, close }) => {
    const conv = hand(learner);
    const [weights, bias] = conv.parameters();
    conv.forward(Matrix.from([IMAGE]));
    conv.backward(Matrix.from([UPSTREAM]));
    const isZero = ({ gradient }: Parameter): boolean => gradient.data.every((value) => value === 0);
    const isOld = [weights, bias].every(isZero) && !conv.parameters().every(isZero);
    const note = isOld
      ? '`parameters` was called before `backward`, and what it returned still shows the gradients of that time.'
      : undefined;
    close(weights.gradient, toMatrix(GRADIENTS.weights), { what: what.weights, note });
    close(bias.gradient, toMatrix(GRADIENTS.bias), { what: what.bias, note });
  });

  check('Conv', 'uses weights and bias as they are now, after training has changed them', ({ learner, close }) => {
    const [weights, bias] = [Matrix.from([[2]]), Matrix.from([[1]])];
    const conv = new learner.Conv(weights, bias, { channels: 1, height: 1, width: 2 }, 1);
    const x = Matrix.from([[3, 4]]);
    conv.forward(x);
    const upstream = Matrix.from([[1, 10]]);
    conv.backward(upstream);
    weights.set(0, 0, 5);
    bias.set(0, 0, -1);
    close(conv.forward(x), toMatrix([[14, 19]]), {
      what: 'what `forward` returned after the weight and the bias were changed',
    });
    close(conv.backward(upstream), toMatrix([[5, 50]]), {
      what: 'what `backward` returned after the weight was changed',
    });
  });

  contract('Conv', 'is right for batches, images and windows of every size, and for every order of calls', {
    given: (draw) => {
      const [channels, size, filters] = [draw.size(3), draw.size(3), draw.size(4)];
      const shape = { channels, height: draw.size(10, size), width: draw.size(10, size) };
      const [batch, another] = [draw.size(10), draw.integer(1, 3)];
      const outputs = filters * positionsIn(shape, size);
      return {
        weights: Matrix.from(fine(draw, channels * size * size, filters)),
        bias: Matrix.from(fine(draw, 1, filters)),
        shape,
        size,
        x: Matrix.from(fine(draw, batch, pixelsIn(shape))),
        upstream: Matrix.from(fine(draw, batch, outputs)),
        secondX: Matrix.from(fine(draw, another, pixelsIn(shape))),
        secondUpstream: Matrix.from(fine(draw, another, outputs)),
      };
    },
    does: ({ Conv }, { weights, bias, shape, size, x, upstream, secondX, secondUpstream }) => {
      const [layer, other] = [new Conv(weights, bias, shape, size), new Conv(weights, bias, shape, size)];
      // The very same matrix with other numbers in it, as a loop that fills one batch after the other has it.
      const same = onesLike(x);
      layer.forward(same);
      same.data.set(x.data);
      const output = layer.forward(same);
      const input = layer.backward(upstream);
      const first = layer.parameters().map(({ gradient }) => Matrix.from(gradient.toArray()));
      layer.forward(x);
      const secondOutput = layer.forward(secondX);
      // Neither the first input nor the second one: what is shared shows.
      other.forward(onesLike(secondX));
      // The first `backward` after it belongs to the same `forward`, and what it sets is replaced.
      layer.backward(onesLike(secondUpstream));
      const secondInput = layer.backward(secondUpstream);
      const second = layer.parameters().map(({ gradient }) => gradient);
      return { output, input, first, secondOutput, secondInput, second };
    },
    gives: ({ shape, size, ...given }) => {
      const layer = { weights: given.weights.toArray(), bias: given.bias.toArray()[0], shape, size };
      const [x, secondX] = [given.x.toArray(), given.secondX.toArray()];
      const first = convBackward(x, layer, given.upstream.toArray());
      const second = convBackward(secondX, layer, given.secondUpstream.toArray());
      return {
        output: toMatrix(convForward(x, layer)),
        input: toMatrix(first.input),
        first: [toMatrix(first.weights), toMatrix([first.bias])],
        secondOutput: toMatrix(convForward(secondX, layer)),
        secondInput: toMatrix(second.input),
        second: [toMatrix(second.weights), toMatrix([second.bias])],
      };
    },
    terms: ({ weights, x, upstream, secondX, secondUpstream }) => {
      const [w, numbers, blame] = [[weights], [x, secondX], [upstream, secondUpstream]].map((list) =>
        Math.max(...list.map(largestOf)),
      );
      return Math.max(w * numbers, w * blame, numbers * blame);
    },
    tolerance,
  });

  check('Conv', 'returns a new matrix in each `forward` and each `backward`', ({ learner, holds }) => {
    const conv = hand(learner);
    const outputs = [0, 1].map(() => conv.forward(Matrix.from([IMAGE])));
    const inputs = [0, 1].map(() => conv.backward(Matrix.from([UPSTREAM])));
    for (const [method, [first, second]] of [
      ['forward', outputs],
      ['backward', inputs],
    ] as const)
      holds(
        first !== second && first.data !== second.data,
        `\`${method}\` gave the same matrix in two calls, so that the second call changes the result of the first. Make a new one in each call.`,
      );
  });

  check('Conv', 'throws when the window is larger than the image, and names both', ({ learner, throws }) => {
    const because = 'The window is larger than the image, so there is no place for it.';
    const through = (size: number, height: number, width: number): unknown => {
      const shape = { channels: 1, height, width };
      const conv = new learner.Conv(Matrix.zeros(size * size, 2), Matrix.zeros(1, 2), shape, size);
      return conv.forward(Matrix.zeros(1, height * width));
    };
    throws(() => through(5, 3, 4), sizes(5, 3, 4), because);
    for (const [size, height, width] of misfits(3, ([size, height, width]) => size <= height && size <= width))
      throws(() => through(size, height, width), sizes(size, height, width), because);
  });

  check('MaxPool', 'keeps 7 and 4 of the two channels in the guide', ({ learner, close }) => {
    close(new learner.MaxPool(maps()).forward(Matrix.from([RECTIFIED])), toMatrix([POOLED]), { what: what.forward });
  });

  check('MaxPool', 'sends upstream back to the 7 and to the first of the two 4s, and 0 to all others', (tools) => {
    const pool = new tools.learner.MaxPool(maps());
    pool.forward(Matrix.from([RECTIFIED]));
    tools.close(pool.backward(Matrix.from([[1, 10]])), toMatrix([UPSTREAM]), { what: what.backward });
  });

  check('MaxPool', 'keeps the largest of four negative numbers', ({ learner, close }) => {
    const pool = new learner.MaxPool({ channels: 1, height: 2, width: 2 });
    close(pool.forward(Matrix.from([[-5, -2, -9, -3]])), toMatrix([[-2]]), { what: what.forward });
    close(pool.backward(Matrix.from([[4]])), toMatrix([[0, 4, 0, 0]]), { what: what.backward });
  });

  check('MaxPool', 'gives the first of equal numbers the win: upper left, upper right, lower left', (tools) => {
    const pool = new tools.learner.MaxPool({ channels: 1, height: 2, width: 6 });
    const [upper, lower] = [
      [1, 1, 0, 2, 0, 0],
      [1, 1, 2, 2, 3, 3],
    ];
    tools.close(pool.forward(Matrix.from([[...upper, ...lower]])), toMatrix([[1, 2, 3]]), { what: what.forward });
    const expected = [1, 0, 0, 10, 0, 0, 0, 0, 0, 0, 100, 0];
    tools.close(pool.backward(Matrix.from([[1, 10, 100]])), toMatrix([expected]), { what: what.backward });
  });

  check('MaxPool', 'leaves out the last row and the last column of an odd number of them', ({ learner, close }) => {
    const pool = new learner.MaxPool({ channels: 2, height: 3, width: 3 });
    const x = [1, 2, 9, 4, 3, 9, 9, 9, 9, 5, 6, 9, 8, 7, 9, 9, 9, 9];
    close(pool.forward(Matrix.from([x])), toMatrix([[4, 8]]), { what: what.forward });
    const expected = x.map((value) => (value === 4 ? 1 : value === 8 ? 10 : 0));
    close(pool.backward(Matrix.from([[1, 10]])), toMatrix([expected]), { what: what.backward });
  });

  check('MaxPool', 'agrees with the slope measured by nudging each number', ({ learner, random, slope }) => {
    const shape = { channels: 2, height: 4, width: 5 };
    // All different, and further apart than a nudge.
    const x = Array.from({ length: 2 }, () =>
      Array.from({ length: pixelsIn(shape) }, (_, i) => ({ value: i / 8 - 2, place: random() }))
        .sort((a, b) => a.place - b.place)
        .map(({ value }) => value),
    );
    const upstream = eighths(random, 2, pooledIn(shape));
    const pool = new learner.MaxPool({ ...shape });
    pool.forward(Matrix.from(x));
    const gradient = pool.backward(Matrix.from(upstream));
    const loss = (params: number[]): number =>
      weightedSum(poolForward(toRows(params, pixelsIn(shape)), shape), upstream);
    slope(gradient.data, loss, x.flat(), { what: what.backward });
  });

  contract('MaxPool', 'is right for batches and images of every size, and for every order of calls', {
    given: (draw) => {
      const shape = { channels: draw.size(4), height: draw.size(11, 2), width: draw.size(11, 2) };
      const [batch, another] = [draw.size(10), draw.integer(1, 3)];
      return {
        shape,
        x: Matrix.from(single(draw, batch, pixelsIn(shape))),
        upstream: Matrix.from(single(draw, batch, pooledIn(shape))),
        secondX: Matrix.from(single(draw, another, pixelsIn(shape))),
        secondUpstream: Matrix.from(single(draw, another, pooledIn(shape))),
      };
    },
    does: ({ MaxPool }, { shape, x, upstream, secondX, secondUpstream }) => {
      const [pool, other] = [new MaxPool(shape), new MaxPool(shape)];
      const same = onesLike(x);
      pool.forward(same);
      same.data.set(x.data);
      const output = pool.forward(same);
      pool.backward(onesLike(upstream));
      const input = pool.backward(upstream);
      pool.forward(x);
      const secondOutput = pool.forward(secondX);
      // All equal, unlike the first input and the second one: what is shared shows.
      other.forward(onesLike(secondX));
      const secondInput = pool.backward(secondUpstream);
      const otherInput = other.backward(secondUpstream);
      return { output, input, secondOutput, secondInput, otherInput };
    },
    gives: ({ shape, ...given }) => {
      const [x, secondX] = [given.x.toArray(), given.secondX.toArray()];
      const secondUpstream = given.secondUpstream.toArray();
      return {
        output: toMatrix(poolForward(x, shape)),
        input: toMatrix(poolBackward(x, shape, given.upstream.toArray())),
        secondOutput: toMatrix(poolForward(secondX, shape)),
        secondInput: toMatrix(poolBackward(secondX, shape, secondUpstream)),
        otherInput: toMatrix(poolBackward(onesLike(given.secondX).toArray(), shape, secondUpstream)),
      };
    },
  });

  check('MaxPool', 'is right for 64 images with 8 channels of 12 × 12', ({ learner, random, holds }) => {
    // More numbers than two bytes can count.
    const shape = { channels: 8, height: 12, width: 12 };
    const [rows, cols] = [64, pixelsIn(shape)];
    const x = new Matrix(
      rows,
      cols,
      Float32Array.from({ length: rows * cols }, () => random.between(-1, 1)),
    );
    const pool = new learner.MaxPool({ ...shape });
    pool.forward(x);
    const { data } = pool.backward(new Matrix(rows, cols / 4, new Float32Array((rows * cols) / 4).fill(1)));
    const expected = new Uint8Array(x.data.length);
    for (let row = 0; row < rows; row++)
      for (const place of winnersOf(x.data.subarray(row * cols, (row + 1) * cols), shape))
        expected[row * cols + place] = 1;
    const wrong = expected.findIndex((value, i) => data[i] !== value);
    holds(
      wrong < 0,
      `In a batch of 64 images with ${cols} numbers each, \`backward\` gave ${data[wrong]} in row ${Math.floor(wrong / cols)}, column ${wrong % cols} for an upstream gradient of ones, expected ${expected[wrong]}.`,
      { expected: expected[wrong], actual: data[wrong] },
    );
  });

  check('MaxPool', 'has nothing to learn', ({ learner, close, holds }) => {
    const [one, other] = [0, 1].map(() => new learner.MaxPool(maps()).parameters());
    close(one, [], { what: 'what `parameters` returned' });
    holds(
      one !== other,
      '`parameters` of two layers gave the same array. What is added to one list would be in the other, too: return a new array.',
    );
  });

  check('MaxPool', 'is a layer of `createConvNet`, which has 5,994 numbers to learn', ({ learner, random, close }) => {
    const numbers = learner
      .createConvNet(random)
      .parameters()
      .reduce((sum, { value }) => sum + value.data.length, 0);
    close(numbers, 5994, { what: 'how many numbers the network of `createConvNet` learns' });
  });
});
