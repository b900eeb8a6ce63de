/** Where the four files of MNIST are in a folder, as archives and other programs lay them out. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DATA_SETS, type MnistFileName } from '../sets';

const { files } = DATA_SETS.mnist;

/** The spellings in use: `-idx3-`, `.idx3-`, with or without `.gz`. */
function spellings(name: string): string[] {
  const dotted = name.replace('-idx', '.idx');
  return [name, `${name}.gz`, dotted, `${dotted}.gz`];
}

type Kind = 'file' | 'folder' | 'other';

function kindOf(place: string): Kind | null {
  try {
    const about = statSync(place);
    return about.isFile() ? 'file' : about.isDirectory() ? 'folder' : 'other';
  } catch {
    return null;
  }
}

/**
 * The file in a folder, under one of the spellings; null if none. Kaggle's archive holds a folder of each name with the file in it, beside
 * or in place of the file itself. What is neither file nor folder is found last, so that reading it says what it is.
 */
export function findMnistFile(folder: string, name: string): string | null {
  const candidates = spellings(name).map((one) => join(folder, one));
  const of = (kind: Kind, places: readonly string[]): string[] => places.filter((place) => kindOf(place) === kind);
  const inside = of('folder', candidates).flatMap((place) => spellings(name).map((one) => join(place, one)));
  return of('file', candidates)[0] ?? of('file', inside)[0] ?? of('other', candidates)[0] ?? null;
}

/** Which of the four files a folder lacks. */
export function missingMnistFiles(folder: string): MnistFileName[] {
  return files.map(({ name }) => name).filter((name) => findMnistFile(folder, name) === null);
}

/** torchvision keeps its sets in `data/MNIST/raw`; the folder of a project is one more above. */
const MAX_DEPTH = 3;
/** So many folders are looked into: a home folder has thousands. */
const MAX_FOLDERS = 200;

/** Folders below one that hold all four files, the nearest first. Links are not followed. */
export function completeFoldersBelow(folder: string): string[] {
  const complete: string[] = [];
  let level = [folder];
  for (let depth = 0, looked = 0; depth < MAX_DEPTH && looked < MAX_FOLDERS; depth++) {
    const next = level.flatMap(foldersIn).slice(0, MAX_FOLDERS - looked);
    looked += next.length;
    const found = next.filter((one) => missingMnistFiles(one).length === 0);
    complete.push(...found);
    level = next.filter((one) => !found.includes(one));
  }
  return complete;
}

function foldersIn(folder: string): string[] {
  const isWanted = (entry: Dirent): boolean =>
    entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules';
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(isWanted)
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** How a folder is called where its path would be too long. torchvision's is `raw` in the folder of the set. */
export function nameOfFolder(folder: string): string {
  const name = basename(folder);
  return (name === 'raw' ? basename(dirname(folder)) : name) || folder;
}
