/** As much of ZIP as NumPy's `.npz` needs: files that are stored or deflated, no encryption, one volume. PKWARE's APPNOTE 6.3. */
import { joined, viewOf } from '../../host/bytes';
import { beginningOf as beginningOfPacked, unpack } from '../../host/node/unpack';
import { isPackedFault, packedFault } from '../../host/packed';
import { UserError } from '../../training/errors';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Sizes of the fixed parts of the three records. */
const SIZE = { local: 30, central: 46, end: 22 };
const STORED = 0;
const DEFLATED = 8;
const ZIP64 = 0xffffffff;
const ZIP64_FIELD = 1;

interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

/** Writes files without compressing them: weights are noise, and do not get smaller. */
export function writeZip(entries: readonly ZipEntry[]): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const title = new TextEncoder().encode(name);
    const common = new Uint8Array(26);
    const fields = viewOf(common);
    fields.setUint16(0, 20, true); // Version that is needed: 2.0.
    fields.setUint16(8, 0x21, true); // 1980-01-01, the first day that ZIP knows: the same weights give the same bytes.
    fields.setUint32(10, crc32(bytes), true);
    fields.setUint32(14, bytes.length, true);
    fields.setUint32(18, bytes.length, true);
    fields.setUint16(22, title.length, true);
    parts.push(uint32(LOCAL), common, title, bytes);
    const place = new Uint8Array(14);
    viewOf(place).setUint32(10, offset, true);
    directory.push(uint32(CENTRAL), Uint8Array.of(20, 0), common, place, title);
    offset += SIZE.local + title.length + bytes.length;
  }
  const central = joined(directory);
  const end = new Uint8Array(SIZE.end);
  const fields = viewOf(end);
  fields.setUint32(0, END, true);
  fields.setUint16(8, entries.length, true);
  fields.setUint16(10, entries.length, true);
  fields.setUint32(12, central.length, true);
  fields.setUint32(16, offset, true);
  return joined([...parts, central, end]);
}

/** What an archive says of one of its files. None of its contents is read for it. */
export interface ListedEntry {
  name: string;
  /** As it was packed. */
  packed: Uint8Array;
  /** Bytes when it is unpacked, as the archive has it. */
  size: number;
  method: number;
  crc: number;
}

/**
 * @param most files that there can be
 * @throws UserError when the archive is cut off, damaged or of a kind that is not read here
 */
export function listZip(archive: Uint8Array, file: string, most: number): ListedEntry[] {
  const numbers = viewOf(archive);
  const first = archive.length < 4 ? null : numbers.getUint32(0, true);
  if (first === END) throw new UserError(`${file} holds no arrays.`);
  if (first !== LOCAL) {
    throw new UserError(`${file} is not an .npz file: an .npz begins as a ZIP archive does.`);
  }
  const end = endOf(archive);
  if (end < 0)
    throw new UserError(
      `${file} was cut off: the list of its arrays, at its end, is missing. Export the weights again.`,
    );
  return whole(file, () => {
    const count = numbers.getUint16(end + 10, true);
    if (count > most) throw new UserError(`${file} holds ${count} arrays, more than any network of this course.`);
    let at = numbers.getUint32(end + 16, true);
    return Array.from({ length: count }, () => {
      const { entry, next } = entryAt(archive, at);
      at = next;
      return entry;
    });
  });
}

/** Where the last record begins: the comment that ends it may hold its mark, too. −1 where there is none. */
function endOf(archive: Uint8Array): number {
  const numbers = viewOf(archive);
  let last = -1;
  for (let at = archive.length - 4; at > 0; at = archive.lastIndexOf(END & 0xff, at - 1)) {
    if (numbers.getUint32(at, true) !== END) continue;
    if (at + SIZE.end <= archive.length && at + SIZE.end + numbers.getUint16(at + 20, true) === archive.length)
      return at;
    if (last < 0) last = at;
  }
  return last;
}

