/** Unpacks what others have packed, by zlib. */
import { promisify } from 'node:util';
import { type ZlibOptions, constants, gunzip, inflateRaw } from 'node:zlib';
import type { Packing } from '../packed';

const ways: Record<Packing, (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array>> = {
  gzip: promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
  'deflate-raw': promisify<Uint8Array, ZlibOptions, Buffer>(inflateRaw),
};

/**
 * A few bytes can hold gigabytes.
 *
 * @param most bytes that there can be
 * @throws Error whose meaning `packedFault` tells
 */
export const unpack = (bytes: Uint8Array, packing: Packing, most: number): Promise<Uint8Array> =>
  ways[packing](bytes, { maxOutputLength: Math.max(1, most) });

/** As much as comes of the first bytes of packed data. @param head few: nothing limits what comes of them */
export const beginningOf = (head: Uint8Array, packing: Packing): Promise<Uint8Array> =>
  ways[packing](head, { finishFlush: constants.Z_SYNC_FLUSH });
