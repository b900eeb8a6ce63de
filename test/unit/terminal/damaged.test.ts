/** Data and weights that cannot be used: the built terminal says so and ends with the status of the README, wherever it is found. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { saveWeights } from '../../../src/frameworks/weights/node/file';
import type { LayerWeights } from '../../../src/frameworks/weights/weights';
import { temporaryFolder } from '../../support/folders';
import { idxImages, idxLabels } from '../training/idxSamples';
import { type Ended, TRACE, run } from './support';

const COUNT = 20;
const labels = idxLabels(Uint8Array.from({ length: COUNT }, (_, i) => i % 10));

/** A folder with MNIST's four files. @param name of one of them @param bytes what it holds instead */
function dataWith(name?: string, bytes: Buffer = Buffer.alloc(0)): string {
  const folder = temporaryFolder();
  for (const set of ['train', 't10k']) {
    writeFileSync(path.join(folder, `${set}-images-idx3-ubyte`), idxImages(COUNT));
    writeFileSync(path.join(folder, `${set}-labels-idx1-ubyte`), labels);
  }
  if (name) writeFileSync(path.join(folder, name), bytes);
  return folder;
}

/** Its checksum is wrong: only reading it to the end tells. */
function flipped(bytes: Buffer): Buffer {
  const packed = Buffer.from(gzipSync(bytes));
  packed[packed.length - 6] ^= 0xff;
  return packed;
}

function network(...sizes: number[]): LayerWeights[] {
  return sizes.slice(1).map((cols, i) => ({
    weights: { rows: sizes[i], cols, data: new Float32Array(sizes[i] * cols) },
    bias: new Float32Array(cols),
  }));
}

/** One sentence, the same on both outputs, and nothing else. */
async function isRefused(args: string[], says: RegExp): Promise<void> {
  const refused = ({ status, err }: Ended): void => {
    assert.equal(status, 2, err);
    assert.match(err, says);
    assert.doesNotMatch(err, TRACE);
  };
  const plain = await run(args);
  refused(plain);
  assert.equal(plain.out, '');
  const json = await run([...args, '--json']);
  refused(json);
  const document = JSON.parse(json.out) as { error: string };
  assert.deepEqual(Object.keys(document), ['error']);
  assert.match(document.error, says);
}

describe('the terminal, with data and weights that cannot be used', function () {
  this.timeout(180_000);
  const train = ['train', '--network', 'fast', '--epochs', '1'];

  const damaged: [what: string, name: string, bytes: Buffer, says: RegExp][] = [
    ['an empty file', 't10k-labels-idx1-ubyte', Buffer.alloc(0), /t10k-labels-idx1-ubyte: is empty\. Download/],
    [
      'labels of another count',
      'train-labels-idx1-ubyte',
      idxLabels(new Uint8Array(7)),
      /holds 20 images, but .* holds 7 labels/,
    ],
    [
      'images of 20×20',
      'train-images-idx3-ubyte',
      idxImages(COUNT, 20),
      /the images have 20×20 pixels, expected 28×28/,
    ],
    ['a wrong checksum', 'train-images-idx3-ubyte', flipped(idxImages(COUNT)), /the gzip data are damaged\. Download/],
  ];
  for (const [what, name, bytes, says] of damaged) {
    it(`train: ${what}`, () => isRefused([...train, '--data', dataWith(name, bytes)], says));
  }
  it('train, 3 or 7: a wrong checksum', () =>
    isRefused(
      ['train', '--experiment', '3-or-7', '--network', 'reference', '--data', dataWith(damaged[3][1], damaged[3][2])],
      damaged[3][3],
    ));
  it('train, 3 or 7: data without them, in either half', async () => {
    const zeros = idxLabels(new Uint8Array(COUNT));
    for (const [set, part] of [
      ['train', 'training'],
      ['t10k', 'test'],
    ])
      await isRefused(
        [
          'train',
          '--experiment',
          '3-or-7',
          '--network',
          'reference',
          '--data',
          dataWith(`${set}-labels-idx1-ubyte`, zeros),
        ],
        new RegExp(`^The ${part} examples hold no threes and no sevens\\. Choose other data\\.`, 'm'),
      );
  });
  it('compare: a wrong checksum', () =>
    isRefused(['compare', '--network', 'reference', '--data', dataWith(damaged[3][1], damaged[3][2])], damaged[3][3]));

  it('train: weights of other inputs, of other outputs, and of other hidden layers than were asked for', async () => {
    const folder = temporaryFolder();
    mkdirSync(folder, { recursive: true });
    const file = async (name: string, ...sizes: number[]): Promise<string> => {
      await saveWeights(path.join(folder, name), network(...sizes));
      return path.join(folder, name);
    };
    const from = (name: string): string[] => [...train, '--data', dataWith(), '--weights', name];
    await isRefused(
      from(await file('in.npz', 10, 5, 10)),
      /in\.npz holds a network with 10 inputs\. .* 784, one for each pixel/,
    );
    await isRefused(
      from(await file('out.json', 784, 5, 3)),
      /out\.json holds a network with 3 outputs\. .* 10, one for each digit/,
    );
    await isRefused(
      [...from(await file('hidden.npz', 784, 5, 10)), '--hidden', '7'],
      /layers of 784×5, 5×10, but this run's has 784×7, 7×10\. Give this run the same hidden layers or the other type of network, or/,
    );
    assert.equal((await run(from(path.join(folder, 'hidden.npz')))).status, 0);
  });
});
