/** Whether a downloaded file is the one that was published, and if not, in which way it differs. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FileRefused } from '../../../host/files';
import { refusalOf } from '../../../host/node/refusal';
import { withRegular } from '../../../host/node/regularFile';
import { isPackedFault, packedFault } from '../../../host/node/packed';
import { IDX_FORMATS, type IdxKind, hex, looksLikeWebPage } from '../idx';
import { startsAsGzip } from './idxFile';
import type { PublishedFile } from '../sets';

/** `fault` goes on after “The file …”. */
export type Verdict = { ok: true; gzip: boolean } | { ok: false; fault: string };

/** Enough for a header and for the beginning of a web page. */
const HEAD_BYTES = 64;

/** Checks a file, gzip or plain, against the SHA-256 of the published bytes. Unpacks no more than there should be. */
export async function verifyFile(file: string, published: PublishedFile): Promise<Verdict> {
  try {
    return await withRegular(file, async (opened) => {
      const gzip = await beginsAsGzip(opened);
      const found = await digest(opened, gzip, published.bytes);
      return found.sha256 === published.sha256 ? { ok: true, gzip } : { ok: false, fault: faultOf(found, published) };
    });
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, fault: error.fault };
    const fault = isPackedFault(error)
      ? `holds gzip data that ${packedFault(error)}`
      : `cannot be read: ${refusalOf(file, error).fault}`;
    return { ok: false, fault };
  }
}

interface Digest {
  head: Buffer;
  /** At most one chunk more than there should be. */
  size: number;
  sha256: string;
}

async function digest(file: FileHandle, gzip: boolean, bytes: number): Promise<Digest> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let size = 0;
  const take = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of chunks) {
      if (head.length < HEAD_BYTES) {
        head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
      }
      size += chunk.length;
      hash.update(chunk);
      // A few bytes of gzip can hold gigabytes. What is too long is wrong already.
      if (size > bytes) {
        throw new Error('too long');
      }
    }
  };
  const source = file.createReadStream({ start: 0, autoClose: false });
  try {
    await (gzip ? pipeline(source, createGunzip(), take) : pipeline(source, take));
  } catch (error) {
    // What a pipeline throws when its end throws is not always the same.
    if (size <= bytes) {
      throw error;
    }
  }
  return { head, size, sha256: hash.digest('hex') };
}

/** What a person can act on comes before the checksum, which says nothing to a reader. */
function faultOf({ head, size }: Digest, { name, bytes }: PublishedFile): string {
  if (size === 0) {
    return 'is empty';
  }
  if (looksLikeWebPage(head)) {
    return 'is a web page (a login page of this network, or an error page)';
  }
  const kind: IdxKind = name.includes('images') ? 'images' : 'labels';
  const { magic, dimensions } = IDX_FORMATS[kind];
  const start = 4 + 4 * dimensions;
  if (size >= start) {
    if (head.readUInt32BE() !== magic) {
      return `is not an IDX file of ${kind} (magic number ${hex(head.readUInt32BE())}, expected ${hex(magic)})`;
    }
    const sizes = Array.from({ length: dimensions }, (_, i) => head.readUInt32BE(4 + 4 * i));
    if (start + sizes.reduce((product, one) => product * one, 1) !== bytes) {
      return `says that it holds ${sizes.join('×')} values, and ${bytes - start} are expected`;
    }
  }
  if (size > bytes) {
    return `holds more than the ${bytes} bytes that are expected`;
  }
  return size < bytes
    ? `holds ${size} bytes, and ${bytes} are expected`
    : 'is not the published one, although its size is right (its SHA-256 differs)';
}

async function beginsAsGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return startsAsGzip(buffer.subarray(0, bytesRead));
}
