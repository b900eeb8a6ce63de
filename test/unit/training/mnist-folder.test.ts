import assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Examples } from '../../../src/training/data/dataset';
import { DataFinder } from '../../../src/training/data/node/choose';
import { completeFolder, missingMnistFiles } from '../../../src/training/data/node/mnistFiles';
import { defaultCacheFolder, lookAtMnist, readMnist } from '../../../src/training/data/node/mnistFolder';
import { fewDigits } from '../../support/digits';
import { mnistFolder } from '../../support/mnist';
import { idxLabels } from './idxSamples';
import { withFolder } from './support';

function images(count: number): Buffer {
  const bytes = Buffer.alloc(16 + count * 784, 51);
  [0x803, count, 28, 28].forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
}

function labels(count: number): Buffer {
  const bytes = Buffer.alloc(8 + count, 4);
  [0x801, count].forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
}

async function writeSmallMnist(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Each of the spellings that are in use.
  await writeFile(path.join(folder, 'train-images-idx3-ubyte'), images(3));
  await writeFile(path.join(folder, 'train-labels-idx1-ubyte.gz'), gzipSync(labels(3)));
  await writeFile(path.join(folder, 't10k-images.idx3-ubyte'), images(2));
  await writeFile(path.join(folder, 't10k-labels.idx1-ubyte.gz'), gzipSync(labels(2)));
}

