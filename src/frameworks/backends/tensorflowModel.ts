/** The network of a plan in TensorFlow.js. Convolutions have their images as rows × columns × channels there. */
import * as tf from '@tensorflow/tfjs-core';
import type { PlannedNetwork } from '../../protocol/plan';
import { shapeOf } from '../plan';

export class TensorFlowModel {
  /** Weights and bias of each layer in turns. */
  readonly variables: tf.Variable[];
  private readonly network: PlannedNetwork;

  /** @param initial the course's parameters, as those of `assign` */
  constructor(network: PlannedNetwork, initial: readonly Float32Array[]) {
    this.network = network;
    this.variables = initial.map((values, i) => tf.variable(this.shaped(values, i)));
  }

  assign(parameters: readonly Float32Array[]): void {
    this.variables.forEach((variable, i) => tf.tidy(() => variable.assign(this.shaped(parameters[i], i))));
  }

  /** As the course has them, copied. */
  parameters(): Float32Array[] {
    return this.variables.map((variable) =>
      tf.tidy(() => {
        const values = variable.rank === 4 ? tf.transpose(variable, [2, 0, 1, 3]) : variable;
        return Float32Array.from(values.dataSync());
      }),
    );
  }

  /** @param images one a row */
  logits(images: tf.Tensor2D): tf.Tensor2D {
    return this.dense(this.network.type === 'mlp' ? images : this.convolutions(this.network, images));
  }

  private convolutions({ image, filters }: Conv, images: tf.Tensor2D): tf.Tensor2D {
    const { channels, height, width } = image;
    let x = tf.transpose<tf.Tensor4D>(tf.reshape(images, [-1, channels, height, width]), [0, 2, 3, 1]);
    filters.forEach((_, i) => {
      const [weights, bias] = this.variables.slice(2 * i);
      const z = tf.add<tf.Tensor4D>(tf.conv2d(x, weights as tf.Tensor4D, 1, 'valid'), bias);
      x = tf.maxPool(tf.relu(z), 2, 2, 'valid');
    });
    // The dense layer reads channel after channel.
    return tf.reshape(tf.transpose(x, [0, 3, 1, 2]), [images.shape[0], -1]);
  }

  private dense(input: tf.Tensor2D): tf.Tensor2D {
    let x = input;
    const { variables, network } = this;
    for (let i = network.type === 'mlp' ? 0 : 2 * network.filters.length; i < variables.length; i += 2) {
      const z = tf.add<tf.Tensor2D>(tf.matMul(x, variables[i]), variables[i + 1]);
      x = i + 2 < variables.length ? tf.relu(z) : z;
    }
    return x;
  }

  /** Filters are rows × columns × channels × filters here; in the course a filter is a column: channels, rows, columns. */
  private shaped(values: Float32Array, i: number): tf.Tensor {
    const { rows, cols } = shapeOf(this.network).parameters[i];
    if (rows === 1) return tf.tensor1d(values);
    const { network } = this;
    if (network.type === 'mlp' || i >= 2 * network.filters.length) return tf.tensor2d(values, [rows, cols]);
    const { window } = network;
    return tf.transpose(tf.tensor4d(values, [rows / window ** 2, window, window, cols]), [1, 2, 0, 3]);
  }
}

type Conv = PlannedNetwork & { type: 'conv' };
