// Lesson 2.3 · A two-layer network: a layer, a bend, and another layer.

import { relu } from '../1-activations/solution.ts';
import { layer } from '../2-layer/solution.ts';

/** The numbers that one layer learns. */
export interface Layer {
  /** inputs × outputs: weights[i][j] leads from input i to output j. */
  weights: number[][];
  /** One number for each output. */
  bias: number[];
}

/** The numbers that a two-layer network learns. */
export interface Network {
  /** From the inputs to the hidden neurons. */
  hidden: Layer;
  /** From the hidden neurons to the outputs. */
  output: Layer;
}

/** Everything that a forward pass computes on its way. The backward pass of lesson 2.4 needs it again. */
export interface Forward {
  /** What goes into ReLU, one number for each hidden neuron. */
  hiddenInput: number[];
  /** What comes out of ReLU, one number for each hidden neuron. */
  hiddenOutput: number[];
  /** The logits: what comes out of the last layer, with no activation function. */
  output: number[];
}

/**
 * The forward pass of a two-layer network for one example: layer, ReLU, layer.
 *
 * @param x the inputs of one example
 * @returns the three stations on the way, from the first to the last
 */
export function forward(x: number[], network: Network): Forward {
  // BEGIN SOLUTION: compute the three stations, one after the other, with your functions of lessons 2.1 and 2.2.
  const hiddenInput = layer(x, network.hidden.weights, network.hidden.bias);
  const hiddenOutput = relu(hiddenInput);
  const output = layer(hiddenOutput, network.output.weights, network.output.bias);
  return { hiddenInput, hiddenOutput, output };
  // END SOLUTION
}
