/** Downloads by real processes: several at once, one that is killed, a disk that is full, a folder that is read-only. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import readline from 'node:readline';
import { gzipSync } from 'node:zlib';
import { DataFinder } from '../../../src/training/data/node/choose';
import { DATA_SETS } from '../../../src/training/data/sets';
import { verifyFile } from '../../../src/training/data/node/verifyFile';
import { defaultsFor } from '../../../src/training/validate';
import { asNobody, idxImages, idxLabels } from './idxSamples';
import { Breaker, FILES, TARGET, assertComplete, download, good, packed, plain, withMirrors } from './mirrors';
import { canLink } from '../../support/folders';
import { mnistFolder } from '../../support/mnist';
import { RecordedSession, repository, until, withFolder } from './support';

const MNIST_FILES = DATA_SETS.mnist.files;

interface Said {
  received?: number;
  error?: string | null;
  left?: string[];
}

/** A program that downloads. */
class Program {
  readonly said: Said[] = [];
  readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private errors = '';

  constructor(command: string, args: string[]) {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    readline.createInterface(child.stdout).on('line', (line) => this.said.push(JSON.parse(line) as Said));
    child.stderr.on('data', (text) => (this.errors += text));
    this.ended = once(child, 'close');
  }

  get results(): Said[] {
    return this.said.filter(({ left }) => left !== undefined);
  }

  async end(): Promise<void> {
    await this.ended;
    assert.equal(this.errors, '');
  }
}

describe('training: downloads, processes and disks', function () {
  this.timeout(60_000);
  const script = path.join(repository, 'out', 'test', 'unit', 'training', 'download.program.js');

  const args = (folder: string, mirror: string, ...commands: string[]): string[] => [
    script,
    folder,
    mirror,
    JSON.stringify(FILES),
    ...commands,
  ];

  it('two processes at once in one folder both end well, with one whole file', () => {
    const waiting: (() => void)[] = [];
    return withMirrors(
      [
        (request, response, count) => {
          // Each gets its bytes when both have asked, and the second half later.
          if (count > 2) return good(request, response, count);
          response.writeHead(200, { 'Content-Length': packed.length });
          response.write(packed.subarray(0, 100_000));
          waiting.push(() => response.end(packed.subarray(100_000)));
          if (waiting.length === 2) setImmediate(() => waiting.forEach((go) => go()));
        },
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          const programs = [1, 2].map(() => new Program(process.execPath, args(folder, mirrors[0].url, 'download')));
          await Promise.all(programs.map((program) => program.end()));
          for (const { results } of programs)
            assert.deepEqual(
              results.map(({ error }) => error),
              [null],
            );
          assert.equal(mirrors[0].ranges.length, 2, 'both fetched at the same time');
          await assertComplete(folder);
        }),
    );
  });

  it('what a killed process has fetched is not fetched again', () => {
    const breaker = new Breaker();
    return withMirrors(
      [
        (request, response, count) =>
          count === 1 ? breaker.send(request, response, 100_000) : good(request, response, count),
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          const program = new Program(process.execPath, args(folder, mirrors[0].url, 'download'));
          await until(() => program.said.some(({ received }) => received === 100_000), 'half of the file');
          program.child.kill('SIGKILL');
          await program.end();
          const left = await readdir(folder);
          assert.equal(left.length, 1);
          assert.match(left[0], /\.part-/, 'nothing has the name of a finished file');
          await download(folder, mirrors);
          assert.deepEqual(mirrors[0].ranges, [undefined, 'bytes=100000-']);
          await assertComplete(folder);
        }),
    );
  });

  describe('on a disk of its own', function () {
    /** A file system in memory that only this program sees: no rights are needed, and nothing is left of it. */
    function onDisk(folder: string, size: string, mirror: string, ...commands: string[]): Program {
      const command = `mount -t tmpfs -o size=${size} none "$1" && shift && exec "$0" "$@"`;
      const shell = ['-rm', 'sh', '-c', command, process.execPath, folder];
      return new Program('unshare', [...shell, ...args(folder, mirror, ...commands)]);
    }

    before(function () {
      const probe = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt']);
      if (probe.status === 0) return;
      console.log('      (no file system of its own can be made here: full and read-only disks are not tested)');
      this.skip();
    });

    it('a full disk is named, what has arrived is kept, and with more room it goes on from there', () =>
      withMirrors([good], (mirrors) =>
        withFolder(async (folder) => {
          const more = `mount -o remount,size=2m ${folder}`;
          const program = onDisk(folder, '128k', mirrors[0].url, 'download', more, 'download');
          await program.end();
          const [full, then] = program.results;
          assert.match(full.error ?? '', /^There is no space left in [^()]*\. MNIST needs about 12 MB there\./);
          assert.match(full.error ?? '', /the part already downloaded is kept\. Or train on the built-in digits\.$/);
          assert.deepEqual(full.left, [`${TARGET}.part`]);
          assert.deepEqual(then, { error: null, left: [TARGET] });
          assert.match(mirrors[0].ranges[1] ?? 'the whole again', /^bytes=[1-9]\d+-$/);
        }),
      ));

    it('a read-only disk is named', () =>
      withMirrors([good], (mirrors) =>
        withFolder(async (folder) => {
          const program = onDisk(folder, '2m,ro', mirrors[0].url, 'download');
          await program.end();
          assert.match(program.results[0].error ?? '', /is read-only for you\. .*choose a folder that holds/);
          assert.deepEqual(program.results[0].left, []);
        }),
      ));
  });

  it('a folder without the right to write is named', function () {
    if (process.platform === 'win32') this.skip();
    return withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await asNobody(folder, async () => {
          const closed = path.join(folder, 'closed');
          await mkdir(closed, { mode: 0o555 });
          await assert.rejects(download(closed, mirrors), /The folder .*closed is read-only for you\. /);
          await assert.rejects(
            download(path.join(closed, 'below'), mirrors),
            /below cannot be made: you may not write in .*closed\. /,
          );
        });
      }),
    );
  });

  it('a file in the place of the folder, and a folder in the place of the file, are named', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await writeFile(path.join(folder, 'file'), '');
        await assert.rejects(
          download(path.join(folder, 'file'), mirrors),
          /The folder .*file cannot be made: .*file is a file, and a folder is needed in its place\. /,
        );
        await mkdir(path.join(folder, TARGET, 'full'), { recursive: true });
        await assert.rejects(
          download(folder, mirrors),
          /\.gz cannot be written: it is a folder\. .* or remove what has its name/,
        );
        assert.deepEqual(await readdir(path.join(folder, TARGET)), ['full'], 'what is not ours is left alone');
      }),
    ));

  it('links are followed to the folder, not to the file', function () {
    if (!canLink()) {
      console.log('      (no links can be made here)');
      this.skip();
    }
    return withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        const [real, link, other] = ['real', 'link', 'other'].map((name) => path.join(folder, name));
        await mkdir(real);
        await symlink(real, link);
        await writeFile(other, 'precious');
        await symlink(other, path.join(real, TARGET));
        await download(link, mirrors);
        await assertComplete(real);
        assert.equal(await readFile(other, 'utf8'), 'precious');
      }),
    );
  });
});

