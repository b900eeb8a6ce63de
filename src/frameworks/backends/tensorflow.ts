/** TensorFlow.js, as one would write it with its own operations and optimisers. */
import * as tf from '@tensorflow/tfjs-core';
import { type PlanData, shapeOf } from '../plan';
import { TensorFlowModel } from './tensorflowModel';
import type { Trainer } from './trainer';

const EVALUATION_BATCH = 500;

export class TensorFlowTrainer implements Trainer {
  private readonly data: PlanData;
  private readonly images: tf.Tensor2D;
  private readonly labels: tf.Tensor1D;
  private readonly order: Int32Array;
  private readonly model: TensorFlowModel;
  private readonly inputs: number;
  private readonly classes: number;
  private optimizer: tf.SGDOptimizer;

  /** Call when the back end is ready. */
  constructor(data: PlanData) {
    this.data = data;
    const { train, order, initial, plan } = data;
    const { inputs, classes } = shapeOf(plan.network);
    this.inputs = inputs;
    this.classes = classes;
    this.images = tf.tensor2d(train.images, [train.count, inputs]);
    this.labels = tf.tensor1d(Int32Array.from(train.labels), 'int32');
    this.order = Int32Array.from(order);
    this.model = new TensorFlowModel(plan.network, initial);
    this.optimizer = this.newOptimizer();
  }

  reset(): void {
    this.model.assign(this.data.initial);
    this.optimizer.dispose();
    this.optimizer = this.newOptimizer();
  }

  step(step: number): number {
    const { data, model, classes } = this;
    const { plan } = data;
    return tf.tidy(() => {
      const chosen = tf.tensor1d(this.order.subarray(plan.batchStarts[step], plan.batchStarts[step + 1]), 'int32');
      const images = tf.gather(this.images, chosen);
      const labels = tf.oneHot(tf.gather(this.labels, chosen), classes);
      let loss: tf.Scalar | null = null;
      const { grads } = tf.variableGrads(() => {
        const dataLoss: tf.Scalar = tf.losses.softmaxCrossEntropy(labels, model.logits(images));
        loss = tf.keep(tf.clone(dataLoss));
        return plan.l2 === 0 ? dataLoss : tf.add<tf.Scalar>(dataLoss, this.penalty());
      }, model.variables);
      this.optimizer.setLearningRate(plan.learningRates[step]);
      this.optimizer.applyGradients(grads);
      const value = (loss as unknown as tf.Scalar).dataSync()[0];
      tf.dispose(loss as unknown as tf.Scalar);
      return value;
    });
  }

  parameters(): Float32Array[] {
    return this.model.parameters();
  }

  logits(parameters: Float32Array[], count: number): Float32Array {
    this.model.assign(parameters);
    const { inputs: pixels } = this;
    return tf.tidy(() => {
      const images = tf.tensor2d(this.data.test.images.subarray(0, count * pixels), [count, pixels]);
      return Float32Array.from(this.model.logits(images).dataSync());
    });
  }

  evaluate(): { testLoss: number; testAccuracy: number } {
    const { inputs: pixels, classes, model } = this;
    const { test } = this.data;
    let loss = 0;
    let right = 0;
    for (let start = 0; start < test.count; start += EVALUATION_BATCH) {
      const end = Math.min(start + EVALUATION_BATCH, test.count);
      tf.tidy(() => {
        const images = tf.tensor2d(test.images.subarray(start * pixels, end * pixels), [end - start, pixels]);
        const labels = tf.tensor1d(Int32Array.from(test.labels.subarray(start, end)), 'int32');
        const logits = model.logits(images);
        const hot = tf.oneHot(labels, classes);
        loss += tf.losses.softmaxCrossEntropy(hot, logits).dataSync()[0] * (end - start);
        const guesses = tf.argMax(logits, 1).dataSync();
        for (let i = start; i < end; i++) right += guesses[i - start] === test.labels[i] ? 1 : 0;
      });
    }
    return { testLoss: loss / test.count, testAccuracy: right / test.count };
  }

  /** λ/2 · Σ w², over weights and not over biases. */
  private penalty(): tf.Scalar {
    const weights = this.model.variables.filter((_, i) => i % 2 === 0);
    const squares = weights.map((weight) => tf.sum<tf.Scalar>(tf.square(weight)));
    const sum = squares.reduce((total, square) => tf.add<tf.Scalar>(total, square));
    return tf.mul(sum, this.data.plan.l2 / 2);
  }

  private newOptimizer(): tf.SGDOptimizer {
    const { momentum, learningRates } = this.data.plan;
    return momentum === 0 ? tf.train.sgd(learningRates[0]) : tf.train.momentum(learningRates[0], momentum);
  }
}
