import path from 'node:path';
import { missingMnistFiles } from '../../src/training/data/node/mnistFiles';

/**
 * Where tests and benches find the real MNIST: the folder of `NNFS_MNIST_DIR`, or without that variable `../shared/mnist`
 * beside the repository. An empty `NNFS_MNIST_DIR` hides it: `npm test` runs what depends on data a second time that way.
 *
 * @returns null where it is not: tests then use the built-in digits, and their titles say so
 */
function findMnist(): string | null {
  const { NNFS_MNIST_DIR: named } = process.env;
  if (named === '') return null;
  const folder = path.resolve(named ?? path.join('..', 'shared', 'mnist'));
  return missingMnistFiles(folder).length === 0 ? folder : null;
}

export const mnistFolder = findMnist();

/** Stands in the title of a test that uses the built-in digits because MNIST is missing. The runner looks for it. */
export const AS_WITHOUT_MNIST = 'built-in digits, as MNIST is not at hand';

/** For the titles of tests that take MNIST where it is, and the built-in digits where not. */
export const imagesAtHand = mnistFolder === null ? AS_WITHOUT_MNIST : 'MNIST';
