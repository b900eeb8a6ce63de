import { type Draw, checksFor, misfits } from 'kit';
import type * as Lesson from './solution.ts';

/** An answer may come in Float32Arrays. They keep seven digits, and where terms cancel, fewer are left. */
const FLOAT32 = { tolerance: 1e-4 };

const column = (rows: number[][], j: number): number[] => rows.map((row) => row[j]);
const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);

const largest = (values: number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The outputs of a layer, column by column. */
const outputs = (x: number[], weights: number[][], bias: number[]): number[] =>
  bias.map((value, j) => dot(x, column(weights, j)) + value);

const intoRows = (values: number[], columns: number): number[][] =>
  Array.from({ length: values.length / columns }, (_, i) => values.slice(i * columns, (i + 1) * columns));

/** The gradient may hold rows of any array type. */
const flat = (rows: ArrayLike<number>[]): number[] => Array.from(rows).flatMap((row) => Array.from(row));

/** Made again for each check, so that code which changes its arguments spoils nothing. */
const guide = () => ({
  x: [2, 3],
  weights: [
    [1, 0, -1],
    [-1, 2, 1],
  ],
  bias: [4, 1, -3],
});

/** A layer with its inputs; `output` is named as what it stands for. */
function drawLayer<Name extends string>(draw: Draw, output: Name) {
  const [inputs, count] = [draw.size(784), draw.size(200)];
  const drawn = { x: draw.numbers(inputs), weights: draw.rows(inputs, count) };
  return { ...drawn, [output]: draw.numbers(count) } as typeof drawn & Record<Name, number[]>;
}

export default checksFor<typeof Lesson>((check, contract) => {
  check('layer', 'gives 3, 7 and −2 for the layer in the guide', ({ learner, close }) => {
    const { x, weights, bias } = guide();
    close(learner.layer(x, weights, bias), [3, 7, -2], FLOAT32);
  });

  contract('layer', 'is right for one input, for one output, and for tables of weights that are wide, tall or square', {
    given: (draw) => drawLayer(draw, 'bias'),
    gives: ({ x, weights, bias }) => outputs(x, weights, bias),
    terms: ({ x, weights, bias }) => largest([...bias, ...x.flatMap((value, i) => weights[i].map((w) => value * w))]),
    tolerance: 1e-5,
  });

  check('layer', 'gives the biases, each once, when all inputs are 0', ({ learner, random, close }) => {
    close(learner.layer([0, 0, 0], random.rows(3, 2), [5, -7]), [5, -7], FLOAT32);
  });

  check('layer', 'stays exact for inputs of ±1000', ({ learner, random, close }) => {
    const weights = random.rows(3, 2);
    const x = [1000, -1000, 1000];
    const expected = outputs(x, weights, [1, -1]);
    close(learner.layer(x, weights, [1, -1]), expected, FLOAT32);
  });

  check(
    'layer',
    'throws an error that names both sizes when x does not fit the rows of weights',
    ({ learner, random, throws }) => {
      const because = 'Each input needs its own row of weights.';
      throws(() => learner.layer(random.numbers(3), random.rows(5, 2), [0, 0]), [3, 5], because);
      throws(() => learner.layer(random.numbers(4), random.rows(3, 2), [0, 0]), [4, 3], because);
      // Two inputs and three biases need six weights, and there are six: 3 × 2 in place of 2 × 3.
      throws(() => learner.layer(random.numbers(2), random.rows(3, 2), [0, 0, 0]), [2, 3], because);
      for (const [n, rows, cols] of misfits(3, ([n, rows]) => n === rows))
        throws(
          () => learner.layer(random.numbers(n), random.rows(rows, cols), random.numbers(cols)),
          [n, rows],
          because,
        );
    },
  );

  check(
    'layer',
    'throws an error that names both sizes when bias does not fit the columns of weights',
    ({ learner, random, throws }) => {
      const because = 'Each output needs its own column of weights and its own bias.';
      throws(() => learner.layer([1, 2], random.rows(2, 7), random.numbers(4)), [7, 4], because);
      throws(() => learner.layer([1, 2], random.rows(2, 4), random.numbers(5)), [4, 5], because);
      throws(() => learner.layer([1], random.rows(1, 6), random.numbers(3)), [6, 3], because);
      for (const [n, cols, count] of misfits(3, ([, cols, count]) => cols === count))
        throws(
          () => learner.layer(random.numbers(n), random.rows(n, cols), random.numbers(count)),
          [cols, count],
          because,
        );
    },
  );

  check(
    'layerGradient',
    'gives the slopes of the guide for each weight, each bias and each input',
    ({ learner, close }) => {
      const { x, weights } = guide();
      close(
        learner.layerGradient(x, weights, [2, -1, 1]),
        {
          weights: [
            [4, -2, 2],
            [6, -3, 3],
          ],
          bias: [2, -1, 1],
          input: [1, -3],
        },
        FLOAT32,
      );
    },
  );

  contract('layerGradient', 'is right for tables of weights of every shape', {
    given: (draw) => drawLayer(draw, 'upstream'),
    gives: ({ x, weights, upstream }) => ({
      weights: x.map((value) => upstream.map((slope) => slope * value)),
      bias: upstream,
      input: weights.map((row) => dot(row, upstream)),
    }),
    terms: ({ weights, upstream }) => largest(weights.flatMap((row) => row.map((w, j) => w * upstream[j]))),
    tolerance: 1e-5,
  });

  check(
    'layerGradient',
    'agrees with the slope measured by nudging each weight, each bias and each input',
    ({ learner, random, close, slope }) => {
      for (const [inputs, count] of [
        [3, 2],
        [2, 4],
      ]) {
        const x = random.numbers(inputs, -2, 2);
        const weights = random.rows(inputs, count);
        const bias = random.numbers(count);
        const upstream = random.numbers(count, -2, 2);
        const loss = (x: number[], weights: number[][], bias: number[]): number =>
          dot(outputs(x, weights, bias), upstream);
        const gradient = learner.layerGradient(x, weights, upstream);
        // First the shape, so that the slopes below are compared place by place.
        close(
          gradient,
          { weights: weights.map((row) => row.map(() => 0)), bias: upstream, input: x },
          { tolerance: Infinity },
        );
        slope(flat(gradient.weights), (values) => loss(x, intoRows(values, count), bias), weights.flat(), {
          ...FLOAT32,
          what: 'the gradient of the weights, row by row,',
        });
        slope(gradient.bias, (values) => loss(x, weights, values), bias, {
          ...FLOAT32,
          what: 'the gradient of the bias',
        });
        slope(gradient.input, (values) => loss(values, weights, bias), x, {
          ...FLOAT32,
          what: 'the gradient of the input',
        });
      }
    },
  );

  check('layerGradient', 'learns only through the biases when all inputs are 0', ({ learner, random, close }) => {
    const weights = random.rows(2, 3);
    const gradient = learner.layerGradient([0, 0], weights, [1, -2, 3]);
    const input = weights.map((row) => dot(row, [1, -2, 3]));
    close(
      gradient,
      {
        weights: [
          [0, 0, 0],
          [0, 0, 0],
        ],
        bias: [1, -2, 3],
        input,
      },
      FLOAT32,
    );
  });

  check('layerGradient', 'stays exact for inputs and slopes of ±1000', ({ learner, close }) => {
    const weights = [
      [2, 0.5],
      [-1, 4],
    ];
    const expected = {
      weights: [
        [1e6, -1e6],
        [-1e6, 1e6],
      ],
      bias: [1000, -1000],
      input: [1500, -5000],
    };
    close(learner.layerGradient([1000, -1000], weights, [1000, -1000]), expected, FLOAT32);
  });

  check(
    'layerGradient',
    'throws an error that names both sizes when x or upstream does not fit the weights',
    ({ learner, random, throws }) => {
      const row = 'Each input has its own row of weights.';
      const columns = 'Each upstream slope belongs to one output, and each output has its own column of weights.';
      throws(() => learner.layerGradient(random.numbers(3), random.rows(5, 2), [1, 1]), [3, 5], row);
      throws(() => learner.layerGradient(random.numbers(4), random.rows(3, 2), [1, 1]), [4, 3], row);
      // Two inputs and three slopes need six weights, and there are six: 3 × 2 in place of 2 × 3.
      throws(() => learner.layerGradient(random.numbers(2), random.rows(3, 2), random.numbers(3)), [2, 3], row);
      throws(() => learner.layerGradient([1, 2], random.rows(2, 7), random.numbers(4)), [7, 4], columns);
      throws(() => learner.layerGradient([1, 2], random.rows(2, 4), random.numbers(5)), [4, 5], columns);
      throws(() => learner.layerGradient([1], random.rows(1, 6), random.numbers(3)), [6, 3], columns);
      for (const [n, rows, cols, count] of misfits(4, ([n, rows, cols, count]) => n === rows && cols === count)) {
        const [wrong, because] = n === rows ? [[cols, count], columns] : [[n, rows], row];
        const run = (): unknown =>
          learner.layerGradient(random.numbers(n), random.rows(rows, cols), random.numbers(count));
        throws(run, wrong, because);
      }
    },
  );
});
