import { type Draw, type Random, checksFor } from 'kit';
import type { Forward, Layer, Network } from '../3-two-layer-network/solution.ts';
import type * as Lesson from './solution.ts';

/** An answer may come in Float32Arrays. They keep seven digits, and where terms cancel, fewer are left. */
const FLOAT32 = { tolerance: 1e-4 };

/** Made again for each check, so that code which changes its arguments spoils nothing. */
const guide = () => ({
  x: [3, 2],
  network: {
    hidden: {
      weights: [
        [1, 0],
        [1, -1],
      ],
      bias: [-2, 1],
    },
    output: { weights: [[-2], [5]], bias: [2] },
  },
  forward: { hiddenInput: [3, -1], hiddenOutput: [3, 0], output: [-4] },
});

function randomNetwork(random: Random, [inputs, hidden, outputs]: number[]): Network {
  return {
    hidden: { weights: random.rows(inputs, hidden, -2, 2), bias: random.numbers(hidden) },
    output: { weights: random.rows(hidden, outputs, -2, 2), bias: random.numbers(outputs) },
  };
}

function drawLayer(draw: Draw, inputs: number, outputs: number): Layer {
  return { weights: draw.rows(inputs, outputs), bias: draw.numbers(outputs, -1, 1) };
}

const sumDown = (x: number[], weights: number[][], bias: number[]): number[] =>
  bias.map((value, j) => x.reduce((sum, input, i) => sum + input * weights[i][j], value));

/** The checker's own forward pass. */
function pass(x: number[], { hidden, output }: Network): Forward {
  const hiddenInput = sumDown(x, hidden.weights, hidden.bias);
  const hiddenOutput = hiddenInput.map((value) => (value > 0 ? value : 0));
  return { hiddenInput, hiddenOutput, output: sumDown(hiddenOutput, output.weights, output.bias) };
}

/** The gradient, with a hidden neuron counted as awake where its station says so. */
function expectedGradient(x: number[], forward: Forward, outputGradient: number[], network: Network): Network {
  const hiddenSlopes = forward.hiddenInput.map((value, h) =>
    value > 0 ? outputGradient.reduce((sum, slope, j) => sum + slope * network.output.weights[h][j], 0) : 0,
  );
  const products = (inputs: number[], slopes: number[]): number[][] =>
    inputs.map((input) => slopes.map((slope) => slope * input));
  return {
    hidden: { weights: products(x, hiddenSlopes), bias: hiddenSlopes },
    output: { weights: products(forward.hiddenOutput, outputGradient), bias: outputGradient },
  };
}

const intoRows = (values: number[], columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => values.slice(i * columns, (i + 1) * columns));

const flat = (rows: ArrayLike<number>[]): number[] => Array.from(rows).flatMap((row) => Array.from(row));

