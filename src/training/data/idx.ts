/**
 * The IDX format of the MNIST files: big-endian header, then one unsigned byte a value.
 * Format: two zero bytes, type (8 = unsigned byte), number of dimensions, the dimensions as 32-bit integers.
 */
import { counted } from '../../course/count';
import { UserError } from '../errors';

export type IdxKind = 'images' | 'labels';

export interface IdxHeader {
  /** `[count, rows, cols]` of images, `[count]` of labels. */
  dimensions: number[];
  /** Where the values begin, in bytes. */
  start: number;
  /** How many values must follow: one byte each. */
  length: number;
}

interface IdxImages {
  count: number;
  rows: number;
  cols: number;
  /** count × rows × cols bytes, 0 … 255, image by image and row by row. */
  pixels: Uint8Array;
}

/** Above the largest set of digits that is in use (EMNIST Digits, 240,000); as numbers, these take 0.9 GB. */
export const MAX_IMAGES = 300_000;

export const IDX_FORMATS: Readonly<Record<IdxKind, { magic: number; dimensions: number }>> = {
  images: { magic: 0x00000803, dimensions: 3 },
  labels: { magic: 0x00000801, dimensions: 1 },
};
export const ADVICE = 'Download the files again, or choose another folder.';

/**
 * @param bytes the decompressed contents, or their first bytes
 * @param file its name, for messages
 * @throws UserError when this is not the beginning of an IDX file of this kind, or of one that is too large
 */
