/** What a folder is used for, before a course is laid out in it. */
import { host } from '../host';
import { isLearnerFolder } from './learnerFolder';

type FolderUse =
  /** Nothing has this name yet. */
  | { kind: 'absent' }
  /** Hidden files, such as git's, do not count. */
  | { kind: 'empty' }
  | { kind: 'course' }
  /** Other files lie there. */
  | { kind: 'occupied' }
  | { kind: 'file' }
  | { kind: 'unreadable'; reason: string };

/** @param folder absolute path */
export function useOf(folder: string): FolderUse {
  if (isLearnerFolder(folder)) return { kind: 'course' };
  const files = host.folder(folder);
  try {
    const entries = files.list('');
    if (entries === null) return { kind: files.kind('') === 'file' ? 'file' : 'absent' };
    return { kind: entries.every(({ name }) => name.startsWith('.')) ? 'empty' : 'occupied' };
  } catch (error) {
    return { kind: 'unreadable', reason: (error as Error).message };
  }
}

/** The folder inside of another one that a course can have for itself: `nn-from-scratch`, or the same with a number. */
export function ownFolderIn(parent: string): string {
  for (let number = 1; ; number++) {
    const folder = host.placeIn(parent, number === 1 ? 'nn-from-scratch' : `nn-from-scratch-${number}`);
    const { kind } = useOf(folder);
    if (kind === 'absent' || kind === 'empty' || kind === 'course') return folder;
    // Where nothing can be read, laying out gives the reason.
    if (kind === 'unreadable') return folder;
  }
}
