import { type ImageShape, imageText, numbersOf } from './image';
import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { shape as shapeOf } from './matmul';

/** The largest of each 2 × 2 pixels, in each channel; of equal ones, the first. An odd row or column at the end is left out. */
export class MaxPool implements Layer {
  /** Of an output. */
  readonly outputShape: ImageShape;
  private readonly shape: ImageShape;
  /** For each number of the last output, which number of the input it was. */
  private places: Uint32Array | null = null;
  private rows = 0;

  constructor(shape: ImageShape) {
    const { channels, height, width } = shape;
    this.shape = shape;
    this.outputShape = { channels, height: height >> 1, width: width >> 1 };
  }

  /** @throws Error when the rows of x are not images of the shape */
  forward(x: Matrix): Matrix {
    if (x.cols !== numbersOf(this.shape)) {
      throw new Error(`MaxPool: x is ${shapeOf(x)}, but its rows must be images of ${imageText(this.shape)}`);
    }
    const { channels, height, width } = this.outputShape;
    const result = Matrix.zeros(x.rows, numbersOf(this.outputShape));
    const places = new Uint32Array(result.data.length);
    const across = this.shape.width;
    let next = 0;
    for (let plane = 0; plane < x.rows * channels; plane++) {
      for (let row = 0; row < height; row++) {
        for (let col = 0; col < width; col++) {
          const corner = (plane * this.shape.height + 2 * row) * across + 2 * col;
          let best = corner;
          for (const place of [corner + 1, corner + across, corner + across + 1]) {
            if (x.data[place] > x.data[best]) best = place;
          }
          places[next] = best;
          result.data[next] = x.data[best];
          next++;
        }
      }
    }
    this.places = places;
    this.rows = x.rows;
    return result;
  }

  /** @throws Error when upstream does not have the shape of the last output, or there was none */
  backward(upstream: Matrix): Matrix {
    if (this.places === null) throw new Error('MaxPool: backward was called before forward');
    const outputs = numbersOf(this.outputShape);
    if (upstream.rows !== this.rows || upstream.cols !== outputs) {
      throw new Error(`MaxPool: the last output was ${this.rows}×${outputs}, but upstream is ${shapeOf(upstream)}`);
    }
    const gradient = Matrix.zeros(upstream.rows, numbersOf(this.shape));
    this.places.forEach((place, i) => (gradient.data[place] = upstream.data[i]));
    return gradient;
  }

  parameters(): Parameter[] {
    return [];
  }
}
