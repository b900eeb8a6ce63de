/** A network of 2, 3 and 2 units with simple numbers, and one example on its way through it, worked out by hand. */
import type { NetworkAnswer, TraceAnswer } from '../../../../src/protocol/networkPicture';

/** Hidden weights (rows: x, y): [1 −1 0; 0 1 2], biases [0 0 −1]; output weights [1 −1; 2 0; 0 1], biases [0.5 0]. */
export const network: NetworkAnswer = {
  kind: 'network',
  input: {
    kind: 'plane',
    area: { left: -2, right: 2, bottom: -1, top: 1 },
    cols: 2,
    rows: 1,
    xs: [
      [0.5, 0.25],
      [-1, 0],
    ],
    labels: [0, 1],
  },
  layers: [
    {
      name: 'hidden 1',
      of: 3,
      units: [0, 1, 2],
      bias: [0, 0, -1],
      weights: [1, -1, 0, 0, 1, 2],
      views: [
        [0, 1],
        [1, 0],
        [0, 0],
      ],
    },
    {
      name: 'output',
      of: 2,
      units: [0, 1],
      bias: [0.5, 0],
      weights: [1, -1, 2, 0, 0, 1],
      views: [
        [1, 2],
        [-1, 0],
      ],
    },
  ],
  classes: ['0', '1'],
  examples: 2,
  step: 10,
};

/** x = 0.5, y = 0.25: z = [0.5, −0.25, −0.5], a = [0.5, 0, 0], logits [1, −0.5]; the probability of class 0 is 1 / (1 + e^−1.5). */
const sure = 1 / (1 + Math.exp(-1.5));
const unsure = 1 - sure;

export const trace: TraceAnswer = {
  kind: 'trace',
  index: 0,
  input: [0.5, 0.25],
  label: 0,
  probabilities: [sure, unsure],
  predicted: 0,
  loss: -Math.log(sure),
  layers: [
    {
      z: [0.5, -0.25, -0.5],
      a: [0.5, 0, 0],
      active: 1,
      aGradient: [-2 * unsure, -2 * unsure, unsure],
      zGradient: [-2 * unsure, 0, 0],
      weightGradient: [-unsure, 0, 0, -0.5 * unsure, 0, 0],
      biasGradient: [-2 * unsure, 0, 0],
      gradientImages: [],
    },
    {
      z: [1, -0.5],
      a: [1, -0.5],
      active: 1,
      aGradient: [-unsure, unsure],
      zGradient: [-unsure, unsure],
      weightGradient: [-0.5 * unsure, 0.5 * unsure, 0, 0, 0, 0],
      biasGradient: [-unsure, unsure],
      gradientImages: [],
    },
  ],
  step: 10,
};
