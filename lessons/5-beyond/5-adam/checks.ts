import { checksFor, float64, type Random, type Tools } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Parameter } from '../../3-complete-network/layer.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, toMatrix } = float64;

type Options = Lesson.AdamOptions;

/** The second and the last but one are biases: they have one row. */
const SIZES = [
  [3, 2],
  [1, 2],
  [2, 5],
  [1, 5],
  [4, 1],
];

/** Steps are divided by means that float32 holds to seven digits. */
const tolerance = 1e-5;

const zerosLike = (rows: number[][]): number[][] => rows.map((row) => row.map(() => 0));

const parameter = (value: number[][], gradient = zerosLike(value)): Parameter => ({
  value: Matrix.from(value),
  gradient: Matrix.from(gradient),
});

const randomParameters = (random: Random): Parameter[] =>
  SIZES.map(([rows, cols]) => parameter(eighths(random, rows, cols)));

/** Adam in float64, in the form of the article: weight decay first, then the step. */
class Expected {
  private readonly options: Required<Options>;
  private readonly state: { w: number[]; m: number[]; v: number[]; rows: number; cols: number }[];
  private count = 0;

  constructor(parameters: Parameter[], options: Options) {
    this.options = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0, ...options };
    this.state = parameters.map(({ value: { rows, cols, data } }) => {
      const zeros = Array.from(data, () => 0);
      return { rows, cols, w: Array.from(data), m: zeros, v: zeros };
    });
  }

  /** @param gradients for each parameter its numbers, row by row */
  step(gradients: ArrayLike<number>[], learningRate = this.options.learningRate): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options;
    const [first, second] = [beta1, beta2].map((beta) => 1 - beta ** (this.count + 1));
    this.count++;
    this.state.forEach((each, p) => {
      const g = Array.from(gradients[p]);
      each.m = each.m.map((m, i) => beta1 * m + (1 - beta1) * g[i]);
      each.v = each.v.map((v, i) => beta2 * v + (1 - beta2) * g[i] * g[i]);
      const decay = each.rows === 1 ? 0 : learningRate * weightDecay;
      each.w = each.w.map(
        (w, i) => w - decay * w - (learningRate * each.m[i]) / first / (Math.sqrt(each.v[i] / second) + epsilon),
      );
    });
  }

  /** The values as `close` compares them with matrices. */
  matrices(): { rows: number; cols: number; data: number[] }[] {
    return this.state.map(({ rows, cols, w }) => ({ rows, cols, data: w }));
  }
}

