import { type Draw, checksFor, float64, type Random } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Parameter } from '../../3-complete-network/layer.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, toMatrix } = float64;

const PENALTY = 'the penalty';
const gradientOf = (name: string): string => `the gradient of ${name}`;

const parameter = (value: number[][], gradient: number[][]): Parameter => ({
  value: Matrix.from(value),
  gradient: Matrix.from(gradient),
});

/** The weights and the bias of the guide. */
const hand = (): Parameter[] => [
  parameter(
    [
      [1, -2],
      [0, 3],
    ],
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
  ),
  parameter([[5, 5]], [[0.5, 0.5]]),
];

/** Sizes of weights that are not square, one neuron and none of one input: with one row they would be a bias. */
const SIZES = [
  [2, 1],
  [2, 5],
  [7, 3],
  [4, 4],
];

const randomParameter = (random: Random, rows: number, cols: number): Parameter =>
  parameter(eighths(random, rows, cols), eighths(random, rows, cols));

/** A network's parameters in layer order: weights, bias, weights, bias … */
const randomParameters = (random: Random): Parameter[] =>
  SIZES.flatMap(([inputs, outputs]) => [randomParameter(random, inputs, outputs), randomParameter(random, 1, outputs)]);

/** Weights and biases in any order: a bias is told by its one row alone. */
const drawn = (draw: Draw): { values: number[][][]; gradients: number[][][]; lambda: number } => {
  const shapes = Array.from({ length: draw.size(6) }, () => [draw.size(784), draw.size(128)]);
  const all = (): number[][][] => shapes.map(([rows, cols]) => fine(draw, rows, cols));
  return { values: all(), gradients: all(), lambda: draw.number(0, 2) };
};

const parametersOf = ({ values, gradients }: { values: number[][][]; gradients: number[][][] }): Parameter[] =>
  values.map((value, i) => parameter(value, gradients[i]));

const isWeights = ({ value }: Parameter): boolean => value.rows !== 1;

const penaltyOf = (weights: readonly number[], lambda: number): number =>
  (lambda / 2) * weights.reduce((sum, weight) => sum + weight * weight, 0);

const weightsOf = (parameters: Parameter[]): number[] =>
  parameters.filter(isWeights).flatMap(({ value }) => Array.from(value.data));

/** What the gradients must be afterwards, as rows × cols × data. */
const expectedGradients = (parameters: Parameter[], lambda: number): object[] =>
  parameters.map((each) => ({
    rows: each.gradient.rows,
    cols: each.gradient.cols,
    data: Array.from(each.gradient.data, (slope, i) => slope + (isWeights(each) ? lambda * each.value.data[i] : 0)),
  }));

