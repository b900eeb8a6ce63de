/** IDX files on the disk, plain or gzip. Whatever stands there, memory stays bounded and an error names the file. */
import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip } from 'node:zlib';
import { FileRefused } from '../../../host/files';
import { packedFault } from '../../../host/node/packed';
import { refusalOf } from '../../../host/node/refusal';
import { readRegularLater, withRegular } from '../../../host/node/regularFile';
import { UserError } from '../../errors';
import { ADVICE, type IdxHeader, type IdxKind, MAX_IMAGES, parseIdxHeader, requireLength } from '../idx';

const inflate = promisify(gunzip);

/** Enough for a header, also where a gzip file carries a name and a comment before its data. */
const HEAD_BYTES = 4096;
/** Of images: four numbers. */
const LONGEST_HEADER = 16;
/** No file that is read is larger than this. */
const MAX_BYTES = 16 + MAX_IMAGES * 784;

/**
 * Looks at the header and at the sizes, without reading the values: fast enough to do it whenever something is shown.
 *
 * @throws UserError when the file is not what it should be
 */
export async function lookAtIdxFile(file: string, kind: IdxKind): Promise<IdxHeader> {
  const { head, tail, size } = await headAndTail(file);
  const header = await headerOf(head, file, kind);
  if (!startsAsGzip(head)) {
    requireLength(header, size, file);
  } else if (tail.readUInt32LE() !== header.start + header.length) {
    // A gzip file ends with the size of its contents. This one says another, so it is worth to find out what is wrong.
    await readIdxFile(file, kind);
  }
  return header;
}

/**
 * @returns the decompressed contents; as long as the header promises
 * @throws UserError when the file cannot be read or is not what it should be
 */
export async function readIdxFile(file: string, kind: IdxKind): Promise<Uint8Array> {
  const bytes = await reading(file, () => readRegularLater(file, MAX_BYTES));
  const header = await headerOf(bytes.subarray(0, HEAD_BYTES), file, kind);
  if (!startsAsGzip(bytes)) {
    requireLength(header, bytes.length, file);
    return bytes;
  }
  const plain = await inflated(bytes, file, header);
  requireLength(header, plain.length, file);
  return plain;
}

/** @param head the first bytes of a file, plain or gzip */
async function headerOf(head: Uint8Array, file: string, kind: IdxKind): Promise<IdxHeader> {
  return parseIdxHeader(startsAsGzip(head) ? await beginningOf(head, file) : head, file, kind);
}

export function startsAsGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** A few bytes of gzip can hold gigabytes: never more is unpacked than the header promises. */
async function inflated(bytes: Uint8Array, file: string, { start, length }: IdxHeader): Promise<Uint8Array> {
  try {
    return await inflate(bytes, { maxOutputLength: start + length });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new UserError(`${file}: its header promises ${length} bytes of data, but more follow. ${ADVICE}`);
    }
    throw damaged(file, error);
  }
}

/** The first bytes of what a gzip file holds, as far as they can be had from its own first bytes. */
async function beginningOf(head: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    const beginning = await inflate(head, { finishFlush: constants.Z_SYNC_FLUSH });
    // No header comes of a short file that was packed, and of one that was cut: only the latter has no end.
    return beginning.length >= LONGEST_HEADER ? beginning : await inflate(head);
  } catch (error) {
    throw damaged(file, error);
  }
}

function damaged(file: string, error: unknown): UserError {
  return new UserError(`${file}: the gzip data ${packedFault(error)}. ${ADVICE}`);
}

function headAndTail(file: string): Promise<{ head: Buffer; tail: Buffer; size: number }> {
  return reading(file, () =>
    withRegular(file, async (handle, { size }) => ({
      head: await part(handle, 0, HEAD_BYTES),
      tail: await part(handle, Math.max(0, size - 4), 4),
      size,
    })),
  );
}

async function part(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

async function reading<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new UserError(
      error instanceof FileRefused
        ? `${file}: ${error.fault}. ${ADVICE}`
        : `${file} cannot be read: ${refusalOf(file, error).fault}. Check the folder and its permissions.`,
    );
  }
}
