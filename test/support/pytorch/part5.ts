/** Part 5: runs of SGD; gradients that the machine finds, of numbers and of matrices; Adam; convolutions; residual networks. */
import { type Oracle, attempt } from './attempt';
import {
  type DenseValues,
  type Layer,
  type Matrix,
  type MatrixExports,
  type NetworkExports,
  type Parameter,
  type Pass,
  dense,
  network,
  rowsOf,
  throughAndBack,
  valuesOf,
} from './matrices';

interface Data {
  images: Matrix;
  labels: Uint8Array;
}

interface Images {
  images: number[][];
  labels: number[];
}

const dataOf = ({ Matrix }: MatrixExports, { images, labels }: Images): Data => ({
  images: Matrix.from(images),
  labels: Uint8Array.from(labels),
});

interface Report {
  trainingLoss: number;
  validationLoss: number;
  best: number;
}

interface CurvesExports extends NetworkExports {
  evaluateOn(network: Layer, data: Data): { loss: number; accuracy: number };
  trainWithPatience(network: Layer, training: Data, validation: Data, options: object): Iterable<Report>;
}

interface Curves {
  layers: DenseValues[];
  training: Images;
  validation: Images;
  options: object;
}

export const learningCurves: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    evaluate: attempt((lesson: CurvesExports, given: Images & { layers: DenseValues[] }) => {
      const { loss, accuracy } = lesson.evaluateOn(network(lesson, given.layers), dataOf(lesson, given));
      return { loss, accuracy };
    }),
    train: attempt((lesson: CurvesExports, { layers, training, validation, options }: Curves) => {
      const trained = network(lesson, layers);
      const data = [training, validation].map((each) => dataOf(lesson, each));
      const random = (): number => 0.5;
      const reports = [...lesson.trainWithPatience(trained, data[0], data[1], { ...options, random })];
      return {
        training: reports.map(({ trainingLoss }) => trainingLoss),
        validation: reports.map(({ validationLoss }) => validationLoss),
        best: reports.map(({ best }) => best),
        parameters: valuesOf(trained.parameters()),
      };
    }),
  },
};

interface DiagnosisExports extends NetworkExports {
  learnsByHeart(network: Layer, batch: Data, learningRate: number, steps: number): number[];
  layersOf(dense: { weights: Matrix; bias: Matrix }[]): Layer[];
  sleepers(layers: Layer[], images: Matrix): number[];
}

interface Heart extends Images {
  layers: DenseValues[];
  learningRate: number;
  steps: number;
}

export const diagnosis: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    learnsByHeart: attempt((lesson: DiagnosisExports, given: Heart) => {
      const learner = network(lesson, given.layers);
      const losses = lesson.learnsByHeart(learner, dataOf(lesson, given), given.learningRate, given.steps);
      return { losses, parameters: valuesOf(learner.parameters()) };
    }),
    sleepers: attempt((lesson: DiagnosisExports, { layers, images }: Pick<Heart, 'layers' | 'images'>) => {
      const { Matrix } = lesson;
      const dense = layers.map(({ weights, bias }) => ({ weights: Matrix.from(weights), bias: Matrix.from([bias]) }));
      return lesson.sleepers(lesson.layersOf(dense), Matrix.from(images));
    }),
  },
};

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

interface AdamOptions {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
}

interface AdamExports extends MatrixExports {
  Adam: new (parameters: Parameter[], options: AdamOptions) => { learningRate: number; step(): void };
}

interface GivenGradients {
  options: AdamOptions;
  values: number[][][];
  learningRates: number[];
  /** For each step, one for each parameter. */
  gradients: number[][][][];
  /** The steps after which the values are compared, from 1. */
  shown: number[];
}

export const adam: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    Adam: attempt((lesson: AdamExports, { options, values, learningRates, gradients, shown }: GivenGradients) => {
      const parameters = values.map((value) => ({
        value: lesson.Matrix.from(value),
        gradient: lesson.Matrix.from(value.map((row) => row.map(() => 0))),
      }));
      const optimizer = new lesson.Adam(parameters, options);
      const reached = gradients.map((each, step) => {
        optimizer.learningRate = learningRates[step];
        each.forEach((gradient, i) => (parameters[i].gradient = lesson.Matrix.from(gradient)));
        optimizer.step();
        return valuesOf(parameters);
      });
      return shown.map((step) => reached[step - 1]);
    }),
  },
};

interface DeepSizes {
  inputs: number;
  width: number;
  blocks: number;
  outputs: number;
}

interface ResidualExports extends NetworkExports {
  Residual: new (inner: Layer) => Layer;
  createDeepNetwork(sizes: DeepSizes, random: () => number): Layer;
}

interface Through {
  layers: DenseValues[];
  passes: Pass[];
}

export const residual: Oracle = {
  tolerance: 1e-5,
  measure: 'matrix',
  attempts: {
    Residual: attempt((lesson: ResidualExports, { layers, passes }: Through) =>
      throughAndBack(lesson, new lesson.Residual(network(lesson, layers)), passes),
    ),
    createDeepNetwork: attempt((lesson: ResidualExports, { sizes, layers, passes }: Through & { sizes: DeepSizes }) => {
      const created = lesson.createDeepNetwork(sizes, () => 0.5);
      const numbers = layers.flatMap(({ weights, bias }) => [weights.flat(), bias]);
      created.parameters().forEach(({ value }, i) => value.data.set(numbers[i]));
      return throughAndBack(lesson, created, passes);
    }),
  },
};

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
