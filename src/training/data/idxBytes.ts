/** IDX files as bytes, plain or gzip. Whatever they hold, memory stays bounded and an error names the file. */
import { isTooMuch, packedFault, startsAsGzip } from '../../host/packed';
import { beginningOf, unpack } from '../../host/node/unpack';
import { UserError } from '../errors';
import { ADVICE, type IdxHeader, type IdxKind, MAX_IMAGES, parseIdxHeader, requireLength } from './idx';

/** Enough for a header, also where a gzip file carries a name and a comment before its data. */
export const HEAD_BYTES = 4096;
/** Of images: four numbers. */
const LONGEST_HEADER = 16;
/** No file that is read is larger than this. */
export const MAX_BYTES = 16 + MAX_IMAGES * 784;

/**
 * @param bytes a whole file
 * @returns the decompressed contents; as long as the header promises
 * @throws UserError when they are not what they should be
 */
export async function plainIdx(bytes: Uint8Array, file: string, kind: IdxKind): Promise<Uint8Array> {
  const header = await headerOf(bytes.subarray(0, HEAD_BYTES), file, kind);
  if (!startsAsGzip(bytes)) {
    requireLength(header, bytes.length, file);
    return bytes;
  }
  const plain = await unpacked(bytes, file, header);
  requireLength(header, plain.length, file);
  return plain;
}

/** @param head the first bytes of a file, plain or gzip */
export async function headerOf(head: Uint8Array, file: string, kind: IdxKind): Promise<IdxHeader> {
  return parseIdxHeader(startsAsGzip(head) ? await unpackedHead(head, file) : head, file, kind);
}

/** A few bytes of gzip can hold gigabytes: never more is unpacked than the header promises. */
async function unpacked(bytes: Uint8Array, file: string, { start, length }: IdxHeader): Promise<Uint8Array> {
  try {
    return await unpack(bytes, 'gzip', start + length);
  } catch (error) {
    if (isTooMuch(error)) {
      throw new UserError(`${file}: its header promises ${length} bytes of data, but more follow. ${ADVICE}`);
    }
    throw damaged(file, error);
  }
}

/** The first bytes of what a gzip file holds, as far as they can be had from its own first bytes. */
async function unpackedHead(head: Uint8Array, file: string): Promise<Uint8Array> {
  try {
    const beginning = await beginningOf(head, 'gzip');
    // No header comes of a short file that was packed, and of one that was cut: only the latter has no end.
    return beginning.length >= LONGEST_HEADER ? beginning : await unpack(head, 'gzip', HEAD_BYTES);
  } catch (error) {
    throw damaged(file, error);
  }
}

function damaged(file: string, error: unknown): UserError {
  return new UserError(`${file}: the gzip data ${packedFault(error)}. ${ADVICE}`);
}
