/** Mirrors of MNIST for a browser: servers that let its pages read their files, and servers that do not. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { weightsToNpz } from '../../../src/frameworks/weights/npz';
import { seededRandom } from '../../../src/training/data/random';
import { DATA_SETS } from '../../../src/training/data/sets';
import { fewDigits } from '../../support/digits';
import type { WebGiven } from '../../web/cases';

const NAMES = DATA_SETS.mnist.files.map(({ name }) => name);

/** The caller must `close()` them. */
export async function openMirrors(): Promise<Omit<WebGiven, 'waysOut' | 'measures'> & { close(): void }> {
  const plain = new Map(NAMES.map((name) => [name, readFileSync(path.join(fewDigits(), name))]));
  const servers: http.Server[] = [];
  const serve = async (answer: http.RequestListener): Promise<string> => {
    const server = http.createServer(answer);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://localhost:${(server.address() as AddressInfo).port}/mnist/`;
  };
  const send =
    (headers: http.OutgoingHttpHeaders, change = (bytes: Buffer): Buffer => bytes): http.RequestListener =>
    ({ url = '' }, response) => {
      const bytes = url.endsWith('.npz') ? packedWeights() : plain.get(path.posix.basename(url, '.gz') as never);
      if (!bytes) return void response.writeHead(404).end();
      response.writeHead(200, headers).end(url.endsWith('.gz') ? gzipSync(change(bytes)) : bytes);
    };
  const forAll = { 'Access-Control-Allow-Origin': '*' };
  const open = await serve(send(forAll));
  return {
    files: NAMES.map((name) => {
      const bytes = plain.get(name) ?? Buffer.alloc(0);
      return { name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }),
    open,
    closed: await serve(send({})),
    damaged: await serve(send(forAll, (bytes) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([9])]))),
    nowhere: await nothingAt(serve, servers),
    packedWeights: `${open}weights.npz`,
    close: () => {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

/** The address of a server that has ended. */
async function nothingAt(
  serve: (answer: http.RequestListener) => Promise<string>,
  servers: http.Server[],
): Promise<string> {
  const address = await serve(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return address;
}

/** A network that reads digits, each array deflated as `numpy.savez_compressed` does. */
function packedWeights(): Buffer {
  const random = seededRandom(3);
  const numbers = (count: number): Float32Array => Float32Array.from({ length: count }, random);
  const layer = (rows: number, cols: number) => ({
    weights: { rows, cols, data: numbers(rows * cols) },
    bias: numbers(cols),
  });
  return deflated(Buffer.from(weightsToNpz([layer(784, 6), layer(6, 10)])));
}

/** The same archive with its files deflated. */
function deflated(stored: Buffer): Buffer {
  const end = stored.length - 22;
  const count = stored.readUInt16LE(end + 10);
  const [files, list]: [Buffer[], Buffer[]] = [[], []];
  let [at, offset] = [stored.readUInt32LE(end + 16), 0];
  for (let i = 0; i < count; i++) {
    const nameLength = stored.readUInt16LE(at + 28);
    const [entry, size, start] = [
      stored.subarray(at, at + 46 + nameLength),
      stored.readUInt32LE(at + 24),
      stored.readUInt32LE(at + 42),
    ];
    const header = Buffer.from(stored.subarray(start, start + 30 + nameLength));
    const packed = deflateRawSync(stored.subarray(start + header.length, start + header.length + size));
    const listed = Buffer.from(entry);
    header.writeUInt16LE(8, 8);
    header.writeUInt32LE(packed.length, 18);
    listed.writeUInt16LE(8, 10);
    listed.writeUInt32LE(packed.length, 20);
    listed.writeUInt32LE(offset, 42);
    files.push(header, packed);
    list.push(listed);
    offset += header.length + packed.length;
    at += entry.length;
  }
  const last = Buffer.from(stored.subarray(end));
  last.writeUInt32LE(Buffer.concat(list).length, 12);
  last.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...list, last]);
}
