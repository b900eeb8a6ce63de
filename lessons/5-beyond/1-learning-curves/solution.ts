// Lesson 5.1 · Learning curves: hold images back, measure on them, and stop when it gets no better.

import type { Layer } from '../../3-complete-network/layer.ts';
import { softmaxCrossEntropy } from '../../3-complete-network/5-batch-loss/solution.ts';
import type { Network } from '../../3-complete-network/7-network/solution.ts';
import {
  type TrainOptions,
  type TrainingData,
  shuffle,
  train,
} from '../../3-complete-network/8-training-loop/solution.ts';
import { accuracy, predictLabels } from '../../4-extensions/1-evaluate/solution.ts';

/** How to train, and how long to wait for a better epoch. */
export interface PatientOptions extends TrainOptions {
  /** After so many epochs without a new best, training stops. At least 1. */
  patience: number;
}

/** What `trainWithPatience` reports after each epoch. */
export interface EpochReport {
  /** Counts from 1. */
  epoch: number;
  /** The mean over the training images of the losses of this epoch's batches, each before its step. */
  trainingLoss: number;
  /** The loss on the validation images, after the epoch. */
  validationLoss: number;
  /** The number of the epoch with the lowest validation loss so far. */
  best: number;
}

/**
 * The numbers 0, 1, … count − 1 in two parts, at random. Each number is in exactly one of them.
 *
 * @param validationShare how large the validation part is, from 0 to 1; its size is rounded down
 * @param random gives numbers from 0 (possible) to 1 (never reached), all equally likely
 */
export function split(
  count: number,
  validationShare: number,
  random: () => number,
): { training: Uint32Array; validation: Uint32Array } {
  // BEGIN SOLUTION: make a random order of all the numbers. The first count · validationShare of them, rounded down, are for validation, the others for training.
  const order = shuffle(count, random);
  const size = Math.floor(count * validationShare);
  return { training: order.subarray(size), validation: order.subarray(0, size) };
  // END SOLUTION
}

/**
 * How good a network is on some images: the mean loss, and the share of right answers.
 * It only measures: no `backward`, and nothing is changed.
 *
 * @param network anything that takes a batch forward
 */
export function evaluateOn(network: Layer, data: TrainingData): { loss: number; accuracy: number } {
  // BEGIN SOLUTION: the loss of the logits of all images, and the accuracy of the network's answers. Your functions of 3.5 and 4.1 compute them.
  const { loss } = softmaxCrossEntropy(network.forward(data.images), data.labels);
  return { loss, accuracy: accuracy(predictLabels(network, data.images), data.labels) };
  // END SOLUTION
}

/**
 * Trains like `train`, and measures after each epoch on images that are held back. Stops when `patience` epochs in a row
 * have brought no new best. When it has ended, the network has the parameters of its best epoch, in the same matrices.
 */
export function* trainWithPatience(
  network: Network,
  training: TrainingData,
  validation: TrainingData,
  { learningRate, epochs, batchSize, patience, random }: PatientOptions,
): Generator<EpochReport> {
  const parameters = network.parameters();
  let best = 0;
  let lowest = Infinity;
  // The numbers of each parameter, as they were after the best epoch. None as long as there was no best epoch.
  let kept: Float32Array[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let trainingLoss = 0;
    let validationLoss = 0;
    // BEGIN SOLUTION: train one epoch with train. Set trainingLoss to the mean over the images: a batch counts as often as it has images, and the last one may be short.
    const count = training.labels.length;
    let seen = 0;
    for (const { loss } of train(network, training, { learningRate, epochs: 1, batchSize, random })) {
      const size = Math.min(batchSize, count - seen);
      trainingLoss += (loss * size) / count;
      seen += size;
    }
    // END SOLUTION
    // BEGIN SOLUTION: measure on the validation images. When their loss is lower than ever before, set best and lowest, and keep a copy of all numbers.
    validationLoss = evaluateOn(network, validation).loss;
    if (validationLoss < lowest) {
      best = epoch;
      lowest = validationLoss;
      kept = parameters.map(({ value }) => value.data.slice());
    }
    // END SOLUTION
    // Hands a report out, and waits until the next epoch is asked for. Leave this line as it is.
    yield { epoch, trainingLoss, validationLoss, best };
    // BEGIN SOLUTION: end the loop when patience epochs have passed since the best one.
    if (epoch - best >= patience) {
      break;
    }
    // END SOLUTION
  }
  // BEGIN SOLUTION: write the numbers that you kept back into the matrices of the network.
  kept.forEach((numbers, i) => parameters[i].value.data.set(numbers));
  // END SOLUTION
}
