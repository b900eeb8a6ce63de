import { checksFor, ends, float64, type Random, type Tools } from 'kit';
import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Parameter } from '../../3-complete-network/layer.ts';
import type * as Lesson from './solution.ts';

const { eighths, fine, toMatrix } = float64;

const SIZES = [
  [1, 1],
  [3, 2],
  [1, 2],
  [2, 5],
  [1, 5],
];

const valueOf = (name: string): string => `the value of ${name}`;

const zeros = (rows: number, cols: number): number[][] =>
  Array.from({ length: rows }, () => new Array<number>(cols).fill(0));

const parameter = (value: number[][], gradient: number[][]): Parameter => ({
  value: Matrix.from(value),
  gradient: Matrix.from(gradient),
});

const randomParameters = (random: Random): Parameter[] =>
  SIZES.map(([rows, cols]) => parameter(eighths(random, rows, cols), zeros(rows, cols)));

/** v ← μ·v + g, w ← w − η·v, in float64. */
class Expected {
  private readonly values: number[][];
  private readonly velocities: number[][];
  private readonly parameters: Parameter[];

  constructor(parameters: Parameter[]) {
    this.parameters = parameters;
    this.values = parameters.map(({ value }) => Array.from(value.data));
    this.velocities = this.values.map((value) => value.map(() => 0));
  }

  /** To be called before the learner's step: it reads the gradients as they are. */
  step(learningRate: number, momentum: number): void {
    this.parameters.forEach(({ gradient }, p) => {
      this.velocities[p] = this.velocities[p].map((v, i) => momentum * v + gradient.data[i]);
      this.values[p] = this.values[p].map((w, i) => w - learningRate * this.velocities[p][i]);
    });
  }

  /** The values as `close` compares them with matrices. */
  matrices(): { rows: number; cols: number; data: number[] }[] {
    return this.parameters.map(({ value: { rows, cols } }, p) => ({ rows, cols, data: this.values[p] }));
  }
}

interface Run {
  weights: number[][];
  bias: number[][];
  /** Of each step, the gradient of the weights and of the bias. */
  gradients: number[][][][];
  rates: number[];
  momentum: number;
}

/** The values after each step. */
function valuesOf({ weights, bias, gradients, rates, momentum }: Run): ReturnType<Expected['matrices']>[] {
  const parameters = [weights, bias].map((value) => parameter(value, value));
  const expected = new Expected(parameters);
  return gradients.map((slopes, i) => {
    parameters.forEach((each, p) => (each.gradient = Matrix.from(slopes[p])));
    expected.step(rates[i], momentum);
    return expected.matrices();
  });
}

