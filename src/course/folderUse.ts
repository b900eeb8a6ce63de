/** What a folder is used for, before a course is laid out in it. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isLearnerFolder } from './learnerFolder';

export type FolderUse =
  /** Nothing has this name yet. */
  | { kind: 'absent' }
  /** Hidden files, such as git's, do not count. */
  | { kind: 'empty' }
  | { kind: 'course' }
  /** It holds other files. */
  | { kind: 'occupied' }
  | { kind: 'file' }
  | { kind: 'unreadable'; reason: string };

/** @param folder absolute path */
export function useOf(folder: string): FolderUse {
  if (isLearnerFolder(folder)) return { kind: 'course' };
  try {
    return readdirSync(folder).every((name) => name.startsWith('.')) ? { kind: 'empty' } : { kind: 'occupied' };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { kind: 'absent' };
    return code === 'ENOTDIR' ? { kind: 'file' } : { kind: 'unreadable', reason: message };
  }
}

/** The folder inside of another one that a course can have for itself: `nn-from-scratch`, or the same with a number. */
export function ownFolderIn(parent: string): string {
  for (let number = 1; ; number++) {
    const folder = path.join(parent, number === 1 ? 'nn-from-scratch' : `nn-from-scratch-${number}`);
    const { kind } = useOf(folder);
    if (kind === 'absent' || kind === 'empty' || kind === 'course') return folder;
    // Where nothing can be read, laying out gives the reason.
    if (kind === 'unreadable') return folder;
  }
}
