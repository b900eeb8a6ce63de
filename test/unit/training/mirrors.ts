/** HTTP servers of our own that misbehave in the ways that real ones do, and a file for them to send. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import type { DownloadOptions } from '../../../src/training/data/download';
import { downloadMnist } from '../../../src/training/data/node/mnistDownload';
import { seededRandom } from '../../../src/training/data/random';
import { idxLabels } from './idxSamples';

/** Bytes that do not compress, so that the gzip file is of a known size. */
const random = seededRandom(1);
export const plain = idxLabels(Uint8Array.from({ length: 200_000 }, () => random() * 256));
export const packed = gzipSync(plain);
export const sha256 = createHash('sha256').update(plain).digest('hex');
export const FILES = [{ name: 'train-labels-idx1-ubyte', sha256, bytes: plain.length }];
export const TARGET = 'train-labels-idx1-ubyte.gz';

export type Handler = (request: http.IncomingMessage, response: http.ServerResponse, count: number) => void;

export interface Mirror {
  url: string;
  ranges: (string | undefined)[];
}

/** Servers for the time of one function; `requests` are counted from 1. */
export async function withMirrors(handlers: Handler[], use: (mirrors: Mirror[]) => Promise<void>): Promise<void> {
  const servers: http.Server[] = [];
  const mirrors: Mirror[] = [];
  for (const handler of handlers) {
    const ranges: (string | undefined)[] = [];
    const server = http.createServer((request, response) => {
      ranges.push(request.headers.range);
      handler(request, response, ranges.length);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server);
    mirrors.push({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mnist/`, ranges });
  }
  try {
    await use(mirrors);
  } finally {
    for (const server of servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }
}

export function rangeStart(request: http.IncomingMessage): number {
  return Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
}

/** Sends the bytes as a server with ranges does. */
export function sendRange(request: http.IncomingMessage, response: http.ServerResponse, bytes: Buffer): void {
  const start = rangeStart(request);
  if (start >= bytes.length) {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
    return;
  }
  const head: http.OutgoingHttpHeaders = { 'Content-Length': bytes.length - start };
  if (start > 0) head['Content-Range'] = `bytes ${start}-${bytes.length - 1}/${bytes.length}`;
  response.writeHead(start > 0 ? 206 : 200, head).end(bytes.subarray(start));
}

/** Promises everything, sends a part, and hangs up when that part has arrived, so that every run breaks at the same place. */
export class Breaker {
  private pending: { response: http.ServerResponse; at: number } | null = null;

  send(request: http.IncomingMessage, response: http.ServerResponse, length: number, ranges = true): void {
    const start = ranges ? rangeStart(request) : 0;
    const head: http.OutgoingHttpHeaders = { 'Content-Length': packed.length - start };
    if (start > 0) head['Content-Range'] = `bytes ${start}-${packed.length - 1}/${packed.length}`;
    this.pending = { response, at: start + length };
    response.writeHead(start > 0 ? 206 : 200, head);
    response.write(packed.subarray(start, start + length));
  }

  readonly onProgress = ({ received }: { received: number }): void => {
    if (this.pending && received >= this.pending.at) this.pending.response.destroy();
  };
}

export const good: Handler = (request, response) => sendRange(request, response, packed);
export const notFound: Handler = (_, response) => void response.writeHead(404).end('no such file');

export async function download(folder: string, mirrors: Mirror[], more: Partial<DownloadOptions> = {}): Promise<void> {
  await downloadMnist({ folder, mirrors: mirrors.map(({ url }) => url), files: FILES, retryMs: 0, ...more });
}

export async function assertComplete(folder: string): Promise<void> {
  assert.deepEqual(await readFile(path.join(folder, TARGET)), packed);
  assert.deepEqual(await readdir(folder), [TARGET], 'nothing else is left in the folder');
}
