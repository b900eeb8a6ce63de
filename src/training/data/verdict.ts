/** Whether a downloaded file is the one that was published, and if not, in which way it differs. */
import { IDX_FORMATS, type IdxKind, hex, looksLikeWebPage } from './idx';
import type { PublishedFile } from './sets';

/** `fault` goes on after “The file …”. */
export type Verdict = { ok: true; gzip: boolean } | { ok: false; fault: string };

/** Enough for a header and for the beginning of a web page. */
export const HEAD_BYTES = 64;

/** What was found in a file, decompressed. */
export interface Digest {
  /** Its first bytes. */
  head: Uint8Array;
  /** A little more than there should be where there is more: the rest is not unpacked. */
  size: number;
  sha256: string;
}

export const verdictOf = (found: Digest, published: PublishedFile, gzip: boolean): Verdict =>
  found.sha256 === published.sha256 ? { ok: true, gzip } : { ok: false, fault: faultOf(found, published) };

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
    const numbers = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const found = numbers.getUint32(0);
    if (found !== magic) {
      return `is not an IDX file of ${kind} (magic number ${hex(found)}, expected ${hex(magic)})`;
    }
    const sizes = Array.from({ length: dimensions }, (_, i) => numbers.getUint32(4 + 4 * i));
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
