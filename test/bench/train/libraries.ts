/** JavaScript libraries from npm, installed into `.bench/` by `scripts/bench.mjs`, each used as its manual says. */
import { createRequire } from 'node:module';
import path from 'node:path';
import { repository } from '../../support/course';
import { CLASSES, LEARNING_RATE, type MakeTrainer, PIXELS, type Setup, batches } from './setup';

const load = createRequire(path.join(repository, '.bench', 'rivals', 'package.json'));

export const libraryVersion = (name: string): string =>
  (load(path.join(repository, '.bench', 'rivals', 'node_modules', name, 'package.json')) as { version: string })
    .version;

/* eslint-disable @typescript-eslint/no-explicit-any -- these libraries are not among the project's types */

/** TensorFlow.js with one thread. */
export async function tensorflowOf(backend: 'cpu' | 'wasm'): Promise<any> {
  const tf: any = load('@tensorflow/tfjs');
  if (backend === 'wasm') {
    const wasm: any = load('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(`${path.join(repository, '.bench/rivals/node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`);
    wasm.setThreadsCount(1);
  }
  await tf.setBackend(backend);
  await tf.ready();
  return tf;
}

/** `optimizer.minimize` on one batch, everything on TensorFlow's own tensors. */
export function minimizer(tf: any, setup: Setup, forward: (x: any) => any, variables: any[]): () => void {
  const { train, batch } = setup;
  const optimizer = tf.train.sgd(LEARNING_RATE);
  const next = batches(setup);
  return () => {
    const start = next();
    tf.tidy(() => {
      // A slice of one tensor with all images would copy all of them, in every step.
      const x = tf.tensor2d(train.images.data.subarray(start * PIXELS, (start + batch) * PIXELS), [batch, PIXELS]);
      const y = tf.oneHot(tf.tensor1d(Int32Array.from(train.labels.subarray(start, start + batch)), 'int32'), CLASSES);
      const cost = optimizer.minimize(
        () => tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(forward(x)), y), 1))),
        true,
        variables,
      );
      cost.dataSync();
    });
  };
}

export const tensorflow =
  (backend: 'cpu' | 'wasm'): MakeTrainer =>
  async (setup) => {
    const { initial } = setup;
    const tf = await tensorflowOf(backend);
    const [w1, b1, w2, b2] = initial.map(({ rows, cols, data }) =>
      tf.variable(rows === 1 ? tf.tensor1d(data) : tf.tensor2d(data, [rows, cols])),
    );
    const forward = (x: any): any => tf.add(tf.matMul(tf.relu(tf.add(tf.matMul(x, w1), b1)), w2), b2);
    return {
      step: minimizer(tf, setup, forward, [w1, b1, w2, b2]),
      predict: (all) =>
        tf.tidy(() => tf.argMax(forward(tf.tensor2d(all.data, [all.rows, PIXELS])), 1).dataSync() as Int32Array),
    };
  };

/** ConvNetJS: one example after the other; its trainer changes the weights after each batch. */
export const convnetjs: MakeTrainer = (setup) => {
  const { train, initial, batch, hidden } = setup;
  const convnet: any = load('convnetjs');
  const net = new convnet.Net();
  net.makeLayers([
    { type: 'input', out_sx: 1, out_sy: 1, out_depth: PIXELS },
    { type: 'fc', num_neurons: hidden, activation: 'relu' },
    { type: 'softmax', num_classes: CLASSES },
  ]);
  const dense = net.layers.filter((layer: any) => layer.layer_type === 'fc');
  dense.forEach((layer: any, i: number) => {
    const { cols, rows, data } = initial[2 * i];
    layer.filters.forEach((filter: any, j: number) => {
      for (let k = 0; k < rows; k++) filter.w[k] = data[k * cols + j];
      layer.biases.w[j] = 0;
    });
  });
  const trainer = new convnet.Trainer(net, {
    method: 'sgd',
    learning_rate: LEARNING_RATE,
    momentum: 0,
    batch_size: batch,
    l2_decay: 0,
  });
  const volume = (pixels: Float32Array): any => {
    const vol = new convnet.Vol(1, 1, PIXELS, 0);
    vol.w.set(pixels);
    return vol;
  };
  const vols = Array.from({ length: train.labels.length }, (_, i) =>
    volume(train.images.data.subarray(i * PIXELS, (i + 1) * PIXELS)),
  );
  const next = batches(setup);
  return {
    step() {
      const start = next();
      for (let i = start; i < start + batch; i++) trainer.train(vols[i], train.labels[i]);
    },
    predict: (all) =>
      Array.from({ length: all.rows }, (_, i) => {
        net.forward(volume(all.data.subarray(i * PIXELS, (i + 1) * PIXELS)));
        return net.getPrediction();
      }),
  };
};

/** brain.js knows no batches, no softmax and no cross-entropy: sigmoids, squared error, and a step after each example. */
export const brain: MakeTrainer = (setup) => {
  const { train, batch, hidden } = setup;
  const { NeuralNetwork }: any = load('brain.js');
  const net = new NeuralNetwork({ hiddenLayers: [hidden], activation: 'sigmoid' });
  const example = (i: number): { input: Float32Array; output: number[] } => ({
    input: train.images.data.subarray(i * PIXELS, (i + 1) * PIXELS),
    output: Array.from({ length: CLASSES }, (_, c) => (c === train.labels[i] ? 1 : 0)),
  });
  net.sizes = [PIXELS, hidden, CLASSES];
  net.initialize();
  net.updateTrainingOptions({ learningRate: LEARNING_RATE });
  const next = batches(setup);
  return {
    step() {
      const start = next();
      for (let i = start; i < start + batch; i++) {
        const { input, output } = example(i);
        net.trainPattern({ input, output });
      }
    },
    predict: (all) =>
      Array.from({ length: all.rows }, (_, i) => {
        const out: number[] = Array.from(net.runInput(all.data.subarray(i * PIXELS, (i + 1) * PIXELS)));
        return out.indexOf(Math.max(...out));
      }),
  };
};
