// Lesson 5.8 · Residual blocks: a way around, so that a network can be deep.

import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { Dense } from '../../3-complete-network/3-dense-layer/solution.ts';
import { ReLU } from '../../3-complete-network/4-relu-layer/solution.ts';
import { heWeights } from '../../3-complete-network/6-initialisation/solution.ts';
import { Network } from '../../3-complete-network/7-network/solution.ts';

/** A layer with a way around it: x + inner(x). */
export class Residual implements Layer {
  private readonly inner: Layer;

  /** @param inner a layer, or a whole network, whose output has the shape of its input */
  constructor(inner: Layer) {
    this.inner = inner;
  }

  /**
   * @param x batch × width
   * @returns x + inner(x), a new matrix of batch × width
   * @throws Error when inner returns a matrix of another shape than x; the message names both
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: let the inner layer work on x. Compare the shapes. Then add x and what came out, place by place, into a new matrix.
    const change = this.inner.forward(x);
    if (change.rows !== x.rows || change.cols !== x.cols) {
      throw new Error(`Residual: cannot add ${change.rows}×${change.cols} to ${x.rows}×${x.cols}`);
    }
    const output = Matrix.zeros(x.rows, x.cols);
    for (let i = 0; i < output.data.length; i++) {
      output.data[i] = x.data[i] + change.data[i];
    }
    return output;
    // END SOLUTION
  }

  /**
   * Lets the inner layer set the gradients of its parameters.
   *
   * @param upstream batch × width: the gradient of the loss with respect to the last output
   * @returns batch × width, a new matrix: the gradient of the loss with respect to the last input
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: x went two ways, through the inner layer and around it. What comes back on the two ways is added up.
    const through = this.inner.backward(upstream);
    const gradient = Matrix.zeros(upstream.rows, upstream.cols);
    for (let i = 0; i < gradient.data.length; i++) {
      gradient.data[i] = upstream.data[i] + through.data[i];
    }
    return gradient;
    // END SOLUTION
  }

  /** The parameters of the inner layer: the very objects that it keeps current. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: the sum has nothing to learn. Who has?
    return this.inner.parameters();
    // END SOLUTION
  }
}

/** How many of what a deep network has. */
export interface DeepSizes {
  inputs: number;
  /** How many neurons each hidden layer has: blocks can only be stacked where the width stays the same. */
  width: number;
  /** May be 0. */
  blocks: number;
  outputs: number;
}

/**
 * A new deep network: Dense and ReLU lead from the inputs to the width, then come the blocks, and a Dense leads to the outputs.
 * In each block stand Dense, ReLU and Dense, with a way around the three.
 *
 * @returns a network whose weights come from `heWeights`, but for the second Dense of each block, whose weights are 0; all biases are 0
 */
export function createDeepNetwork({ inputs, width, blocks, outputs }: DeepSizes, random: () => number): Network {
  // BEGIN SOLUTION: collect the layers in a list: Dense, ReLU, then one Residual for each block, then the last Dense. A Residual takes one layer, and a network is a layer.
  const layers: Layer[] = [new Dense(heWeights(inputs, width, random), Matrix.zeros(1, width)), new ReLU()];
  for (let block = 0; block < blocks; block++) {
    const first = new Dense(heWeights(width, width, random), Matrix.zeros(1, width));
    const second = new Dense(Matrix.zeros(width, width), Matrix.zeros(1, width));
    layers.push(new Residual(new Network([first, new ReLU(), second])));
  }
  layers.push(new Dense(heWeights(width, outputs, random), Matrix.zeros(1, outputs)));
  return new Network(layers);
  // END SOLUTION
}
