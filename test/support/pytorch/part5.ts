/** Part 5: gradients that the machine finds, of numbers and of matrices, and convolutions. */
import { type Oracle, attempt } from './attempt';
import {
  type DenseValues,
  type Layer,
  type Matrix,
  type MatrixExports,
  type NetworkExports,
  type Pass,
  dense,
  rowsOf,
  throughAndBack,
} from './matrices';

interface Value {
  data: number;
  gradient: number;
}

type Operation = 'add' | 'multiply' | 'relu';

interface ValueExports extends Record<Operation, (...inputs: Value[]) => Value> {
  Value: new (data: number) => Value;
  backward(end: Value): void;
}

interface Formula {
  start: number[];
  formula: { of: Operation; inputs: number[] }[];
}

export const value: Oracle = {
  tolerance: 1e-9,
  measure: 'matrix',
  attempts: {
    backward: attempt((lesson: ValueExports, { start, formula }: Formula) => {
      const values = start.map((number) => new lesson.Value(number));
      for (const { of, inputs } of formula) values.push(lesson[of](...inputs.map((i) => values[i])));
      lesson.backward(values[values.length - 1]);
      return { data: values.map(({ data }) => data), gradients: values.map(({ gradient }) => gradient) };
    }),
  },
};

interface Traced {
  value: Matrix;
  gradient: Matrix;
}

interface TracedExports extends MatrixExports {
  Traced: new (value: Matrix) => Traced;
  backward(end: Traced): void;
  matmulTraced(a: Traced, b: Traced): Traced;
  addRowTraced(m: Traced, row: Traced): Traced;
  reluTraced(a: Traced): Traced;
  crossEntropyTraced(logits: Traced, labels: ArrayLike<number>): Traced;
}

interface TracedBatch {
  x: number[][];
  labels: number[];
}

export const traced: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    network: attempt((lesson: TracedExports, { x, labels, layers }: TracedBatch & { layers: DenseValues[] }) => {
      const input = matrixOf(lesson, x);
      const parameters = layers.map((layer) => parametersOf(lesson, layer));
      const logits = parameters.reduce(
        (output, [weights, bias], i) =>
          lesson.addRowTraced(lesson.matmulTraced(i > 0 ? lesson.reluTraced(output) : output, weights), bias),
        input,
      );
      return finished(lesson, logits, labels, [input, ...parameters.flat()]);
    }),
    shared: attempt((lesson: TracedExports, given: TracedBatch & DenseValues & { uses: number }) => {
      const input = matrixOf(lesson, given.x);
      const [weights, bias] = parametersOf(lesson, given);
      let output = input;
      for (let i = 0; i < given.uses; i++)
        output = lesson.reluTraced(lesson.addRowTraced(lesson.matmulTraced(output, weights), bias));
      return finished(lesson, output, given.labels, [input, weights, bias]);
    }),
  },
};

const matrixOf = ({ Traced, Matrix }: TracedExports, rows: number[][]): Traced => new Traced(Matrix.from(rows));

const parametersOf = (lesson: TracedExports, { weights, bias }: DenseValues): [weights: Traced, bias: Traced] => [
  matrixOf(lesson, weights),
  matrixOf(lesson, [bias]),
];

function finished(lesson: TracedExports, logits: Traced, labels: number[], wanted: Traced[]): unknown {
  const loss = lesson.crossEntropyTraced(logits, labels);
  lesson.backward(loss);
  return { loss: rowsOf(loss.value)[0][0], gradients: wanted.map(({ gradient }) => rowsOf(gradient)) };
}

interface ImageShape {
  channels: number;
  height: number;
  width: number;
}

interface PatchesExports extends MatrixExports {
  im2col(images: Matrix, shape: ImageShape, size: number): Matrix;
  col2im(columns: Matrix, count: number, shape: ImageShape, size: number): Matrix;
}

interface Windows {
  shape: ImageShape;
  size: number;
}

export const patches: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    im2col: attempt(({ Matrix, im2col }: PatchesExports, { images, shape, size }: Windows & { images: number[][] }) =>
      rowsOf(im2col(Matrix.from(images), shape, size)),
    ),
    col2im: attempt(
      (
        { Matrix, col2im }: PatchesExports,
        { columns, count, shape, size }: Windows & { columns: number[][]; count: number },
      ) => rowsOf(col2im(Matrix.from(columns), count, shape, size)),
    ),
  },
};

interface ConvolutionExports extends NetworkExports {
  Conv: new (weights: Matrix, bias: Matrix, shape: ImageShape, size: number) => Layer;
  MaxPool: new (shape: ImageShape) => Layer;
}

type ConvValues = DenseValues & Windows;

const conv = ({ Matrix, Conv }: ConvolutionExports, { weights, bias, shape, size }: ConvValues): Layer =>
  new Conv(Matrix.from(weights), Matrix.from([bias]), shape, size);

export const convolution: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    conv: attempt((lesson: ConvolutionExports, given: ConvValues & { passes: Pass[] }) =>
      throughAndBack(lesson, conv(lesson, given), given.passes),
    ),
    pool: attempt((lesson: ConvolutionExports, { shape, passes }: { shape: ImageShape; passes: Pass[] }) =>
      throughAndBack(lesson, new lesson.MaxPool(shape), passes),
    ),
    network: attempt(
      (
        lesson: ConvolutionExports,
        given: { first: ConvValues; middle: ConvValues; last: DenseValues; passes: Pass[] },
      ) => {
        const { Network, ReLU, MaxPool } = lesson;
        const network = new Network([
          ...[conv(lesson, given.first), new ReLU(), new MaxPool({ channels: 2, height: 12, width: 10 })],
          ...[conv(lesson, given.middle), new ReLU(), new MaxPool({ channels: 3, height: 5, width: 4 })],
          dense(lesson, given.last),
        ]);
        return throughAndBack(lesson, network, given.passes);
      },
    ),
  },
};
