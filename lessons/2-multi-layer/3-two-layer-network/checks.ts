import { type Draw, type Random, checksFor } from 'kit';
import type * as Lesson from './solution.ts';

/** An answer may come in Float32Arrays. They keep seven digits, and where terms cancel, fewer are left. */
const FLOAT32 = { tolerance: 1e-4 };

/** Exactly one of two switches. Made again for each check, so that code which changes its arguments spoils nothing. */
const lamp = (): Lesson.Network => ({
  hidden: {
    weights: [
      [1, 1],
      [1, 1],
    ],
    bias: [0, -1],
  },
  output: { weights: [[1], [-2]], bias: [-0.5] },
});

function randomNetwork(random: Random, [inputs, hidden, outputs]: number[]): Lesson.Network {
  return {
    hidden: { weights: random.rows(inputs, hidden, -2, 2), bias: random.numbers(hidden) },
    output: { weights: random.rows(hidden, outputs, -2, 2), bias: random.numbers(outputs) },
  };
}

function drawLayer(draw: Draw, inputs: number, outputs: number): Lesson.Layer {
  return { weights: draw.rows(inputs, outputs), bias: draw.numbers(outputs, -1, 1) };
}

/** The checker's own forward pass, which walks over the weights row by row. */
function layerOutputs(x: number[], { weights, bias }: Lesson.Layer): number[] {
  const sums = bias.slice();
  weights.forEach((row, i) => row.forEach((weight, j) => (sums[j] += weight * x[i])));
  return sums;
}

function stations(x: number[], network: Lesson.Network): Lesson.Forward {
  const hiddenInput = layerOutputs(x, network.hidden);
  const hiddenOutput = hiddenInput.map((value) => (value > 0 ? value : 0));
  return { hiddenInput, hiddenOutput, output: layerOutputs(hiddenOutput, network.output) };
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('forward', 'lights the lamp of the guide when exactly one switch is up', ({ learner, close }) => {
    close(learner.forward([0, 0], lamp()), { hiddenInput: [0, -1], hiddenOutput: [0, 0], output: [-0.5] }, FLOAT32);
    close(learner.forward([0, 1], lamp()), { hiddenInput: [1, 0], hiddenOutput: [1, 0], output: [0.5] }, FLOAT32);
    close(learner.forward([1, 0], lamp()), { hiddenInput: [1, 0], hiddenOutput: [1, 0], output: [0.5] }, FLOAT32);
    close(learner.forward([1, 1], lamp()), { hiddenInput: [2, 1], hiddenOutput: [2, 1], output: [-0.5] }, FLOAT32);
  });

  check(
    'forward',
    'returns what goes into ReLU and what comes out of it as two different arrays',
    ({ learner, close, holds }) => {
      const network = {
        hidden: { weights: [[2, -2, 3]], bias: [0, 0, -3] },
        output: { weights: [[1], [1], [1]], bias: [0] },
      };
      close(learner.forward([1], network), { hiddenInput: [2, -2, 0], hiddenOutput: [2, 0, 0] }, FLOAT32);
      network.hidden.bias = [0, 5, 0];
      const { hiddenInput, hiddenOutput } = learner.forward([1], network);
      holds(
        hiddenInput !== hiddenOutput,
        '`hiddenInput` and `hiddenOutput` are one and the same array here, where no number is below 0. Make a new one for what comes out of ReLU.',
      );
    },
  );

  contract('forward', 'is right for networks of every shape, one input, one hidden neuron and one output included', {
    given: (draw) => {
      const [inputs, hidden, outputs] = [draw.size(784), draw.size(300), draw.size(100)];
      return {
        x: draw.numbers(inputs),
        network: { hidden: drawLayer(draw, inputs, hidden), output: drawLayer(draw, hidden, outputs) },
      };
    },
    gives: ({ x, network }) => stations(x, network),
    tolerance: 1e-4, // Float32Arrays are right, too, and keep seven digits
  });

  check(
    'forward',
    'leaves the last numbers as they are: no activation function after the output layer',
    ({ learner, close }) => {
      const network = { hidden: { weights: [[1]], bias: [0] }, output: { weights: [[-3, 3]], bias: [-4, 4] } };
      close(learner.forward([2], network).output, [-10, 10], { ...FLOAT32, what: '`output` of `forward`' });
    },
  );

  check(
    'forward',
    'gives the biases of the output layer when every hidden neuron is off',
    ({ learner, random, close }) => {
      const network = randomNetwork(random, [2, 3, 2]);
      network.hidden.bias = [-100, -100, -100];
      const { hiddenOutput, output } = learner.forward([0.5, -0.5], network);
      close(
        { hiddenOutput, output },
        { hiddenOutput: [0, 0, 0], output: network.output.bias },
        { ...FLOAT32, what: 'what `forward` returned' },
      );
    },
  );

  check('forward', 'stays exact for inputs of ±1000, and for inputs that are all 0', ({ learner, random, close }) => {
    const network = randomNetwork(random, [3, 4, 2]);
    for (const x of [
      [1000, -1000, 1000],
      [0, 0, 0],
    ]) {
      const expected = stations(x, network);
      close(learner.forward(x, network), expected, FLOAT32);
    }
  });
});
