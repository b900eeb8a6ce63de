/** TensorFlow.js, as one would write it with its own operations and optimisers. */
import * as tf from '@tensorflow/tfjs-core';
import { type PlanData, parameterShapes } from '../plan';
import type { Trainer } from './trainer';

const EVALUATION_BATCH = 500;

export class TensorFlowTrainer implements Trainer {
  private readonly data: PlanData;
  private readonly images: tf.Tensor2D;
  private readonly labels: tf.Tensor1D;
  private readonly order: Int32Array;
  private readonly variables: tf.Variable[];
  private optimizer: tf.SGDOptimizer;

  /** Call when the back end is ready. */
  constructor(data: PlanData) {
    this.data = data;
    const { train, order, initial, plan } = data;
    this.images = tf.tensor2d(train.images, [train.count, plan.sizes[0]]);
    this.labels = tf.tensor1d(Int32Array.from(train.labels), 'int32');
    this.order = Int32Array.from(order);
    const shapes = parameterShapes(plan.sizes);
    this.variables = initial.map((values, i) => tf.variable(shaped(values, shapes[i])));
    this.optimizer = this.newOptimizer();
  }

  reset(): void {
    this.assign(this.data.initial);
    this.optimizer.dispose();
    this.optimizer = this.newOptimizer();
  }

  step(step: number): number {
    const { plan } = this.data;
    return tf.tidy(() => {
      const chosen = tf.tensor1d(this.order.subarray(plan.batchStarts[step], plan.batchStarts[step + 1]), 'int32');
      const images = tf.gather(this.images, chosen);
      const labels = tf.oneHot(tf.gather(this.labels, chosen), plan.sizes.at(-1) as number);
      let loss: tf.Scalar | null = null;
      const { grads } = tf.variableGrads(() => {
        const dataLoss: tf.Scalar = tf.losses.softmaxCrossEntropy(labels, this.logitsOf(images));
        loss = tf.keep(tf.clone(dataLoss));
        return plan.l2 === 0 ? dataLoss : tf.add<tf.Scalar>(dataLoss, this.penalty());
      }, this.variables);
      this.optimizer.setLearningRate(plan.learningRates[step]);
      this.optimizer.applyGradients(grads);
      const value = (loss as unknown as tf.Scalar).dataSync()[0];
      tf.dispose(loss as unknown as tf.Scalar);
      return value;
    });
  }

  parameters(): Float32Array[] {
    return this.variables.map((variable) => Float32Array.from(variable.dataSync()));
  }

  logits(parameters: Float32Array[], count: number): Float32Array {
    this.assign(parameters);
    const [pixels] = this.data.plan.sizes;
    return tf.tidy(() => {
      const images = tf.tensor2d(this.data.test.images.subarray(0, count * pixels), [count, pixels]);
      return Float32Array.from(this.logitsOf(images).dataSync());
    });
  }

  evaluate(): { testLoss: number; testAccuracy: number } {
    const { test, plan } = this.data;
    const [pixels] = plan.sizes;
    let loss = 0;
    let right = 0;
    for (let start = 0; start < test.count; start += EVALUATION_BATCH) {
      const end = Math.min(start + EVALUATION_BATCH, test.count);
      tf.tidy(() => {
        const images = tf.tensor2d(test.images.subarray(start * pixels, end * pixels), [end - start, pixels]);
        const labels = tf.tensor1d(Int32Array.from(test.labels.subarray(start, end)), 'int32');
        const logits = this.logitsOf(images);
        const hot = tf.oneHot(labels, plan.sizes.at(-1) as number);
        loss += tf.losses.softmaxCrossEntropy(hot, logits).dataSync()[0] * (end - start);
        const guesses = tf.argMax(logits, 1).dataSync();
        for (let i = start; i < end; i++) right += guesses[i - start] === test.labels[i] ? 1 : 0;
      });
    }
    return { testLoss: loss / test.count, testAccuracy: right / test.count };
  }

  private assign(parameters: Float32Array[]): void {
    const shapes = parameterShapes(this.data.plan.sizes);
    this.variables.forEach((variable, i) => tf.tidy(() => variable.assign(shaped(parameters[i], shapes[i]))));
  }

  private logitsOf(images: tf.Tensor2D): tf.Tensor2D {
    let x = images;
    for (let i = 0; i < this.variables.length; i += 2) {
      const z = tf.add<tf.Tensor2D>(tf.matMul(x, this.variables[i]), this.variables[i + 1]);
      x = i + 2 < this.variables.length ? tf.relu(z) : z;
    }
    return x;
  }

  /** λ/2 · Σ w², over weights and not over biases. */
  private penalty(): tf.Scalar {
    const weights = this.variables.filter((_, i) => i % 2 === 0);
    const squares = weights.map((weight) => tf.sum<tf.Scalar>(tf.square(weight)));
    const sum = squares.reduce((total, square) => tf.add<tf.Scalar>(total, square));
    return tf.mul(sum, this.data.plan.l2 / 2);
  }

  private newOptimizer(): tf.SGDOptimizer {
    const { momentum, learningRates } = this.data.plan;
    return momentum === 0 ? tf.train.sgd(learningRates[0]) : tf.train.momentum(learningRates[0], momentum);
  }
}

function shaped(values: Float32Array, { rows, cols }: { rows: number; cols: number }): tf.Tensor {
  return rows === 1 ? tf.tensor1d(values) : tf.tensor2d(values, [rows, cols]);
}
