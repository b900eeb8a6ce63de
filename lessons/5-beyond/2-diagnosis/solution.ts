// Lesson 5.2 · Diagnosis: why does a network not learn?

import type { Layer } from '../../3-complete-network/layer.ts';
import type { Matrix } from '../../3-complete-network/matrix.ts';
import { Dense } from '../../3-complete-network/3-dense-layer/solution.ts';
import { ReLU } from '../../3-complete-network/4-relu-layer/solution.ts';
import { softmaxCrossEntropy } from '../../3-complete-network/5-batch-loss/solution.ts';
import { Network } from '../../3-complete-network/7-network/solution.ts';
import { type TrainingData, takeBatch } from '../../3-complete-network/8-training-loop/solution.ts';
import { type Fault, type Patient, nearest } from '../patients.ts';

/** The layers of a patient: a `Dense` for each weights and bias, and a `ReLU` between each two of them. This function is given. */
export function layersOf(dense: { weights: Matrix; bias: Matrix }[]): Layer[] {
  const layers: Layer[] = [];
  for (const { weights, bias } of dense) {
    if (layers.length > 0) layers.push(new ReLU());
    layers.push(new Dense(weights, bias));
  }
  return layers;
}

/**
 * Lets a network learn one batch, again and again, by plain steps. The network is changed.
 *
 * @param batch all its images go into each step
 * @returns `steps` losses, each before its step
 */
export function learnsByHeart(network: Layer, batch: TrainingData, learningRate: number, steps: number): number[] {
  // BEGIN SOLUTION: steps times: forward, loss, backward, and a step against the gradient for every number. Collect the losses.
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const { loss, gradient } = softmaxCrossEntropy(network.forward(batch.images), batch.labels);
    losses.push(loss);
    network.backward(gradient);
    for (const { value, gradient: slope } of network.parameters()) {
      for (let i = 0; i < value.data.length; i++) {
        value.data[i] -= learningRate * slope.data[i];
      }
    }
  }
  return losses;
  // END SOLUTION
}

/**
 * How many neurons sleep: they are 0 for every image.
 *
 * @param layers from the first one to the last
 * @returns for each `ReLU`, in the order of the layers, the share of its neurons that sleep, from 0 to 1
 */
export function sleepers(layers: Layer[], images: Matrix): number[] {
  // BEGIN SOLUTION: take all images forward, layer by layer. At each ReLU, look at its output column by column: a neuron that is above 0 for some image is awake.
  const shares: number[] = [];
  let output = images;
  for (const layer of layers) {
    output = layer.forward(output);
    if (layer instanceof ReLU) {
      let asleep = 0;
      for (let neuron = 0; neuron < output.cols; neuron++) {
        let isAwake = false;
        for (let image = 0; image < output.rows; image++) {
          if (output.get(image, neuron) > 0) {
            isAwake = true;
          }
        }
        if (!isAwake) {
          asleep++;
        }
      }
      shares.push(asleep / output.cols);
    }
  }
  return shares;
  // END SOLUTION
}

/** Names the fault of a patient. The patient is left as it was. */
export function diagnose({ layers, data, learningRate }: Patient): Fault {
  // BEGIN SOLUTION: go through the five tests of the guide, in this order: inputs, equal neurons, sleepers, labels, steps. Return the first fault that you find. The last test changes the network, so keep copies of its numbers and put them back.
  if (data.images.data.some((pixel) => pixel > 1)) {
    return 'inputs-not-scaled';
  }
  // Every weight of a row is the same as the first one of that row, and not all are 0.
  const dense = layers.filter((layer) => layer instanceof Dense);
  const areEqual = dense.slice(0, -1).every((layer) => {
    const { cols, data: weights } = layer.parameters()[0].value;
    return weights.every((weight, i) => weight === weights[i - (i % cols)]) && weights.some((weight) => weight !== 0);
  });
  if (areEqual) {
    return 'all-neurons-equal';
  }
  if (sleepers(layers, data.images).some((share) => share >= 0.9)) {
    return 'neurons-asleep';
  }
  const count = Math.min(data.images.rows, 200);
  let agreeing = 0;
  for (let image = 0; image < count; image++) {
    const other = nearest(data.images, image, count);
    if (data.labels[other] === data.labels[image]) {
      agreeing++;
    }
  }
  if (agreeing / count < 0.4) {
    return 'labels-do-not-fit';
  }
  const network = new Network(layers);
  const parameters = network.parameters();
  const kept = parameters.map(({ value }) => value.data.slice());
  const batch = takeBatch(
    data,
    Uint32Array.from({ length: 20 }, (_, i) => i),
  );
  const losses = learnsByHeart(network, batch, learningRate, 20);
  parameters.forEach(({ value }, i) => value.data.set(kept[i]));
  return losses.every((loss) => loss <= losses[0]) ? 'healthy' : 'steps-too-large';
  // END SOLUTION
}
