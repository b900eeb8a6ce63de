/** What is wrong with data that do not unpack, in a sentence's words: those of zlib and Node are for programmers. */

/** @param error of `node:zlib` @returns what goes on after “the data …” */
export function packedFault(error: unknown): string {
  switch ((error as NodeJS.ErrnoException | null)?.code) {
    case 'Z_BUF_ERROR':
      return 'are cut short';
    case 'ERR_BUFFER_TOO_LARGE':
      return 'hold more than they say';
    default:
      return 'are damaged';
  }
}

/** Whether an error is one of unpacking, and none of the file system. */
export const isPackedFault = (error: unknown): boolean =>
  /^(?:Z_|ERR_BUFFER_TOO_LARGE$)/.test((error as NodeJS.ErrnoException | null)?.code ?? '');