describe('training: a folder with MNIST', () => {
  it('is read in every spelling of its files', async () =>
    withFolder(async (folder) => {
      await writeSmallMnist(folder);
      const dataset = await readMnist(folder);
      assert.equal(dataset.train.count, 3);
      assert.equal(dataset.test.count, 2);
      assert.equal(dataset.train.images.length, 3 * 784);
      assert.ok(Math.abs(dataset.train.images[100] - 0.2) < 1e-7);
      assert.deepEqual([...dataset.test.labels], [4, 4]);
      assert.equal((await readMnist(folder, { limit: 2 })).train.count, 2);
    }));

  it('holds the same training images back each time, whatever the limit, from all over the file', async () => {
    const { train: all } = await readMnist(fewDigits());
    const textsOf = ({ images, labels }: Examples): string[] =>
      Array.from(labels, (label, i) => `${label} ${images.subarray(i * 784, (i + 1) * 784).join()}`);
    const { train, validation } = await readMnist(fewDigits(), { validation: 60 });
    assert.ok(validation);
    assert.deepEqual([all.count, train.count, validation.count], [500, 440, 60]);
    const held = new Set(textsOf(validation));
    assert.deepEqual(
      textsOf(train),
      textsOf(all).filter((text) => !held.has(text)),
      'the others, in their order',
    );
    const places = textsOf(all).flatMap((text, place) => (held.has(text) ? [place] : []));
    for (const part of [0, 1, 2, 3])
      assert.ok(places.filter((place) => Math.floor(place / 125) === part).length >= 8, places.join());
    const few = await readMnist(fewDigits(), { limit: 100, validation: 60 });
    assert.deepEqual(few.validation, validation);
    assert.deepEqual(textsOf(few.train), textsOf(train).slice(0, 100));
    assert.equal((await readMnist(fewDigits(), { validation: 5000 })).validation?.count, 83, 'at most a sixth');
    assert.equal((await readMnist(fewDigits())).validation, null);
  });

  describe('as people have it:', () => {
    const names = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];
    const contentOf = (name: string): Buffer =>
      (name.includes('images') ? images : labels)(name.startsWith('t10k') ? 2 : 3);
    const read = async (folder: string): Promise<[string, number, number]> => {
      const { name, train, test } = await readMnist(folder);
      assert.deepEqual(await lookAtMnist(folder), { train: train.count, test: test.count });
      assert.ok(completeFolder(folder).startsWith(folder));
      return [name, train.count, test.count];
    };
    const within = async (folder: string, ...below: string[]): Promise<string> => {
      const place = path.join(folder, ...below);
      await writeSmallMnist(place);
      return place;
    };

    it('Kaggle’s archive, with an empty or a full folder beside each file', async () =>
      withFolder(async (folder) => {
        for (const name of names) {
          await writeFile(path.join(folder, `${name.replace('-idx', '.idx')}-ubyte`), contentOf(name));
          await mkdir(path.join(folder, `${name}-ubyte`));
        }
        assert.deepEqual(await read(folder), [`${path.basename(folder)} (folder)`, 3, 2]);
        // Another file of that name in the folder changes nothing.
        await writeFile(path.join(folder, `${names[0]}-ubyte`, `${names[0]}-ubyte`), images(7));
        assert.equal((await readMnist(folder)).train.count, 3);
      }));

    it('Kaggle’s archive, with each file in a folder of its name only', async () =>
      withFolder(async (folder) => {
        for (const name of names) {
          await mkdir(path.join(folder, `${name}-ubyte`));
          await writeFile(path.join(folder, `${name}-ubyte`, `${name}-ubyte`), contentOf(name));
        }
        assert.deepEqual(await read(folder), [`${path.basename(folder)} (folder)`, 3, 2]);
      }));

    it('torchvision’s MNIST/raw, from each folder above it, under the name of the set', async () =>
      withFolder(async (folder) => {
        const raw = await within(folder, 'data', 'FashionMNIST', 'raw');
        for (const chosen of ['.', 'data', 'data/FashionMNIST', 'data/FashionMNIST/raw'])
          assert.deepEqual(await read(path.join(folder, chosen)), ['FashionMNIST (folder)', 3, 2], chosen);
        assert.equal(completeFolder(folder), raw);
      }));

    it('two sets below the chosen folder: both are named', async () =>
      withFolder(async (folder) => {
        const sets = [await within(folder, 'MNIST', 'raw'), await within(folder, 'FashionMNIST', 'raw')];
        for (const look of [readMnist(folder), lookAtMnist(folder)])
          await assert.rejects(look, (error: Error) => {
            assert.match(error.message, /holds more than one set of images: .* Choose one of these folders\.$/);
            return sets.every((set) => error.message.includes(set));
          });
      }));

    it('not in hidden folders, and not further below than a project has them', async () =>
      withFolder(async (folder) => {
        await within(folder, '.cache', 'MNIST');
        await within(folder, 'a', 'b', 'c', 'd');
        await assert.rejects(readMnist(folder), /does not hold all four MNIST files\. Missing: train-images/);
      }));

    it('letters: the set has more than ten classes, and nothing is to be downloaded again', async () =>
      withFolder(async (folder) => {
        await writeSmallMnist(folder);
        for (const [first, classes] of [
          [1, 26],
          [0, 47],
        ]) {
          const letters = idxLabels(Uint8Array.from({ length: 200 }, (_, i) => first + (i % classes)));
          await writeFile(path.join(folder, 'train-images-idx3-ubyte'), images(200));
          await writeFile(path.join(folder, 'train-labels-idx1-ubyte.gz'), letters);
          for (const look of [readMnist(folder), lookAtMnist(folder)])
            await assert.rejects(look, (error: Error) => {
              assert.match(error.message, new RegExp(`has ${classes} classes .*${first} to ${first + classes - 1}`));
              assert.match(error.message, /at most ten classes, such as MNIST or Fashion-MNIST/);
              return !error.message.includes('again');
            });
        }
      }));
  });

  it('names each file that it lacks', async () =>
    withFolder(async (folder) => {
      await writeFile(path.join(folder, 'train-images-idx3-ubyte'), images(1));
      assert.deepEqual(missingMnistFiles(folder), [
        'train-labels-idx1-ubyte',
        't10k-images-idx3-ubyte',
        't10k-labels-idx1-ubyte',
      ]);
      await assert.rejects(readMnist(folder), {
        name: 'UserError',
        message: /Missing: train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte/,
      });
    }));

  it('is refused when images and labels do not belong together', async () =>
    withFolder(async (folder) => {
      await writeSmallMnist(folder);
      await writeFile(path.join(folder, 'train-images-idx3-ubyte'), images(5));
      await assert.rejects(readMnist(folder), /holds 5 images, but .* holds 3 labels/);
    }));

  it('is looked for in the named folder, then the configured one, then the cache', async () =>
    withFolder(async (folder) => {
      const [a, b, cache] = ['a', 'b', 'cache'].map((name) => path.join(folder, name));
      const finder = new DataFinder();
      assert.deepEqual(await finder.glance({ cache }), { kind: 'missing' });
      await writeSmallMnist(cache);
      assert.deepEqual(await finder.glance({ configured: '', cache }), { kind: 'folder', folder: cache });
      await writeSmallMnist(b);
      assert.deepEqual(await finder.glance({ configured: b, cache }), { kind: 'folder', folder: b });
      await writeSmallMnist(a);
      const found = await finder.find({ kind: 'folder', folder: a }, { configured: b, cache });
      assert.deepEqual(found, { kind: 'folder', folder: a });
    }));

  it('that was named and is not complete is an error, although the cache has everything', async () =>
    withFolder(async (folder) => {
      const [cache, configured] = ['cache', 'configured'].map((name) => path.join(folder, name));
      await writeSmallMnist(cache);
      await mkdir(configured);
      await assert.rejects(new DataFinder().glance({ configured, cache }), /does not hold all four MNIST files/);
    }));

  it('is cached where the platform keeps caches', () => {
    assert.equal(defaultCacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux'), path.join('/c', 'nn-from-scratch', 'mnist'));
    assert.match(defaultCacheFolder({}, 'darwin'), /Library.Caches.nn-from-scratch.mnist$/);
    const local = path.resolve('/L');
    assert.equal(defaultCacheFolder({ LOCALAPPDATA: local }, 'win32'), path.join(local, 'nn-from-scratch', 'mnist'));
  });

  it('is cached in no folder that depends on where the command is used', () => {
    const usual = defaultCacheFolder({}, 'linux');
    assert.equal(defaultCacheFolder({ XDG_CACHE_HOME: 'here' }, 'linux'), usual);
    const { HOME } = process.env;
    try {
      for (const home of ['', 'here']) {
        process.env.HOME = home;
        assert.ok(path.isAbsolute(defaultCacheFolder({}, 'linux')), home);
      }
    } finally {
      if (HOME === undefined) delete process.env.HOME;
      else process.env.HOME = HOME;
    }
  });

  it('of the real MNIST has the counts of chapter 4', async function () {
    const source = mnistFolder;
    if (source === null) {
      console.log('      (real MNIST is not at hand: only the small folder above was read)');
      return;
    }
    this.timeout(60_000);
    await withFolder(async (folder) => {
      for (const name of ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'])
        await copyFile(path.join(source, `${name}-ubyte.gz`), path.join(folder, `${name}-ubyte.gz`));
      const { train, test } = await readMnist(folder);
      const count = (all: Uint8Array, digit: number): number => all.filter((label) => label === digit).length;
      assert.deepEqual([count(train.labels, 3), count(train.labels, 7)], [6131, 6265]);
      assert.deepEqual([count(test.labels, 3), count(test.labels, 7)], [1010, 1028]);
    });
  });
});
