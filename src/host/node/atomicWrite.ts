import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Taken before a learner's code runs, which gets another `process`. */
const { pid } = process;
let counter = 0;

/** Writes a whole file or nothing: through a temporary file beside it, then a rename. Makes the folder where it is missing. */
export function atomicWrite(file: string, text: string | Uint8Array): void {
  makeFolder(path.dirname(file));
  const temporary = `${file}.${pid}-${counter++}.tmp`;
  try {
    writeFileSync(temporary, text);
    whenFree(() => renameSync(temporary, file));
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** How often something is tried on Windows, and how long each wait is: about a second in all. */
const ATTEMPTS = 50;
const PAUSE_MS = 20;

/** Whether Windows refused because another program, such as a scanner for viruses or a second window, has the file open just now. */
export function isInUse(error: unknown): boolean {
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

/** Like `mkdir -p`. Node's own never returns where the system says that a parent it has just made does not exist (`/proc`). */
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
