import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { messageOf } from '../errors';

export type Verdict = { ok: true; gzip: boolean } | { ok: false; reason: string };

/**
 * Checks a file, gzip or plain, against the SHA-256 of its decompressed bytes.
 *
 * @throws Error when the file cannot be read
 */
export async function verifyFile(file: string, sha256: string): Promise<Verdict> {
  const gzip = await startsAsGzip(file);
  const hash = createHash('sha256');
  try {
    await (gzip ? pipeline(createReadStream(file), createGunzip(), hash) : pipeline(createReadStream(file), hash));
  } catch (error) {
    return { ok: false, reason: `sent a file that is damaged or cut short (${messageOf(error)})` };
  }
  return hash.digest('hex') === sha256
    ? { ok: true, gzip }
    : { ok: false, reason: 'sent another file (its SHA-256 differs)' };
}

async function startsAsGzip(file: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
