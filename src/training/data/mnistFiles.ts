/** Where the four files of MNIST are in a folder, as archives and other programs lay them out. */
import { host } from '../../host';
import { UserError } from '../errors';
import { DATA_SETS, type MnistFileName } from './sets';

export const OTHER_DATA = 'Choose another folder, or train on the built-in digits.';

const { files } = DATA_SETS.mnist;

export type Kind = 'file' | 'folder' | 'other';

/** What lies where. */
export interface Look {
  kindOf(place: string): Kind | null;
  /** The places of all folders in one; none where it cannot be read. Without links. */
  foldersIn(folder: string): string[];
}

/** The spellings in use: `-idx3-`, `.idx3-`, with or without `.gz`. */
function spellings(name: string): string[] {
  const dotted = name.replace('-idx', '.idx');
  return [name, `${name}.gz`, dotted, `${dotted}.gz`];
}

/**
 * The file in a folder, under one of the spellings; null if none. Kaggle's archive holds a folder of each name with the file in it, beside
 * or in place of the file itself. What is neither file nor folder is found last, so that reading it says what it is.
 */
export function findIn(look: Look, folder: string, name: string): string | null {
  const inFolder = (place: string): string[] => spellings(name).map((one) => host.placeIn(place, one));
  const candidates = inFolder(folder);
  const of = (kind: Kind, places: readonly string[]): string[] => places.filter((place) => look.kindOf(place) === kind);
  const inside = of('folder', candidates).flatMap(inFolder);
  return of('file', candidates)[0] ?? of('file', inside)[0] ?? of('other', candidates)[0] ?? null;
}

/** Where each of the four files is. */
export type MnistPlaces = Readonly<Record<MnistFileName, string>>;

/** Null where a file is missing. */
export function placesOf(look: Look, folder: string): MnistPlaces | null {
  const found = files.map(({ name }) => [name, findIn(look, folder, name)] as const);
  return found.every(([, place]) => place !== null) ? (Object.fromEntries(found) as MnistPlaces) : null;
}

/** Which of the four files a folder lacks. */
export function missingIn(look: Look, folder: string): MnistFileName[] {
  return files.map(({ name }) => name).filter((name) => findIn(look, folder, name) === null);
}

/** torchvision keeps its sets in `data/MNIST/raw`; the folder of a project is one more above. */
export const MAX_DEPTH = 3;
/** So many folders are looked into: a home folder has thousands. */
export const MAX_FOLDERS = 200;

/** Whether something of the learner's may lie in a folder of this name. */
export const isWanted = (name: string): boolean => !name.startsWith('.') && name !== 'node_modules';

/** Folders below one that hold all four files, the nearest first. */
function completeBelow(look: Look, folder: string): string[] {
  const complete: string[] = [];
  let level = [folder];
  for (let depth = 0, looked = 0; depth < MAX_DEPTH && looked < MAX_FOLDERS; depth++) {
    const next = level
      .flatMap((one) => look.foldersIn(one).filter((place) => isWanted(host.nameOf(place))))
      .slice(0, MAX_FOLDERS - looked);
    looked += next.length;
    const found = next.filter((one) => missingIn(look, one).length === 0);
    complete.push(...found);
    level = next.filter((one) => !found.includes(one));
  }
  return complete;
}

/**
 * The folder that holds the four files: this one, or the only one below that does. Archives are often unpacked a folder or two too deep.
 *
 * @param folder is there
 * @throws UserError naming what is missing, or the folders to choose from
 */
export function completeIn(look: Look, folder: string): string {
  const missing = missingIn(look, folder);
  if (missing.length === 0) return folder;
  const below = completeBelow(look, folder);
  if (below.length === 1) return below[0];
  if (below.length > 1)
    throw new UserError(
      `The folder ${folder} holds more than one set of images: ${below.join(', ')}. Choose one of these folders.`,
    );
  throw new UserError(
    `The folder ${folder} does not hold all four MNIST files. Missing: ${missing.join(', ')} (plain or .gz). ${OTHER_DATA}`,
  );
}

/** How a folder is called where its path would be too long. torchvision's is `raw` in the folder of the set. */
export function nameOfFolder(folder: string): string {
  const name = host.nameOf(folder);
  return (name === 'raw' ? host.nameOf(host.folderOf(folder)) : name) || folder;
}
