// Lesson 2.6 · Two moons: train a two-layer network on points that no straight line can separate.

import { type Layer, type Network, forward } from '../3-two-layer-network/solution.ts';
import { type NetworkGradient, backward } from '../4-backpropagation/solution.ts';
import { crossEntropy, softmax, softmaxCrossEntropyGradient } from '../5-softmax/solution.ts';

/** How to train. */
export interface TrainOptions {
  /** How far to go against the gradient in each step. */
  learningRate: number;
  /** How often to go over all the examples. */
  epochs: number;
  /** How many examples go into one step. */
  batchSize: number;
}

/** What `trainTwoLayer` reports after each step. */
export interface TrainReport {
  /** Counts from 1. */
  epoch: number;
  /** Counts from 1, through the whole run. */
  step: number;
  /** The mean cross-entropy of this step's mini-batch, before the step. */
  loss: number;
  /** The network after the step. */
  network: Network;
}

/**
 * Goes through two networks of the same shape, place by place, and makes a third one: at each place f(a's number, b's number).
 * This helper is given. Example: `combine(a, b, (p, q) => p + q)` adds them.
 */
function combine(a: Network, b: Network, f: (p: number, q: number) => number): Network {
  const combineLayers = (p: Layer, q: Layer): Layer => ({
    weights: p.weights.map((row, i) => row.map((weight, j) => f(weight, q.weights[i][j]))),
    bias: p.bias.map((value, j) => f(value, q.bias[j])),
  });
  return { hidden: combineLayers(a.hidden, b.hidden), output: combineLayers(a.output, b.output) };
}

/**
 * The gradient of the mean cross-entropy of a batch.
 *
 * @param xs the examples of the batch, each with its inputs; at least one
 * @param labels for each example, the index of its class
 * @returns one slope for each number of the network: the mean of the slopes of the single examples
 */
export function batchGradient(xs: number[][], labels: number[], network: Network): NetworkGradient {
  // BEGIN SOLUTION: start with zeros. For each example go forward, take the gradient of the loss, go backward, and add its share.
  let mean = combine(network, network, () => 0);
  for (let example = 0; example < xs.length; example++) {
    const pass = forward(xs[example], network);
    const outputGradient = softmaxCrossEntropyGradient(pass.output, labels[example]);
    const gradient = backward(xs[example], pass, outputGradient, network);
    mean = combine(mean, gradient, (sum, slope) => sum + slope / xs.length);
  }
  return mean;
  // END SOLUTION
}

/**
 * Trains a two-layer network, with mini-batches in the order of the data.
 * The last mini-batch of an epoch may be smaller than the others.
 *
 * @param xs the examples, each with its inputs
 * @param labels for each example, the index of its class
 * @param network where to start; never changed
 */
export function* trainTwoLayer(
  xs: number[][],
  labels: number[],
  network: Network,
  { learningRate, epochs, batchSize }: TrainOptions,
): Generator<TrainReport> {
  let current = network;
  let stepCount = 0;
  let loss = 0;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let start = 0; start < xs.length; start += batchSize) {
      stepCount++;
      // BEGIN SOLUTION: take the batch that begins at start. Set loss to its mean cross-entropy, then set current to the network after one step.
      const batch = xs.slice(start, start + batchSize);
      const batchLabels = labels.slice(start, start + batchSize);
      const losses = batch.map((x, i) => crossEntropy(softmax(forward(x, current).output), batchLabels[i]));
      loss = losses.reduce((sum, value) => sum + value, 0) / batch.length;
      const gradient = batchGradient(batch, batchLabels, current);
      current = combine(current, gradient, (value, slope) => value - learningRate * slope);
      // END SOLUTION
      // Hands a report to the training panel, which can draw, pause and go on. Leave this line as it is.
      yield { epoch, step: stepCount, loss, network: current };
    }
  }
}
