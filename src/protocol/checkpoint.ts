/** All that a run has learned: to look into, and to go on from. */
import * as v from 'valibot';
import { type Infer, finite, finites, index } from './schema';

const numbers = v.custom<Float32Array | Float64Array>(
  (value) => (value instanceof Float32Array || value instanceof Float64Array) && value.every(Number.isFinite),
);

/** The epoch with the lowest validation loss so far. */
export const Best = v.object({ epoch: index, loss: finite, parameters: v.array(numbers) });
export type Best = Infer<typeof Best>;

/** Not for JSON: it goes from process to process, and into a file of its own (`KeptFile`). */
export const Checkpoint = v.object({
  /** Steps that were done. */
  step: index,
  /** Whole epochs that were done. */
  epoch: index,
  /** Weights and biases in the order and with the shapes of the experiment. */
  parameters: v.array(numbers),
  /**
   * What the optimizer remembers: the velocities of momentum, one for each of the parameters, or the means of Adam and then its
   * mean squares. Null where nothing is remembered.
   */
  velocities: v.nullable(v.array(numbers)),
  /** Where the random numbers of the training are; null where it draws none. */
  random: v.nullable(finites),
  /** Loss of the untrained network, by which a run that diverges is noticed. */
  startLoss: finite,
  /** With patience. */
  best: v.exactOptional(Best),
});
export type Checkpoint = Infer<typeof Checkpoint>;

export type Numbers = Infer<typeof numbers>;
