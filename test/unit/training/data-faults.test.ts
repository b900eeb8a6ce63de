/**
 * Broken data, each kind twice: as a file in a folder that a learner names, and as what a mirror sends. Both must be refused,
 * with what is wrong and where, and a download must leave nothing behind.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { downloadMnist } from '../../../src/training/data/node/mnistDownload';
import { lookAtMnist, readMnist } from '../../../src/training/data/node/mnistFolder';
import { canLink } from '../../support/folders';
import { asNobody, idx, idxImages, idxLabels } from './idxSamples';
import { withMirrors } from './mirrors';
import { withFolder } from './support';

const COUNT = 60;
const images = idxImages(COUNT);
const labels = idxLabels(Uint8Array.from({ length: COUNT }, (_, i) => i % 10));
const contents = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels } as const;
type Name = keyof typeof contents;

const gzip = (name: Name): Buffer => gzipSync(contents[name]);
const page = Buffer.from('\n<!DOCTYPE html><html><body>Please sign in to use this network.</body></html>');

/** The same bytes with another 32-bit integer in one place. */
function withNumber(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt32BE(value, at);
  return copy;
}

function withFlippedByte(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] ^= 0x55;
  return copy;
}

interface Fault {
  what: string;
  file: Name;
  bytes: () => Buffer;
  inFolder: RegExp;
  /** Goes on after “sent a file that ”. */
  fromMirror: RegExp;
  /** True where only reading finds it, not a look at the headers. */
  deep?: boolean;
}

const IMAGES = 'train-images-idx3-ubyte';
const LABELS = 'train-labels-idx1-ubyte';
const DAMAGED = /: the gzip data are damaged\. Download/;
const CUT = /: the gzip data are cut short\. Download/;
const DAMAGED_THERE = /holds gzip data that are damaged/;
const CUT_THERE = /holds gzip data that are cut short/;

