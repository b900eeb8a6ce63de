// Given in Part 3 · What every layer of a network can do.

import type { Matrix } from './matrix.ts';

/** Numbers that are learned, and what the loss says about them. */
export interface Parameter {
  /** The numbers themselves. Training changes them in place. */
  value: Matrix;
  /** The gradient of the loss with respect to `value`, from the last `backward`. Same shape as `value`. */
  gradient: Matrix;
}

/** A layer works on a whole batch: a matrix with one example in each row. */
export interface Layer {
  /**
   * @param x batch × inputs
   * @returns batch × outputs, a new matrix. The layer keeps what its `backward` will need
   */
  forward(x: Matrix): Matrix;

  /**
   * @param upstream batch × outputs: the gradient of the loss with respect to what the last `forward` returned
   * @returns batch × inputs: the gradient of the loss with respect to what the last `forward` was given
   */
  backward(upstream: Matrix): Matrix;

  /** What this layer learns; an empty array when it learns nothing. */
  parameters(): Parameter[];
}
