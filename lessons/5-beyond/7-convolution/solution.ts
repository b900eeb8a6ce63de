// Lesson 5.7 · Convolution: the same few weights in every window, and a network that reads digits with them.

import { Matrix } from '../../3-complete-network/matrix.ts';
import type { Layer, Parameter } from '../../3-complete-network/layer.ts';
import { matmul, transpose } from '../../3-complete-network/1-matmul/solution.ts';
import { addRow, sumRows } from '../../3-complete-network/2-broadcasting/solution.ts';
import { Dense } from '../../3-complete-network/3-dense-layer/solution.ts';
import { ReLU } from '../../3-complete-network/4-relu-layer/solution.ts';
import { heWeights } from '../../3-complete-network/6-initialisation/solution.ts';
import { Network } from '../../3-complete-network/7-network/solution.ts';
import type { ImageShape } from '../image.ts';
import { col2im, im2col } from '../6-patches/solution.ts';

/**
 * A convolution: each filter looks at every window of the image, with the same weights everywhere.
 *
 * A window that is larger than the image ends in an Error that names both. `im2col` throws it for you.
 */
export class Conv implements Layer {
  private readonly weights: Parameter;
  private readonly bias: Parameter;
  /** Of the images that come in. */
  private readonly shape: ImageShape;
  private readonly size: number;
  /** The patches of the images that the last `forward` was given, as `im2col` makes them. */
  private patches: Matrix = Matrix.zeros(0, 0);

  /**
   * @param weights channels · size² × filters: one filter in each column; used as it is, not copied
   * @param bias 1 × filters; used as it is, not copied
   * @param shape of the images that come in
   * @param size a window is size × size pixels
   */
  constructor(weights: Matrix, bias: Matrix, shape: ImageShape, size: number) {
    this.shape = shape;
    this.size = size;
    // BEGIN SOLUTION: set this.weights and this.bias, as in your Dense of lesson 3.3.
    this.weights = { value: weights, gradient: Matrix.zeros(weights.rows, weights.cols) };
    this.bias = { value: bias, gradient: Matrix.zeros(bias.rows, bias.cols) };
    // END SOLUTION
  }

  /**
   * @param x batch × channels · height · width
   * @returns batch × filters · positions: one channel for each filter, channel after channel, and in each of
   *   them the positions row by row
   * @throws Error when the window is larger than the image
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: keep the patches of x. Multiply them by the weights and add the bias: this gives a row for each position, and in it a number for each filter. Then copy these numbers to their places in the output, which has channel after channel.
    this.patches = im2col(x, this.shape, this.size);
    const answers = addRow(matmul(this.patches, this.weights.value), this.bias.value);
    const filters = answers.cols;
    const positions = answers.rows / x.rows;
    const output = Matrix.zeros(x.rows, filters * positions);
    for (let image = 0; image < x.rows; image++) {
      for (let position = 0; position < positions; position++) {
        for (let filter = 0; filter < filters; filter++) {
          output.set(image, filter * positions + position, answers.get(image * positions + position, filter));
        }
      }
    }
    return output;
    // END SOLUTION
  }

  /**
   * Sets the gradients of weights and bias; what stood there before is replaced.
   *
   * @param upstream batch × filters · positions: the gradient of the loss with respect to the last output
   * @returns batch × channels · height · width: the gradient of the loss with respect to the last input
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: first copy upstream back to a row for each position and a column for each filter. Then it is the backward of your Dense, with the patches in place of the input. What comes out belongs to the patches: bring it back to the pixels.
    const filters = this.weights.value.cols;
    const positions = this.patches.rows / upstream.rows;
    const blame = Matrix.zeros(this.patches.rows, filters);
    for (let image = 0; image < upstream.rows; image++) {
      for (let position = 0; position < positions; position++) {
        for (let filter = 0; filter < filters; filter++) {
          blame.set(image * positions + position, filter, upstream.get(image, filter * positions + position));
        }
      }
    }
    this.weights.gradient = matmul(transpose(this.patches), blame);
    this.bias.gradient = sumRows(blame);
    const ofPatches = matmul(blame, transpose(this.weights.value));
    return col2im(ofPatches, upstream.rows, this.shape, this.size);
    // END SOLUTION
  }

  /** The weights first, then the bias: the very objects that `backward` keeps current. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: return the two parameters themselves, not copies.
    return [this.weights, this.bias];
    // END SOLUTION
  }
}

/** Max pooling: of each square of 2 × 2 pixels only the largest number stays. Where a row or a column is left over, it is left out. */
export class MaxPool implements Layer {
  /** Of the images that come in. */
  private readonly shape: ImageShape;
  /** For each number of the last output, the place in `data` of the last input that it was taken from. */
  private winners: Uint32Array = new Uint32Array(0);