const FAULTS: Fault[] = [
  {
    what: 'a gzip file that is cut in the middle',
    file: IMAGES,
    bytes: () => gzip(IMAGES).subarray(0, 20_000),
    inFolder: CUT,
    fromMirror: CUT_THERE,
  },
  {
    what: 'a gzip file that is cut in its first bytes',
    file: LABELS,
    bytes: () => gzip(LABELS).subarray(0, 6),
    inFolder: CUT,
    fromMirror: CUT_THERE,
  },
  {
    what: 'a gzip file that is its header alone',
    file: IMAGES,
    bytes: () => gzip(IMAGES).subarray(0, 10),
    inFolder: CUT,
    fromMirror: CUT_THERE,
  },
  {
    what: 'a gzip file that is cut within the header of what it holds',
    file: LABELS,
    bytes: () => gzipSync(labels, { level: 0 }).subarray(0, 10 + 5 + 6),
    inFolder: CUT,
    fromMirror: CUT_THERE,
  },
  {
    what: 'an empty file as gzip',
    file: IMAGES,
    bytes: () => gzipSync(''),
    inFolder: /: is empty\. Download/,
    fromMirror: /is empty/,
  },
  {
    what: 'a gzip file without its last bytes',
    file: LABELS,
    bytes: () => gzip(LABELS).subarray(0, -4),
    inFolder: CUT,
    fromMirror: CUT_THERE,
  },
  {
    what: 'a gzip file with something behind it',
    file: LABELS,
    bytes: () => Buffer.concat([gzip(LABELS), Buffer.from('and more')]),
    inFolder: DAMAGED,
    fromMirror: DAMAGED_THERE,
  },
  {
    what: 'a gzip file that comes twice in a row',
    file: LABELS,
    bytes: () => Buffer.concat([gzip(LABELS), gzip(LABELS)]),
    inFolder: /its header promises 60 bytes of data, but more follow/,
    fromMirror: /holds more than the 68 bytes that are expected/,
  },
  {
    what: 'a gzip file with a byte that has flipped',
    file: IMAGES,
    bytes: () => withFlippedByte(gzip(IMAGES), 30_000),
    inFolder: DAMAGED,
    fromMirror: DAMAGED_THERE,
    deep: true,
  },
  {
    what: 'gzip in gzip',
    file: IMAGES,
    bytes: () => gzipSync(gzip(IMAGES)),
    inFolder:
      /is not an IDX file of images \(magic number 0x1f8b0800, expected 0x00000803\)\. It is packed by gzip twice: unpack it once\./,
    fromMirror: /is not an IDX file of images \(magic number 0x1f8b0800, expected 0x00000803\)/,
  },
  {
    what: 'an empty file',
    file: LABELS,
    bytes: () => Buffer.alloc(0),
    inFolder: /: is empty\. Download/,
    fromMirror: /is empty/,
  },
  {
    what: 'a plain file that is cut',
    file: IMAGES,
    bytes: () => images.subarray(0, 30_000),
    inFolder: /its header promises 47040 bytes of data, but 29984 follow/,
    fromMirror: /holds 30000 bytes, and 47056 are expected/,
  },
  {
    what: 'a plain file that is too long',
    file: LABELS,
    bytes: () => Buffer.concat([labels, Buffer.alloc(3)]),
    inFolder: /its header promises 60 bytes of data, but 63 follow/,
    fromMirror: /holds more than the 68 bytes that are expected/,
  },
  {
    what: 'a wrong magic number',
    file: IMAGES,
    bytes: () => withNumber(images, 0, 0x0d03),
    inFolder:
      /is not an IDX file of images \(magic number 0x00000d03, expected 0x00000803\)\. It holds float32 numbers in 3 dimensions; images have bytes\. /,
    fromMirror: /is not an IDX file of images \(magic number 0x00000d03, expected 0x00000803\)/,
  },
  {
    what: 'a header with its bytes the other way round',
    file: LABELS,
    bytes: () => Buffer.concat([Buffer.from(labels.subarray(0, 8)).swap32(), labels.subarray(8)]),
    inFolder: /magic number 0x01080000, expected 0x00000801\)\. The bytes of its numbers stand the other way round\. /,
    fromMirror: /magic number 0x01080000, expected 0x00000801/,
  },
  {
    what: 'labels under the name of images',
    file: IMAGES,
    bytes: () => gzip(LABELS),
    inFolder: /holds labels, not images .* Does it stand under the name of another file\?/,
    fromMirror: /is not an IDX file of images \(magic number 0x00000801, expected 0x00000803\)/,
  },
  {
    what: 'images under the name of labels',
    file: LABELS,
    bytes: () => gzip(IMAGES),
    inFolder: /holds images, not labels/,
    // It is longer than any file of 60 labels.
    fromMirror: /is not an IDX file of labels|sends more than/,
  },
  {
    what: 'a count that is larger than what follows',
    file: IMAGES,
    bytes: () => gzipSync(withNumber(images, 4, 61)),
    inFolder: /its header promises 47824 bytes of data, but 47040 follow/,
    fromMirror: /says that it holds 61×28×28 values, and 47040 are expected/,
  },
  {
    what: 'a count that is smaller than what follows',
    file: IMAGES,
    bytes: () => gzipSync(withNumber(images, 4, 59)),
    inFolder: /its header promises 46256 bytes of data, but more follow/,
    fromMirror: /says that it holds 59×28×28 values, and 47040 are expected/,
  },
  {
    what: 'a count of four billions',
    file: LABELS,
    bytes: () => withNumber(labels, 4, 0xffff_ffff),
    inFolder: /its header promises 4294967295 values\. More than 300,000 images do not fit into memory/,
    fromMirror: /says that it holds 4294967295 values, and 60 are expected/,
  },
  {
    what: 'images of 32×32 pixels',
    file: IMAGES,
    bytes: () => idxImages(COUNT, 32),
    inFolder: /the images have 32×32 pixels, expected 28×28/,
    fromMirror: /says that it holds 60×32×32 values, and 47040 are expected|sends more than/,
  },
  {
    what: 'images of 65535×65535 pixels',
    file: IMAGES,
    bytes: () => idx(0x803, [COUNT, 65_535, 65_535], images.subarray(16)),
    inFolder: /the images have 65535×65535 pixels, expected 28×28/,
    fromMirror: /says that it holds 60×65535×65535 values/,
  },
  {
    what: 'images of 20×20 pixels',
    file: IMAGES,
    bytes: () => idxImages(COUNT, 20),
    inFolder: /the images have 20×20 pixels, expected 28×28/,
    fromMirror: /says that it holds 60×20×20 values/,
  },
  {
    what: 'images in rows of 784',
    file: IMAGES,
    bytes: () => idx(0x802, [COUNT, 784], images.subarray(16)),
    inFolder: /\(magic number 0x00000802, .*It holds bytes in 2 dimensions; images have 3 dimensions\. /,
    fromMirror: /is not an IDX file of images/,
  },
  {
    what: 'a ZIP archive under the name of a gzip file',
    file: IMAGES,
    bytes: () => Buffer.from('PK\x03\x04 and so on, for some bytes'),
    inFolder: /magic number 0x504b0304, expected 0x00000803\)\. It is a ZIP archive: unpack it first\. /,
    fromMirror: /is not an IDX file of images/,
  },
  {
    what: 'labels from 1 to 10, as MATLAB counts',
    file: LABELS,
    bytes: () => idxLabels(Uint8Array.from(labels.subarray(8), (label) => label || 10)),
    inFolder:
      /its labels go from 1 to 10, as MATLAB counts, and those of this course from 0 to 9\. Write the labels again:.* labels - 1\.$/,
    fromMirror: /is not the published one/,
  },
  {
    what: 'no image at all',
    file: IMAGES,
    bytes: () => idxImages(0),
    inFolder: /holds no images/,
    fromMirror: /says that it holds 0×28×28 values/,
  },
  {
    what: 'labels for other images',
    file: LABELS,
    bytes: () => idxLabels(new Uint8Array(50)),
    inFolder: /holds 60 images, but .*train-labels-idx1-ubyte holds 50 labels\. They do not belong together/,
    fromMirror: /says that it holds 50 values, and 60 are expected/,
  },
  {
    what: 'a label above 9',
    file: LABELS,
    bytes: () => idxLabels(Uint8Array.from(labels.subarray(8), (label, i) => (i === 33 ? 10 : label))),
    inFolder: /label 33 is 10, but classes go from 0 to 9/,
    fromMirror: /is not the published one, although its size is right \(its SHA-256 differs\)/,
  },
  {
    what: 'a web page',
    file: IMAGES,
    bytes: () => page,
    inFolder: /is a web page, not an IDX file/,
    fromMirror: /is a web page \(a login page of this network, or an error page\)/,
  },
  {
    what: 'a web page as gzip',
    file: IMAGES,
    bytes: () => gzipSync(page),
    inFolder: /is a web page, not an IDX file/,
    fromMirror: /is a web page/,
  },
  {
    what: 'a gzip file of 40 kB that unpacks to 40 MB',
    file: IMAGES,
    bytes: () => gzipSync(Buffer.concat([images.subarray(0, 16), Buffer.alloc(40_000_000)])),
    inFolder: /its header promises 47040 bytes of data, but more follow/,
    fromMirror: /holds more than the 47056 bytes that are expected/,
  },
];

