/** Packed data: what is wrong with those that do not unpack, in a sentence's words. Those of zlib and Node are for programmers. */

/** What `gzip` makes, and what lies in a ZIP archive. */
export type Packing = 'gzip' | 'deflate-raw';

export const startsAsGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The codes of Node's errors; a browser's host gives the same ones to its own. */
const [CUT, TOO_MUCH] = ['Z_BUF_ERROR', 'ERR_BUFFER_TOO_LARGE'];

const codeOf = (error: unknown): unknown => (error as NodeJS.ErrnoException | null)?.code;

/** @param error of unpacking @returns what goes on after “the data …” */
export function packedFault(error: unknown): string {
  switch (codeOf(error)) {
    case CUT:
      return 'are cut short';
    case TOO_MUCH:
      return 'hold more than they say';
    default:
      return 'are damaged';
  }
}

/** Whether there was more in the data than was to be unpacked. */
export const isTooMuch = (error: unknown): boolean => codeOf(error) === TOO_MUCH;

/** Whether an error is one of unpacking, and none of the file system. */
export const isPackedFault = (error: unknown): boolean => {
  const code = codeOf(error);
  return typeof code === 'string' && (code.startsWith('Z_') || code === TOO_MUCH);
};