export default checksFor<typeof Lesson>((check, contract) => {
  /** Steps with new random gradients each time, and compares all values after each step. */
  function follow(
    { learner, random, close }: Tools<typeof Lesson>,
    { learningRate, momentum, steps }: { learningRate: number; momentum: number; steps: number },
  ): void {
    const parameters = randomParameters(random);
    const values = parameters.map(({ value }) => value);
    const expected = new Expected(parameters);
    const optimizer = new learner.Momentum(parameters, { learningRate, momentum });
    for (let step = 1; step <= steps; step++) {
      // As a layer's `backward` does it: a new matrix, and not the old one with new numbers.
      for (const each of parameters) each.gradient = Matrix.from(eighths(random, each.value.rows, each.value.cols));
      expected.step(learningRate, momentum);
      optimizer.step();
      // All at once: single numbers may come close to 0, where float32 has no five digits left of what was subtracted.
      close(values, expected.matrices(), {
        what: `a value after step ${step}`,
        at: ([p, row, col]) => `in parameter ${p}, at [${row}][${col}]`,
        tolerance: 1e-5,
      });
    }
  }

  check('Momentum', 'moves the two weights of the guide in four steps', ({ learner, close }) => {
    const weights = parameter([[1], [1]], [[0], [0]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 0.1, momentum: 0.5 });
    const gradients = [
      [[2], [20]],
      [[2], [-20]],
      [[2], [0]],
      [[2], [10]],
    ];
    const after = [
      [[0.8], [-1]],
      [[0.5], [0]],
      [[0.15], [0.5]],
      [[-0.225], [-0.25]],
    ];
    gradients.forEach((gradient, i) => {
      weights.gradient = Matrix.from(gradient);
      optimizer.step();
      close(value, toMatrix(after[i]), { what: `the matrix of weights after step ${i + 1}`, tolerance: 1e-5 });
    });
  });

  check('Momentum', 'takes a plain step first: the velocity starts at 0', ({ learner, close }) => {
    const weights = parameter(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [1, -1],
        [0.5, 0],
      ],
    );
    const { value } = weights;
    new learner.Momentum([weights], { learningRate: 0.5, momentum: 0.9 }).step();
    close(
      value,
      toMatrix([
        [0.5, 2.5],
        [2.75, 4],
      ]),
      { what: 'the matrix of weights after the first step', tolerance: 1e-5 },
    );
  });

  check(
    'Momentum',
    'starts with a velocity of 0 also where another one had the same parameters',
    ({ learner, close }) => {
      const weights = parameter([[1, 2]], [[1, -1]]);
      const { value } = weights;
      new learner.Momentum([weights], { learningRate: 0.5, momentum: 0.5 }).step();
      new learner.Momentum([weights], { learningRate: 0.5, momentum: 0.5 }).step();
      close(value, toMatrix([[0, 3]]), {
        what: 'the value after the first step of one `Momentum` and the first step of a second one',
        tolerance: 1e-5,
      });
    },
  );

  check('Momentum', 'is plain gradient descent when the momentum is 0', (tools) => {
    follow(tools, { learningRate: 0.25, momentum: 0, steps: 5 });
  });

  check('Momentum', 'rolls on when the gradient is 0, and slows down', ({ learner, close }) => {
    const weights = parameter([[0, 0]], [[8, -8]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 1, momentum: 0.5 });
    const expected = [
      [-8, 8],
      [-12, 12],
      [-14, 14],
      [-15, 15],
    ];
    expected.forEach((after, i) => {
      optimizer.step();
      close(value, toMatrix([after]), {
        what: `the value after step ${i + 1}, with gradients of 0 from step 2 on,`,
        tolerance: 1e-5,
      });
      weights.gradient = Matrix.zeros(1, 2);
    });
  });

  check('Momentum', 'agrees with the formula over fifty steps, for parameters of all shapes', (tools) => {
    follow(tools, { learningRate: 0.01, momentum: 0.9, steps: 50 });
  });

  contract('Momentum', 'is right for parameters of every size, also when two objects take turns', {
    given: (draw) => {
      const [rows, cols, steps] = [draw.size(784), draw.size(128), draw.repeats(6)];
      return {
        // As a schedule sets them.
        rates: draw.numbers(steps, 0, 1),
        momentum: draw.number(0, 0.95),
        weights: fine(draw, rows, cols),
        bias: fine(draw, 1, cols),
        gradients: Array.from({ length: steps }, () => [fine(draw, rows, cols), fine(draw, 1, cols)]),
      };
    },
    does: ({ Momentum }, { rates, momentum, weights, bias, gradients }) => {
      const options = { learningRate: rates[0], momentum };
      const make = (): Parameter[] =>
        [weights, bias].map((value) => parameter(value, zeros(value.length, value[0].length)));
      const [parameters, others] = [make(), make()];
      const [one, other] = [new Momentum(parameters, options), new Momentum(others, options)];
      const step = (optimizer: typeof one, moved: Parameter[], slopes: number[][][], rate: number): void => {
        moved.forEach((each, p) => (each.gradient = Matrix.from(slopes[p])));
        optimizer.learningRate = rate;
        optimizer.step();
      };
      const values = gradients.map((slopes, i) => {
        step(one, parameters, slopes, rates[i]);
        step(other, others, gradients[gradients.length - 1 - i], rates[i]);
        return parameters.map(({ value }) => Matrix.from(value.toArray()));
      });
      return { values: ends(values), others: others.map(({ value }) => value) };
    },
    gives: (given) => {
      const [values, others] = [valuesOf(given), valuesOf({ ...given, gradients: [...given.gradients].reverse() })];
      return { values: ends(values), others: others.at(-1) };
    },
    // A value that comes near to 0 has fewer digits, the more so the farther away it has been.
    tolerance: 1e-4,
    terms: (given) =>
      [given.gradients, [...given.gradients].reverse()]
        .flatMap((gradients) => valuesOf({ ...given, gradients }))
        .flat()
        .reduce((most, { data }) => data.reduce((all, value) => Math.max(all, Math.abs(value)), most), 0),
  });

  check('Momentum', 'keeps a velocity of its own for every number', ({ learner, close }) => {
    const [one, other] = [parameter([[0, 0]], [[4, 0]]), parameter([[0, 0]], [[0, 2]])];
    const values = [one.value, other.value];
    const optimizer = new learner.Momentum([one, other], { learningRate: 1, momentum: 0.5 });
    optimizer.step();
    one.gradient = Matrix.zeros(1, 2);
    other.gradient = Matrix.zeros(1, 2);
    optimizer.step();
    close(values[0], toMatrix([[-6, 0]]), { what: valueOf('the first parameter after step 2'), tolerance: 1e-5 });
    close(values[1], toMatrix([[0, -3]]), { what: valueOf('the second parameter after step 2'), tolerance: 1e-5 });
  });

  check('Momentum', 'uses the gradients that the parameters hold at the moment of the step', ({ learner, close }) => {
    const weights = parameter(
      [
        [0, 0],
        [0, 0],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    );
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 1, momentum: 0.5 });
    weights.gradient = Matrix.from([
      [1, 2],
      [3, 4],
    ]);
    optimizer.step();
    const stands = value.data.every((each) => each === 0);
    const note = stands
      ? 'Nothing has moved. The parameter got a new gradient matrix after the constructor had run, as `backward` of a layer does it.'
      : undefined;
    close(
      value,
      toMatrix([
        [-1, -2],
        [-3, -4],
      ]),
      { what: 'the value after the first step', note },
    );
    weights.gradient.data.fill(0);
    optimizer.step();
    close(
      value,
      toMatrix([
        [-1.5, -3],
        [-4.5, -6],
      ]),
      { what: 'the value after a second step, with a gradient of zeros,' },
    );
  });

  check('Momentum', 'goes on from values that were changed from outside', ({ learner, close }) => {
    const weights = parameter([[1], [2]], [[1], [1]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 1, momentum: 0.5 });
    optimizer.step();
    value.data.set([10, 20]);
    optimizer.step();
    close(value, toMatrix([[8.5], [18.5]]), { what: 'the value after step 2', tolerance: 1e-5 });
  });

  check('Momentum', 'multiplies the whole velocity by the learning rate of this step', ({ learner, close }) => {
    const weights = parameter([[0], [0]], [[1], [-2]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 1, momentum: 0.5 });
    optimizer.step();
    optimizer.learningRate = 0.1;
    optimizer.step();
    const what = 'the value after step 2, with a learning rate that was set from 1 to 0.1 in between,';
    close(value, toMatrix([[-1.15], [2.3]]), { what, tolerance: 1e-5 });
    close(optimizer.learningRate, 0.1, { what: '`learningRate`' });
  });

  check('Momentum', 'gathers speed also in a step with a learning rate of 0', ({ learner, close }) => {
    const weights = parameter([[0], [0]], [[1], [-2]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 0, momentum: 0.5 });
    optimizer.step();
    optimizer.learningRate = 1;
    optimizer.step();
    const what = 'the value after a step with a learning rate of 0 and one with 1';
    close(value, toMatrix([[-1.5], [3]]), { what, tolerance: 1e-5 });
  });

  check('Momentum', 'changes the value in place, in the matrix that the layer has', ({ learner, holds, close }) => {
    const weights = parameter([[1], [2]], [[1], [1]]);
    const { value } = weights;
    new learner.Momentum([weights], { learningRate: 1, momentum: 0.5 }).step();
    holds(
      weights.value === value,
      'The parameter has a new `value` after the step. Its layer still works with the old one: change the numbers in the matrix that is there.',
    );
    close(value, toMatrix([[0], [1]]), { what: 'the value after the first step' });
  });

  check('Momentum', 'is right with gradients as large as ±1000, and with zeros', ({ learner, close }) => {
    const weights = parameter([[1000, -1000, 0]], [[1000, -1000, 0]]);
    const { value } = weights;
    const optimizer = new learner.Momentum([weights], { learningRate: 0.5, momentum: 0.5 });
    optimizer.step();
    optimizer.step();
    close(value, toMatrix([[-250, 250, 0]]), { what: 'the value after step 2', tolerance: 1e-5 });
  });

  check('Momentum', 'leaves the gradients unchanged', ({ learner, random, unchanged }) => {
    const parameters = SIZES.map(([rows, cols]) => parameter(eighths(random, rows, cols), eighths(random, rows, cols)));
    const gradients = parameters.map(({ gradient }) => gradient);
    const optimizer = new learner.Momentum(parameters, { learningRate: 0.1, momentum: 0.9 });
    unchanged({ gradients }, () => {
      optimizer.step();
      optimizer.step();
    });
  });
});
