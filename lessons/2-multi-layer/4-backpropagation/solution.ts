// Lesson 2.4 · Backpropagation: walk the network backwards and hand every weight its slope.

import { reluGradient } from '../1-activations/solution.ts';
import { layerGradient } from '../2-layer/solution.ts';
import type { Forward, Network } from '../3-two-layer-network/solution.ts';

/** One slope for each number of a network, in the same places. */
export type NetworkGradient = Network;

/**
 * The backward pass of a two-layer network for one example.
 *
 * @param x the inputs of the example
 * @param pass what the forward pass computed for this example; used as it is, nothing is computed again
 * @param outputGradient for each output of the network, the slope of the loss
 * @returns for each weight and each bias of the network, the slope of the loss
 */
export function backward(x: number[], pass: Forward, outputGradient: number[], network: Network): NetworkGradient {
  // BEGIN SOLUTION: go through the three stations from the last to the first, with your gradient functions of lessons 2.2 and 2.1.
  const output = layerGradient(pass.hiddenOutput, network.output.weights, outputGradient);
  const hiddenInputGradient = reluGradient(pass.hiddenInput, output.input);
  const hidden = layerGradient(x, network.hidden.weights, hiddenInputGradient);
  return {
    hidden: { weights: hidden.weights, bias: hidden.bias },
    output: { weights: output.weights, bias: output.bias },
  };
  // END SOLUTION
}
