/** Where the four files of MNIST are on the disk. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { refusalOf } from '../../../host/node/refusal';
import { UserError } from '../../errors';
import {
  type Kind,
  type Look,
  type MnistPlaces,
  OTHER_DATA,
  completeIn,
  findIn,
  missingIn,
  placesOf,
} from '../mnistFiles';
import type { MnistFileName } from '../sets';

const look: Look = {
  kindOf: (place): Kind | null => {
    try {
      const about = statSync(place);
      return about.isFile() ? 'file' : about.isDirectory() ? 'folder' : 'other';
    } catch {
      return null;
    }
  },
  foldersIn: (folder) => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name));
    } catch {
      return [];
    }
  },
};

export const findMnistFile = (folder: string, name: string): string | null => findIn(look, folder, name);

/** Null where a file is missing. */
export const placesIn = (folder: string): MnistPlaces | null => placesOf(look, folder);

/** Which of the four files a folder lacks. */
export const missingMnistFiles = (folder: string): MnistFileName[] => missingIn(look, folder);

/** The folder that holds the four files, see `completeIn`. @throws UserError also where there is no such folder */
export function completeFolder(folder: string): string {
  requireFolder(folder);
  return completeIn(look, folder);
}

function requireFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) {
      throw new UserError(`${folder} is a file, not a folder. ${OTHER_DATA}`);
    }
    readdirSync(folder);
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `There is no folder ${folder}. ${OTHER_DATA}`
        : `The folder ${folder} cannot be read: ${refusalOf(folder, error).fault}. ${OTHER_DATA}`,
    );
  }
}
