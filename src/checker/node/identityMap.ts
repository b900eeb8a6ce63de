/**
 * A source map that leaves every place where it is. Types are stripped in place, so none is needed to find a line; but
 * VS Code's debugger shows a file that has other bytes than the code that runs as a read-only copy, unless a map names it.
 */

import { Buffer } from 'node:buffer';

/** Apart from what stands before it, or a debugger takes this file's own text for a map. */
const COMMENT = 'sourceMappingURL';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** @param url of the file, which is also the code's own. @returns the code with the map in its last line */
export function withIdentityMap(code: string, url: string): string {
  const map = { version: 3, sources: [url], names: [], mappings: mappings(code) };
  const data = Buffer.from(JSON.stringify(map)).toString('base64');
  return `${code}\n//# ${COMMENT}=data:application/json;base64,${data}`;
}

/** A segment for every word and sign: a breakpoint can stand at any of them. */
function mappings(code: string): string {
  let column = 0;
  let line = 0;
  return code
    .split('\n')
    .map((text, number) => {
      let generated = 0;
      const segments = [...text.matchAll(/[\w$]+|\S/g)].map(({ index }) => {
        // Generated column (from the line's start on), source, source's line, source's column; each as a difference.
        const segment = [index - generated, 0, number - line, index - column].map(encode).join('');
        [generated, line, column] = [index, number, index];
        return segment;
      });
      return segments.join(',');
    })
    .join(';');
}

/** Base 64 VLQ of the source map format (ECMA-426): the sign in the lowest bit, then five bits a digit. */
function encode(value: number): string {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}
