/** As much of ZIP as NumPy's `.npz` needs: files that are stored or deflated, no encryption, one volume. PKWARE's APPNOTE 6.3. */
import { Buffer } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { constants, inflateRaw as inflateRawLater, inflateRawSync } from 'node:zlib';
import { packedFault } from '../../../host/node/packed';
import { UserError } from '../../../training/errors';

const inflateRaw = promisify(inflateRawLater);

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
  bytes: Buffer;
}

/** Writes files without compressing them: weights are noise, and do not get smaller. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes } of entries) {
    const title = Buffer.from(name, 'utf8');
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0); // Version that is needed: 2.0.
    common.writeUInt16LE(0x21, 8); // 1980-01-01, the first day that ZIP knows: the same weights give the same bytes.
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(title.length, 22);
    parts.push(uint32(LOCAL), common, title, bytes);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(uint32(CENTRAL), Buffer.from([20, 0]), common, place, title);
    offset += SIZE.local + title.length + bytes.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(SIZE.end);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, central, end]);
}

/** What an archive says of one of its files. None of its contents is read for it. */
export interface ListedEntry {
  name: string;
  /** As it was packed. */
  packed: Buffer;
  /** Bytes when it is unpacked, as the archive has it. */
  size: number;
  method: number;
  crc: number;
}

/**
 * @param most files that there can be
 * @throws UserError when the archive is cut off, damaged or of a kind that is not read here
 */
export function listZip(archive: Buffer, file: string, most: number): ListedEntry[] {
  if (archive.length >= 4 && archive.readUInt32LE(0) === END) throw new UserError(`${file} holds no arrays.`);
  if (archive.length < 4 || archive.readUInt32LE(0) !== LOCAL) {
    throw new UserError(`${file} is not an .npz file: an .npz begins as a ZIP archive does.`);
  }
  const end = endOf(archive);
  if (end < 0)
    throw new UserError(
      `${file} was cut off: the list of its arrays, at its end, is missing. Export the weights again.`,
    );
  return whole(file, () => {
    const count = archive.readUInt16LE(end + 10);
    if (count > most) throw new UserError(`${file} holds ${count} arrays, more than any network of this course.`);
    let at = archive.readUInt32LE(end + 16);
    return Array.from({ length: count }, () => {
      const { entry, next } = entryAt(archive, at);
      at = next;
      return entry;
    });
  });
}

/** Where the last record begins: the comment that ends it may hold its mark, too. −1 where there is none. */
function endOf(archive: Buffer): number {
  const mark = uint32(END);
  const last = archive.lastIndexOf(mark);
  for (let at = last; at > 0; at = archive.lastIndexOf(mark, at - 1))
    if (at + SIZE.end <= archive.length && at + SIZE.end + archive.readUInt16LE(at + 20) === archive.length) return at;
  return last;
}

function entryAt(archive: Buffer, at: number): { entry: ListedEntry; next: number } {
  if (archive.readUInt32LE(at) !== CENTRAL) throw new Broken('its list of arrays is not where it should be');
  const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
  const afterName = at + SIZE.central + nameLength;
  const [size, length, offset] = sizesFrom(archive, at, archive.subarray(afterName, afterName + extraLength));
  if (archive.readUInt32LE(offset) !== LOCAL) throw new Broken('an array is not where it should be');
  const start = offset + SIZE.local + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  if (start + length > archive.length) throw new Broken('an array goes on beyond its end');
  return {
    entry: {
      name: archive.toString('utf8', at + SIZE.central, afterName),
      packed: archive.subarray(start, start + length),
      size,
      method: archive.readUInt16LE(at + 10),
      crc: archive.readUInt32LE(at + 16),
    },
    next: afterName + extraLength + commentLength,
  };
}

/** So much of a packed file is unpacked to look at its beginning: it gives four megabytes at most. */
const HEAD_BYTES = 4096;

/** The first bytes of a file, as far as they can be had from the first ones of what it was packed to. */
export function beginningOf({ packed, method, name }: ListedEntry, file: string): Buffer {
  const head = packed.subarray(0, HEAD_BYTES);
  return whole(file, () =>
    isPacked(method, `${file}: ${name}`) ? inflateRawSync(head, { finishFlush: constants.Z_SYNC_FLUSH }) : head,
  );
}

/** All of a file. Never more is unpacked than the archive says: who calls this has judged whether that is too much. */
export async function unpacked({ packed, size, method, name, crc }: ListedEntry, file: string): Promise<Buffer> {
  const bytes = isPacked(method, `${file}: ${name}`)
    ? await inflateRaw(packed, { maxOutputLength: Math.max(1, size) }).catch((error: unknown) => damaged(file, error))
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

/** Reading beyond the end is a RangeError of Buffer, a broken stream an error of zlib. */
function whyOf(error: unknown): string {
  if (error instanceof Broken) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ERR_OUT_OF_RANGE' || code === 'ERR_BUFFER_OUT_OF_BOUNDS'
    ? 'a part of it would lie beyond its end'
    : `its packed data ${packedFault(error)}`;
}

/** Size, packed size and place, from the extra field where they do not stand in their own. */
function sizesFrom(archive: Buffer, at: number, extra: Buffer): number[] {
  const values = [24, 20, 42].map((place) => archive.readUInt32LE(at + place));
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== ZIP64_FIELD) continue;
    let next = i + 4;
    return values.map((value) => {
      if (value !== ZIP64) return value;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    });
  }
  return values;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
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
    await setImmediate();
  }
  return crc;
}
