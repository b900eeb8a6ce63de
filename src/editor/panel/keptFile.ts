/** The weights of a run as bytes, and back. */
import { host } from '../../host';
import { parseJson } from '../../host/text';
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import { type KeptArray, KeptHead } from '../../protocol/keptFile';
import { parse } from '../../protocol/schema';

/** What is kept of a run: where it is, to look into, and the end of its last whole epoch, to go on from. */
export interface Kept {
  newest: Checkpoint;
  whole: Checkpoint | null;
}

const { format, version } = KeptHead.entries;
const NEW_LINE = 10;

export function writeKept(run: string, { newest, whole }: Kept): Uint8Array {
  const checkpoints = whole === null || whole === newest ? [newest] : [newest, whole];
  const head: KeptHead = {
    format: format.literal,
    version: version.literal,
    run,
    checkpoints: checkpoints.map(({ parameters, velocities, ...counts }) => ({
      ...counts,
      parameters: parameters.map(headOf),
      velocities: velocities?.map(headOf) ?? null,
    })),
    whole: whole === null ? null : checkpoints.length - 1,
  };
  const text = new TextEncoder();
  const arrays = checkpoints.flatMap(({ parameters, velocities }) => [...parameters, ...(velocities ?? [])]);
  const body = joined([text.encode(`${JSON.stringify(head)}\n`), ...arrays.map(bytesOf)]);
  return joined([text.encode(`${host.sha256(body)}\n`), body]);
}

/** @returns null when it is not whole, or of another run */
export function readKept(bytes: Uint8Array, run: string): Kept | null {
  const [sum, body] = lineOf(bytes);
  if (body === null || host.sha256(body) !== sum) return null;
  const [text, numbers] = lineOf(body);
  const head = numbers && parse(KeptHead, jsonOf(text));
  if (!head || head.run !== run) return null;
  let at = 0;
  const take = ({ bytesEach, length }: KeptArray): Numbers => {
    // A copy that begins where a number of its kind may begin.
    const { buffer } = new Uint8Array(numbers.subarray(at, (at += bytesEach * length)));
    return bytesEach === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  };
  const checkpoints = head.checkpoints.map((one) => ({
    ...one,
    parameters: one.parameters.map(take),
    velocities: one.velocities?.map(take) ?? null,
  }));
  const newest = checkpoints.at(0);
  if (!newest || at !== numbers.length) return null;
  return { newest, whole: head.whole === null ? null : (checkpoints.at(head.whole) ?? null) };
}

const headOf = (numbers: Numbers): KeptArray => ({
  bytesEach: numbers instanceof Float32Array ? 4 : 8,
  length: numbers.length,
});

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers): Uint8Array =>
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
