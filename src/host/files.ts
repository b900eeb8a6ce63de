import { join } from './paths';

/**
 * A folder: the learner's, or one of the extension's own. Paths lie inside of it and are plain strings with forward slashes;
 * an empty one is the folder itself. Reading is synchronous, for a course is small; writing is a promise.
 */
export interface Files {
  /**
   * Null where there is no such file.
   *
   * @param most bytes that a file of its kind can have
   * @throws FileRefused for what is there and is no ordinary file of that size; Error of the machine for what cannot be read
   */
  read(path: string, most?: number): Uint8Array | null;
  /** The same, as text. */
  readText(path: string, most?: number): string | null;
  /** What lies in a folder; null where there is no such folder. @throws Error of the machine for one that cannot be read */
  list(path: string): Entry[] | null;
  /** What there is; null where nothing is, or nothing that can be seen. */
  kind(path: string): 'file' | 'folder' | null;
  /** Whether it is a link that leads to nothing, or in a circle: what stands there is the learner's. */
  isDeadLink(path: string): boolean;
  /** Finds out whether a file can be written, and changes nothing. @throws Error of the machine where it cannot */
  tryWrite(path: string): void;
  /** Writes a whole file or nothing, and makes its folder where that is missing. */
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Removes a file, or a folder with all that is in it. What is not there is removed already. */
  remove(path: string): Promise<void>;
  /** Writes a file under a name that no other has: it is whole, and safe from a power cut, before it has the name. Makes its folder where that is missing, and none around it. */
  add(path: string, data: string): Promise<void>;
  /** Makes a folder in one step, so that of several programs one makes it. @returns false where something has that name already */
  addFolder(path: string): Promise<boolean>;
  /** Removes a folder that has nothing in it. One that has something stays. */
  removeEmptyFolder(path: string): Promise<void>;
  /** Gives a file another name in one step, so that of several programs one gets it. @returns false where there is no such file */
  move(path: string, to: string): Promise<boolean>;
  /** Gives a file one more name in one step. @returns false where there is no such file, or something has that name already */
  link(path: string, to: string): Promise<boolean>;
}

/** Most bytes of a file whose kind has no limit of its own: no file of a course comes near. */
export const MAX_BYTES = 16_000_000;

/** What is there is no ordinary file, or a larger one than is read. The message is a sentence that begins with its name. */
export class FileRefused extends Error {
  override name = 'FileRefused';
  /** The same without the name: `is a pipe, not an ordinary file`. */
  readonly fault: string;

  constructor(file: string, fault: string) {
    super(`${file} ${fault}.`);
    this.fault = fault;
  }
}

/** @throws FileRefused where a file has more bytes than its kind can have */
export function requireSize(file: string, size: number, most: number): void {
  if (size > most)
    throw new FileRefused(file, `is too large: it has ${inUnits(size)}, and at most ${inUnits(most)} are read`);
}

function inUnits(bytes: number): string {
  const [unit, size] = bytes < 1e4 ? ['bytes', 1] : bytes < 1e7 ? ['kB', 1e3] : ['MB', 1e6];
  return `${Math.ceil(bytes / size).toLocaleString('en-US')} ${unit}`;
}

export interface Entry {
  name: string;
  isFolder: boolean;
}

/** The files at a path, or below it. */
export function pathsBelow(files: Files, path: string): string[] {
  if (files.kind(path) === 'file') return [path];
  return (files.list(path) ?? []).flatMap(({ name }) => pathsBelow(files, join(path, name)));
}

/** For files of our own, of any size. @throws Error where there is no such file */
export const requireText = (files: Files, path: string): string => required(files.readText(path, Infinity), path);

/** The same, as bytes. */
export const requireBytes = (files: Files, path: string): Uint8Array => required(files.read(path, Infinity), path);

function required<T>(found: T | null, path: string): T {
  if (found === null) throw new Error(`The file ${path} is missing.`);
  return found;
}
