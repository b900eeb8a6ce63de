/** The convolutional network of lesson 5.7, by this project's candidates and by TensorFlow.js. */
import { ModuleLoader } from '../../../src/checker/node/load';
import { findLesson, referenceSources } from '../../../src/course/course';
import type { SourceSet } from '../../../src/protocol/sources';
import { withFastProducts } from '../../../src/training/fastProducts';
import { FastConvNet } from '../../../src/training/kernels/fastConvNet';
import { type SimdKind, bestSimd } from '../../../src/training/kernels/module';
import { RULES } from '../../../src/training/kernels/passes';
import { CONV_NET, createConvNet, imagesIn } from '../../../src/training/network/convNet';
import type { ImageShape } from '../../../src/training/network/image';
import type { Library, TrainableNetwork } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { train as trainReference } from '../../../src/training/network/train';
import { course } from '../../support/course';
import { minimizer, tensorflowOf } from './libraries';
import { LEARNING_RATE, type MakeTrainer, PIXELS, type Setup, type Trainer, batches, largest } from './setup';

export const convFast: MakeTrainer = (setup) => {
  const { train, initial, batch } = setup;
  const network = new FastConvNet(bestSimd() as SimdKind, { spec: CONV_NET, initial, data: train, batchSize: batch });
  const next = batches(setup);
  const move = { rule: RULES.plain, learningRate: LEARNING_RATE, momentum: 0, l2: 0 };
  return {
    step: () => void network.step(next(), batch, move),
    predict: (images) => largest(network.forward(images).data, images.rows, 10),
  };
};

export const convReference: MakeTrainer = (setup) => byLibrary({ Matrix, train: trainReference }, createConvNet, setup);

/** The lessons' solutions up to 5.7, with the `matmul` of 3.1 or a fast one in its place. */
export const convLessons =
  (matmul: '3.1' | 'fast'): MakeTrainer =>
  async (setup) => {
    const [own, loop] = ['convolution', 'training-loop'].map((id) => {
      const lesson = findLesson(course, id);
      if (!lesson) throw new Error(`There is no lesson ${id}.`);
      return { lesson, sources: referenceSources(course, lesson, '/lessons') };
    });
    const files = new Map([...own.sources.files, ...loop.sources.files].map((file) => [file.path, file]));
    const sources: SourceSet = { ...own.sources, files: [...files.values()] };
    const code = matmul === 'fast' ? withFastProducts(sources).code : new ModuleLoader(sources.folder, sources.files);
    const { createConvNet: create } = (await code.load(own.lesson.path)) as { createConvNet: typeof createConvNet };
    const { Matrix: LessonsMatrix } = (await code.load('3-complete-network/matrix.ts')) as Pick<Library, 'Matrix'>;
    const { train } = (await code.load(loop.lesson.path)) as Pick<Library, 'train'>;
    return byLibrary({ Matrix: LessonsMatrix, train }, create, setup);
  };

function byLibrary(
  library: { Matrix: Library['Matrix']; train: (...given: never[]) => Iterator<unknown> },
  create: (random: () => number) => TrainableNetwork,
  { train, initial, batch }: Setup,
): Trainer {
  const matrix = ({ rows, cols, data }: Matrix): Matrix => new library.Matrix(rows, cols, data as Float32Array);
  const network = create(Math.random);
  network.parameters().forEach(({ value }, i) => value.data.set(initial[i].data));
  const options = { learningRate: LEARNING_RATE, epochs: 1e9, batchSize: batch, random: Math.random };
  const data = { images: matrix(train.images), labels: train.labels };
  const steps = library.train(network as never, data as never, options as never);
  return {
    step: () => void steps.next(),
    predict: (images) => {
      const found = new Uint8Array(images.rows);
      // The windows of all test images at once would take gigabytes.
      for (let start = 0; start < images.rows; start += 100) {
        const some = images.data.slice(start * PIXELS, (start + 100) * PIXELS);
        const { data: logits, rows, cols } = network.forward(new library.Matrix(some.length / PIXELS, PIXELS, some));
        found.set(largest(logits, rows, cols), start);
      }
      return found;
    },
  };
}

/* eslint-disable @typescript-eslint/no-explicit-any -- this library is not among the project's types */

export const convTensorflow: MakeTrainer = async (setup) => {
  const tf = await tensorflowOf('wasm');
  const images = imagesIn(CONV_NET);
  const [w1, b1, w2, b2, w3, b3] = setup.initial.map((matrix, i) => {
    if (i % 2 === 1) return tf.variable(tf.tensor1d(matrix.data));
    const layer = i / 2;
    const isDense = layer === CONV_NET.filters.length;
    const data = pixelByPixel(matrix, isDense ? images[layer] : { ...images[layer], height: 5, width: 5 });
    return tf.variable(
      isDense
        ? tf.tensor2d(data, [matrix.rows, matrix.cols])
        : tf.tensor4d(data, [5, 5, images[layer].channels, matrix.cols]),
    );
  });
  const stage = (x: any, w: any, b: any): any =>
    tf.maxPool(tf.relu(tf.add(tf.conv2d(x, w, 1, 'valid'), b)), 2, 2, 'valid');
  const forward = (x: any): any => {
    const pooled = stage(stage(tf.reshape(x, [-1, 28, 28, 1]), w1, b1), w2, b2);
    return tf.add(tf.matMul(tf.reshape(pooled, [-1, 256]), w3), b3);
  };
  return {
    step: minimizer(tf, setup, forward, [w1, b1, w2, b2, w3, b3]),
    predict: (all) =>
      tf.tidy(() => tf.argMax(forward(tf.tensor2d(all.data, [all.rows, PIXELS])), 1).dataSync() as Int32Array),
  };
};

/** Rows that come channel after channel, in the order of TensorFlow: pixel after pixel. */
function pixelByPixel({ cols, data }: Matrix, { channels, height, width }: ImageShape): Float32Array {
  const result = new Float32Array(data.length);
  const plane = height * width;
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < plane; pixel++) {
      const from = (channel * plane + pixel) * cols;
      result.set(data.subarray(from, from + cols), (pixel * channels + channel) * cols);
    }
  }
  return result;
}
