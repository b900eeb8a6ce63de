// Lesson 3.8 · The training loop: your network learns all ten digits.

import { Matrix } from '../matrix.ts';
import { softmaxCrossEntropy } from '../5-batch-loss/solution.ts';
import type { Network } from '../7-network/solution.ts';

/** Images with their labels. */
export interface TrainingData {
  /** count × pixels: one image in each row. */
  images: Matrix;
  /** The right class of each image, counted from 0. */
  labels: Uint8Array;
}

/** How to train. */
export interface TrainOptions {
  /** How far to go against the gradient in each step. */
  learningRate: number;
  /** How often to go over all the images. */
  epochs: number;
  /** How many images go into one step. */
  batchSize: number;
  /** Gives numbers from 0 (possible) to 1 (never reached). */
  random: () => number;
}

/** What `train` reports after each step. */
export interface TrainReport {
  /** Counts from 1. */
  epoch: number;
  /** Counts from 1, through the whole run. */
  step: number;
  /** The loss of this step's mini-batch, before the step. */
  loss: number;
}

/**
 * The numbers 0, 1, … count − 1 in random order; every order is equally likely (Fisher–Yates).
 *
 * @param random gives numbers from 0 (possible) to 1 (never reached), all equally likely
 */
export function shuffle(count: number, random: () => number): Uint32Array {
  // BEGIN SOLUTION: write the numbers in order. Then go from the last place down to the second: draw one of the places from the first up to this one, and exchange the two.
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    order[i] = i;
  }
  for (let last = count - 1; last > 0; last--) {
    const drawn = Math.floor(random() * (last + 1));
    const kept = order[last];
    order[last] = order[drawn];
    order[drawn] = kept;
  }
  return order;
  // END SOLUTION
}

/** Copies some of the images, with their labels, into a batch. This function is given. */
export function takeBatch(data: TrainingData, chosen: Uint32Array): TrainingData {
  const pixels = data.images.cols;
  const images = Matrix.zeros(chosen.length, pixels);
  const labels = new Uint8Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const start = chosen[i] * pixels;
    images.data.set(data.images.data.subarray(start, start + pixels), i * pixels);
    labels[i] = data.labels[chosen[i]];
  }
  return { images, labels };
}

/**
 * Trains a network by gradient descent on mini-batches. The parameters of the network are changed in place.
 * The images are shuffled before each epoch. The last mini-batch of an epoch may be smaller than the others.
 */
export function* train(
  network: Network,
  data: TrainingData,
  { learningRate, epochs, batchSize, random }: TrainOptions,
): Generator<TrainReport> {
  const count = data.labels.length;
  let order: Uint32Array = new Uint32Array(count);
  let step = 0;
  let loss = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    // BEGIN SOLUTION: set order to a new random order of all the images.
    order = shuffle(count, random);
    // END SOLUTION
    for (let start = 0; start < count; start += batchSize) {
      step++;
      // BEGIN SOLUTION: take the batch order.subarray(start, start + batchSize). Forward, loss, backward. Then change every number of every parameter by one step against its gradient.
      const batch = takeBatch(data, order.subarray(start, start + batchSize));
      const result = softmaxCrossEntropy(network.forward(batch.images), batch.labels);
      loss = result.loss;
      network.backward(result.gradient);
      for (const { value, gradient } of network.parameters()) {
        for (let i = 0; i < value.data.length; i++) {
          value.data[i] -= learningRate * gradient.data[i];
        }
      }
      // END SOLUTION
      // Hands a report to the training panel, which can draw, pause and go on. Leave this line as it is.
      yield { epoch, step, loss };
    }
  }
}