const ADVICE =
  /(labels - 1|Download the files again, or choose another folder|Choose a folder with images of that size)\.$/;

describe('training: broken data', function () {
  this.timeout(30_000);

  async function goodFolder(folder: string): Promise<void> {
    await writeFile(path.join(folder, IMAGES), images);
    await writeFile(path.join(folder, LABELS), labels);
    await writeFile(path.join(folder, 't10k-images-idx3-ubyte.gz'), gzipSync(idxImages(20)));
    await writeFile(path.join(folder, 't10k-labels-idx1-ubyte.gz'), gzipSync(idxLabels(new Uint8Array(20))));
  }

  /** What a look at the folder and what reading it say. */
  async function refusals(folder: string): Promise<{ look: string | null; read: string }> {
    const refusal = async (action: Promise<unknown>): Promise<string | null> => {
      try {
        await action;
        return null;
      } catch (error) {
        assert.equal((error as Error).name, 'UserError', String((error as Error).stack));
        return (error as Error).message;
      }
    };
    const read = await refusal(readMnist(folder));
    return { look: await refusal(lookAtMnist(folder)), read: read ?? assert.fail('it was read') };
  }

  it('is not these: a folder that is whole', () =>
    withFolder(async (folder) => {
      await goodFolder(folder);
      assert.deepEqual(await lookAtMnist(folder), { train: 60, test: 20 });
      const dataset = await readMnist(folder);
      assert.equal(dataset.name, `${path.basename(folder)} (folder)`);
      assert.equal(dataset.train.count, 60);
    }));

  describe('in a folder', () => {
    for (const { what, file, bytes, inFolder, deep } of FAULTS) {
      it(`${what} is refused`, () =>
        withFolder(async (folder) => {
          await goodFolder(folder);
          await writeFile(path.join(folder, file), bytes());
          const { look, read } = await refusals(folder);
          for (const message of deep ? [read] : [look, read]) {
            assert.match(message ?? 'nothing was found at a glance', inFolder);
            assert.ok(message?.includes(path.join(folder, file)), `the file is named: ${message}`);
            assert.match(message ?? '', ADVICE);
          }
        }));
    }

    it('a folder, a dead link and a circle of links under the name of a file are refused', () =>
      withFolder(async (folder) => {
        await goodFolder(folder);
        const file = path.join(folder, LABELS);
        await rm(file);
        await mkdir(file);
        assert.match((await refusals(folder)).read, /Missing: train-labels-idx1-ubyte \(plain or \.gz\)/);
        await rm(file, { recursive: true });
        for (const target of canLink() ? ['nowhere', LABELS] : []) {
          await symlink(target, file);
          assert.match((await refusals(folder)).read, /Missing: train-labels-idx1-ubyte \(plain or \.gz\)/);
          await rm(file);
        }
      }));

    it('a pipe, which would never end, is refused', function () {
      if (process.platform === 'win32') this.skip();
      return withFolder(async (folder) => {
        await goodFolder(folder);
        await rm(path.join(folder, LABELS));
        execFileSync('mkfifo', [path.join(folder, LABELS)]);
        const { look, read } = await refusals(folder);
        for (const message of [look, read])
          assert.match(message ?? '', /train-labels-idx1-ubyte: is a pipe, not an ordinary file\. Download/);
      });
    });

    it('a file of a terabyte is refused without reading it', () =>
      withFolder(async (folder) => {
        await goodFolder(folder);
        await truncate(path.join(folder, IMAGES), 1e12);
        const { look, read } = await refusals(folder);
        assert.match(look ?? '', /promises 47040 bytes of data, but 999999999984 follow/);
        assert.match(read, /is too large: it has 1,000,000 MB, and at most 236 MB are read\. Download/);
      }));

    it('what may not be read is refused', function () {
      if (process.platform === 'win32') this.skip();
      return withFolder(async (folder) => {
        await goodFolder(folder);
        await asNobody(folder, async () => {
          await rm(path.join(folder, LABELS));
          await writeFile(path.join(folder, LABELS), labels, { mode: 0o000 });
          assert.match(
            (await refusals(folder)).read,
            /train-labels-idx1-ubyte cannot be read: the system does not allow it\. .*permissions/,
          );
        });
      });
    });
  });

  it('no folder, a file in its place and an empty one are refused; the folder around it will do', () =>
    withFolder(async (folder) => {
      const message = async (name: string): Promise<string> => (await refusals(path.join(folder, name))).read;
      assert.match(
        await message('gone'),
        /^There is no folder .*gone\. Choose another folder, or train on the built-in/,
      );
      await writeFile(path.join(folder, 'file'), '');
      assert.match(await message('file'), /file is a file, not a folder\./);
      await mkdir(path.join(folder, 'empty'));
      assert.match(
        await message('empty'),
        /does not hold all four MNIST files\. Missing: train-images.*built-in digits\.$/,
      );
      await mkdir(path.join(folder, 'around', 'raw'), { recursive: true });
      await goodFolder(path.join(folder, 'around', 'raw'));
      assert.deepEqual(await lookAtMnist(path.join(folder, 'around')), { train: 60, test: 20 }, 'one folder too deep');
      if (!canLink()) return;
      await symlink(path.join(folder, 'around', 'raw'), path.join(folder, 'link'));
      assert.deepEqual(await lookAtMnist(path.join(folder, 'link')), { train: 60, test: 20 }, 'a link will do');
    }));

  describe('from a mirror', () => {
    const file = (name: Name): { name: Name; sha256: string; bytes: number } => ({
      name,
      sha256: createHash('sha256').update(contents[name]).digest('hex'),
      bytes: contents[name].length,
    });

    for (const { what, file: name, bytes, fromMirror } of FAULTS) {
      it(`${what} is refused, and nothing of it is kept`, () => {
        const sent = bytes();
        return withMirrors(
          [(_, response) => void response.end(sent), (_, response) => void response.end(gzip(name))],
          (all) =>
            withFolder(async (folder) => {
              const options = { folder, files: [file(name)], retryMs: 0 };
              await assert.rejects(downloadMnist({ ...options, mirrors: [all[0].url] }), (error: Error) => {
                assert.equal(error.name, 'UserError', error.stack);
                assert.match(error.message, fromMirror);
                assert.ok(/ could not be downloaded\. .*\n127\.0\.0\.1:/.test(error.message), error.message);
                assert.match(
                  error.message,
                  /choose a folder that holds the MNIST files, or train on the built-in digits\.$/m,
                );
                return true;
              });
              assert.deepEqual(await readdir(folder), []);
              // The next mirror is asked, and what it sends is taken.
              await downloadMnist({ ...options, mirrors: all.map(({ url }) => url) });
              assert.deepEqual(await readdir(folder), [`${name}.gz`]);
              assert.deepEqual(gunzipSync(gzip(name)), contents[name]);
            }),
        );
      });
    }
  });
});
