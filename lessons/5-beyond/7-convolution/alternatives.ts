/** Right solutions that are built in other ways. The checks must pass them all. */
const GIVEN = `
/** A new network that reads digits by two convolutions: 5,994 numbers to learn. This function is given. */
export function createConvNet(random: () => number): Network {
  return new Network([
    new Conv(heWeights(25, 8, random), Matrix.zeros(1, 8), { channels: 1, height: 28, width: 28 }, 5),
    new ReLU(),
    new MaxPool({ channels: 8, height: 24, width: 24 }),
    new Conv(heWeights(8 * 25, 16, random), Matrix.zeros(1, 16), { channels: 8, height: 12, width: 12 }, 5),
    new ReLU(),
    new MaxPool({ channels: 16, height: 8, width: 8 }),
    new Dense(heWeights(16 * 16, 10, random), Matrix.zeros(1, 10)),
  ]);
}
`;

const IMPORTS = `import { Matrix } from '../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../3-complete-network/layer.ts';
import { Dense } from '../3-complete-network/3-dense-layer.ts';
import { ReLU } from '../3-complete-network/4-relu-layer.ts';
import { heWeights } from '../3-complete-network/6-initialisation.ts';
import { Network } from '../3-complete-network/7-network.ts';
import type { ImageShape } from './image.ts';
`;

