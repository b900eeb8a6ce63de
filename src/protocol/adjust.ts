/** Values of a run that may be changed while it is under way. */
import * as v from 'valibot';
import { type Infer, finite, ordinal } from './schema';

/** Fields of `RunConfig`. */
export const AdjustableId = v.picklist(['learningRate', 'momentum', 'l2']);
export type AdjustableId = Infer<typeof AdjustableId>;

/** One that can be changed in a run, and when a change takes effect: with the next step, or where the next epoch begins. */
export const Adjustable = v.object({ field: AdjustableId, from: v.picklist(['step', 'epoch']) });
export type Adjustable = Infer<typeof Adjustable>;

/** A change that a run has taken in. */
export const Change = v.object({
  field: AdjustableId,
  /** The first step that was made with the new value. */
  step: ordinal,
  before: finite,
  value: finite,
});
export type Change = Infer<typeof Change>;
