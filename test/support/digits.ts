/** A few of the built-in digits as a folder of files like MNIST's: each process would draw thousands of them anew. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawDigits } from '../../src/training/data/digits';
import { idx } from '../unit/training/idxSamples';
import { temporaryFolder } from './folders';

let folder: string | null = null;

/** The folder, which is removed after the tests of this file. */
export function fewDigits(): string {
  folder ??= writeDigits();
  return folder;
}

function writeDigits(): string {
  const into = temporaryFolder();
  const { train, test } = drawDigits({ train: 500, test: 300 });
  for (const [name, { images, labels, count }] of [
    ['train', train],
    ['t10k', test],
  ] as const) {
    const pixels = Uint8Array.from(images, (value) => Math.round(255 * value));
    writeFileSync(path.join(into, `${name}-images-idx3-ubyte`), idx(0x803, [count, 28, 28], pixels));
    writeFileSync(path.join(into, `${name}-labels-idx1-ubyte`), idx(0x801, [count], labels));
  }
  return into;
}
