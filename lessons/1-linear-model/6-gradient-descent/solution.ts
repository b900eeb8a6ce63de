// Lesson 1.6 · Gradient descent: walk downhill, one small step at a time.

import { predictAll } from '../2-linear-model/solution.ts';
import { meanSquaredError } from '../3-loss/solution.ts';
import { type Gradient, meanSquaredErrorGradient } from '../5-gradients/solution.ts';

/** What a linear model learns: one weight for each input, and a bias. */
export interface Parameters {
  weights: number[];
  bias: number;
}

/** How to train. */
export interface FitOptions {
  /** Where to start. Never changed. */
  initial: Parameters;
  /** How far to go against the gradient in each step. */
  learningRate: number;
  /** How often to go over all the data. */
  epochs: number;
}

/** What `fitLine` reports after each step. */
export interface FitReport {
  /** Counts from 1. */
  epoch: number;
  /** The mean squared error of all the data, before the step. */
  loss: number;
  /** The parameters after the step. */
  parameters: Parameters;
}

/**
 * One step of gradient descent: every parameter moves against its slope.
 *
 * @returns new parameters: old − learningRate · gradient; the arguments stay as they are
 */
export function step(parameters: Parameters, gradient: Gradient, learningRate: number): Parameters {
  // BEGIN SOLUTION: return new weights and a new bias. Go against the slope.
  return {
    weights: parameters.weights.map((weight, i) => weight - learningRate * gradient.weights[i]),
    bias: parameters.bias - learningRate * gradient.bias,
  };
  // END SOLUTION
}

/**
 * Fits a linear model by gradient descent on the mean squared error, with one step on all the data an epoch.
 *
 * @param xs the examples, each with its inputs
 * @param ys the target of each example
 */
export function* fitLine(
  xs: number[][],
  ys: number[],
  { initial, learningRate, epochs }: FitOptions,
): Generator<FitReport> {
  let parameters = initial;
  let loss = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    // BEGIN SOLUTION: set loss to the loss of the parameters as they are now, then set parameters to those after one step.
    loss = meanSquaredError(predictAll(xs, parameters.weights, parameters.bias), ys);
    const gradient = meanSquaredErrorGradient(xs, ys, parameters.weights, parameters.bias);
    parameters = step(parameters, gradient, learningRate);
    // END SOLUTION
    // Hands a report to the training panel, which can draw, pause and go on. Leave this line as it is.
    yield { epoch, loss, parameters };
  }
}