describe('training: downloaded files before their use', function () {
  this.timeout(60_000);
  const choice = { kind: 'mnist' } as const;

  /** Files with the names of MNIST, good in their form only. */
  async function fill(cache: string): Promise<void> {
    for (const { name } of MNIST_FILES)
      await writeFile(path.join(cache, name), name.includes('images') ? idxImages(20) : idxLabels(new Uint8Array(20)));
  }

  it('are missing when one of them is, and damaged when one is not what was published', () =>
    withFolder(async (cache) => {
      const finder = new DataFinder();
      assert.deepEqual(await finder.find(choice, { cache }), { kind: 'missing' });
      await fill(cache);
      assert.deepEqual(await finder.glance({ cache }), { kind: 'folder', folder: cache }, 'at a glance all is there');
      const found = await finder.find(choice, { cache });
      const problem = found.kind === 'damaged' ? found.problem : '';
      assert.match(
        problem,
        /has changed since it was downloaded: .*train-images-idx3-ubyte says that it holds 20×28×28/,
      );
      assert.deepEqual(await finder.glance({ cache }), found, 'what is known is told');
      await writeFile(path.join(cache, MNIST_FILES[0].name), '');
      assert.equal((await finder.glance({ cache })).kind, 'folder', 'a file that has changed is looked at anew');
    }));

  it('a folder of the learner’s is not compared with MNIST', () =>
    withFolder(async (folder) => {
      await fill(folder);
      const cache = path.join(folder, 'none');
      const chosen = { kind: 'folder', folder } as const;
      assert.deepEqual(await new DataFinder().find(chosen, { cache }), chosen);
      assert.deepEqual(await new DataFinder().find(choice, { configured: folder, cache }), chosen);
      assert.deepEqual(await new DataFinder().find({ kind: 'digits' }, { cache }), { kind: 'none' });
    }));

  it('of the real MNIST are the published ones', async function () {
    if (mnistFolder === null) return this.skip();
    for (const published of MNIST_FILES)
      assert.deepEqual(await verifyFile(path.join(mnistFolder, `${published.name}.gz`), published), {
        ok: true,
        gzip: true,
      });
    const finder = new DataFinder();
    assert.deepEqual(await finder.find(choice, { cache: mnistFolder }), { kind: 'folder', folder: mnistFolder });
  });

  it('may be replaced while a run goes on: it has its data already', () =>
    withFolder(async (folder) => {
      await fill(folder);
      const recorded = new RecordedSession();
      const { session } = recorded;
      try {
        session.start({
          config: {
            ...defaultsFor('mnist'),
            network: 'reference',
            data: { kind: 'folder', folder },
            hidden: [4],
            epochs: 4,
            batchSize: 5,
          },
          sources: null,
          dataFolder: folder,
          usedReference: [],
          stepIntervalMs: 0,
        });
        session.epoch();
        await until(() => recorded.states.includes('paused'), 'the first epoch');
        for (const { name } of MNIST_FILES) await writeFile(path.join(folder, name), 'something else');
        session.resume();
        assert.equal(await session.done, 'finished');
        const info = recorded.events.find((event) => event.type === 'info');
        assert.equal(
          info?.info.dataDescription,
          `${path.basename(folder)} (folder): 17 training images, 3 validation images, 20 test images`,
        );
      } finally {
        session.dispose();
      }
    }));

  it('a gzip file whose contents are the published ones is taken in any packing', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, TARGET);
      for (const level of [0, 1, 9]) {
        await writeFile(file, gzipSync(plain, { level }));
        assert.deepEqual(await verifyFile(file, FILES[0]), { ok: true, gzip: true });
      }
    }));
});
