/** Part 1: the gradients of a linear model, and the losses that they belong to. */
import { type Oracle, attempt } from './attempt';

interface Gradient {
  weights: number[];
  bias: number;
}

interface Exports {
  predictAll(xs: number[][], weights: number[], bias: number): number[];
  meanSquaredError(predictions: number[], targets: number[]): number;
  sigmoid(z: number): number;
  mnistLoss(probabilities: number[], targets: number[]): number;
  meanSquaredErrorGradient(xs: number[][], ys: number[], weights: number[], bias: number): Gradient;
  mnistLossGradient(xs: number[][], targets: number[], weights: number[], bias: number): Gradient;
}

interface Model {
  xs: number[][];
  weights: number[];
  bias: number;
}

export const gradients: Oracle = {
  tolerance: 1e-9,
  measure: 'matrix',
  attempts: {
    meanSquaredErrorGradient: attempt((lesson: Exports, { xs, ys, weights, bias }: Model & { ys: number[] }) => ({
      loss: lesson.meanSquaredError(lesson.predictAll(xs, weights, bias), ys),
      gradient: lesson.meanSquaredErrorGradient(xs, ys, weights, bias),
    })),
    mnistLossGradient: attempt((lesson: Exports, { xs, targets, weights, bias }: Model & { targets: number[] }) => ({
      loss: lesson.mnistLoss(lesson.predictAll(xs, weights, bias).map(lesson.sigmoid), targets),
      gradient: lesson.mnistLossGradient(xs, targets, weights, bias),
    })),
  },
};
