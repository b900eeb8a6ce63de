/** MNIST as a browser's host has it, in Node: folders that answer later, downloads into them. The rest is test/ui/web/gate.test.ts. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { reachElsewhere } from '../../../src/host/web/elsewhere';
import { readMnist as readMnistOfNode } from '../../../src/training/data/node/mnistFolder';
import { DataFinder } from '../../../src/training/data/web/choose';
import { downloadMnist } from '../../../src/training/data/web/mnistDownload';
import { handOver, lookAtMnist, readMnist } from '../../../src/training/data/web/mnistFolder';
import { fewDigits } from '../../support/digits';
import { Breaker, FILES, type Mirror, TARGET, good, packed, plain, withMirrors } from './mirrors';

/** What lies where; folders are what their files make of them. */
const files = new Map<string, Uint8Array>();
/** How often a file was read. */
let reads = 0;

const isFolder = (place: string): boolean => [...files.keys()].some((file) => file.startsWith(`${place}/`));

const download = (mirrors: readonly Mirror[], onProgress?: Breaker['onProgress']): Promise<void> =>
  downloadMnist({ folder: '/cache', mirrors: mirrors.map(({ url }) => url), files: FILES, retryMs: 0, onProgress });

function addMnist(folder: string, change = (bytes: Uint8Array): Uint8Array => bytes): void {
  for (const name of readdirSync(fewDigits()))
    files.set(`${folder}/${name}.gz`, gzipSync(change(readFileSync(path.join(fewDigits(), name)))));
}

describe('training: MNIST in a browser', function () {
  this.timeout(30_000);

  before(() =>
    reachElsewhere({
      look: async (place) => {
        const size = files.get(place)?.length;
        if (size !== undefined) return { kind: 'file', size, changed: 1 };
        return isFolder(place) ? { kind: 'folder', size: 0, changed: 1 } : null;
      },
      list: async (folder) => {
        if (!isFolder(folder)) throw new Error('no such folder');
        const below = [...files.keys()].filter((file) => file.startsWith(`${folder}/`));
        const names = new Set(below.map((file) => file.slice(folder.length + 1).split('/')[0]));
        return [...names].map((name) => [name, files.has(`${folder}/${name}`) ? 'file' : 'folder'] as const);
      },
      read: async (place) => {
        reads++;
        return files.get(place) ?? assert.fail(place);
      },
      write: async (place, bytes) => void files.set(place, bytes),
      remove: async (place) => void files.delete(place),
    }),
  );
  beforeEach(() => files.clear());

  it('is read as in Node, from a folder below the one that was chosen', async () => {
    addMnist('/open/data/digits');
    const handed = await handOver('/open');
    assert.equal(handed.name, 'digits');
    const [here, inNode] = [
      await readMnist(handed, { limit: 50, validation: 20 }),
      await readMnistOfNode(fewDigits(), { limit: 50, validation: 20 }),
    ];
    assert.equal(here.name, 'digits (folder)');
    assert.deepEqual({ ...here, name: '' }, { ...inNode, name: '' });
  });

  it('is looked at once, and again when a file has changed', async () => {
    addMnist('/once');
    assert.deepEqual(await lookAtMnist('/once'), { train: 500, test: 300 });
    const before = reads;
    await lookAtMnist('/once');
    assert.equal(reads, before);
    files.set('/once/t10k-labels-idx1-ubyte.gz', gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 3])));
    await assert.rejects(lookAtMnist('/once'), /holds 300 images, but .*t10k-labels.* holds 1 labels/);
  });

  it('a folder that is none, or not complete, is told', async () => {
    await assert.rejects(lookAtMnist('/nowhere'), /^UserError: There is no folder \/nowhere\. Choose another folder/);
    files.set('/a/train-images-idx3-ubyte', new Uint8Array(20));
    await assert.rejects(lookAtMnist('/a/train-images-idx3-ubyte'), /is a file, not a folder/);
    await assert.rejects(handOver('/a'), /does not hold all four MNIST files\. Missing: train-labels-idx1-ubyte, t10k/);
  });

  it('what was downloaded is checked before it is used; what is missing can be downloaded', async () => {
    const finder = new DataFinder();
    const places = { cache: '/cache' };
    assert.deepEqual(await finder.find({ kind: 'digits' }, places), { kind: 'none' });
    assert.deepEqual(await finder.find({ kind: 'mnist' }, places), { kind: 'missing' });
    addMnist('/cache');
    assert.deepEqual(await finder.glance(places), { kind: 'folder', folder: '/cache' });
    const found = await finder.find({ kind: 'mnist' }, places);
    assert.ok(found.kind === 'damaged');
    assert.match(found.problem, /train-images-idx3-ubyte says that it holds 500×28×28 values, and 47040000 are/);
    assert.deepEqual(await finder.glance(places), found);
    addMnist('/mine');
    for (const where of [await finder.find({ kind: 'folder', folder: '/mine' }, places)])
      assert.deepEqual(where, { kind: 'folder', folder: '/mine' });
    assert.deepEqual(await finder.find({ kind: 'mnist' }, { ...places, configured: '/mine' }), {
      kind: 'folder',
      folder: '/mine',
    });
  });

  it('is downloaded once, and kept as .gz', () =>
    withMirrors([good], async (mirrors) => {
      await download(mirrors);
      await download(mirrors);
      assert.equal(mirrors[0].ranges.length, 1);
      assert.deepEqual([...files.keys()], [`/cache/${TARGET}`]);
      assert.deepEqual(Buffer.from(files.get(`/cache/${TARGET}`) ?? []), packed);
    }));

  it('what a server sends plain is packed, and what is damaged is replaced', () =>
    withMirrors([(_, response) => void response.writeHead(200).end(plain)], async (mirrors) => {
      files.set(`/cache/${TARGET}`, packed.subarray(0, 5000));
      await download(mirrors);
      assert.deepEqual(gunzipSync(files.get(`/cache/${TARGET}`) ?? Buffer.alloc(0)), plain);
    }));

  it('a download that breaks off goes on', () => {
    const breaker = new Breaker();
    return withMirrors(
      [
        (request, response, count) =>
          count === 1 ? breaker.send(request, response, 50_000) : good(request, response, count),
      ],
      async (mirrors) => {
        await download(mirrors, breaker.onProgress);
        assert.deepEqual(Buffer.from(files.get(`/cache/${TARGET}`) ?? []), packed);
      },
    );
  });

  it('a file that is not the published one is not kept, and whole files are', () =>
    withMirrors([(_, response) => void response.writeHead(200).end(packed.subarray(0, 5000))], async (mirrors) => {
      await assert.rejects(
        download(mirrors),
        /the files that are whole are kept\.[^]*sent a file that holds gzip data that are cut short\./,
      );
      assert.deepEqual([...files.keys()], []);
    }));
});