export default checksFor<typeof Lesson>((check, contract) => {
  /** Steps with new random gradients each time, and compares all values after each step. */
  function follow(
    { learner, random, close }: Tools<typeof Lesson>,
    options: Options,
    { steps, rate = () => options.learningRate }: { steps: number; rate?: (step: number) => number },
  ): void {
    const parameters = randomParameters(random);
    const values = parameters.map(({ value }) => value);
    const expected = new Expected(parameters, options);
    const optimizer = new learner.Adam(parameters, options);
    for (let step = 1; step <= steps; step++) {
      // As a layer's `backward` does it: a new matrix, and not the old one with new numbers.
      for (const each of parameters) each.gradient = Matrix.from(eighths(random, each.value.rows, each.value.cols));
      if (rate(step) !== optimizer.learningRate) optimizer.learningRate = rate(step);
      expected.step(
        parameters.map(({ gradient }) => gradient.data),
        rate(step),
      );
      optimizer.step();
      close(values, expected.matrices(), {
        what: `a value after step ${step}`,
        at: ([p, row, col]) => `in parameter ${p}, at [${row}][${col}]`,
        tolerance,
      });
    }
  }

  check('Adam', 'moves both weights of the guide by 0.1 first, and then by −0.0333 and 0.1', ({ learner, close }) => {
    const weights = parameter([[0], [0]]);
    const { value } = weights;
    const optimizer = new learner.Adam([weights], { learningRate: 0.1, beta1: 0.5, beta2: 0.75 });
    weights.gradient = Matrix.from([[4], [0.04]]);
    optimizer.step();
    close(value, toMatrix([[-0.1], [-0.1]]), { what: 'the matrix of weights after step 1', tolerance });
    weights.gradient = Matrix.from([[-4], [0.04]]);
    optimizer.step();
    close(value, toMatrix([[-0.1 + 0.1 / 3], [-0.2]]), { what: 'the matrix of weights after step 2', tolerance });
  });

  check('Adam', 'steps by the learning rate at first, whatever the sizes of the gradients', ({ learner, close }) => {
    const weights = parameter(
      [
        [0, 0],
        [0, 0],
      ],
      [
        [1000, -0.001],
        [3, 0],
      ],
    );
    const { value } = weights;
    new learner.Adam([weights], { learningRate: 0.5 }).step();
    close(
      value,
      toMatrix([
        [-0.5, 0.5],
        [-0.5, 0],
      ]),
      { what: 'the matrix of weights after the first step', tolerance: 1e-4 },
    );
  });

  check('Adam', 'follows its formula for 20 steps, with the usual β₁ and β₂', (tools) => {
    follow(tools, { learningRate: 0.1 }, { steps: 20 });
  });

  contract('Adam', 'is right for parameters of all sizes, with any β₁, β₂, ε and weight decay', {
    given: (draw) => {
      const shapes = Array.from({ length: draw.size(3) }, () => [draw.size(12), draw.size(12)]);
      const steps = draw.size(6);
      return {
        values: shapes.map(([rows, cols]) => fine(draw, rows, cols)),
        gradients: Array.from({ length: steps }, () => shapes.map(([rows, cols]) => fine(draw, rows, cols))),
        learningRate: draw.number(0.01, 1),
        beta1: draw.number(0, 0.95),
        beta2: draw.number(0.1, 0.99),
        epsilon: draw.number(0.001, 0.5),
        weightDecay: draw.number(0, 0.5),
      };
    },
    does: (learner, { values, gradients, ...options }) => {
      const parameters = values.map((value) => parameter(value));
      const optimizer = new learner.Adam(parameters, options);
      for (const step of gradients) {
        parameters.forEach((each, p) => (each.gradient = Matrix.from(step[p])));
        optimizer.step();
      }
      return parameters.map(({ value }) => value);
    },
    gives: ({ values, gradients, ...options }) => {
      const expected = new Expected(
        values.map((value) => parameter(value)),
        options,
      );
      for (const step of gradients) expected.step(step.map((gradient) => gradient.flat()));
      return expected.matrices();
    },
    tolerance: 1e-4,
  });

  check('Adam', 'keeps ε out of the root', ({ learner, close }) => {
    const weights = parameter([[0], [0]], [[0.01], [-0.03]]);
    const { value } = weights;
    new learner.Adam([weights], { learningRate: 1, epsilon: 0.01 }).step();
    close(value, toMatrix([[-0.5], [0.75]]), {
      what: 'the matrix of weights after the first step, with ε = 0.01,',
      tolerance,
    });
  });

  check('Adam', 'lets weights decay before the step, and biases not at all', ({ learner, close }) => {
    const weights = parameter([[2], [-4]], [[3], [0]]);
    const bias = parameter([[2, -4]], [[3, 0]]);
    const values = [weights.value, bias.value];
    new learner.Adam([weights, bias], { learningRate: 0.1, weightDecay: 0.5 }).step();
    close(values, [toMatrix([[1.8], [-3.8]]), toMatrix([[1.9, -4]])], {
      what: 'a value after the first step, with a weight decay of 0.5,',
      at: ([p, row, col]) => `${p === 0 ? 'in the weights' : 'in the bias'}, at [${row}][${col}]`,
      tolerance,
    });
  });

  check('Adam', 'follows its formula with weight decay', (tools) => {
    follow(tools, { learningRate: 0.1, weightDecay: 0.25 }, { steps: 10 });
  });

  check('Adam', 'uses the learning rate of the moment', (tools) => {
    follow(
      tools,
      { learningRate: 0.1, beta1: 0.5, beta2: 0.75, weightDecay: 0.5 },
      { steps: 6, rate: (step) => [0.1, 0.5, 0.25, 0, 1, 0.1][step - 1] },
    );
  });

  check('Adam', 'counts its own steps, also where another one has the same parameters', ({ learner, close }) => {
    const weights = parameter([[1], [2]], [[1], [-1]]);
    const { value } = weights;
    new learner.Adam([weights], { learningRate: 0.5 }).step();
    new learner.Adam([weights], { learningRate: 0.5 }).step();
    close(value, toMatrix([[0], [3]]), {
      what: 'the value after the first step of one `Adam` and the first step of a second one',
      tolerance,
    });
  });

  check('Adam', 'changes the value in place, in the matrix that the layer has', ({ learner, holds, close }) => {
    const weights = parameter([[1], [2]], [[1], [1]]);
    const { value } = weights;
    new learner.Adam([weights], { learningRate: 1 }).step();
    holds(
      weights.value === value,
      'The parameter has a new `value` after the step. Its layer still works with the old one: change the numbers in the matrix that is there.',
    );
    close(value, toMatrix([[0], [1]]), { what: 'the value after the first step', tolerance });
  });

  check('Adam', 'leaves the gradients unchanged', ({ learner, random, unchanged }) => {
    const parameters = SIZES.map(([rows, cols]) => parameter(eighths(random, rows, cols), eighths(random, rows, cols)));
    const gradients = parameters.map(({ gradient }) => gradient);
    const optimizer = new learner.Adam(parameters, { learningRate: 0.1, weightDecay: 0.1 });
    unchanged({ gradients }, () => {
      optimizer.step();
      optimizer.step();
    });
  });
});
