// Lesson 4.3 · Dropout: a layer that leaves out some of its numbers, others each time.

import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { map, multiply } from '../../3-complete-network/2-broadcasting/solution.ts';

/** Sets numbers to 0 by chance while training, and lets everything through otherwise. */
export class Dropout implements Layer {
  /** Set it to false when the network is tested or used, and to true again for training. */
  training = true;
  private readonly rate: number;
  private readonly random: () => number;
  /** The factor of each number in the last `forward`: 0 or 1 / (1 − rate), or 1 for all of them. */
  private mask: Matrix = Matrix.zeros(0, 0);

  /**
   * @param rate the chance of each number to be dropped: at least 0, below 1
   * @param random gives numbers from 0 (possible) to 1 (never reached), all equally likely
   */
  constructor(rate: number, random: () => number) {
    this.rate = rate;
    this.random = random;
  }

  /**
   * @param x batch × width
   * @returns while training: a new matrix in which each number of `x` is dropped (0) with the chance `rate`, and
   *   otherwise multiplied by 1 / (1 − rate). One draw from `random` for each number, new in every call.
   *   When not training: the numbers of `x`
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: make a new mask with one factor for each number of x, and keep it for backward. Which two factors are there while training, and which one otherwise? Return x times the mask, element by element.
    const scale = 1 / (1 - this.rate);
    this.mask = map(x, () => {
      if (!this.training) {
        return 1;
      }
      return this.random() < this.rate ? 0 : scale;
    });
    return multiply(x, this.mask);
    // END SOLUTION
  }

  /**
   * @param upstream batch × width: the gradient of the loss with respect to the last output
   * @returns batch × width: the gradient of the loss with respect to the last input
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: each number of the output is a number of the input times a factor. So what is its slope?
    return multiply(upstream, this.mask);
    // END SOLUTION
  }

  /** Dropout has nothing to learn. */
  parameters(): Parameter[] {
    return [];
  }
}