function entryAt(archive: Uint8Array, at: number): { entry: ListedEntry; next: number } {
  const numbers = viewOf(archive);
  const uint16 = (place: number): number => numbers.getUint16(place, true);
  const uint32 = (place: number): number => numbers.getUint32(place, true);
  if (uint32(at) !== CENTRAL) throw new Broken('its list of arrays is not where it should be');
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => uint16(at + place));
  const afterName = at + SIZE.central + nameLength;
  const [size, length, offset] = sizesFrom(archive, at, archive.subarray(afterName, afterName + extraLength));
  if (uint32(offset) !== LOCAL) throw new Broken('an array is not where it should be');
  const start = offset + SIZE.local + uint16(offset + 26) + uint16(offset + 28);
  if (start + length > archive.length) throw new Broken('an array goes on beyond its end');
  return {
    entry: {
      name: new TextDecoder().decode(archive.subarray(at + SIZE.central, afterName)),
      packed: archive.subarray(start, start + length),
      size,
      method: uint16(at + 10),
      crc: uint32(at + 16),
    },
    next: afterName + extraLength + commentLength,
  };
}

/** So much of a packed file is unpacked to look at its beginning: it gives four megabytes at most. */
const HEAD_BYTES = 4096;

/** The first bytes of a file, as far as they can be had from the first ones of what it was packed to. */
export async function beginningOf({ packed, method, name }: ListedEntry, file: string): Promise<Uint8Array> {
  const head = packed.subarray(0, HEAD_BYTES);
  if (!isPacked(method, `${file}: ${name}`)) return head;
  return beginningOfPacked(head, 'deflate-raw').catch((error: unknown) => damaged(file, error));
}

/** All of a file. Never more is unpacked than the archive says: who calls this has judged whether that is too much. */
export async function unpacked({ packed, size, method, name, crc }: ListedEntry, file: string): Promise<Uint8Array> {
  const bytes = isPacked(method, `${file}: ${name}`)
    ? await unpack(packed, 'deflate-raw', size).catch((error: unknown) => damaged(file, error))
    : packed;
  if (bytes.length !== size || (await crc32Later(bytes)) !== crc)
    throw new UserError(`${file}: ${name} is damaged (its checksum is wrong). Export the weights again.`);
  return bytes;
}

function isPacked(method: number, where: string): boolean {
  if (method !== STORED && method !== DEFLATED)
    throw new UserError(`${where} is compressed in a way that is not read here. Write it with numpy.savez.`);
  return method === DEFLATED;
}

function whole<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError) throw error;
    return damaged(file, error);
  }
}

/** The archive contradicts itself. */
class Broken extends Error {}

function damaged(file: string, error: unknown): never {
  throw new UserError(`${file} is damaged, or was cut off: ${whyOf(error)}. Export the weights again.`);
}

/** Reading beyond the end is a RangeError of DataView. */
function whyOf(error: unknown): string {
  if (error instanceof Broken) return error.message;
  const isBeyond = error instanceof RangeError && !isPackedFault(error);
  return isBeyond ? 'a part of it would lie beyond its end' : `its packed data ${packedFault(error)}`;
}

/** Size, packed size and place, from the extra field where they do not stand in their own. */
function sizesFrom(archive: Uint8Array, at: number, extra: Uint8Array): number[] {
  const values = [24, 20, 42].map((place) => viewOf(archive).getUint32(at + place, true));
  const fields = viewOf(extra);
  for (let i = 0; i + 4 <= extra.length; i += 4 + fields.getUint16(i + 2, true)) {
    if (fields.getUint16(i, true) !== ZIP64_FIELD) continue;
    let next = i + 4;
    return values.map((value) => {
      if (value !== ZIP64) return value;
      next += 8;
      return Number(fields.getBigUint64(next - 8, true));
    });
  }
  return values;
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n >>> 0;
});

/** @param before that of the bytes in front of these */
function crc32(bytes: Uint8Array, before = 0): number {
  let crc = ~before;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const CRC_SLICE = 8_000_000;

/** The same for many bytes: other work goes on meanwhile. */
async function crc32Later(bytes: Uint8Array): Promise<number> {
  let crc = 0;
  for (let at = 0; at < bytes.length; at += CRC_SLICE) {
    crc = crc32(bytes.subarray(at, at + CRC_SLICE), crc);
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
  return crc;
}
