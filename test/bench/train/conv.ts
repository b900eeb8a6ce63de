/**
 * The convolutional network of lesson 5.7, by this project's candidates. TensorFlow.js is not among them: its WebAssembly has no
 * gradient of a filter, and its CPU backend did not end an epoch of 10,000 images in a minute and a half.
 */
import { ModuleLoader } from '../../../src/checker/node/load';
import { findLesson, referenceSources } from '../../../src/course/course';
import type { SourceSet } from '../../../src/protocol/sources';
import { withFastProducts } from '../../../src/training/fastProducts';
import { FastConvNet } from '../../../src/training/kernels/fastConvNet';
import { type SimdKind, bestSimd } from '../../../src/training/kernels/module';
import { RULES } from '../../../src/training/kernels/passes';
import { CONV_NET, createConvNet } from '../../../src/training/network/convNet';
import type { Library, TrainableNetwork } from '../../../src/training/network/library';
import { Matrix } from '../../../src/training/network/matrix';
import { train as trainReference } from '../../../src/training/network/train';
import { course } from '../../support/course';
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