export function parseIdxHeader(bytes: Uint8Array, file: string, kind: IdxKind): IdxHeader {
  const { magic, dimensions } = IDX_FORMATS[kind];
  const start = 4 + 4 * dimensions;
  refuseWebPage(bytes, file);
  if (bytes.length === 0) throw new UserError(`${file}: is empty. ${ADVICE}`);
  if (bytes.length < start) {
    throw new UserError(`${file}: has ${bytes.length} bytes, too few for an IDX file of ${kind}. ${ADVICE}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(0);
  if (found !== magic) {
    throw new UserError(`${file}: ${wrongMagic(found, kind)} ${ADVICE}`);
  }
  const sizes = Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
  const length = sizes.reduce((product, size) => product * size, 1);
  const [count, ...pixels] = sizes;
  if (count <= MAX_IMAGES && length > MAX_IMAGES * 784) throw new UserError(`${file}: ${otherSize(pixels)}`);
  if (count > MAX_IMAGES) {
    throw new UserError(
      `${file}: its header promises ${sizes.join('×')} values. More than ${MAX_IMAGES.toLocaleString('en-US')} ` +
        `images do not fit into memory here, and a damaged header may say anything. ${ADVICE}`,
    );
  }
  return { dimensions: sizes, start, length };
}

/** @param pixels rows and columns of an image */
export const otherSize = (pixels: readonly number[]): string =>
  `the images have ${pixels.join('×')} pixels, expected 28×28. Choose a folder with images of that size.`;

/**
 * @param bytes the decompressed contents
 * @param file its name, for messages
 * @throws UserError when this is not an intact IDX file of images
 */
export function parseIdxImages(bytes: Uint8Array, file: string): IdxImages {
  const header = parseIdxHeader(bytes, file, 'images');
  const [count, rows, cols] = header.dimensions;
  return { count, rows, cols, pixels: payload(bytes, file, header) };
}

/**
 * @param bytes the decompressed contents
 * @param file its name, for messages
 * @returns one label an image, 0 … 9
 * @throws UserError when this is not an intact IDX file of labels
 */
export function parseIdxLabels(bytes: Uint8Array, file: string): Uint8Array {
  const labels = payload(bytes, file, parseIdxHeader(bytes, file, 'labels'));
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) {
    throw new UserError(
      otherClasses(labels, file) ??
        `${file}: label ${wrong} is ${labels[wrong]}, but classes go from 0 to 9. ${ADVICE}`,
    );
  }
  return labels;
}

/** In a set with more classes, so many of its labels at least are above 9; in a damaged file, a few are. */
const CLASS_SHARE = 0.05;

/** What to say of a set with other classes than 0 … 9, such as letters; null when the labels look damaged. */
function otherClasses(labels: Uint8Array, file: string): string | null {
  const found = [...new Set(labels)].sort((a, b) => a - b);
  const [first, last] = [found[0], found[found.length - 1]];
  const isWhole = first <= 1 && found.length === last - first + 1;
  if (!isWhole || labels.filter((label) => label > 9).length < CLASS_SHARE * labels.length) return null;
  if (first === 1 && last === 10)
    return (
      `${file}: its labels go from 1 to 10, as MATLAB counts, and those of this course from 0 to 9. ` +
      'Write the labels again: in MATLAB, mod(labels, 10) where 10 stands for the digit 0, else labels - 1.'
    );
  return (
    `${file}: has ${found.length} classes (its labels go from ${first} to ${last}), and the networks of this course tell ten apart. ` +
    'Choose a folder with at most ten classes, such as MNIST or Fashion-MNIST.'
  );
}

/** @throws UserError when other than the promised number of bytes follows the header */
export function requireLength({ start, length }: IdxHeader, size: number, file: string): void {
  if (size - start !== length) {
    throw new UserError(`${file}: its header promises ${length} bytes of data, but ${size - start} follow. ${ADVICE}`);
  }
}

function payload(bytes: Uint8Array, file: string, header: IdxHeader): Uint8Array {
  requireLength(header, bytes.length, file);
  return bytes.subarray(header.start);
}

/** What a network's login page or a server's error page leaves under the name of a file. */
function refuseWebPage(bytes: Uint8Array, file: string): void {
  if (looksLikeWebPage(bytes)) {
    throw new UserError(`${file}: is a web page, not an IDX file. ${ADVICE}`);
  }
}

/** An IDX file begins with a zero byte, and a page with `<`, perhaps after white space and a byte order mark. */
export function looksLikeWebPage(bytes: Uint8Array): boolean {
  return /^(\xef\xbb\xbf)?\s*<[!?a-z]/i.test(String.fromCharCode(...bytes.subarray(0, 64)));
}

function wrongMagic(found: number, kind: IdxKind): string {
  const expected = IDX_FORMATS[kind].magic;
  const other = (Object.keys(IDX_FORMATS) as IdxKind[]).find((one) => IDX_FORMATS[one].magic === found);
  const numbers = `magic number ${hex(found)}, expected ${hex(expected)}`;
  return other === undefined
    ? `is not an IDX file of ${kind} (${numbers}).${otherForm(found, kind)}`
    : `holds ${other}, not ${kind} (${numbers}). Does it stand under the name of another file?`;
}

/** The values that IDX has, by the third byte of a file. */
const IDX_TYPES: Readonly<Record<number, string>> = {
  0x08: 'bytes',
  0x09: 'bytes with a sign',
  0x0b: '16-bit numbers',
  0x0c: '32-bit numbers',
  0x0d: 'float32 numbers',
  0x0e: 'float64 numbers',
};

/** What people put there instead, by its first bytes. */
const OTHER_FORMATS: readonly (readonly [start: string, name: string])[] = [
  ['504b0304', 'a ZIP archive: unpack it first'],
  ['425a68', 'packed by bzip2: unpack it first'],
  ['fd377a58', 'packed by xz: unpack it first'],
  ['28b52ffd', 'packed by zstd: unpack it first'],
  ['1f8b08', 'packed by gzip twice: unpack it once'],
  ['934e554d', 'an array of NumPy'],
  ['89504e47', 'a picture (PNG)'],
  ['ffd8ff', 'a picture (JPEG)'],
];

/** What the file is instead, with a space before it; empty where its first bytes do not tell. */
function otherForm(found: number, kind: IdxKind): string {
  const { magic, dimensions } = IDX_FORMATS[kind];
  if (found === (magic & 0xff) * 0x1000000 + (magic >>> 8) * 0x10000)
    return ' The bytes of its numbers stand the other way round.';
  const other = OTHER_FORMATS.find(([start]) => found >>> (32 - 4 * start.length) === parseInt(start, 16))?.[1];
  if (other) return ` It is ${other}.`;
  const [type, count] = [IDX_TYPES[found >>> 8], found & 0xff];
  if (type === undefined || count < 1 || count > 4) return '';
  const wanted = type === 'bytes' ? counted(dimensions, 'dimension') : 'bytes';
  return ` It holds ${type} in ${counted(count, 'dimension')}; ${kind} have ${wanted}.`;
}

/** `0x00000803` */
export function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
