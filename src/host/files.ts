/**
 * A folder: the learner's, or one of the extension's own. Paths lie inside of it and are plain strings with forward slashes;
 * an empty one is the folder itself. Reading is synchronous, for a course is small; writing is a promise.
 */
export interface Files {
  /** Null where there is no such file. @throws Error of the machine for a file that is there and cannot be read */
  read(path: string): Uint8Array | null;
  /** The same, as text. */
  readText(path: string): string | null;
  /** What lies in a folder; null where there is no such folder. @throws Error of the machine for one that cannot be read */
  list(path: string): Entry[] | null;
  /** What there is; null where nothing is, or nothing that can be seen. */
  kind(path: string): 'file' | 'folder' | null;
  /** Writes a whole file or nothing, and makes its folder where that is missing. */
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Removes a file, or a folder with all that is in it. What is not there is removed already. */
  remove(path: string): Promise<void>;
  /** Writes a file under a name that no other has: it is whole, and safe from a power cut, before it has the name. */
  add(path: string, data: string): Promise<void>;
  /** Gives a file another name in one step, so that of several programs one gets it. @returns false where there is no such file */
  move(path: string, to: string): Promise<boolean>;
  /** Gives a file one more name in one step. @returns false where there is no such file, or something has that name already */
  link(path: string, to: string): Promise<boolean>;
}

export interface Entry {
  name: string;
  isFolder: boolean;
}

/** For files of our own. @throws Error where there is no such file */
export const requireText = (files: Files, path: string): string => required(files.readText(path), path);

/** The same, as bytes. */
export const requireBytes = (files: Files, path: string): Uint8Array => required(files.read(path), path);

function required<T>(found: T | null, path: string): T {
  if (found === null) throw new Error(`The file ${path} is missing.`);
  return found;
}
