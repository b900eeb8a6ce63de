/** Replaces files in a learner's folder, with a backup of what stood there: as a dated copy, and for an undo. All or nothing. */
import { host } from '../host';
import { FileRefused, type Files } from '../host/files';
import { COURSE_FOLDER } from './layoutFile';
import { FolderError, currentBytes } from './learnerFolder';

/** Holds the backups, a folder for each time. Its name is older than the word. */
export const BACKUP_FOLDER = `${COURSE_FOLDER}/kept`;

/** Paths are in the learner's folder, with forward slashes. */
interface ReplacedFile {
  path: string;
  /** Null where there was no file. */
  before: Uint8Array | null;
  after: string;
  /** Where the copy is; null where there was nothing to copy. */
  copy: string | null;
}

export interface Replaced {
  /** The learner's folder, absolute. */
  folder: string;
  /** Files that had another text before. */
  files: ReplacedFile[];
  /** The folder of their copies; null where there was nothing to copy. */
  copies: string | null;
}

/** A file was edited after it was replaced, so putting the old text back would lose the edit. */
export class EditedMeanwhile extends Error {
  readonly files: ReplacedFile[];

  constructor(files: ReplacedFile[]) {
    super(`Edited meanwhile: ${files.map((file) => file.path).join(', ')}.`);
    this.files = files;
  }
}

/**
 * Gives files a new text. First of all, what they hold now is copied to a dated folder.
 *
 * @throws FolderError when the folder cannot be written, or a file not read; then every file is as it was
 */
export async function replaceWithBackup(
  folder: string,
  texts: readonly { path: string; text: string }[],
  now = new Date(),
): Promise<Replaced> {
  const disk = host.folder(folder);
  const done: ReplacedFile[] = [];
  let copies: string | null = null;
  try {
    const files = texts.flatMap(({ path, text }): ReplacedFile[] => {
      const before = currentBytes(folder, path);
      return before && isText(before, text) ? [] : [{ path, before, after: text, copy: null }];
    });
    for (const file of files) {
      if (!file.before) continue;
      copies ??= await freshFolder(disk, now);
      file.copy = `${copies}/${file.path}`;
      await disk.write(file.copy, file.before);
    }
    for (const file of files) {
      // It may have been saved after it was copied.
      if (!isSame(currentBytes(folder, file.path), file.before))
        throw new FolderError(`${file.path} was saved in this moment, so it was not replaced. Try again.`);
      await disk.write(file.path, file.after);
      done.push(file);
    }
    return { folder, files, copies };
  } catch (error) {
    // Before anything is taken back: what was in the way may go with it.
    const { fault, advice } = host.refusalOf(folder, error);
    await restore({ folder, files: done });
    await removeCopies(disk, copies);
    if (error instanceof FileRefused)
      throw new FolderError(`${error.message} Nothing was changed. Give it another name, then try again.`);
    if (error instanceof FolderError) throw new FolderError(`${error.message} Nothing was changed.`);
    throw new FolderError(`${folder} cannot be written: ${fault}. Nothing was changed. ${advice}`.trimEnd());
  }
}

/**
 * Puts back what `replaceWithBackup` replaced. The copies stay.
 *
 * @throws EditedMeanwhile when a file no longer has the text that it was given; then nothing is changed
 * @throws FolderError when the folder cannot be written
 */
export async function putBack(replaced: Replaced): Promise<void> {
  const disk = host.folder(replaced.folder);
  const edited = replaced.files.filter((file) => {
    const current = bytesNow(disk, file.path);
    return !current || !isText(current, file.after);
  });
  if (edited.length > 0) throw new EditedMeanwhile(edited);
  try {
    await restore(replaced);
  } catch (error) {
    throw new FolderError(
      `${replaced.folder} cannot be written: ${host.refusalOf(replaced.folder, error).fault}. Your version is kept in ${BACKUP_FOLDER}.`,
    );
  }
}

/**
 * Takes a replacement back, and its copies: nothing of it is left.
 *
 * @throws what `putBack` throws; then the copies stay
 */
export async function takeBack(replaced: Replaced): Promise<void> {
  await putBack(replaced);
  await removeCopies(host.folder(replaced.folder), replaced.copies);
}

/** Where it cannot be done, the folder could not be made in the first place; or copies are left that do no harm. */
async function removeCopies(disk: Files, copies: string | null): Promise<void> {
  try {
    if (copies !== null) await disk.remove(copies);
    await disk.removeEmptyFolder(BACKUP_FOLDER);
  } catch {
    // See above.
  }
}

/** Null where the file is gone, or something else has taken its place. */
function bytesNow(disk: Files, path: string): Uint8Array | null {
  try {
    return disk.read(path);
  } catch (error) {
    if (error instanceof FileRefused) return null;
    throw error;
  }
}

async function restore({ folder, files }: Pick<Replaced, 'folder' | 'files'>): Promise<void> {
  const disk = host.folder(folder);
  for (const { path, before } of files) {
    if (before) await disk.write(path, before);
    else await disk.remove(path);
  }
}

/** Makes `.nn-from-scratch/kept/2026-11-22T20-15-03`, with a number where two fall into one second. Another program never has the same. */
async function freshFolder(disk: Files, now: Date): Promise<string> {
  const name = `${BACKUP_FOLDER}/${now.toISOString().slice(0, 19).replaceAll(':', '-')}`;
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (await disk.addFolder(candidate)) return candidate;
  }
}

const isSame = (a: Uint8Array | null, b: Uint8Array | null): boolean =>
  a === b || (a !== null && b !== null && a.length === b.length && a.every((byte, i) => byte === b[i]));

/** Line ends do not count: git may change them. */
function isText(bytes: Uint8Array, text: string): boolean {
  return (
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).replaceAll('\r\n', '\n') ===
    text.replaceAll('\r\n', '\n')
  );
}
