import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isAlive, ownerName } from './owner';

/** Taken before a learner's code runs, which gets another `process`. */
const { pid } = process;
let counter = 0;

/**
 * Writes a whole file or nothing: through a temporary file beside it, then a rename. Makes the folder where it is missing,
 * and follows a link to a file.
 *
 * @throws Error of the machine; Error for a folder, a device or a pipe, which would be replaced
 */
export function atomicWrite(file: string, text: string | Uint8Array): void {
  const place = requirePlace(file);
  makeFolder(path.dirname(place));
  viaTemporary(
    place,
    (temporary) => writeFileSync(temporary, text),
    (temporary) => whenFree(() => renameSync(temporary, place)),
  );
}

/** A disk that is full still takes names. */
const TRIAL_BYTES = 4096;

/**
 * Finds out whether `atomicWrite` can write a file, and changes nothing. Where folders are missing, the nearest that is
 * there is tried.
 *
 * @throws what `atomicWrite` throws
 */
export function tryWrite(file: string): void {
  const place = requirePlace(file);
  let folder = path.dirname(place);
  while (!existsSync(folder) && path.dirname(folder) !== folder) folder = path.dirname(folder);
  viaTemporary(
    path.join(folder, path.basename(place)),
    (temporary) => writeFileSync(temporary, new Uint8Array(TRIAL_BYTES)),
    (temporary) => unlinkSync(temporary),
  );
}

const TRIES = 5;

/**
 * Writes a file under a temporary name beside the one that it is for, then does something with it. What killed programs left
 * half written in that folder goes first.
 */
export function viaTemporary(file: string, write: (temporary: string) => void, use: (temporary: string) => void): void {
  removeAbandoned(path.dirname(file));
  const temporary = `${file}.${ownerName(pid)}-${counter++}.tmp`;
  for (let attempt = 1; ; attempt++) {
    try {
      write(temporary);
      use(temporary);
      return;
    } catch (error) {
      removeIfPossible(temporary);
      // A program that cannot see this process (in a container of the same name) took it for abandoned.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === TRIES) throw error;
    }
  }
}

/** What processes of this machine left half written when they were killed. */
function removeAbandoned(folder: string): void {
  for (const name of namesIn(folder)) {
    const owner = Number(/-(\d+)-\d+\.tmp$/.exec(name)?.[1]);
    if (name.includes(`.${ownerName(owner)}-`) && !isAlive(owner)) removeIfPossible(path.join(folder, name));
  }
}

/** None where the folder cannot be listed: there may be a right to write in it all the same. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** It may be gone, or another user's. */
function removeIfPossible(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // It does no harm.
  }
}

/** Something is there that is no file. With its place, as the errors of the machine have it. */
class Occupied extends Error {
  readonly path: string;

  constructor(message: string, place: string) {
    super(message);
    this.path = place;
  }
}

/** Where a file lies that is written. A rename would put a file in the place of whatever has its name. */
function requirePlace(file: string): string {
  const there = lstatSync(file, { throwIfNoEntry: false });
  // A link to nowhere is replaced.
  if (!there || (there.isSymbolicLink() && !existsSync(file))) return file;
  const found = statSync(file);
  if (found.isDirectory()) throw new Occupied('it is a folder', file);
  if (!found.isFile()) throw new Occupied('it is a device or a pipe, not a file', file);
  return there.isSymbolicLink() ? realpathSync(file) : file;
}

/** How often something is tried on Windows, and how long each wait is: about a second in all. */
const ATTEMPTS = 50;
const PAUSE_MS = 20;

/** Whether Windows refused because another program, such as a scanner for viruses or a second window, has the file open just now. */
function isInUse(error: unknown): boolean {
  return (
    process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')
  );
}

/** Does something with a file, on Windows as soon as no other program is in the way. */
export function whenFree<T>(action: () => T): T {
  for (let attempt = 1; ; attempt++) {
    try {
      return action();
    } catch (error) {
      if (!isInUse(error) || attempt === ATTEMPTS) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    }
  }
}

/** Like `mkdir -p`. Node's own never returns where the system reports that a parent it has just made does not exist (`/proc`). */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) makeFolder(parent);
  makeOneFolder(folder);
}

/** The same without the folders around it. @throws Error of the machine where these are missing */
export function makeOneFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in between.
    if (!existsSync(folder)) throw error;
  }
}
