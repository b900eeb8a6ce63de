/** From what a run asks for to the folder that it reads. */
import type { DataChoice } from '../protocol';
import { type MnistPlaces, locateMnist } from './mnistFolder';

/** Where images come from outside a run. */
export interface DataPlaces {
  /** A folder from the setting or from `NNFS_MNIST_DIR`. */
  configured?: string | null;
  /** Where downloads are kept. */
  cache: string;
}

/**
 * The folder with the MNIST files for a choice.
 *
 * @returns null for the built-in digits; `'missing'` when MNIST is asked for, no folder is configured and the cache is
 *   not complete: a download helps
 * @throws UserError naming the missing files when a folder was named or configured and is not complete
 */
export function folderFor(choice: DataChoice, places: DataPlaces): string | null | 'missing' {
  switch (choice.kind) {
    case 'digits':
      return null;
    case 'folder':
      return locate({ explicit: choice.folder, cache: places.cache });
    case 'mnist':
      return locate(places);
  }
}

function locate(places: MnistPlaces): string | 'missing' {
  return locateMnist(places) ?? 'missing';
}