export default checksFor<typeof Lesson>((check, contract) => {
  check('l2Penalty', 'gives 0.7 for the weights of the guide', ({ learner, close }) => {
    close(learner.l2Penalty(hand(), 0.1), 0.7, { what: PENALTY, tolerance: 1e-5 });
  });

  check(
    'l2Penalty',
    'is 0 when λ is 0, when all weights are 0, and when there are no parameters',
    ({ learner, close }) => {
      close(learner.l2Penalty(hand(), 0), 0, { what: PENALTY });
      close(
        learner.l2Penalty(
          [
            parameter(
              [
                [0, 0],
                [0, 0],
              ],
              [
                [1, 1],
                [1, 1],
              ],
            ),
          ],
          0.5,
        ),
        0,
        { what: PENALTY },
      );
      close(learner.l2Penalty([], 0.5), 0, { what: PENALTY });
    },
  );

  contract('l2Penalty', 'adds up the weights of all layers and leaves out all biases', {
    given: drawn,
    does: ({ l2Penalty }, given) => l2Penalty(parametersOf(given), given.lambda),
    gives: (given) => penaltyOf(weightsOf(parametersOf(given)), given.lambda),
    tolerance: 1e-5,
  });

  check('l2Penalty', 'is right for 784 × 256 weights', ({ learner, close }) => {
    const weights = (rows: number, cols: number): Parameter => ({
      value: new Matrix(rows, cols, new Float32Array(rows * cols).fill(0.5)),
      gradient: Matrix.zeros(rows, cols),
    });
    close(learner.l2Penalty([weights(784, 256), weights(1, 256)], 0.1), 0.05 * 784 * 256 * 0.25, {
      what: PENALTY,
      tolerance: 1e-4,
    });
  });

  check('l2Penalty', 'follows the weights as training changes them in place', ({ learner, random, close }) => {
    const parameters = randomParameters(random);
    for (const what of [PENALTY, 'the penalty after the weights were changed in place']) {
      close(learner.l2Penalty(parameters, 0.3), penaltyOf(weightsOf(parameters), 0.3), { what, tolerance: 1e-5 });
      for (const { value } of parameters) value.data.set(value.data.map((weight) => 1.5 * weight - 0.25));
    }
  });

  check('l2Penalty', 'tells a bias by its one row, wherever it stands in the list', ({ learner, random, close }) => {
    const parameters = [
      [1, 3],
      [5, 1],
      [3, 4],
      [1, 1],
      [1, 2],
      [2, 2],
    ].map(([rows, cols]) => randomParameter(random, rows, cols));
    const expected = penaltyOf(weightsOf(parameters), 0.5);
    close(learner.l2Penalty(parameters, 0.5), expected, { what: PENALTY, tolerance: 1e-5 });
  });

  check('l2Penalty', 'is right with weights as large as ±1000', ({ learner, close }) => {
    const large = parameter(
      [
        [1000, -1000],
        [0.5, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    );
    close(learner.l2Penalty([large], 0.01), 10000.00125, { what: PENALTY, tolerance: 1e-5 });
  });

  check('l2Penalty', 'leaves values and gradients unchanged', ({ learner, random, unchanged }) => {
    const parameters = randomParameters(random);
    unchanged({ parameters }, () => learner.l2Penalty(parameters, 0.1));
  });

  check('addL2Gradient', 'adds 0.1, −0.2, 0 and 0.3 to the gradients of the guide', ({ learner, close }) => {
    const parameters = hand();
    learner.addL2Gradient(parameters, 0.1);
    close(
      parameters[0].gradient,
      toMatrix([
        [0.6, 0.3],
        [0.5, 0.8],
      ]),
      { what: gradientOf('the weights'), tolerance: 1e-5 },
    );
    close(parameters[1].gradient, toMatrix([[0.5, 0.5]]), { what: gradientOf('the bias'), tolerance: 1e-5 });
  });

  check('addL2Gradient', 'finds the weights behind a bias, wherever they stand', ({ learner, random, close }) => {
    const parameters = [
      [1, 3],
      [3, 4],
      [1, 4],
      [4, 2],
    ].map(([rows, cols]) => randomParameter(random, rows, cols));
    const expected = expectedGradients(parameters, 0.3);
    learner.addL2Gradient(parameters, 0.3);
    parameters.forEach(({ gradient }, i) =>
      close(gradient, expected[i], { what: gradientOf(`parameter ${i}`), tolerance: 1e-5 }),
    );
  });

  check('addL2Gradient', 'changes nothing when λ is 0', ({ learner, random, close }) => {
    const parameters = randomParameters(random);
    const expected = expectedGradients(parameters, 0);
    learner.addL2Gradient(parameters, 0);
    parameters.forEach(({ gradient }, i) => close(gradient, expected[i], { what: gradientOf(`parameter ${i}`) }));
  });

  contract('addL2Gradient', 'goes through all layers and leaves out all biases', {
    given: drawn,
    does: ({ addL2Gradient }, given) => {
      const parameters = parametersOf(given);
      addL2Gradient(parameters, given.lambda);
      return parameters.map(({ gradient }) => gradient);
    },
    gives: (given) => expectedGradients(parametersOf(given), given.lambda),
    tolerance: 1e-5,
  });

  check(
    'addL2Gradient',
    'agrees with the slope of the penalty, measured by nudging each weight',
    ({ learner, random, slope }) => {
      for (const [inputs, outputs] of SIZES) {
        const weights = eighths(random, inputs, outputs);
        const parameters = [
          parameter(
            weights,
            weights.map((row) => row.map(() => 0)),
          ),
        ];
        learner.addL2Gradient(parameters, 0.3);
        slope(parameters[0].gradient.data, (params) => penaltyOf(params, 0.3), weights.flat(), {
          what: gradientOf('the weights'),
        });
      }
    },
  );

  check('addL2Gradient', 'adds once more in a second call', ({ learner, close }) => {
    const parameters = hand();
    learner.addL2Gradient(parameters, 0.1);
    learner.addL2Gradient(parameters, 0.1);
    close(
      parameters[0].gradient,
      toMatrix([
        [0.7, 0.1],
        [0.5, 1.1],
      ]),
      { what: gradientOf('the weights'), tolerance: 1e-5 },
    );
  });

  check('addL2Gradient', 'is right where weights and gradients are as large as ±1000', ({ learner, close }) => {
    const parameters = [
      parameter(
        [
          [1000, -1000],
          [0, 1000],
        ],
        [
          [1, -1],
          [2, -1000],
        ],
      ),
    ];
    learner.addL2Gradient(parameters, 0.5);
    close(
      parameters[0].gradient,
      toMatrix([
        [501, -501],
        [2, -500],
      ]),
      { what: gradientOf('the weights'), tolerance: 1e-5 },
    );
  });

  check('addL2Gradient', 'leaves the weights and biases themselves unchanged', ({ learner, random, unchanged }) => {
    const parameters = randomParameters(random);
    const values = parameters.map(({ value }) => value);
    unchanged({ values }, () => learner.addL2Gradient(parameters, 0.1));
  });
});
