/** A folder of the disk. */
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Files } from '../files';
import { addFile, linkFile, moveFile } from './addFile';
import { atomicWrite, whenFree } from './atomicWrite';

/** @param folder absolute */
export function folderOf(folder: string): Files {
  const place = (file: string): string => path.join(folder, file);
  return {
    read: (file) => whereThere(() => readFileSync(place(file))),
    readText: (file) => whereThere(() => readFileSync(place(file), 'utf8')),
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
    add: async (file, data) => addFile(place(file), data),
    move: async (file, to) => moveFile(place(file), place(to)),
    link: async (file, to) => linkFile(place(file), place(to)),
  };
}

/** What a system answers where there is nothing of this kind: no file, a folder, a link that leads round. */
const NOT_THERE = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP'];

function whereThere<T>(read: () => T): T | null {
  try {
    return whenFree(read);
  } catch (error) {
    if (NOT_THERE.includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
