/** The images of a run, by what its configuration asks for. */
import { experimentRow } from '../experiments/table';
import type { Dataset } from './dataset';
import { drawDigits } from './digits';
import { readMnist } from './node/mnistFolder';
import { InputError, UserError } from '../errors';

/**
 * @param experiment one that reads images
 * @param folder the folder with the MNIST files; null for the built-in digits
 * @param limit at most so many training examples
 * @throws InputError when the folder's files are missing or damaged
 */
export async function loadImages(experiment: string, folder: string | null, limit: number | null): Promise<Dataset> {
  const { digits } = experimentRow(experiment);
  if (digits === null) throw new Error(`The experiment ${experiment} reads no images.`);
  if (folder === null) return drawDigits({ ...digits, train: Math.min(digits.train, limit ?? Infinity) });
  try {
    // What picks its classes limits afterwards.
    return await readMnist(folder, digits.classes ? null : limit);
  } catch (error) {
    throw error instanceof UserError ? new InputError(error.message) : error;
  }
}
