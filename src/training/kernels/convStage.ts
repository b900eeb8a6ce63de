/** A convolution with the ReLU and the pool behind it, in the kernels' memory. */
import type { Parameter } from '../network/layer';
import { type ImageShape, numbersOf } from '../network/image';
import { WINDOW } from '../network/convNet';
import { Matrix } from '../network/matrix';
import type { Arena } from './arena';
import type { Kernels } from './module';
import { type Move, RULES, moveBy } from './passes';
import { padded } from './layout';

/** Channels as the kernels see them behind a convolution. Those too many hold zeros. */
export const paddedChannels = (channels: number): number => Math.ceil(channels / 8) * 8;

/** Images that lie pixel by pixel, each pixel with all its channels. */
export interface PixelImages {
  /** Channels that are used. */
  shape: ImageShape;
  /** Channels that lie there. */
  channels: number;
  values: number;
  /** 0 where it is not needed. */
  gradient: number;
  /** Numbers from one image to the next. */
  stride: number;
}

/** Room for so many images. A window's row may be read to three numbers behind the last of them. */
export function takeImages(
  arena: Arena,
  count: number,
  shape: ImageShape,
  channels: number,
  back: boolean,
): PixelImages {
  const stride = padded(shape.height * shape.width * channels);
  const take = (): number => arena.take((count * stride + 8) * 4);
  return { shape, channels, values: take(), gradient: back ? take() : 0, stride };
}

/** What a filter's window holds, row by row, in numbers. */
const runOf = (channels: number): number => Math.ceil((WINDOW * channels) / 8) * 8;

export class ConvStage {
  readonly output: PixelImages;
  private readonly arena: Arena;
  private readonly kernels: Kernels;
  private readonly input: PixelImages;
  private readonly filters: number;
  /** Of the weights as they lie here. */
  private readonly count: number;
  private readonly weights: number;
  private readonly weightGradient: number;
  private readonly weightVelocity: number;
  private readonly bias: number;
  private readonly biasGradient: number;
  private readonly biasVelocity: number;
  private readonly weightSquare: number;
  private readonly biasSquare: number;
  /** The weights once more, for the way forward. */
  private readonly panels: number;
  private readonly places: number;
  private readonly room: number;

  /** @param capacity rows of the largest batch */
  constructor(
    arena: Arena,
    kernels: Kernels,
    input: PixelImages,
    filters: number,
    capacity: number,
    { momentum, adam }: { momentum: boolean; adam: boolean },
  ) {
    const floats = (count: number): number => arena.take(count * 4);
    const { height, width } = input.shape;
    const shape = { channels: filters, height: (height - WINDOW + 1) >> 1, width: (width - WINDOW + 1) >> 1 };
    this.arena = arena;
    this.kernels = kernels;
    this.input = input;
    this.filters = filters;
    this.output = takeImages(arena, capacity, shape, paddedChannels(filters), true);
    this.count = this.output.channels * WINDOW * runOf(input.channels);
    this.weights = floats(this.count);
    this.weightGradient = floats(this.count);
    this.weightVelocity = momentum || adam ? floats(this.count) : 0;
    this.bias = floats(this.output.channels);
    this.biasGradient = floats(this.output.channels);
    this.biasVelocity = momentum || adam ? floats(this.output.channels) : 0;
    this.weightSquare = adam ? floats(this.count) : 0;
    this.biasSquare = adam ? floats(this.output.channels) : 0;
    this.panels = floats(this.count);
    this.places = floats(capacity * this.output.stride);
    this.room = arena.take(kernels.convRoom(shape.height * shape.width));
  }

  /** Fills the output, for so many images. */
  forward(rows: number): void {
    const { input, output, kernels } = this;
    const { shape, channels, values, stride } = output;
    kernels.convForward(
      rows,
      shape.height,
      shape.width,
      input.channels,
      channels,
      input.values,
      input.stride * 4,
      input.shape.width * input.channels * 4,
      this.panels,
      this.bias,
      values,
      this.places,
      stride * 4,
    );
  }

