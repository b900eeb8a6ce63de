import { type ImageShape, imageText, numbersOf } from './image';
import type { Layer, Parameter } from './layer';
import { Matrix } from './matrix';
import { shape as shapeOf } from './matmul';

/** A convolution: each filter looks through a window of size × size pixels at every place where the window fits into the image. */
export class Conv implements Layer {
  /** Of an output. */
  readonly outputShape: ImageShape;
  private readonly weights: Parameter;
  private readonly bias: Parameter;
  private readonly shape: ImageShape;
  private readonly size: number;
  private input: Matrix | null = null;

  /**
   * @param weights channels · size² × filters; used as it is, not copied
   * @param bias 1 × filters; used as it is, not copied
   * @param shape of an input
   * @throws Error when they do not fit together, or the window is larger than the image
   */
  constructor(weights: Matrix, bias: Matrix, shape: ImageShape, size: number) {
    const { channels, height, width } = shape;
    if (size > height || size > width) {
      throw new Error(`Conv: a window of ${size}×${size} does not fit into an image of ${height}×${width}`);
    }
    if (weights.rows !== channels * size * size) {
      throw new Error(`Conv: weights are ${shapeOf(weights)}, but must have ${channels * size * size} rows`);
    }
    if (bias.rows !== 1 || bias.cols !== weights.cols) {
      throw new Error(`Conv: weights are ${shapeOf(weights)}, so bias must be 1×${weights.cols}, not ${shapeOf(bias)}`);
    }
    this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, weights.cols) };
    this.bias = { value: bias, gradient: Matrix.zeros(1, bias.cols) };
    this.shape = shape;
    this.size = size;
    this.outputShape = { channels: weights.cols, height: height - size + 1, width: width - size + 1 };
  }

  /** @throws Error when the rows of x are not images of the shape */
  forward(x: Matrix): Matrix {
    if (x.cols !== numbersOf(this.shape)) {
      throw new Error(`Conv: x is ${shapeOf(x)}, but its rows must be images of ${imageText(this.shape)}`);
    }
    this.input = x;
    const result = Matrix.zeros(x.rows, numbersOf(this.outputShape));
    const { height, width } = this.outputShape;
    const { data } = result;
    const { data: weights, cols: filters } = this.weights.value;
    const plane = height * width;
    for (let image = 0; image < x.rows; image++) {
      for (let filter = 0; filter < filters; filter++) {
        const out = image * result.cols + filter * plane;
        data.fill(this.bias.value.data[filter], out, out + plane);
        this.eachTap(image, (row, place) => {
          const weight = weights[row * filters + filter];
          for (let y = 0; y < height; y++) {
            const to = out + y * width;
            const from = place + y * this.shape.width;
            for (let i = 0; i < width; i++) data[to + i] += weight * x.data[from + i];
          }
        });
      }
    }
    return result;
  }

  /** @throws Error when upstream does not have the shape of the last output, or there was none */
  backward(upstream: Matrix): Matrix {
    this.backwardParameters(upstream);
    const gradient = Matrix.zeros(upstream.rows, numbersOf(this.shape));
    const { height, width } = this.outputShape;
    const { data } = gradient;
    const { data: weights, cols: filters } = this.weights.value;
    for (let image = 0; image < upstream.rows; image++) {
      for (let filter = 0; filter < filters; filter++) {
        const slopes = image * upstream.cols + filter * height * width;
        this.eachTap(image, (row, place) => {
          const weight = weights[row * filters + filter];
          for (let y = 0; y < height; y++) {
            const from = slopes + y * width;
            const to = place + y * this.shape.width;
            for (let i = 0; i < width; i++) data[to + i] += weight * upstream.data[from + i];
          }
        });
      }
    }
    return gradient;
  }

  /** As `backward`, without the gradient of the input: a network's first layer hands it to nothing. */
  backwardParameters(upstream: Matrix): void {
    const x = this.input;
    if (x === null) throw new Error('Conv: backward was called before forward');
    const outputs = numbersOf(this.outputShape);
    if (upstream.rows !== x.rows || upstream.cols !== outputs) {
      throw new Error(`Conv: the last output was ${x.rows}×${outputs}, but upstream is ${shapeOf(upstream)}`);
    }
    const { height, width } = this.outputShape;
    const { rows, cols: filters } = this.weights.value;
    const gradient = Matrix.zeros(rows, filters);
    const bias = Matrix.zeros(1, filters);
    const plane = height * width;
    for (let image = 0; image < x.rows; image++) {
      for (let filter = 0; filter < filters; filter++) {
        const slopes = image * outputs + filter * plane;
        for (let i = 0; i < plane; i++) bias.data[filter] += upstream.data[slopes + i];
        this.eachTap(image, (row, place) => {
          let sum = 0;
          for (let y = 0; y < height; y++) {
            const at = slopes + y * width;
            const from = place + y * this.shape.width;
            for (let i = 0; i < width; i++) sum += upstream.data[at + i] * x.data[from + i];
          }
          gradient.data[row * filters + filter] += sum;
        });
      }
    }
    this.weights.gradient = gradient;
    this.bias.gradient = bias;
  }

  parameters(): Parameter[] {
    return [this.weights, this.bias];
  }

  /**
   * Each place of the window, in the order of the weights' rows.
   *
   * @param use gets the row of the weights, and which number of an input it meets where the window is in the upper left corner
   */
  private eachTap(image: number, use: (row: number, place: number) => void): void {
    const { size, shape } = this;
    let row = 0;
    for (let channel = 0; channel < shape.channels; channel++) {
      for (let y = 0; y < size; y++) {
        const place = ((image * shape.channels + channel) * shape.height + y) * shape.width;
        for (let i = 0; i < size; i++) use(row++, place + i);
      }
    }
  }
}
