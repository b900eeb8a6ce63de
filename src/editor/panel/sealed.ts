/** Files with many numbers: a line with the SHA-256 of all that follows, a line with the head as JSON, then the numbers, little-endian. */
import { host } from '../../host';
import { parseJson } from '../../host/text';

const NEW_LINE = 10;

export function seal(head: object, arrays: readonly ArrayBufferView[]): Uint8Array {
  const text = new TextEncoder();
  const body = joined([text.encode(`${JSON.stringify(head)}\n`), ...arrays.map(bytesOf)]);
  return joined([text.encode(`${host.sha256(body)}\n`), body]);
}

/** @returns null when it is not as it was written */
export function unseal(bytes: Uint8Array): { head: unknown; numbers: Uint8Array } | null {
  const [sum, body] = lineOf(bytes);
  if (body === null || host.sha256(body) !== sum) return null;
  const [text, numbers] = lineOf(body);
  const head = numbers && jsonOf(text);
  return numbers && head !== null ? { head, numbers } : null;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The first line, and what follows it; null where there is no line. */
function lineOf(bytes: Uint8Array): [string, Uint8Array | null] {
  const end = bytes.indexOf(NEW_LINE);
  return [new TextDecoder().decode(bytes.subarray(0, Math.max(0, end))), end < 0 ? null : bytes.subarray(end + 1)];
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