  /** @param shape of the images that come in, at least 2 × 2 */
  constructor(shape: ImageShape) {
    this.shape = shape;
  }

  /**
   * @param x batch × channels · height · width
   * @returns batch × channels · ⌊height / 2⌋ · ⌊width / 2⌋, in the same order. Of equal numbers, the first one
   *   wins: upper left, upper right, lower left, lower right
   */
  forward(x: Matrix): Matrix {
    // BEGIN SOLUTION: go over the images, the channels and the squares. Find the place of the largest of the four numbers. Keep the place for backward, and the number for the output.
    const { channels, height, width } = this.shape;
    const down = Math.floor(height / 2);
    const across = Math.floor(width / 2);
    const output = Matrix.zeros(x.rows, channels * down * across);
    this.winners = new Uint32Array(output.data.length);
    let next = 0;
    for (let image = 0; image < x.rows; image++) {
      for (let channel = 0; channel < channels; channel++) {
        for (let row = 0; row < down; row++) {
          for (let col = 0; col < across; col++) {
            const corner = image * x.cols + (channel * height + 2 * row) * width + 2 * col;
            let winner = corner;
            for (let y = 0; y < 2; y++) {
              for (let right = 0; right < 2; right++) {
                const place = corner + y * width + right;
                if (x.data[place] > x.data[winner]) {
                  winner = place;
                }
              }
            }
            this.winners[next] = winner;
            output.data[next] = x.data[winner];
            next++;
          }
        }
      }
    }
    return output;
    // END SOLUTION
  }

  /**
   * @param upstream batch × channels · ⌊height / 2⌋ · ⌊width / 2⌋: the gradient with respect to the last output
   * @returns batch × channels · height · width: each number of upstream at the place of its winner, 0 elsewhere
   */
  backward(upstream: Matrix): Matrix {
    // BEGIN SOLUTION: begin with zeros, and put each number of upstream where the largest number was.
    const { channels, height, width } = this.shape;
    const gradient = Matrix.zeros(upstream.rows, channels * height * width);
    this.winners.forEach((winner, i) => {
      gradient.data[winner] = upstream.data[i];
    });
    return gradient;
    // END SOLUTION
  }

  /** A pool has nothing to learn. */
  parameters(): Parameter[] {
    // BEGIN SOLUTION: return a list of what this layer learns, as in your ReLU of lesson 3.4.
    return [];
    // END SOLUTION
  }
}

/** A new network that reads digits by two convolutions: 5,994 numbers to learn. This function is given. */
export function createConvNet(random: () => number): Network {
  return new Network([
    // 28 × 28 pixels, seen by 8 filters of 5 × 5: 24 × 24 positions, then 12 × 12.
    new Conv(heWeights(25, 8, random), Matrix.zeros(1, 8), { channels: 1, height: 28, width: 28 }, 5),
    new ReLU(),
    new MaxPool({ channels: 8, height: 24, width: 24 }),
    // 8 channels, seen by 16 filters: 8 × 8 positions, then 4 × 4.
    new Conv(heWeights(8 * 25, 16, random), Matrix.zeros(1, 16), { channels: 8, height: 12, width: 12 }, 5),
    new ReLU(),
    new MaxPool({ channels: 16, height: 8, width: 8 }),
    new Dense(heWeights(16 * 16, 10, random), Matrix.zeros(1, 10)),
  ]);
}
