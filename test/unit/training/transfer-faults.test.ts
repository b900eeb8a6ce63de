/** Broken transfers, from real servers on this machine that do what real servers, proxies and networks do. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { mirrorsFrom } from '../../../src/training/data/mirrors';
import { downloadMnist } from '../../../src/training/data/node/mnistDownload';
import {
  Breaker,
  FILES,
  type Handler,
  TARGET,
  assertComplete,
  download,
  good,
  packed,
  plain,
  rangeStart,
  withMirrors,
} from './mirrors';
import { withFolder } from './support';

const PART = `${TARGET}.part`;
/** Short enough for a test. Only for servers that stall: on a busy machine the others need their time, too. */
const STALL_MS = 250;
const html = '<!DOCTYPE html><title>Sign in</title>';
const page: Handler = (_, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end(html);

interface Fault {
  what: string;
  handler: Handler;
  /** Goes on after the server's name. */
  says: RegExp;
  /** How often the server is asked before it is given up. */
  requests: number;
  stalls?: true;
}

const status = (code: number, headers: http.OutgoingHttpHeaders = {}): Handler => {
  return (_, response) => void response.writeHead(code, headers).end();
};

const FAULTS: Fault[] = [
  { what: '403', handler: status(403), says: /answered 403 Forbidden/, requests: 1 },
  { what: '404', handler: status(404), says: /answered 404 Not Found/, requests: 1 },
  { what: '500', handler: status(500), says: /answered 500 Internal Server Error/, requests: 1 },
  { what: '204 without a file', handler: status(204), says: /answered 204 No Content/, requests: 1 },
  {
    what: '429 that wants us to wait for an hour',
    handler: status(429, { 'Retry-After': '3600' }),
    says: /answered 429 Too Many Requests \(and wants us to wait 3600 s\)/,
    requests: 1,
  },
  {
    what: '503 that wants us to wait until a date',
    handler: status(503, { 'Retry-After': 'Fri, 31 Dec 2999 23:59:59 GMT' }),
    says: /answered 503 Service Unavailable \(and wants us to wait \d+ s\)/,
    requests: 1,
  },
  {
    what: '429 again and again',
    handler: status(429, { 'Retry-After': '0' }),
    says: /answered 429 Too Many Requests\./,
    requests: 3,
  },
  {
    what: 'a redirect in a circle',
    handler: status(302, { Location: '/mnist/train-labels-idx1-ubyte.gz' }),
    says: /sends from one address to the next and on/,
    requests: 21,
  },
  {
    what: 'a redirect to nowhere',
    handler: status(302, { Location: 'http://127.0.0.1:9/' }),
    says: /cannot be reached/,
    requests: 1,
  },
  {
    what: 'the login page of a network',
    handler: page,
    says: /answered with a web page from 127\.0\.0\.1:\d+ \(a login page of this network, or an error page\)/,
    requests: 1,
  },
  {
    what: 'a login page that does not say what it is',
    handler: (_, response) => void response.writeHead(200).end(html),
    says: /sent a file that is a web page/,
    requests: 1,
  },
  {
    what: 'a body that ends before its Content-Length',
    handler: (_, response) => {
      response.writeHead(200, { 'Content-Length': packed.length });
      response.write(packed.subarray(0, 5000), () => response.socket?.end());
    },
    says: /broke off/,
    requests: 3,
  },
  {
    what: 'a Content-Length that is shorter than the file',
    handler: (_, response) => {
      response.strictContentLength = false;
      response.writeHead(200, { 'Content-Length': 5000 });
      response.end(packed.subarray(0, 5000));
    },
    says: /sent a file that holds gzip data that are cut short/,
    requests: 1,
  },
  {
    what: 'a Content-Length that no such file has',
    handler: (_, response) => {
      response.writeHead(200, { 'Content-Length': 1e12 });
      response.write(packed);
    },
    says: /sends more than \d+ bytes, too many for this file/,
    requests: 1,
  },
  {
    what: 'a reset before the answer',
    handler: (_, response) => void response.socket?.resetAndDestroy(),
    says: /broke off/,
    requests: 3,
  },
  {
    what: 'bytes that are not HTTP',
    handler: (_, response) => void response.socket?.end('I am not a web server\r\n\r\n'),
    // In Node's own words, or in those of the undici that vsce brings into the process of these tests.
    says: /broke off \(.*(HPE_|HTTP\/1\.1 protocol)/,
    requests: 3,
  },
  {
    what: 'an answer that never comes',
    handler: () => undefined,
    says: /sent nothing for 0\.25 s/,
    stalls: true,
    requests: 3,
  },
  {
    what: 'a body that never comes',
    handler: (_, response) => void response.writeHead(200, { 'Content-Length': packed.length }).flushHeaders(),
    says: /sent nothing for 0\.25 s/,
    stalls: true,
    requests: 3,
  },
  {
    what: 'a body that trickles',
    handler: (request, response) => {
      response.writeHead(200);
      let at = 0;
      const timer = setInterval(() => response.write(packed.subarray(at, (at += 10))), 20);
      request.on('close', () => clearInterval(timer));
    },
    says: /sent only \d+ bytes in 0\.25 s/,
    stalls: true,
    requests: 3,
  },
  {
    what: 'a part that nobody asked for',
    handler: (_, response) => {
      response.writeHead(206, { 'Content-Range': `bytes 0-99/${packed.length}` }).end(packed.subarray(0, 100));
    },
    says: /sent another part of the file than was asked for \(bytes 0-99\/\d+\)/,
    requests: 1,
  },
  {
    what: 'a part of which it does not say which',
    handler: (_, response) => void response.writeHead(206).end(packed),
    says: /sent another part of the file than was asked for \(no range\)/,
    requests: 1,
  },
  {
    what: 'a file that it packs again, and cuts',
    handler: (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      response.write(gzipSync(packed).subarray(0, 100_000), () => response.socket?.end());
    },
    says: /broke off/,
    requests: 3,
  },
  {
    what: 'a file that it says is packed, and is not',
    handler: (_, response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(plain),
    says: /broke off \(.*incorrect header check/,
    requests: 3,
  },
];

describe('training: broken transfers', function () {
  this.timeout(30_000);

  for (const { what, handler, says, requests, stalls } of FAULTS) {
    it(`${what}: says so, keeps nothing wrong, and the next mirror is asked`, () =>
      withMirrors([handler, good], (mirrors) =>
        withFolder(async (folder) => {
          await assert.rejects(download(folder, [mirrors[0]], { stallMs: stalls && STALL_MS }), (error: Error) => {
            assert.equal(error.name, 'UserError', error.stack);
            assert.match(error.message, says);
            assert.match(error.message, /^train-labels-idx1-ubyte could not be downloaded.*\n127\.0\.0\.1:\d+ /);
            assert.match(error.message, /Check the network and try again/);
            return true;
          });
          assert.equal(mirrors[0].ranges.length, requests);
          const left = await readdir(folder);
          for (const name of left) {
            assert.equal(name, PART, 'nothing has the name of a finished file');
            const bytes = await readFile(path.join(folder, name));
            assert.deepEqual(bytes, packed.subarray(0, bytes.length), 'what is kept is the beginning of the file');
          }
          await download(folder, mirrors.slice(1));
          await assertComplete(folder);
        }),
      ));
  }

  it('a body without an end is cut, and soon', () => {
    let sent = 0;
    const endless: Handler = (_, response) => {
      response.writeHead(200);
      const more = (): void => {
        if (response.destroyed) return;
        sent += packed.length;
        response.write(packed, () => setImmediate(more));
      };
      more();
    };
    return withMirrors([endless], (mirrors) =>
      withFolder(async (folder) => {
        await assert.rejects(download(folder, mirrors), /sends more than \d+ bytes, too many for this file/);
        assert.ok(sent < 50e6, `${sent} bytes were taken`);
        assert.deepEqual(await readdir(folder), []);
      }),
    );
  });

  it('waits as long as a server asks for, and goes on', () =>
    withMirrors(
      [
        (request, response, count) =>
          count === 1 ? status(429, { 'Retry-After': '1' })(request, response, 1) : good(request, response, count),
      ],
      (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors);
          await assertComplete(folder);
          assert.equal(mirrors[0].ranges.length, 2);
        }),
    ));

  it('follows a redirect to another host', () =>
    withMirrors([good], (there) =>
      withMirrors(
        [(request, response) => status(302, { Location: there[0].url + TARGET })(request, response, 1)],
        (here) =>
          withFolder(async (folder) => {
            await download(folder, here);
            await assertComplete(folder);
          }),
      ),
    ));

  it('takes a file that the server packs once more, and one that it unpacks on the way', () =>
    withMirrors(
      [
        (_, response) => {
          const twice = gzipSync(packed);
          response.writeHead(200, { 'Content-Encoding': 'gzip', 'Content-Length': twice.length }).end(twice);
        },
      ],
      (mirrors) =>
        withMirrors(
          [
            (_, response) => {
              const head = { 'Content-Encoding': 'gzip', 'Content-Length': packed.length };
              response.writeHead(200, head).end(packed);
            },
          ],
          (unpacking) =>
            withFolder(async (folder) => {
              await download(path.join(folder, 'a'), mirrors);
              await assertComplete(path.join(folder, 'a'));
              await download(path.join(folder, 'b'), unpacking);
              assert.deepEqual(await readFile(path.join(folder, 'b', FILES[0].name)), plain);
            }),
        ),
    ));

  describe('in the middle', () => {
    /** Sends the first 60,000 bytes, then does what the test is about. */
    function broken(then: Handler): { handler: Handler; breaker: Breaker } {
      const breaker = new Breaker();
      return {
        breaker,
        handler: (request, response, count) =>
          count === 1 ? breaker.send(request, response, 60_000) : then(request, response, count),
      };
    }

    /** Does it recover, and by which requests? */
    async function recovers(then: Handler, ranges: (string | undefined)[], second?: Handler): Promise<void> {
      const { handler, breaker } = broken(then);
      await withMirrors(second ? [handler, second] : [handler], (mirrors) =>
        withFolder(async (folder) => {
          await download(folder, mirrors, { onProgress: breaker.onProgress });
          await assertComplete(folder);
          assert.deepEqual(
            mirrors.flatMap((mirror) => mirror.ranges),
            ranges,
          );
        }),
      );
    }

    it('a range with the wrong offset is not taken: the whole is fetched', () =>
      recovers(
        (request, response, count) => {
          if (rangeStart(request) === 0) return good(request, response, count);
          const head = { 'Content-Range': `bytes 50000-${packed.length - 1}/${packed.length}` };
          response.writeHead(206, head).end(packed.subarray(50_000));
        },
        [undefined, 'bytes=60000-', undefined],
      ));

    it('a range that is ignored: the file begins anew', () =>
      recovers((_, response) => void response.writeHead(200).end(packed), [undefined, 'bytes=60000-']));

    it('a file that has changed between two requests: the whole is fetched', () =>
      recovers(
        (request, response, count) => {
          // First the rest of another file, of another size, then the right one.
          if (rangeStart(request) === 0) return good(request, response, count);
          const other = Buffer.alloc(70_000, 7);
          const head = { 'Content-Range': `bytes 60000-69999/70000`, ETag: '"another"' };
          response.writeHead(206, head).end(other.subarray(60_000));
        },
        [undefined, 'bytes=60000-', undefined],
      ));

    it('a login page: what has arrived is kept for the next mirror', () =>
      recovers(page, [undefined, 'bytes=60000-', 'bytes=60000-'], good));

    it('a server that says we have all: checked, and the whole is fetched', () =>
      recovers(
        (request, response, count) =>
          rangeStart(request) > 0 ? status(416)(request, response, count) : good(request, response, count),
        [undefined, 'bytes=60000-', undefined],
      ));
  });

  describe('without a server', () => {
    const fails = (mirror: string, says: RegExp, isNoNetwork = false): Promise<void> =>
      withFolder(async (folder) => {
        await assert.rejects(downloadMnist({ folder, mirrors: [mirror], files: FILES, retryMs: 0 }), (error: Error) => {
          assert.match(error.message, says);
          assert.equal(error.message.startsWith('No network: '), isNoNetwork);
          assert.match(
            error.message,
            /choose a folder that holds the MNIST files, or train on the built-in digits\.$/m,
          );
          return true;
        });
        assert.deepEqual(await readdir(folder), []);
      });

    it('a refused connection is named', async () => {
      // A port that was free a moment ago.
      const server = http.createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));
      await fails(`http://127.0.0.1:${port}/`, /127\.0\.0\.1:\d+ refuses connections[;,.]/);
    });

    it('a name that nobody knows is named', () =>
      // Too long for a name: the resolver says no without asking anybody.
      fails(
        `http://${'a'.repeat(70)}.invalid/`,
        /a\.invalid cannot be reached \((its name is not known here|names cannot be looked up just now)\)/,
        true,
      ));

    it('a server that does not speak TLS is named', () =>
      withMirrors([good], (mirrors) =>
        fails(mirrors[0].url.replace('http:', 'https:'), /offers no connection that can be trusted \(.*wrong clock/),
      ));

    it('a certificate that nobody has signed is named', async function () {
      const certificate = selfSigned();
      if (certificate === null) {
        console.log('      (there is no openssl here to make a certificate with)');
        return this.skip();
      }
      const server = https.createServer(certificate, (_, response) => response.end(packed));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        const { port } = server.address() as AddressInfo;
        await fails(`https://127.0.0.1:${port}/`, /offers no connection that can be trusted \(.*SELF_SIGNED/);
      } finally {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    });
  });

  describe('cancelled', () => {
    /** Aborts when the server is asked for the nth time, or by hand. */
    async function cancelled(
      handler: Handler,
      abort: AbortController,
      more = {},
    ): Promise<{ left: string[]; then: string[] }> {
      let result = { left: [] as string[], then: [] as string[] };
      await withMirrors([handler, good], (mirrors) =>
        withFolder(async (folder) => {
          const running = download(folder, [mirrors[0]], { signal: abort.signal, ...more });
          await assert.rejects(running, { name: 'AbortError' });
          const left = await readdir(folder);
          await download(folder, mirrors.slice(1));
          await assertComplete(folder);
          result = { left, then: mirrors[1].ranges.map(String) };
        }),
      );
      return result;
    }

    it('while nobody answers', async () => {
      const abort = new AbortController();
      const { left } = await cancelled(() => abort.abort(), abort);
      assert.deepEqual(left, []);
    });

    it('while a server wants us to wait', async () => {
      const abort = new AbortController();
      const handler: Handler = (_, response) => {
        response.on('close', () => setImmediate(() => abort.abort()));
        response.writeHead(429, { 'Retry-After': '9' }).end();
      };
      assert.deepEqual((await cancelled(handler, abort)).left, []);
    });

    it('with the last byte: nothing is in place, and nothing is fetched twice', async () => {
      const abort = new AbortController();
      const onProgress = ({ received }: { received: number }): void => {
        if (received === packed.length) abort.abort();
      };
      const { left, then } = await cancelled(good, abort, { onProgress });
      assert.deepEqual(left, [PART]);
      assert.deepEqual(then, [`bytes=${packed.length}-`]);
    });

    it('between two files: the first one stays', () =>
      withMirrors([good], (mirrors) =>
        withFolder(async (folder) => {
          const abort = new AbortController();
          const files = [FILES[0], { ...FILES[0], name: 't10k-labels-idx1-ubyte' }];
          const onProgress = ({ file }: { file: string }): void => {
            if (file === files[1].name) abort.abort();
          };
          await assert.rejects(download(folder, mirrors, { files, signal: abort.signal, onProgress }), {
            name: 'AbortError',
          });
          assert.deepEqual(await readFile(path.join(folder, TARGET)), packed);
          await download(folder, mirrors, { files });
          assert.deepEqual(await readdir(folder), ['t10k-labels-idx1-ubyte.gz', TARGET]);
        }),
      ));
  });

  it('replaces a damaged file that has another spelling, which would be found first', () =>
    withMirrors([good], (mirrors) =>
      withFolder(async (folder) => {
        await writeFile(path.join(folder, FILES[0].name), plain.subarray(0, 1000));
        await download(folder, mirrors);
        await assertComplete(folder);
      }),
    ));

  it('takes mirrors from the environment, and says what is not one', () => {
    assert.equal(mirrorsFrom(undefined), undefined);
    assert.equal(mirrorsFrom('  '), undefined);
    assert.deepEqual(mirrorsFrom('http://a.school/mnist https://b/'), ['http://a.school/mnist/', 'https://b/']);
    for (const wrong of ['school', 'ftp://a/', 'http://'])
      assert.throws(() => mirrorsFrom(wrong), {
        name: 'UserError',
        message: /NNFS_MNIST_MIRRORS: “.*” is not an address/,
      });
    assert.throws(() => mirrorsFrom('http://127.0.0.1:6000'), { message: /has port 6000, which is kept for another/ });
    for (const secret of ['http://me:pass@a.school/', 'ftp://me:pass@a.school/', 'me:pass@a.school', 'https://pass@a/'])
      assert.throws(
        () => mirrorsFrom(secret),
        ({ name, message }: Error) => name === 'UserError' && /…@a/.test(message) && !message.includes('pass@'),
      );
  });
});

/** A key and a certificate for this test, null where there is no openssl. */
function selfSigned(): { key: string; cert: string } | null {
  const options = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', '/CN=127.0.0.1'];
  try {
    const args = ['req', '-x509', ...options, '-days', '1', '-keyout', '-', '-out', '-'];
    const pem = execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return { key: pem, cert: pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')) };
  } catch {
    return null;
  }
}
