/** The weights of a run as bytes, and back. */
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import { arraysOf } from '../../training/keeper';
import { type KeptArray, KeptHead } from '../../protocol/keptFile';
import { parse } from '../../protocol/schema';
import { seal, unseal } from './sealed';

/** What is kept of a run: where it is, to look into, and the end of its last whole epoch, to go on from. */
export interface Kept {
  newest: Checkpoint;
  whole: Checkpoint | null;
}

const { format, version } = KeptHead.entries;

export function writeKept(run: string, { newest, whole }: Kept): Uint8Array {
  const checkpoints = whole === null || whole === newest ? [newest] : [newest, whole];
  const head: KeptHead = {
    format: format.literal,
    version: version.literal,
    run,
    checkpoints: checkpoints.map(({ parameters, velocities, best, ...counts }) => ({
      ...counts,
      parameters: parameters.map(headOf),
      velocities: velocities?.map(headOf) ?? null,
      ...(best && { best: { ...best, parameters: best.parameters.map(headOf) } }),
    })),
    whole: whole === null ? null : checkpoints.length - 1,
  };
  return seal(head, checkpoints.flatMap(arraysOf));
}

/** @returns null when it is not whole, or of another run */
export function readKept(bytes: Uint8Array, run: string): Kept | null {
  const sealed = unseal(bytes);
  const head = sealed && parse(KeptHead, sealed.head);
  if (!head || head.run !== run) return null;
  const { numbers } = sealed;
  let at = 0;
  const take = ({ bytesEach, length }: KeptArray): Numbers => {
    // A copy that begins where a number of its kind may begin.
    const { buffer } = new Uint8Array(numbers.subarray(at, (at += bytesEach * length)));
    return bytesEach === 4 ? new Float32Array(buffer) : new Float64Array(buffer);
  };
  const checkpoints = head.checkpoints.map(({ best, ...one }) => ({
    ...one,
    parameters: one.parameters.map(take),
    velocities: one.velocities?.map(take) ?? null,
    ...(best && { best: { ...best, parameters: best.parameters.map(take) } }),
  }));
  const newest = checkpoints.at(0);
  if (!newest || at !== numbers.length) return null;
  return { newest, whole: head.whole === null ? null : (checkpoints.at(head.whole) ?? null) };
}

const headOf = (numbers: Numbers): KeptArray => ({
  bytesEach: numbers instanceof Float32Array ? 4 : 8,
  length: numbers.length,
});
