/** Bytes as numbers and texts of files, the same on every machine. */

export const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView<ArrayBufferLike> =>
  new DataView(buffer, byteOffset, byteLength);

export function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** A letter a byte. */
export const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

/** Its letters are all in Latin 1. */
export const bytesOfLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

export const toBase64 = (bytes: Uint8Array): string => btoa(latin1(bytes));

/** @throws Error for what is no base64 */
export const fromBase64 = (text: string): Uint8Array => bytesOfLatin1(atob(text));
