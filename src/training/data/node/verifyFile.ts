/** Whether a downloaded file of the disk is the one that was published. */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { FileRefused } from '../../../host/files';
import { refusalOf } from '../../../host/node/refusal';
import { withRegular } from '../../../host/node/regularFile';
import { isPackedFault, packedFault, startsAsGzip } from '../../../host/packed';
import type { PublishedFile } from '../sets';
import { type Digest, HEAD_BYTES, type Verdict, verdictOf } from '../verdict';

/** Checks a file, gzip or plain, against the SHA-256 of the published bytes. Unpacks no more than there should be. */
export async function verifyFile(file: string, published: PublishedFile): Promise<Verdict> {
  try {
    return await withRegular(file, async (opened) => {
      const gzip = await beginsAsGzip(opened);
      return verdictOf(await digest(opened, gzip, published.bytes), published, gzip);
    });
  } catch (error) {
    if (error instanceof FileRefused) return { ok: false, fault: error.fault };
    const fault = isPackedFault(error)
      ? `holds gzip data that ${packedFault(error)}`
      : `cannot be read: ${refusalOf(file, error).fault}`;
    return { ok: false, fault };
  }
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

async function beginsAsGzip(file: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return startsAsGzip(buffer.subarray(0, bytesRead));
}
