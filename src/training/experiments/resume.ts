/** A run that goes on from a checkpoint, or is only looked into. */
import type { Checkpoint, Numbers } from '../../protocol/checkpoint';
import { InputError } from '../errors';
import { DivergenceWatch } from './divergenceWatch';

/** The part of a run that is to be done: all of it, or what is left. A loop that does the rest counts from 1 all the same. */
export interface Span {
  epochsLeft: number;
  /** What was done before. */
  done: { step: number; epoch: number };
  watch: DivergenceWatch;
}

interface Plan {
  epochs: number;
  stepsPerEpoch: number;
  batchSize: number;
}

/** @throws InputError when the checkpoint is of another run, as where the data have changed */
export function spanOf(from: Checkpoint | null | undefined, { epochs, stepsPerEpoch, batchSize }: Plan): Span {
  const watch = new DivergenceWatch(batchSize, stepsPerEpoch, from?.startLoss);
  if (!from) return { epochsLeft: epochs, done: { step: 0, epoch: 0 }, watch };
  const { step, epoch } = from;
  if (Math.floor(step / stepsPerEpoch) !== epoch || epoch > epochs)
    throw new InputError(
      `The data are not those that this run was trained on: an epoch has ${stepsPerEpoch} steps now. ` +
        'Bring the data back that it had, or start the run again.',
    );
  return { epochsLeft: epochs - epoch, done: { step: epoch * stepsPerEpoch, epoch }, watch };
}

/**
 * The kept parameters, where they have the lengths that the network needs.
 *
 * @throws InputError when they have others
 */
export function fitting(kept: readonly Numbers[], lengths: readonly number[]): readonly Numbers[] {
  const found = kept.map(({ length }) => length);
  if (found.join() !== lengths.join())
    throw new InputError(
      `The kept weights do not fit the network: it has ${lengths.join(', ')} numbers, and ${found.join(', ')} were kept. ` +
        'Start the run again.',
    );
  return kept;
}
