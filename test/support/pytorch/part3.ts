/** Part 3: layers, loss, network and training loop on batches. */
import { type Attempt, type Oracle, attempt, replay } from './attempt';
import {
  type DenseValues,
  type Layer,
  type Matrix,
  type MatrixExports,
  type NetworkExports,
  type Pass,
  dense,
  network as networkOf,
  rowsOf,
  throughAndBack,
  valuesOf,
} from './matrices';

interface TrainOptions {
  learningRate: number;
  epochs: number;
  batchSize: number;
}

interface Exports extends NetworkExports {
  gaussian(random: () => number): number;
  heWeights(inputs: number, outputs: number, random: () => number): Matrix;
  createNetwork(sizes: number[], random: () => number): Layer;
  shuffle(count: number, random: () => number): Uint32Array;
  train(
    network: Layer,
    data: { images: Matrix; labels: Uint8Array },
    options: TrainOptions & { random: () => number },
  ): Iterable<{ epoch: number; step: number; loss: number }>;
}

export const denseLayer = float32({
  Dense: attempt((lesson: Exports, given: DenseValues & { passes: Pass[] }) =>
    throughAndBack(lesson, dense(lesson, given), given.passes),
  ),
});

export const reluLayer = float32({
  ReLU: attempt((lesson: Exports, { passes }: { passes: Pass[] }) => throughAndBack(lesson, new lesson.ReLU(), passes)),
});

export const batchLoss = float32({
  softmaxCrossEntropy: attempt((lesson: Exports, { logits, labels }: { logits: number[][]; labels: number[] }) => {
    const { loss, gradient } = lesson.softmaxCrossEntropy(matrix(lesson, logits), Uint8Array.from(labels));
    return { loss, gradient: rowsOf(gradient) };
  }),
});

export const initialisation = float32({
  gaussian: attempt((lesson: Exports, { draws }: { draws: number[] }) => {
    const random = replay(draws);
    return Array.from({ length: draws.length / 2 }, () => lesson.gaussian(random));
  }),
  heWeights: attempt((lesson: Exports, given: { inputs: number; outputs: number; draws: number[] }) =>
    rowsOf(lesson.heWeights(given.inputs, given.outputs, replay(given.draws))),
  ),
});

export const network = float32({
  Network: attempt((lesson: Exports, { layers, passes }: { layers: DenseValues[]; passes: Pass[] }) =>
    throughAndBack(lesson, networkOf(lesson, layers), passes),
  ),
  createNetwork: attempt((lesson: Exports, given: { sizes: number[]; draws: number[]; passes: Pass[] }) => {
    const created = lesson.createNetwork(given.sizes, replay(given.draws));
    return { parameters: valuesOf(created.parameters()), passes: throughAndBack(lesson, created, given.passes) };
  }),
});

interface Run {
  layers: DenseValues[];
  images: number[][];
  labels: number[];
  options: TrainOptions;
  draws: number[];
  steps: number[];
}

export const trainingLoop = float32({
  shuffle: attempt((lesson: Exports, { count, draws }: { count: number; draws: number[] }) =>
    lesson.shuffle(count, replay(draws)),
  ),
  train: attempt((lesson: Exports, given: Run) => {
    const trained = networkOf(lesson, given.layers);
    const data = { images: matrix(lesson, given.images), labels: Uint8Array.from(given.labels) };
    const result = { epochs: [] as number[], losses: [] as number[], parameters: [] as number[][][][] };
    for (const report of lesson.train(trained, data, { ...given.options, random: replay(given.draws) })) {
      result.epochs.push(report.epoch);
      result.losses.push(report.loss);
      if (given.steps.includes(report.step)) result.parameters.push(valuesOf(trained.parameters()));
    }
    return result;
  }),
});

function matrix({ Matrix }: MatrixExports, rows: number[][]): Matrix {
  return Matrix.from(rows);
}

function float32(attempts: Record<string, Attempt>): Oracle {
  return { tolerance: 1e-5, measure: 'matrix', attempts };
}
