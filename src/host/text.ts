/** Text from files that people may have written with any program. */

/** UTF-8, or UTF-16 as Windows' own programs write it. A mark at the start stays: it is part of the text. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes), { ignoreBOM: true }).decode(bytes);
}

/** By the mark, or by the zero that is half of a first Latin letter or bracket. No text in UTF-8 holds one. */
function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second > 0)) return 'utf-16be';
  return 'utf-8';
}

/** A JSON document, with or without a mark at its start. @throws SyntaxError */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}
