/**
 * Reads the IDX format of the MNIST files, plain or gzip: big-endian header, then one unsigned byte a value.
 * Format: two zero bytes, type (8 = unsigned byte), number of dimensions, the dimensions as 32-bit integers.
 */
import { gunzipSync } from 'node:zlib';
import { UserError, messageOf } from '../errors';

export interface IdxImages {
  count: number;
  rows: number;
  cols: number;
  /** count × rows × cols bytes, 0 … 255, image by image and row by row. */
  pixels: Uint8Array;
}

const IMAGES_MAGIC = 0x00000803;
const LABELS_MAGIC = 0x00000801;
const ADVICE = 'Download the MNIST files again, or choose another folder.';

/**
 * @param bytes the file's contents, gzip or plain
 * @param file its name, for messages
 * @throws UserError when this is not an intact IDX file of images
 */
export function parseIdxImages(bytes: Uint8Array, file: string): IdxImages {
  const plain = gunzipped(bytes, file);
  const [count, rows, cols] = header(plain, file, IMAGES_MAGIC, 3, 'images');
  return { count, rows, cols, pixels: payload(plain, file, 16, count * rows * cols) };
}

/**
 * @param bytes the file's contents, gzip or plain
 * @param file its name, for messages
 * @returns one label an image, 0 … 9
 * @throws UserError when this is not an intact IDX file of labels
 */
export function parseIdxLabels(bytes: Uint8Array, file: string): Uint8Array {
  const plain = gunzipped(bytes, file);
  const [count] = header(plain, file, LABELS_MAGIC, 1, 'labels');
  const labels = payload(plain, file, 8, count);
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new UserError(`${file}: label ${wrong} is ${labels[wrong]}, but digits go from 0 to 9. ${ADVICE}`);
  }
  return labels;
}

function gunzipped(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) {
    return bytes;
  }
  try {
    return gunzipSync(bytes);
  } catch (error) {
    throw new UserError(`${file}: the gzip data are damaged or cut short (${messageOf(error)}). ${ADVICE}`);
  }
}

function header(bytes: Uint8Array, file: string, magic: number, dimensions: number, what: string): number[] {
  const length = 4 + 4 * dimensions;
  if (bytes.length < length) {
    throw new UserError(`${file}: has ${bytes.length} bytes, too few for an IDX file of ${what}. ${ADVICE}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== magic) {
    throw new UserError(
      `${file}: is not an IDX file of ${what} (it begins with ${hex(found)}, expected ${hex(magic)}). ` +
        `Does it stand under the right name? ${ADVICE}`,
    );
  }
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

function payload(bytes: Uint8Array, file: string, start: number, length: number): Uint8Array {
  if (bytes.length - start !== length) {
    throw new UserError(
      `${file}: its header promises ${length} bytes of data, but ${bytes.length - start} follow. ${ADVICE}`,
    );
  }
  return bytes.subarray(start);
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
