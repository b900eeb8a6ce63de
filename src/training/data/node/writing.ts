/** Why a file cannot be written, in words for a learner. */
import { dirname } from 'node:path';
import { refusalOf } from '../../../host/node/refusal';
import { WriteError } from '../part';

/** @throws WriteError when the action fails */
export async function writing<T>(file: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw new WriteError(writeProblem(file, error));
  }
}

function writeProblem(file: string, error: unknown): string {
  const folder = dirname(file);
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return (
        `There is no space left in ${folder}. MNIST needs about 12 MB there. ` +
        'Free some space and try again: the part already downloaded is kept. Or train on the built-in digits.'
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return (
        `The folder ${folder} is read-only for you. ` +
        'Allow writing there, choose a folder that holds the MNIST files, or train on the built-in digits.'
      );
    default:
      return `${file} cannot be written: ${refusalOf(file, error).fault}. Check the disk and the rights of its folder, and try again.`;
  }
}
