import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { matmul, matmulTransposedLeft, matmulTransposedRight, shape } from './matmul';

/** A fully connected layer: x · weights + bias. */
export class Dense implements Layer {
  private readonly weights: Parameter;
  private readonly bias: Parameter;
  private input: Matrix | null = null;

  /**
   * @param weights inputs × outputs; used as it is, not copied
   * @param bias 1 × outputs; used as it is, not copied
   * @throws Error when the two do not fit together
   */
  constructor(weights: Matrix, bias: Matrix) {
    if (bias.rows !== 1 || bias.cols !== weights.cols) {
      throw new Error(`Dense: weights are ${shape(weights)}, so bias must be 1×${weights.cols}, not ${shape(bias)}`);
    }
    this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, weights.cols) };
    this.bias = { value: bias, gradient: Matrix.zeros(1, bias.cols) };
  }

  /** @throws Error when x does not have one column for each input */
  forward(x: Matrix): Matrix {
    this.input = x;
    const result = matmul(x, this.weights.value);
    const bias = this.bias.value.data;
    for (let start = 0; start < result.data.length; start += bias.length) {
      for (let col = 0; col < bias.length; col++) {
        result.data[start + col] += bias[col];
      }
    }
    return result;
  }

  /** @throws Error when upstream does not have the shape of the last output, or there was none */
  backward(upstream: Matrix): Matrix {
    this.backwardParameters(upstream);
    return matmulTransposedRight(upstream, this.weights.value);
  }

  /** As `backward`, without the gradient of the input: a network's first layer hands it to nothing. */
  backwardParameters(upstream: Matrix): void {
    if (this.input === null) {
      throw new Error('Dense: backward was called before forward');
    }
    if (upstream.rows !== this.input.rows || upstream.cols !== this.weights.value.cols) {
      const expected = `${this.input.rows}×${this.weights.value.cols}`;
      throw new Error(`Dense: the last output was ${expected}, but upstream is ${shape(upstream)}`);
    }
    this.weights.gradient = matmulTransposedLeft(this.input, upstream);
    const bias = Matrix.zeros(1, upstream.cols);
    for (let start = 0; start < upstream.data.length; start += upstream.cols) {
      for (let col = 0; col < upstream.cols; col++) {
        bias.data[col] += upstream.data[start + col];
      }
    }
    this.bias.gradient = bias;
  }

  parameters(): Parameter[] {
    return [this.weights, this.bias];
  }
}
