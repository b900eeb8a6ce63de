/** As much of ZIP as NumPy's `.npz` needs: files that are stored or deflated, no encryption, one volume. PKWARE's APPNOTE 6.3. */
import { inflateRawSync } from 'node:zlib';
import { UserError } from '../../../training/errors';

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

/**
 * @param most at most so many bytes of each file
 * @throws UserError when the archive is cut off, damaged or of a kind that is not read here
 */
export function readZip(archive: Buffer, file: string, most: number): ZipEntry[] {
  try {
    return entriesOf(archive, file, most);
  } catch (error) {
    if (error instanceof UserError) throw error;
    // Reading beyond the end is a RangeError of Buffer, a broken stream an error of zlib.
    throw new UserError(`${file} is damaged, or was cut off (${(error as Error).message}). Export the weights again.`);
  }
}

function entriesOf(archive: Buffer, file: string, most: number): ZipEntry[] {
  if (archive.length < 4 || archive.readUInt32LE(0) !== LOCAL) {
    throw new UserError(`${file} is not an .npz file: an .npz begins as a ZIP archive does.`);
  }
  const end = archive.lastIndexOf(uint32(END));
  if (end < 0)
    throw new UserError(
      `${file} was cut off: the list of its arrays, at its end, is missing. Export the weights again.`,
    );
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new RangeError('its list of arrays is not where it should be');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const extra = archive.subarray(at + SIZE.central + nameLength, at + SIZE.central + nameLength + extraLength);
    const [size, packed, offset] = sizesFrom(archive, at, extra);
    const name = archive.toString('utf8', at + SIZE.central, at + SIZE.central + nameLength);
    if (size > most) throw new UserError(`${file}: ${name} is larger than any network of this course.`);
    entries.push({
      name,
      bytes: contentOf(archive, { offset, packed, size, method: archive.readUInt16LE(at + 10) }, `${file}: ${name}`),
    });
    if (crc32(entries[i].bytes) !== archive.readUInt32LE(at + 16)) {
      throw new UserError(`${file}: ${name} is damaged (its checksum is wrong). Export the weights again.`);
    }
    at += SIZE.central + nameLength + extraLength + commentLength;
  }
  return entries;
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

function contentOf(
  archive: Buffer,
  { offset, packed, size, method }: { offset: number; packed: number; size: number; method: number },
  where: string,
): Buffer {
  if (archive.readUInt32LE(offset) !== LOCAL) throw new RangeError('an array is not where it should be');
  const start = offset + SIZE.local + archive.readUInt16LE(offset + 26) + archive.readUInt16LE(offset + 28);
  if (start + packed > archive.length) throw new RangeError('an array goes on beyond its end');
  const bytes = archive.subarray(start, start + packed);
  switch (method) {
    case STORED:
      return bytes;
    case DEFLATED:
      return inflateRawSync(bytes, { maxOutputLength: Math.max(1, size) });
    default:
      throw new UserError(`${where} is compressed in a way that is not read here. Write it with numpy.savez.`);
  }
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

function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) crc = CRC_TABLE[(crc ^ byte) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
