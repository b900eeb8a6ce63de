// Lesson 1.7 · 3 or 7: train a linear model on real handwriting.

import { predict, predictAll } from '../2-linear-model/solution.ts';
import { mnistLoss, sigmoid } from '../3-loss/solution.ts';
import { mnistLossGradient } from '../5-gradients/solution.ts';
import { type Parameters, step } from '../6-gradient-descent/solution.ts';

/** How to train. */
export interface TrainOptions {
  /** Where to start. Never changed. */
  initial: Parameters;
  /** How far to go against the gradient in each step. */
  learningRate: number;
  /** How often to go over all the images. */
  epochs: number;
  /** How many images go into one step. */
  batchSize: number;
}

/** What `trainClassifier` reports after each step. */
export interface TrainReport {
  /** Counts from 1. */
  epoch: number;
  /** Counts from 1, through the whole run. */
  step: number;
  /** The loss of this step's mini-batch, before the step. */
  loss: number;
  /** The parameters after the step. */
  parameters: Parameters;
}

/**
 * How often the model is right. It calls an image a 3 where its probability is above 0.5.
 *
 * @param targets 1 for a 3, 0 for a 7
 * @returns a number from 0 (always wrong) to 1 (always right)
 */
export function accuracy(images: number[][], targets: number[], parameters: Parameters): number {
  // BEGIN SOLUTION: count the images where "the probability is above 0.5" agrees with "the target is 1".
  let right = 0;
  for (let i = 0; i < images.length; i++) {
    const probability = sigmoid(predict(images[i], parameters.weights, parameters.bias));
    if (probability > 0.5 === (targets[i] === 1)) {
      right++;
    }
  }
  return right / images.length;
  // END SOLUTION
}

/**
 * Trains a linear model to tell a 3 from a 7, with mini-batches in the order of the data.
 * The last mini-batch of an epoch may be smaller than the others.
 *
 * @param targets 1 for a 3, 0 for a 7
 */
export function* trainClassifier(
  images: number[][],
  targets: number[],
  { initial, learningRate, epochs, batchSize }: TrainOptions,
): Generator<TrainReport> {
  let parameters = initial;
  let stepCount = 0;
  let loss = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let start = 0; start < images.length; start += batchSize) {
      stepCount++;
      // BEGIN SOLUTION: take the batch that begins at start. Set loss to its loss, then set parameters to those after one step.
      const xs = images.slice(start, start + batchSize);
      const ys = targets.slice(start, start + batchSize);
      const { weights, bias } = parameters;
      loss = mnistLoss(predictAll(xs, weights, bias).map(sigmoid), ys);
      parameters = step(parameters, mnistLossGradient(xs, ys, weights, bias), learningRate);
      // END SOLUTION
      // Hands a report to the training panel, which can draw, pause and go on. Leave this line as it is.
      yield { epoch, step: stepCount, loss, parameters };
    }
  }
}
