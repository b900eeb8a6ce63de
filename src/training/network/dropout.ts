import type { Random } from '../data/random';
import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { shape } from './matmul';

/**
 * Inverted dropout: while training, each entry is kept with probability 1 − rate and scaled by 1 / (1 − rate), so that
 * its expected value stays. Srivastava et al. (2014), scaled as PyTorch does.
 */
export class Dropout implements Layer {
  training = true;
  private readonly rate: number;
  private readonly random: Random;
  /** The factor of each entry of the last `forward`; null when that one was the identity. */
  private mask: Matrix | null = null;

  /** @throws Error when the rate is not in [0, 1) */
  constructor(rate: number, random: Random) {
    if (!(rate >= 0 && rate < 1)) {
      throw new Error(`Dropout: the rate must be at least 0 and below 1, not ${rate}`);
    }
    this.rate = rate;
    this.random = random;
  }

  forward(x: Matrix): Matrix {
    if (!this.training) {
      this.mask = null;
      return x;
    }
    const mask = Matrix.zeros(x.rows, x.cols);
    const scale = 1 / (1 - this.rate);
    for (let i = 0; i < mask.data.length; i++) {
      mask.data[i] = this.random() >= this.rate ? scale : 0;
    }
    this.mask = mask;
    return multiply(x, mask);
  }

  /** @throws Error when upstream does not have the shape of the last output */
  backward(upstream: Matrix): Matrix {
    return this.mask === null ? upstream : multiply(upstream, this.mask);
  }

  parameters(): Parameter[] {
    return [];
  }
}

function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows || a.cols !== b.cols) {
    throw new Error(`Dropout: the last output was ${shape(b)}, but upstream is ${shape(a)}`);
  }
  return new Matrix(
    a.rows,
    a.cols,
    a.data.map((value, i) => value * b.data[i]),
  );
}
