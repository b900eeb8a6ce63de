/** Whether the bytes of a downloaded file are those of the published one. */
import { isTooMuch, packedFault, startsAsGzip } from '../../../host/packed';
import { beginningOf, unpack } from '../../../host/web/unpack';
import type { PublishedFile } from '../sets';
import { HEAD_BYTES, type Verdict, verdictOf } from '../verdict';
import { sha256 } from './sha256';

/** So many bytes hold the beginning, also where a gzip file carries a name and a comment before its data. */
const PACKED_HEAD = 4096;

/** Unpacks no more than there should be. */
export async function verifyBytes(bytes: Uint8Array, published: PublishedFile): Promise<Verdict> {
  const gzip = startsAsGzip(bytes);
  try {
    const plain = gzip ? await unpack(bytes, 'gzip', published.bytes) : bytes;
    const found = { head: plain.subarray(0, HEAD_BYTES), size: plain.length, sha256: await sha256(plain) };
    return verdictOf(found, published, gzip);
  } catch (error) {
    if (!isTooMuch(error)) return { ok: false, fault: `holds gzip data that ${packedFault(error)}` };
    const head = (await beginningOf(bytes.subarray(0, PACKED_HEAD), 'gzip')).subarray(0, HEAD_BYTES);
    return verdictOf({ head, size: published.bytes + 1, sha256: '' }, published, gzip);
  }
}
