/** IDX files on the disk. */
import { Buffer } from 'node:buffer';
import type { FileHandle } from 'node:fs/promises';
import { FileRefused } from '../../../host/files';
import { refusalOf } from '../../../host/node/refusal';
import { readRegularLater, withRegular } from '../../../host/node/regularFile';
import { startsAsGzip } from '../../../host/packed';
import { UserError } from '../../errors';
import { ADVICE, type IdxHeader, type IdxKind, requireLength } from '../idx';
import { HEAD_BYTES, MAX_BYTES, headerOf, plainIdx } from '../idxBytes';

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
  return plainIdx(await reading(file, () => readRegularLater(file, MAX_BYTES)), file, kind);
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
