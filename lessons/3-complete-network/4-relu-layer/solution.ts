// Lesson 3.4 · The ReLU layer: let the positive numbers through.

import { Matrix } from '../matrix.ts';
import type { Layer, Parameter } from '../layer.ts';
import { map, multiply } from '../2-broadcasting/solution.ts';

/** max(0, x), entry by entry. Its slope at exactly 0 is 0. */
export class ReLU implements Layer {
  /** What the last `forward` was given. */
  private input: Matrix = Matrix.zeros(0, 0);

  /**
   * @param x batch × width
   * @returns a new matrix of the same shape: the entries above 0 stay, all others become 0
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: keep x for backward. Return a matrix in which every entry is the larger one of 0 and x.
    this.input = x;
    return map(x, (value) => Math.max(0, value));
    // END SOLUTION
  }

  /**
   * @param upstream batch × width: the gradient of the loss with respect to the last output
   * @returns a new matrix of the same shape: upstream where the last input was above 0, and 0 elsewhere
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: make a mask from the last input, 1 where it was above 0 and 0 elsewhere. Multiply it with upstream.
    const mask = map(this.input, (value) => (value > 0 ? 1 : 0));
    return multiply(upstream, mask);
    // END SOLUTION
  }

  /** A ReLU has nothing to learn. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: return a list of what this layer learns. How many things are that?
    return [];
    // END SOLUTION
  }
}
