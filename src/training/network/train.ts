import type { Random } from '../data/random';
import { softmaxCrossEntropy } from './loss';
import { Matrix } from './matrix';
import type { Network } from './network';
import { shuffle } from './shuffle';

/** Images, one a row, with their labels. */
export interface TrainingData {
  /** count × pixels. */
  images: Matrix;
  labels: Uint8Array;
}

export interface TrainOptions {
  learningRate: number;
  epochs: number;
  batchSize: number;
  random: Random;
}

export interface TrainReport {
  /** Counts from 1. */
  epoch: number;
  /** Counts from 1, through the whole run. */
  step: number;
  /** Of this step's mini-batch, before the update. */
  loss: number;
}

/**
 * Trains a network by mini-batch gradient descent on softmax and cross-entropy. The order is shuffled anew in each
 * epoch, and the last batch of an epoch may be smaller. The network's parameters are changed in place.
 */
export function* train(
  network: Network,
  data: TrainingData,
  { learningRate, epochs, batchSize, random }: TrainOptions,
): Generator<TrainReport> {
  let step = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = shuffle(data.labels.length, random);
    for (let start = 0; start < order.length; start += batchSize) {
      const batch = takeBatch(data, order.subarray(start, start + batchSize));
      const { loss, gradient } = softmaxCrossEntropy(network.forward(batch.images), batch.labels);
      network.backwardParameters(gradient);
      for (const parameter of network.parameters()) {
        const value = parameter.value.data;
        const slope = parameter.gradient.data;
        for (let i = 0; i < value.length; i++) {
          value[i] -= learningRate * slope[i];
        }
      }
      step++;
      yield { epoch, step, loss };
    }
  }
}

/** Copies the chosen examples into a batch. */
export function takeBatch(data: TrainingData, chosen: ArrayLike<number>): TrainingData {
  const pixels = data.images.cols;
  const images = Matrix.zeros(chosen.length, pixels);
  const labels = new Uint8Array(chosen.length);
  for (let i = 0; i < chosen.length; i++) {
    const example = chosen[i];
    images.data.set(data.images.data.subarray(example * pixels, (example + 1) * pixels), i * pixels);
    labels[i] = data.labels[example];
  }
  return { images, labels };
}
