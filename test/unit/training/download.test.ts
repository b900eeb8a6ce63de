/** Downloads from real HTTP servers of our own: the way it goes when all is well or nearly so. Faults: download-faults.test.ts. */
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import type http from 'node:http';
import { hostname } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { downloadMnist } from '../../../src/training/data/node/mnistDownload';
import { DATA_SETS } from '../../../src/training/data/sets';
import {
  Breaker,
  FILES,
  TARGET,
  assertComplete,
  download,
  good,
  notFound,
  packed,
  plain,
  rangeStart,
  sendRange,
  withMirrors,
} from './mirrors';
import { withFolder } from './support';

describe('training: download of MNIST', function () {
  this.timeout(30_000);

  it('names at least two public mirrors', () => {
    const { mirrors } = DATA_SETS.mnist;
    assert.ok(mirrors.length >= 2);
    for (const mirror of mirrors) assert.match(mirror, /^https:\/\/.*\/$/);
  });

  it('downloads, checks, and tells its progress', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        const progress: { received: number; total: number }[] = [];
        await download(path.join(folder, 'new', 'folder'), mirrors, { onProgress: (step) => progress.push(step) });
        await assertComplete(path.join(folder, 'new', 'folder'));
        assert.deepEqual(progress.at(-1), { file: FILES[0].name, received: packed.length, total: packed.length });
        assert.ok(progress.every((step, i) => i === 0 || step.received >= progress[i - 1].received));
      }),
    ));

  it('asks for nothing when all is there', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await download(folder, mirrors);
        await download(folder, mirrors);
        assert.equal(mirrors[0].ranges.length, 1);
      }),
    ));

  it('replaces a file that is damaged', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await writeFile(path.join(folder, TARGET), packed.subarray(0, 1000));
        await download(folder, mirrors);
        await assertComplete(folder);
      }),
    ));

  it('takes plain files, too', () =>
    withMirrors([(request, response) => sendRange(request, response, plain)], (mirrors) =>
      withFolder(async (folder) => {
        await download(folder, mirrors);
        assert.deepEqual(await readdir(folder), [FILES[0].name]);
        assert.deepEqual(await readFile(path.join(folder, FILES[0].name)), plain);
      }),
    ));

  it('resumes after each break where it broke off', () => {
    const breaker = new Breaker();
    return withMirrors(
      [
        (request, response, count) =>
          count <= 3 ? breaker.send(request, response, 50_000) : good(request, response, count),
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors, { onProgress: breaker.onProgress });
          await assertComplete(folder);
          assert.deepEqual(mirrors[0].ranges, [undefined, 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
        }),
    );
  });

  it('asks again after breaks that brought nothing, but not for ever', () =>
    withMirrors(
      [
        (_, response) => void response.destroy(),
        (request, response, count) => (count <= 2 ? void response.destroy() : good(request, response, count)),
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors);
          await assertComplete(folder);
          assert.deepEqual(
            mirrors.map(({ ranges }) => ranges.length),
            [3, 3],
          );
        }),
    ));

  it('begins anew where a server does not know ranges', () => {
    const breaker = new Breaker();
    return withMirrors(
      [
        (request, response, count) =>
          count === 1 ? breaker.send(request, response, 50_000, false) : void response.writeHead(200).end(packed),
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors, { onProgress: breaker.onProgress });
          await assertComplete(folder);
          assert.deepEqual(mirrors[0].ranges, [undefined, 'bytes=50000-']);
        }),
    );
  });

  it('goes to the next mirror after 404, 500, another file, a truncated file, and a refused connection', () =>
    withMirrors(
      [
        notFound,
        (_, response) => void response.writeHead(500).end(),
        (request, response) => sendRange(request, response, gzipSync(Buffer.from('another file'))),
        (request, response) => sendRange(request, response, packed.subarray(0, 70_000)),
        good,
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          const gone = { url: 'http://127.0.0.1:9/mnist/', ranges: [] };
          await download(folder, [gone, ...mirrors]);
          await assertComplete(folder);
          assert.equal(mirrors[4].ranges[0], undefined, 'nothing wrong was kept to go on from');
        }),
    ));

  it('goes on at the next mirror from what the first one gave', () => {
    const breaker = new Breaker();
    return withMirrors(
      [
        (request, response, count) =>
          count === 1 ? breaker.send(request, response, 60_000) : notFound(request, response, count),
        good,
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors, { onProgress: breaker.onProgress });
          await assertComplete(folder);
          assert.deepEqual(mirrors[1].ranges, ['bytes=60000-']);
        }),
    );
  });

  it('throws a wrong beginning away, and fetches the whole', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await writeFile(path.join(folder, `${TARGET}.part`), Buffer.alloc(5000, 1));
        await download(folder, mirrors);
        await assertComplete(folder);
        assert.deepEqual(mirrors[0].ranges, ['bytes=5000-', undefined]);
      }),
    ));

  it('uses a beginning that is complete already, and one that is too long', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        const part = path.join(folder, `${TARGET}.part`);
        await writeFile(part, packed);
        await download(folder, mirrors);
        await assertComplete(folder);
        await writeFile(path.join(folder, TARGET), '');
        await writeFile(part, Buffer.concat([packed, Buffer.from('and more')]));
        await download(folder, mirrors);
        await assertComplete(folder);
      }),
    ));

  it('gives a mirror up that falls silent', () =>
    withMirrors([(_, response) => void response.writeHead(200).write(packed.subarray(0, 10)), good], (mirrors) =>
      withFolder(async (folder) => {
        await download(folder, mirrors, { stallMs: 50 });
        await assertComplete(folder);
      }),
    ));

  it('says what each mirror answered when all fail, and what to do', () =>
    withMirrors([notFound, (request, response) => sendRange(request, response, packed.subarray(0, 300))], (mirrors) =>
      withFolder(async (folder) => {
        await assert.rejects(download(folder, mirrors), (error: Error) => {
          assert.equal(error.name, 'UserError');
          assert.match(error.message, /^train-labels-idx1-ubyte could not be downloaded/);
          assert.match(error.message, /127\.0\.0\.1:\d+ answered 404 Not Found; .*holds gzip data that are cut short/);
          assert.match(error.message, /built-in digits\.$/m);
          return true;
        });
        assert.deepEqual(await readdir(folder), [], 'nothing wrong is kept');
      }),
    ));

  it('stops when it is aborted, keeps what has arrived, and goes on from there', () =>
    withMirrors(
      [
        (request, response, count) => {
          if (count > 1) return good(request, response, count);
          // Half of it, and then nothing: the test aborts meanwhile.
          response.writeHead(200, { 'Content-Length': packed.length });
          response.write(packed.subarray(0, 100_000));
        },
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          const abort = new AbortController();
          const running = download(folder, mirrors, {
            signal: abort.signal,
            onProgress: ({ received }) => received >= 100_000 && abort.abort(),
          });
          await assert.rejects(running, { name: 'AbortError' });
          assert.deepEqual(await readdir(folder), [`${TARGET}.part`]);
          await download(folder, mirrors);
          await assertComplete(folder);
          assert.equal(mirrors[0].ranges[1], 'bytes=100000-');
        }),
    ));

  it('does not begin when it was aborted before', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await assert.rejects(download(folder, mirrors, { signal: AbortSignal.abort() }), { name: 'AbortError' });
        assert.equal(mirrors[0].ranges.length, 0);
      }),
    ));

  it('takes over what a killed process left, and leaves a living one’s file alone', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        const owner = hostname().replace(/[^a-zA-Z0-9]/g, '_');
        const dead = path.join(folder, `${TARGET}.part-${owner}-4194304-0a0b0c0d`);
        const living = `${TARGET}.part-${owner}-${process.pid}-0a0b0c0d`;
        await writeFile(dead, packed.subarray(0, 40_000));
        await writeFile(path.join(folder, living), packed.subarray(0, 50_000));
        await download(folder, mirrors);
        assert.deepEqual(mirrors[0].ranges, ['bytes=40000-']);
        assert.deepEqual((await readdir(folder)).sort(), [TARGET, living]);
        assert.deepEqual(await readFile(path.join(folder, TARGET)), packed);
      }),
    ));

  it('works for several at once in one folder', () =>
    withMirrors(
      [
        (request, response) => {
          // In small pieces, so that all are under way at the same time.
          const start = rangeStart(request);
          const head: http.OutgoingHttpHeaders = { 'Content-Length': packed.length - start };
          if (start > 0) head['Content-Range'] = `bytes ${start}-${packed.length - 1}/${packed.length}`;
          response.writeHead(start > 0 ? 206 : 200, head);
          let at = start;
          const next = (): void => {
            if (at >= packed.length) return void response.end();
            response.write(packed.subarray(at, (at += 20_000)), () => setImmediate(next));
          };
          next();
        },
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await Promise.all([1, 2, 3, 4].map(() => download(folder, mirrors)));
          await assertComplete(folder);
        }),
    ));

  it('says so when the folder cannot be made', () =>
    withFolder(async (folder) => {
      const file = path.join(folder, 'a-file');
      await writeFile(file, '');
      await assert.rejects(downloadMnist({ folder: path.join(file, 'below') }), {
        name: 'UserError',
        message: /cannot be made/,
      });
      await mkdir(path.join(folder, `${FILES[0].name}.gz`));
    }));
});
