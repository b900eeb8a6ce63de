/** The moments of a run as bytes, and back. */
import { type Moment, ReplayHead } from '../../protocol/replay';
import { parse } from '../../protocol/schema';
import { seal, unseal } from './sealed';

const { format, version } = ReplayHead.entries;

export function writeReplay(run: string, moments: readonly Moment[]): Uint8Array {
  const head: ReplayHead = {
    format: format.literal,
    version: version.literal,
    run,
    moments: moments.map(({ step, frame }) => {
      if (frame.kind === 'line') return { step, frame };
      const { parts, ...rest } = frame;
      return { step, frame: { ...rest, length: parts.length } };
    }),
  };
  return seal(
    head,
    moments.flatMap(({ frame }) => (frame.kind === 'line' ? [] : [frame.parts])),
  );
}

/** @returns null when it is not whole, or of another run */
export function readReplay(bytes: Uint8Array, run: string): Moment[] | null {
  const sealed = unseal(bytes);
  const head = sealed && parse(ReplayHead, sealed.head);
  if (!head || head.run !== run) return null;
  let at = 0;
  const moments = head.moments.map(({ step, frame }): Moment => {
    if (frame.kind === 'line') return { step, frame };
    const { length, ...rest } = frame;
    const parts = new Int8Array(sealed.numbers.slice(at, (at += length)).buffer);
    return { step, frame: { ...rest, parts } };
  });
  return at === sealed.numbers.length ? moments : null;
}
