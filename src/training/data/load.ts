/** The images of a run, by what its configuration asks for. */
import type { RunConfig } from '../../protocol/config';
import type { DataFolder } from '../../protocol/dataFolder';
import { experimentRow } from '../experiments/table';
import type { Dataset } from './dataset';
import { drawDigits } from './digits';
import { readMnist } from './node/mnistFolder';
import { InputError, UserError } from '../errors';

/**
 * @param run its experiment is one that reads images
 * @param folder where the MNIST files are; null for the built-in digits
 * @throws InputError when the folder's files are missing or damaged
 */
export async function loadImages(
  { experiment, limit, validation }: Pick<RunConfig, 'experiment' | 'limit' | 'validation'>,
  folder: DataFolder | null,
): Promise<Dataset> {
  const { digits } = experimentRow(experiment);
  if (digits === null) throw new Error(`The experiment ${experiment} reads no images.`);
  if (folder === null)
    return drawDigits({
      ...digits,
      train: Math.min(digits.train, limit ?? Infinity),
      validation: Math.min(digits.validation, validation),
    });
  try {
    // What picks its classes limits afterwards.
    return await readMnist(folder, digits.classes ? {} : { limit, validation });
  } catch (error) {
    throw error instanceof UserError ? new InputError(error.message) : error;
  }
}
