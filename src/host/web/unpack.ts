/** Unpacks what others have packed, and packs, by the streams of browsers. */
import { joined } from '../bytes';
import type { Packing } from '../packed';

/** Kept, since a child takes them away before a learner's code is loaded. */
const { CompressionStream, DecompressionStream, setTimeout } = globalThis;

/** So much goes in at once: 16 MB at most come of it before anything is looked at. */
const PIECE = 16_384;

/** Of Node's kind, so that `packedFault` can say what it means. */
class Unpackable extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Browsers have no codes, and words of their own. */
const CUT = /truncated|unexpected end|\beof\b|incomplete/i;

const faultOf = (error: unknown): Unpackable =>
  new Unpackable(CUT.test(error instanceof Error ? error.message : '') ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR');

/** @see the same of Node */
export async function unpack(bytes: Uint8Array, packing: Packing, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of through(new DecompressionStream(packing), bytes)) {
    size += piece.length;
    if (size > Math.max(1, most)) throw new Unpackable('ERR_BUFFER_TOO_LARGE');
    pieces.push(piece);
  }
  return joined(pieces);
}

/** @see the same of Node */
export async function beginningOf(head: Uint8Array, packing: Packing): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of through(new DecompressionStream(packing), head)) pieces.push(piece);
  } catch (error) {
    // It has no end, of course. What came before is whole.
    if ((error as Unpackable).code !== 'Z_BUF_ERROR') throw error;
  }
  return joined(pieces);
}

/** As `gzip` packs. */
export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of through(new CompressionStream('gzip'), bytes)) pieces.push(piece);
  return joined(pieces);
}

interface Transformer {
  readable: unknown;
  writable: unknown;
}

async function* through(stream: Transformer, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const writer = (stream.writable as WritableStream<Uint8Array>).getWriter();
  const reader = (stream.readable as ReadableStream<Uint8Array>).getReader();
  const fed = (async () => {
    for (let at = 0; at < bytes.length; at += PIECE) await writer.write(bytes.subarray(at, at + PIECE));
    // Data that are cut short fail at their end, and what has not been read until then is lost.
    await new Promise((resolve) => setTimeout(resolve));
    await writer.close();
  })();
  // What is wrong with them comes out at the other end, too.
  fed.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (error) {
    throw faultOf(error);
  } finally {
    reader.cancel().catch(() => undefined);
    writer.abort().catch(() => undefined);
  }
}
