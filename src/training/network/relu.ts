import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { shape } from './matmul';

/** max(0, x), entry by entry. Its derivative at 0 is 0. */
export class ReLU implements Layer {
  private output: Matrix | null = null;

  forward(x: Matrix): Matrix {
    // Not Math.max: NaN must stay NaN, and a branch is faster.
    const output = new Matrix(
      x.rows,
      x.cols,
      x.data.map((value) => (value < 0 ? 0 : value)),
    );
    this.output = output;
    return output;
  }

  /** @throws Error when upstream does not have the shape of the last output, or there was none */
  backward(upstream: Matrix): Matrix {
    const output = this.output;
    if (output === null) {
      throw new Error('ReLU: backward was called before forward');
    }
    if (upstream.rows !== output.rows || upstream.cols !== output.cols) {
      throw new Error(`ReLU: the last output was ${shape(output)}, but upstream is ${shape(upstream)}`);
    }
    return new Matrix(
      upstream.rows,
      upstream.cols,
      upstream.data.map((value, i) => (output.data[i] > 0 ? value : 0)),
    );
  }

  parameters(): Parameter[] {
    return [];
  }
}
