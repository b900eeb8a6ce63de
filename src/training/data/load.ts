/** The images of a run, by what its configuration asks for. */
import type { ExperimentId } from '../../protocol/config';
import type { Dataset } from './dataset';
import { drawDigits } from './digits';
import { readMnist } from './mnistFolder';

/** How many built-in digits an experiment draws. 3-or-7 uses two of the ten, so it draws only those. */
const DIGITS = {
  mnist: { train: 12_000, test: 2_000 },
  '3-or-7': { train: 4_000, test: 1_000, classes: [3, 7] },
} as const;

/**
 * @param folder the folder with the MNIST files; null for the built-in digits
 * @param limit at most so many training examples
 * @throws UserError when the folder's files are missing or damaged
 */
export async function loadImages(
  experiment: ExperimentId,
  folder: string | null,
  limit: number | null,
): Promise<Dataset> {
  if (folder === null) {
    const request = experiment === '3-or-7' ? DIGITS['3-or-7'] : DIGITS.mnist;
    return drawDigits({ ...request, train: Math.min(request.train, limit ?? Infinity) });
  }
  // 3-or-7 limits after it has picked its two digits.
  return readMnist(folder, experiment === '3-or-7' ? null : limit);
}
