/** A folder of the disk. */
import { closeSync, openSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Files, MAX_BYTES } from '../files';
import { textOf } from '../text';
import { atomicWrite, isInUse, makeFolder, whenFree } from './atomicWrite';
import { readRegular } from './regularFile';

/** @param folder absolute */
export function folderOf(folder: string): Files {
  const place = (file: string): string => path.join(folder, file);
  const read = (file: string, most = MAX_BYTES): Buffer | null =>
    whereThere(() => readRegular(place(file), most, file));
  return {
    read,
    readText: (file, most) => {
      const bytes = read(file, most);
      return bytes && textOf(bytes);
    },
    list: (file) =>
      whereThere(() => readdirSync(place(file), { withFileTypes: true }))?.map((entry) => ({
        name: entry.name,
        isFolder: entry.isDirectory(),
      })) ?? null,
    kind: (file) => {
      try {
        return statSync(place(file)).isDirectory() ? 'folder' : 'file';
      } catch {
        return null;
      }
    },
    write: async (file, data) => atomicWrite(place(file), data),
    remove: async (file) => whenFree(() => rmSync(place(file), { recursive: true, force: true })),
    locked: async (file, action) => {
      const unlock = await lock(`${place(file)}.lock`);
      try {
        return await action();
      } finally {
        unlock();
      }
    },
  };
}

/** What a system answers where there is nothing: no file, a file in the place of a folder, a link that leads nowhere or round. */
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'ELOOP'];

function whereThere<T>(read: () => T): T | null {
  try {
    return whenFree(read);
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

const STALE_AFTER_MS = 3000;
/** For so long, a refusal of Windows can mean that another process is just removing its lock. */
const REMOVED_WITHIN_MS = 1000;

async function lock(file: string): Promise<() => void> {
  makeFolder(path.dirname(file));
  const start = performance.now();
  for (;;) {
    try {
      closeSync(openSync(file, 'wx'));
      return () => whenFree(() => rmSync(file, { force: true }));
    } catch (error) {
      const isBeingRemoved = isInUse(error) && performance.now() - start < REMOVED_WITHIN_MS;
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' && !isBeingRemoved) throw error;
      // A process that died in between left its lock behind.
      if (ageOf(file) > STALE_AFTER_MS) whenFree(() => rmSync(file, { force: true }));
      await wait(15);
    }
  }
}

/** Milliseconds since a file was written; 0 where there is none any more. */
function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}