export default [
  {
    name: 'loops over everything, without im2col; the pool compares once more on the way back',
    text: `${IMPORTS}
export class Conv implements Layer {
  private readonly w: Parameter;
  private readonly b: Parameter;
  private x: Matrix | undefined;
  private readonly shape: ImageShape;
  private readonly size: number;

  constructor(weights: Matrix, bias: Matrix, shape: ImageShape, size: number) {
    if (shape.height < size || shape.width < size)
      throw new Error(\`Conv: \${size} pixels do not fit into \${shape.height} or \${shape.width}\`);
    const zeros = ({ rows, cols }: Matrix): Matrix => new Matrix(rows, cols);
    this.w = { value: weights, gradient: zeros(weights) };
    this.b = { value: bias, gradient: zeros(bias) };
    this.shape = shape;
    this.size = size;
  }

  /** Calls with the place of each product: image, output, weight, pixel. */
  private products(count: number, visit: (image: number, filter: number, out: number, row: number, pixel: number) => void) {
    const { size, shape: { channels, height, width } } = this;
    const across = width - size + 1;
    const positions = (height - size + 1) * across;
    for (let image = 0; image < count; image++)
      for (let filter = 0; filter < this.b.value.cols; filter++)
        for (let p = 0; p < positions; p++)
          for (let row = 0; row < channels * size * size; row++) {
            const y = Math.floor(p / across) + (Math.floor(row / size) % size);
            const x = (p % across) + (row % size);
            visit(image, filter, filter * positions + p, row, (Math.floor(row / size ** 2) * height + y) * width + x);
          }
    return positions;
  }

  forward(x: Matrix): Matrix {
    this.x = new Matrix(x.rows, x.cols, x.data.slice());
    const { height, width } = this.shape;
    const cols = this.b.value.cols * (height - this.size + 1) * (width - this.size + 1);
    const sums = new Float64Array(x.rows * cols);
    const positions = this.products(x.rows, (image, filter, out, row, pixel) => {
      sums[image * cols + out] += this.w.value.get(row, filter) * x.get(image, pixel);
    });
    return new Matrix(x.rows, cols, Float32Array.from(sums, (sum, i) => sum + this.b.value.data[Math.floor((i % cols) / positions)]));
  }

  backward(upstream: Matrix): Matrix {
    const x = this.x;
    if (!x) throw new Error('backward before forward');
    const [w, b] = [new Float64Array(this.w.value.data.length), new Float64Array(this.b.value.cols)];
    const pixels = new Float64Array(x.data.length);
    const positions = this.products(x.rows, (image, filter, out, row, pixel) => {
      const blame = upstream.get(image, out);
      w[row * b.length + filter] += blame * x.get(image, pixel);
      pixels[image * x.cols + pixel] += blame * this.w.value.get(row, filter);
    });
    upstream.data.forEach((blame, i) => (b[Math.floor((i % upstream.cols) / positions)] += blame));
    this.w.gradient.data.set(w);
    this.b.gradient.data.set(b);
    return new Matrix(x.rows, x.cols, Float32Array.from(pixels));
  }

  parameters(): Parameter[] {
    return [this.w, this.b];
  }
}

export class MaxPool implements Layer {
  private x = new Matrix(0, 0);
  private readonly shape: ImageShape;
  constructor(shape: ImageShape) {
    this.shape = { ...shape };
  }

  private fours(image: number): number[][] {
    const { channels, height, width } = this.shape;
    const all: number[][] = [];
    for (let c = 0; c < channels; c++)
      for (let y = 0; y < height - 1; y += 2)
        for (let x = 0; x < width - 1; x += 2) {
          const corner = image * channels * height * width + c * height * width + y * width + x;
          all.push([corner, corner + 1, corner + width, corner + width + 1]);
        }
    return all;
  }

  forward(x: Matrix): Matrix {
    this.x = new Matrix(x.rows, x.cols, Float32Array.from(x.data));
    return Matrix.from(
      Array.from({ length: x.rows }, (_, image) =>
        this.fours(image).map((four) => Math.max(...four.map((place) => x.data[place]))),
      ),
    );
  }

  backward(upstream: Matrix): Matrix {
    const gradient = Matrix.zeros(this.x.rows, this.x.cols);
    for (let image = 0; image < upstream.rows; image++)
      this.fours(image).forEach((four, i) => {
        const numbers = four.map((place) => this.x.data[place]);
        gradient.data[four[numbers.indexOf(Math.max(...numbers))]] += upstream.get(image, i);
      });
    return gradient;
  }

  parameters(): Parameter[] {
    return [];
  }
}
${GIVEN}`,
  },
  {
    name: 'a Dense inside, one image after the other, and which of the four has won',
    text: `${IMPORTS}import { transpose } from '../3-complete-network/1-matmul.ts';
import { col2im, im2col } from './6-patches.ts';

/** Each image's block of rows × cols becomes cols × rows. */
function turned(m: Matrix, count: number, rows: number): Matrix {
  const length = m.data.length / count;
  const result = new Matrix(count, length);
  for (let image = 0; image < count; image++) {
    const block = new Matrix(rows, length / rows, m.data.slice(image * length, (image + 1) * length));
    result.data.set(transpose(block).data, image * length);
  }
  return result;
}

export class Conv implements Layer {
  private readonly dense: Dense;
  private readonly filters: number;
  private readonly shape: ImageShape;
  private readonly size: number;

  constructor(weights: Matrix, bias: Matrix, shape: ImageShape, size: number) {
    this.dense = new Dense(weights, bias);
    this.filters = weights.cols;
    this.shape = shape;
    this.size = size;
  }

  forward(x: Matrix): Matrix {
    const answers = this.dense.forward(im2col(x, this.shape, this.size));
    return turned(answers, x.rows, answers.rows / x.rows);
  }

  backward(upstream: Matrix): Matrix {
    const blame = turned(upstream, upstream.rows, this.filters);
    const ofWindows = this.dense.backward(new Matrix(blame.data.length / this.filters, this.filters, blame.data));
    return col2im(ofWindows, upstream.rows, this.shape, this.size);
  }

  parameters(): Parameter[] {
    return this.dense.parameters();
  }
}

export class MaxPool implements Layer {
  private readonly shape: ImageShape;
  private which = new Uint8Array(0);

  constructor(shape: ImageShape) {
    this.shape = shape;
  }

  private corner(i: number): number {
    const { height, width } = this.shape;
    const [down, across] = [height >> 1, width >> 1];
    const [col, line] = [i % across, Math.floor(i / across)];
    const [row, plane] = [line % down, Math.floor(line / down)];
    return plane * height * width + 2 * row * width + 2 * col;
  }

  forward(x: Matrix): Matrix {
    const { channels, height, width } = this.shape;
    const result = new Matrix(x.rows, channels * (height >> 1) * (width >> 1));
    this.which = new Uint8Array(result.data.length);
    for (let i = 0; i < result.data.length; i++) {
      const corner = this.corner(i);
      let best = -Infinity;
      [0, 1, width, width + 1].forEach((step, k) => {
        if (x.data[corner + step] <= best) return;
        best = x.data[corner + step];
        this.which[i] = k;
      });
      result.data[i] = best;
    }
    return result;
  }

  backward({ rows, data }: Matrix): Matrix {
    const { channels, height, width } = this.shape;
    const pixels = new Float32Array(rows * channels * height * width);
    data.forEach((value, i) => {
      const k = this.which[i];
      pixels[this.corner(i) + (k >> 1) * width + (k & 1)] = value;
    });
    return new Matrix(rows, channels * height * width, pixels);
  }

  parameters(): Parameter[] {
    return [];
  }
}
${GIVEN}`,
  },
  {
    name: 'filters on the left of each image’s windows, arrow functions, a mask of winners',
    text: `${IMPORTS}import { matmul, transpose } from '../3-complete-network/1-matmul.ts';
import { col2im, im2col } from './6-patches.ts';

const rowOf = (m: Matrix, row: number): Matrix => new Matrix(1, m.cols, m.data.slice(row * m.cols, (row + 1) * m.cols));

export class Conv implements Layer {
  readonly #parameters: [Parameter, Parameter];
  readonly #shape: ImageShape;
  readonly #size: number;
  #windows: Matrix[] = [];

  constructor(weights: Matrix, bias: Matrix, shape: ImageShape, size: number) {
    const [w, b] = [weights, bias].map((value) => ({ value, gradient: Matrix.zeros(value.rows, value.cols) }));
    this.#parameters = [w, b];
    this.#shape = shape;
    this.#size = size;
  }

  forward = (x: Matrix): Matrix => {
    const [weights, bias] = this.#parameters;
    const filters = transpose(weights.value);
    this.#windows = Array.from({ length: x.rows }, (_, i) => im2col(rowOf(x, i), this.#shape, this.#size));
    const maps = this.#windows.map((windows) => matmul(filters, transpose(windows)));
    return Matrix.from(maps.map((map) => map.toArray().flatMap((row, f) => row.map((value) => value + bias.value.data[f]))));
  };

  backward = (upstream: Matrix): Matrix => {
    const [weights, bias] = this.#parameters;
    const filters = weights.value.cols;
    weights.gradient = Matrix.zeros(weights.value.rows, filters);
    bias.gradient = Matrix.zeros(1, filters);
    const add = (sum: Matrix, more: Matrix): void => more.data.forEach((value, i) => (sum.data[i] += value));
    const images = this.#windows.map((windows, i) => {
      const blame = new Matrix(filters, windows.rows, rowOf(upstream, i).data);
      add(weights.gradient, transpose(matmul(blame, windows)));
      add(bias.gradient, new Matrix(1, filters, Float32Array.from(blame.toArray(), (row) => row.reduce((a, b) => a + b))));
      return col2im(transpose(matmul(weights.value, blame)), 1, this.#shape, this.#size).toArray()[0];
    });
    return Matrix.from(images);
  };

  parameters = (): Parameter[] => [...this.#parameters];
}

export class MaxPool implements Layer {
  readonly #shape: ImageShape;
  #mask: boolean[][] = [];

  constructor(shape: ImageShape) {
    this.#shape = shape;
  }

  forward(x: Matrix): Matrix {
    const { channels, height, width } = this.#shape;
    this.#mask = [];
    const rows = x.toArray().map((image) => {
      const mask = image.map(() => false);
      this.#mask.push(mask);
      const output: number[] = [];
      for (let start = 0; start < channels * height * width; start += height * width)
        for (let y = 1; y < height; y += 2)
          for (let u = 1; u < width; u += 2) {
            const last = start + y * width + u;
            let best = last - width - 1;
            if (image[last - width] > image[best]) best = last - width;
            if (image[last - 1] > image[best]) best = last - 1;
            if (image[last] > image[best]) best = last;
            mask[best] = true;
            output.push(image[best]);
          }
      return output;
    });
    return Matrix.from(rows);
  }

  backward(upstream: Matrix): Matrix {
    const { height, width } = this.#shape;
    const [down, across] = [Math.floor(height / 2), Math.floor(width / 2)];
    return Matrix.from(
      this.#mask.map((mask, image) =>
        mask.map((isWinner, pixel) => {
          if (!isWinner) return 0;
          const [channel, inside] = [Math.floor(pixel / (height * width)), pixel % (height * width)];
          const [y, x] = [Math.floor(inside / width), inside % width];
          return upstream.get(image, (channel * down + (y >> 1)) * across + (x >> 1));
        }),
      ),
    );
  }

  parameters = (): Parameter[] => [];
}
${GIVEN}`,
  },
];