  /** From the gradient of the output to that of the weights, and of the input where that is needed. */
  backward(rows: number): void {
    const { input, output, kernels } = this;
    const { shape, channels, values, gradient, stride } = output;
    const windows = shape.height * shape.width;
    kernels.maskRelu(rows, 0, windows * channels, gradient, values, stride * 4);
    kernels.convBackward(
      rows,
      windows,
      input.channels,
      channels,
      input.values,
      input.stride * 4,
      input.shape.width * input.channels * 4,
      gradient,
      this.places,
      stride * 4,
      this.weights,
      this.weightGradient,
      this.biasGradient,
      input.gradient,
      this.room,
    );
  }

  /** By the gradients that `backward` left. */
  move(move: Move): void {
    const { kernels, weights, weightVelocity, weightSquare, weightGradient } = this;
    const { bias, biasVelocity, biasSquare, biasGradient } = this;
    moveBy(kernels, move, this.count, {
      values: weights,
      velocities: weightVelocity,
      squares: weightSquare,
      gradients: weightGradient,
    });
    const rule = move.rule === RULES.penalty ? RULES.plain : move.rule;
    const moved = { values: bias, velocities: biasVelocity, squares: biasSquare, gradients: biasGradient };
    moveBy(kernels, { ...move, rule }, this.output.channels, moved, 0);
    this.pack();
  }

  /** Weights channels · 25 × filters and bias 1 × filters, as the network has them. */
  write(weights: ArrayLike<number>, bias: ArrayLike<number>): void {
    this.put(this.weights, this.bias, weights, bias);
    this.pack();
  }

  /** Copies. */
  parameters(): Parameter[] {
    return [
      { value: this.weightsAt(this.weights), gradient: this.weightsAt(this.weightGradient) },
      { value: this.biasAt(this.bias), gradient: this.biasAt(this.biasGradient) },
    ];
  }

  /** Copies of what momentum remembers. */
  velocities(): Float32Array[] {
    return [this.weightsAt(this.weightVelocity).data, this.biasAt(this.biasVelocity).data];
  }

  /** The same of Adam's mean squares. */
  squares(): Float32Array[] {
    return [this.weightsAt(this.weightSquare).data, this.biasAt(this.biasSquare).data];
  }

  restoreSquares(weights: ArrayLike<number>, bias: ArrayLike<number>): void {
    this.put(this.weightSquare, this.biasSquare, weights, bias);
  }

  restoreVelocities(weights: ArrayLike<number>, bias: ArrayLike<number>): void {
    this.put(this.weightVelocity, this.biasVelocity, weights, bias);
  }

  /** Momentum begins from a standstill again. */
  stand(): void {
    this.arena.floats(this.weightVelocity, this.count).fill(0);
    this.arena.floats(this.biasVelocity, this.output.channels).fill(0);
  }

  private pack(): void {
    this.kernels.packFilters(this.input.channels, this.output.channels, this.weights, this.panels);
  }

  private put(toWeights: number, toBias: number, weights: ArrayLike<number>, bias: ArrayLike<number>): void {
    const target = this.arena.floats(toWeights, this.count);
    this.eachWeight((own, there) => (target[own] = weights[there]));
    this.arena.floats(toBias, this.filters).set(bias);
  }

  private weightsAt(address: number): Matrix {
    const source = this.arena.floats(address, this.count);
    const result = Matrix.zeros(this.input.shape.channels * WINDOW * WINDOW, this.filters);
    this.eachWeight((own, there) => (result.data[there] = source[own]));
    return result;
  }

  private biasAt(address: number): Matrix {
    return new Matrix(1, this.filters, Float32Array.from(this.arena.floats(address, this.filters)));
  }

  /** @param use gets where a weight lies here, and where in the network's matrix */
  private eachWeight(use: (own: number, there: number) => void): void {
    const { filters, input } = this;
    const run = runOf(input.channels);
    for (let filter = 0; filter < filters; filter++) {
      for (let channel = 0; channel < input.shape.channels; channel++) {
        for (let y = 0; y < WINDOW; y++) {
          for (let x = 0; x < WINDOW; x++) {
            const own = (filter * WINDOW + y) * run + x * input.channels + channel;
            use(own, ((channel * WINDOW + y) * WINDOW + x) * filters + filter);
          }
        }
      }
    }
  }
}

/** Each number of an image: where it lies pixel by pixel, and where channel by channel. */
export function eachNumber({ shape, channels }: PixelImages, use: (own: number, there: number) => void): void {
  const plane = shape.height * shape.width;
  const total = numbersOf(shape);
  for (let there = 0; there < total; there++) use((there % plane) * channels + Math.floor(there / plane), there);
}
