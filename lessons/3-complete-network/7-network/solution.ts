// Lesson 3.7 · The network: as many layers as you like.

import { Matrix } from '../matrix.ts';
import type { Layer, Parameter } from '../layer.ts';
import { Dense } from '../3-dense-layer/solution.ts';
import { ReLU } from '../4-relu-layer/solution.ts';
import { heWeights } from '../6-initialisation/solution.ts';

/** Layers in a row: what one returns, the next one is given. A network is itself a layer. */
export class Network implements Layer {
  private readonly layers: Layer[];

  /** @param layers from the first one, which sees the input, to the last one, which gives the output */
  constructor(layers: Layer[]) {
    this.layers = layers;
  }

  /**
   * @param x batch × inputs
   * @returns batch × outputs: what the last layer returns
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: hand x to the first layer, its output to the second, and so on. Return what comes out at the end.
    let output = x;
    for (const layer of this.layers) {
      output = layer.forward(output);
    }
    return output;
    // END SOLUTION
  }

  /**
   * Lets every layer set the gradients of its parameters.
   *
   * @param upstream batch × outputs: the gradient of the loss with respect to the last output
   * @returns batch × inputs: the gradient of the loss with respect to the last input
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: hand upstream to the last layer, what it returns to the one before it, and so on, down to the first.
    let gradient = upstream;
    for (let i = this.layers.length - 1; i >= 0; i--) {
      gradient = this.layers[i].backward(gradient);
    }
    return gradient;
    // END SOLUTION
  }

  /** The parameters of all layers, in the order of the layers. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: collect what the parameters() of every layer return into one list.
    return this.layers.flatMap((layer) => layer.parameters());
    // END SOLUTION
  }
}

/**
 * A new network of dense layers, with a ReLU between each two of them and none after the last.
 *
 * @param sizes the number of inputs, then the number of neurons of each dense layer: [784, 128, 10]
 * @returns a network whose weights come from `heWeights` and whose biases are 0
 */
export function createNetwork(sizes: number[], random: () => number): Network {
  // BEGIN SOLUTION: go over the neighbours in sizes. Each pair makes one Dense. Put a ReLU before each Dense but the first.
  const layers: Layer[] = [];
  for (let i = 1; i < sizes.length; i++) {
    if (i > 1) {
      layers.push(new ReLU());
    }
    layers.push(new Dense(heWeights(sizes[i - 1], sizes[i], random), Matrix.zeros(1, sizes[i])));
  }
  return new Network(layers);
  // END SOLUTION
}
