/** The candidates of this project. */
import path from 'node:path';
import { ModuleLoader } from '../../../src/checker/node/load';
import { referenceSources } from '../../../src/course/course';
import type { SourceFile } from '../../../src/protocol/sources';
import { withFastProducts } from '../../../src/training/fastProducts';
import { FastNetwork } from '../../../src/training/kernels/fastNetwork';
import { type SimdKind, bestSimd } from '../../../src/training/kernels/module';
import { RULES } from '../../../src/training/kernels/passes';
import { MATMUL_FILE } from '../../../src/training/lessonFiles';
import { type Library, REFERENCE_LIBRARY } from '../../../src/training/network/library';
import type { Matrix } from '../../../src/training/network/matrix';
import { course, repository } from '../../support/course';
import { teamOf } from '../../support/kernels/team';
import { LEARNING_RATE, type MakeTrainer, type Setup, type Trainer, batches, largest } from './setup';

export const fast =
  (threads: number): MakeTrainer =>
  (setup) => {
    const { train, initial, batch, hidden, examples } = setup;
    const network = new FastNetwork(bestSimd() as SimdKind, {
      sizes: [train.images.cols, hidden, 10],
      initial,
      data: train,
      batchSize: batch,
      threads:
        threads > 1
          ? { count: threads, start: teamOf(path.join(repository, 'out', 'test', 'kernel-worker.js')) }
          : undefined,
    });
    network.setOrder(Uint32Array.from({ length: examples }, (_, i) => i));
    const next = batches(setup);
    const move = { rule: RULES.plain, learningRate: LEARNING_RATE, momentum: 0, l2: 0 };
    return {
      step: () => void network.step(next(), batch, move),
      predict: (images) => largest(network.forward(images).data, images.rows, 10),
      dispose: () => network.dispose(),
    };
  };

/** The network that the panel calls the reference. */
export const reference: MakeTrainer = (setup) => byLibrary(REFERENCE_LIBRARY, setup);

/** The reference solutions of Part 3, as a learner has them: with the `matmul` of 3.1, of 4.6, or a fast one in its place. */
export const lessons =
  (matmul: '3.1' | '4.6' | 'fast'): MakeTrainer =>
  async (setup) => {
    const last = course.lessons.find(({ id }) => id === 'fast-matmul');
    if (!last) throw new Error('There is no lesson 4.6.');
    const sources = referenceSources(course, last, '/lessons');
    const plain = new ModuleLoader(sources.folder, sources.files);
    const code =
      matmul === '3.1'
        ? plain
        : matmul === 'fast'
          ? withFastProducts(sources).code
          : new ModuleLoader(sources.folder, [
              ...sources.files.filter(({ path: file }) => file !== MATMUL_FILE),
              blocks(sources.files, last.path),
            ]);
    const part = '3-complete-network';
    const loaded = async (file: string): Promise<Record<string, never>> =>
      (await code.load(`${part}/${file}.ts`)) as Record<string, never>;
    const library = {
      ...(await loaded('matrix')),
      ...(await loaded('3-dense-layer')),
      ...(await loaded('4-relu-layer')),
      ...(await loaded('7-network')),
      ...(await loaded('8-training-loop')),
    };
    return byLibrary(library as unknown as Library, setup);
  };

/** Lesson 4.6 tells to put its `matmul` into the file of 3.1. */
function blocks(files: readonly SourceFile[], lesson46: string): SourceFile {
  const textOf = (wanted: string): string => files.find(({ path: file }) => file === wanted)?.text ?? '';
  const before = textOf(MATMUL_FILE);
  const transpose = before.slice(before.indexOf('export function transpose'));
  const text = `${textOf(lesson46).replace('../3-complete-network/matrix.ts', './matrix.ts')}\n${transpose}`;
  return { path: MATMUL_FILE, text, origin: 'reference' };
}

function byLibrary(library: Library, { train, initial, batch }: Setup): Trainer {
  const matrix = ({ rows, cols, data }: Matrix): Matrix => new library.Matrix(rows, cols, data as Float32Array);
  const [w1, b1, w2, b2] = initial.map(matrix);
  const network = new library.Network([new library.Dense(w1, b1), new library.ReLU(), new library.Dense(w2, b2)]);
  const data = { images: matrix(train.images), labels: train.labels };
  // Its own loop, with its own shuffling. An epoch whose last batch is smaller is of no matter here.
  const steps = library.train(network as never, data, {
    learningRate: LEARNING_RATE,
    epochs: 1e9,
    batchSize: batch,
    random: Math.random,
  });
  return {
    step: () => void steps.next(),
    predict: (images) => {
      const { data: logits, rows, cols } = network.forward(matrix(images));
      return largest(logits, rows, cols);
    },
  };
}
