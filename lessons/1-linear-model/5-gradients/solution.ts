// Lesson 1.5 · Gradients by formula: all slopes at once, without nudging.

import { predictAll } from '../2-linear-model/solution.ts';
import { sigmoid } from '../3-loss/solution.ts';

/** One slope for each weight, and one for the bias. */
export interface Gradient {
  weights: number[];
  bias: number;
}

/**
 * The gradient of the mean squared error of a linear model, with respect to its weights and its bias.
 *
 * @param xs the examples, each with its inputs
 * @param ys the target of each example
 * @returns the mean over the examples of 2 · error · input, and for the bias of 2 · error,
 *   where error = prediction − target
 */
export function meanSquaredErrorGradient(xs: number[][], ys: number[], weights: number[], bias: number): Gradient {
  // BEGIN SOLUTION: predict, then go over the examples and add up what each one says about every weight and the bias.
  const predictions = predictAll(xs, weights, bias);
  const gradient: Gradient = { weights: weights.map(() => 0), bias: 0 };
  for (let example = 0; example < xs.length; example++) {
    const slope = (2 * (predictions[example] - ys[example])) / xs.length;
    for (let i = 0; i < weights.length; i++) {
      gradient.weights[i] += slope * xs[example][i];
    }
    gradient.bias += slope;
  }
  return gradient;
  // END SOLUTION
}

/**
 * The gradient of `mnistLoss(sigmoid(prediction))` of a linear model, with respect to its weights and its bias.
 *
 * @param xs the images
 * @param targets 1 for a 3, 0 for a 7
 * @returns the mean over the images of slope · input, and for the bias of slope,
 *   where slope = p · (1 − p), with a minus before it where the target is 1
 */
export function mnistLossGradient(xs: number[][], targets: number[], weights: number[], bias: number): Gradient {
  // BEGIN SOLUTION: the same loop, with another slope: the loss's own, times the sigmoid's p · (1 − p).
  const predictions = predictAll(xs, weights, bias);
  const gradient: Gradient = { weights: weights.map(() => 0), bias: 0 };
  for (let example = 0; example < xs.length; example++) {
    const p = sigmoid(predictions[example]);
    const lossSlope = targets[example] === 1 ? -1 : 1;
    const slope = (lossSlope * p * (1 - p)) / xs.length;
    for (let i = 0; i < weights.length; i++) {
      gradient.weights[i] += slope * xs[example][i];
    }
    gradient.bias += slope;
  }
  return gradient;
  // END SOLUTION
}
