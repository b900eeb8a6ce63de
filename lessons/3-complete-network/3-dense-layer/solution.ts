// Lesson 3.3 · The dense layer: forward and backward on a whole batch.

import { Matrix } from '../matrix.ts';
import type { Layer, Parameter } from '../layer.ts';
import { matmul, transpose } from '../1-matmul/solution.ts';
import { addRow, sumRows } from '../2-broadcasting/solution.ts';

/**
 * A layer in which every input reaches every output: X · W + b.
 *
 * Shapes that do not fit end in an Error that names them. `matmul` and `addRow` throw it for you.
 */
export class Dense implements Layer {
  private readonly weights: Parameter;
  private readonly bias: Parameter;
  /** What the last `forward` was given. */
  private input: Matrix = Matrix.zeros(0, 0);

  /**
   * @param weights inputs × outputs; used as it is, not copied
   * @param bias 1 × outputs; used as it is, not copied
   */
  constructor(weights: Matrix, bias: Matrix) {
    // BEGIN SOLUTION: set this.weights and this.bias. The gradient of each starts as zeros, in the shape of its value.
    this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, weights.cols) };
    this.bias = { value: bias, gradient: Matrix.zeros(bias.rows, bias.cols) };
    // END SOLUTION
  }

  /**
   * @param x batch × inputs
   * @returns x · weights + bias, batch × outputs
   * @throws Error when `x` does not have one column for each input
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: keep x for backward. Return the matrix product of x and the weights, with the bias added to every row.
    this.input = x;
    return addRow(matmul(x, this.weights.value), this.bias.value);
    // END SOLUTION
  }

  /**
   * Sets the gradients of weights and bias; what stood there before is replaced.
   *
   * @param upstream batch × outputs: the gradient of the loss with respect to the last output
   * @returns batch × inputs: the gradient of the loss with respect to the last input
   * @throws Error when `upstream` does not have the shape of the last output
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: set the gradient of the weights, set the gradient of the bias, return the gradient of the input. The shapes tell you what to transpose.
    this.weights.gradient = matmul(transpose(this.input), upstream);
    this.bias.gradient = sumRows(upstream);
    return matmul(upstream, transpose(this.weights.value));
    // END SOLUTION
  }

  /** The weights first, then the bias: the very objects that `backward` keeps current. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: return the two parameters themselves, not copies.
    return [this.weights, this.bias];
    // END SOLUTION
  }
}
