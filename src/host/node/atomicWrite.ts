import {
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

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
  beside(place, text, (temporary) => whenFree(() => renameSync(temporary, place)));
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
  beside(path.join(folder, path.basename(place)), new Uint8Array(TRIAL_BYTES), (temporary) => unlinkSync(temporary));
}

function beside(place: string, text: string | Uint8Array, use: (temporary: string) => void): void {
  const temporary = `${place}.${pid}-${counter++}.tmp`;
  try {
    writeFileSync(temporary, text);
    use(temporary);
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It could not even be made.
    }
    throw error;
  }
}

/** Where a file lies that is written. A rename would put a file in the place of whatever has its name. */
function requirePlace(file: string): string {
  const there = lstatSync(file, { throwIfNoEntry: false });
  // A link to nowhere is replaced.
  if (!there || (there.isSymbolicLink() && !existsSync(file))) return file;
  const found = statSync(file);
  if (found.isDirectory()) throw new Error('it is a folder');
  if (!found.isFile()) throw new Error('it is a device or a pipe, not a file');
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
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in between.
    if (!existsSync(folder)) throw error;
  }
}