/** Moves the hidden biases so that no neuron is near its bend, where a nudge would step over it. */
function awayFromBends(x: number[], network: Network): void {
  pass(x, network).hiddenInput.forEach((value, h) => {
    if (Math.abs(value) < 0.1) network.hidden.bias[h] += value < 0 ? -0.2 : 0.2;
  });
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('backward', 'gives the slopes of the guide for every weight and every bias', ({ learner, close }) => {
    const expected = {
      hidden: {
        weights: [
          [-36, 0],
          [-24, 0],
        ],
        bias: [-12, 0],
      },
      output: { weights: [[18], [0]], bias: [6] },
    };
    const { x, forward, network } = guide();
    close(learner.backward(x, forward, [6], network), expected, FLOAT32);
  });

  contract('backward', 'is right for networks of every shape, one input, one hidden neuron and one output included', {
    given: (draw) => {
      const [inputs, hidden, outputs] = [draw.size(784), draw.size(300), draw.size(100)];
      // The stations are drawn, not computed: what counts is what is handed over.
      const hiddenInput = draw.numbers(hidden);
      return {
        x: draw.numbers(inputs),
        pass: { hiddenInput, hiddenOutput: hiddenInput.map((z) => Math.max(z, 0)), output: draw.numbers(outputs) },
        outputGradient: draw.numbers(outputs),
        network: { hidden: drawLayer(draw, inputs, hidden), output: drawLayer(draw, hidden, outputs) },
      };
    },
    gives: ({ x, pass, outputGradient, network }) => expectedGradient(x, pass, outputGradient, network),
    tolerance: 1e-4, // Float32Arrays are right, too, and keep seven digits
  });

  check(
    'backward',
    'agrees with the slope measured by nudging each weight and each bias',
    ({ learner, random, close, slope }) => {
      for (const sizes of [
        [3, 4, 2],
        [2, 3, 1],
      ]) {
        const network = randomNetwork(random, sizes);
        const x = random.numbers(sizes[0], -2, 2);
        awayFromBends(x, network);
        const outputGradient = random.numbers(sizes[2], -2, 2);
        const loss = (part: Partial<Network>): number =>
          pass(x, { ...network, ...part }).output.reduce((sum, value, j) => sum + value * outputGradient[j], 0);
        const gradient = learner.backward(x, pass(x, network), outputGradient, network);
        // First the shape, so that the slopes below are compared place by place.
        close(gradient, network, { tolerance: Infinity });
        for (const name of ['output', 'hidden'] as const) {
          const { weights, bias } = network[name];
          const ofWeights = (values: number[]): number =>
            loss({ [name]: { weights: intoRows(values, bias.length), bias } });
          slope(flat(gradient[name].weights), ofWeights, weights.flat(), {
            ...FLOAT32,
            what: `the gradient of \`${name}.weights\`, row by row,`,
          });
          slope(gradient[name].bias, (values) => loss({ [name]: { weights, bias: values } }), bias, {
            ...FLOAT32,
            what: `the gradient of \`${name}.bias\``,
          });
        }
      }
    },
  );

  check(
    'backward',
    'uses the stations that it is given, also when they come from another network',
    ({ learner, random, close }) => {
      const network = randomNetwork(random, [3, 4, 2]);
      const x = random.numbers(3, -2, 2);
      const elsewhere = pass(random.numbers(3, -2, 2), randomNetwork(random, [3, 4, 2]));
      // Every neuron that sleeps here is awake there, so that code that computes the stations again is found out.
      elsewhere.hiddenInput = pass(x, network).hiddenInput.map((value, h) => (value > 0 ? -1 : 1) * (1 + h));
      elsewhere.hiddenOutput = elsewhere.hiddenInput.map((value) => (value > 0 ? value : 0));
      const [given, again] = [elsewhere, pass(x, network)].map((forward) =>
        expectedGradient(x, forward, [1, -2], network),
      );
      const gradient = learner.backward(x, elsewhere, [1, -2], network);
      // Told only where the answer is that of stations which were computed again.
      const isAgain = again.hidden.bias.every((value, h) => Math.abs(value - gradient?.hidden?.bias?.[h]) < 1e-6);
      const note = 'The stations in `pass` are given; nothing needs to be computed again from x.';
      close(gradient, given, isAgain ? { ...FLOAT32, note } : FLOAT32);
    },
  );

  check('backward', 'hands nothing on where the input of ReLU is exactly 0', ({ learner, close }) => {
    const network = { hidden: { weights: [[1, 1]], bias: [-2, 1] }, output: { weights: [[7], [3]], bias: [0] } };
    const forward = { hiddenInput: [0, 3], hiddenOutput: [0, 3], output: [9] };
    const expected = { hidden: { weights: [[0, 6]], bias: [0, 3] }, output: { weights: [[0], [3]], bias: [1] } };
    close(learner.backward([2], forward, [1], network), expected, FLOAT32);
  });

  check(
    'backward',
    'leaves only the output biases to learn when every hidden neuron is off',
    ({ learner, random, close }) => {
      const network = randomNetwork(random, [2, 3, 2]);
      const forward = { hiddenInput: [-1, -2, -3], hiddenOutput: [0, 0, 0], output: network.output.bias.slice() };
      const zeros = {
        weights: [
          [0, 0, 0],
          [0, 0, 0],
        ],
        bias: [0, 0, 0],
      };
      const expected = {
        hidden: zeros,
        output: {
          weights: [
            [0, 0],
            [0, 0],
            [0, 0],
          ],
          bias: [3, -4],
        },
      };
      close(learner.backward([1, 2], forward, [3, -4], network), expected, FLOAT32);
    },
  );

  check('backward', 'stays exact for inputs of ±1000 and zeros among them', ({ learner, random, close }) => {
    const network = randomNetwork(random, [3, 4, 2]);
    const x = [1000, 0, -1000];
    const forward = pass(x, network);
    const expected = expectedGradient(x, forward, [1000, -1], network);
    close(learner.backward(x, forward, [1000, -1], network), expected, FLOAT32);
  });
});
