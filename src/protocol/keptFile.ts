/**
 * The file in which the weights of the last run are kept, beside its charts: a line with the SHA-256 of all that follows, a line with
 * the head, then the numbers of all arrays in their order, little-endian.
 */
import * as v from 'valibot';
import { Best, Checkpoint } from './checkpoint';
import { type Infer, index } from './schema';

export const KeptArray = v.object({ bytesEach: v.picklist([4, 8]), length: index });
export type KeptArray = Infer<typeof KeptArray>;

const KeptCheckpoint = v.object({
  ...Checkpoint.entries,
  parameters: v.array(KeptArray),
  velocities: v.nullable(v.array(KeptArray)),
  best: v.exactOptional(v.object({ ...Best.entries, parameters: v.array(KeptArray) })),
});

export const KeptHead = v.object({
  format: v.literal('nn-from-scratch kept weights'),
  version: v.literal(1),
  /** The id of the run. */
  run: v.string(),
  checkpoints: v.array(KeptCheckpoint),
  /** Which of them is the last end of an epoch; null: none is. */
  whole: v.nullable(index),
});
export type KeptHead = Infer<typeof KeptHead>;
