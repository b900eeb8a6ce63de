import type { Matrix } from './matrix';

/** A matrix that is learned, and the gradient of the loss with respect to it (of the same shape). */
export interface Parameter {
  value: Matrix;
  gradient: Matrix;
}

/** One layer of a network. A batch is a matrix with one example a row. */
export interface Layer {
  /** batch × inputs → batch × outputs. Keeps what `backward` needs. */
  forward(x: Matrix): Matrix;
  /** Gradient with respect to the last output → gradient with respect to the last input. */
  backward(upstream: Matrix): Matrix;
  /** Where there is one: as `backward`, without the gradient of the input, which a network's first layer hands to nothing. */
  backwardParameters?(upstream: Matrix): void;
  parameters(): Parameter[];
}
