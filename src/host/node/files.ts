/** A folder of the disk. */
import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Files, MAX_BYTES } from '../files';
import { textOf } from '../text';
import { addFile, addFolder, linkFile, moveFile, removeEmptyFolder } from './addFile';
import { atomicWrite, tryWrite, whenFree } from './atomicWrite';
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
    isDeadLink: (file) =>
      !existsSync(place(file)) && lstatSync(place(file), { throwIfNoEntry: false })?.isSymbolicLink() === true,
    tryWrite: (file) => tryWrite(place(file)),
    write: async (file, data) => atomicWrite(place(file), data),
    remove: async (file) => whenFree(() => rmSync(place(file), { recursive: true, force: true })),
    add: async (file, data) => addFile(place(file), data),
    addFolder: async (file) => addFolder(place(file)),
    removeEmptyFolder: async (file) => void removeEmptyFolder(place(file)),
    move: async (file, to) => moveFile(place(file), place(to)),
    link: async (file, to) => linkFile(place(file), place(to)),
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
