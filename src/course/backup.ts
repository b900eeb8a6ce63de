/** Replaces files in a learner's folder, with a backup of what stood there: as a dated copy, and for an undo. All or nothing. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { atomicWrite } from './atomicWrite';
import { FolderError } from './learnerFolder';

/** Holds the backups, a folder for each time. Its name is older than the word. */
export const BACKUP_FOLDER = '.nn-from-scratch/kept';

/** Paths are in the learner's folder, with forward slashes. */
export interface ReplacedFile {
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
 * @throws FolderError when the folder cannot be written; then every file is as it was
 */
export function replaceWithBackup(
  folder: string,
  texts: readonly { path: string; text: string }[],
  now = new Date(),
): Replaced {
  const done: ReplacedFile[] = [];
  let copies: string | null = null;
  try {
    const into = freshFolder(folder, now);
    const files = texts.flatMap(({ path: name, text }): ReplacedFile[] => {
      const before = read(path.join(folder, name));
      if (before && isText(before, text)) return [];
      return [{ path: name, before, after: text, copy: before && `${into}/${name}` }];
    });
    for (const { before, copy } of files) {
      if (!before || copy === null) continue;
      copies = into;
      atomicWrite(path.join(folder, copy), before);
    }
    for (const file of files) {
      atomicWrite(path.join(folder, file.path), file.after);
      done.push(file);
    }
    return { folder, files };
  } catch (error) {
    restore({ folder, files: done });
    if (copies !== null) removeCopies(path.join(folder, copies));
    throw new FolderError(
      `${folder} cannot be written: ${(error as Error).message}. Nothing was changed. Make the folder writable, then try again.`,
    );
  }
}

/**
 * Puts back what `replaceWithBackup` replaced. The copies stay.
 *
 * @throws EditedMeanwhile when a file no longer has the text that it was given; then nothing is changed
 * @throws FolderError when the folder cannot be written
 */
export function putBack(replaced: Replaced): void {
  const edited = replaced.files.filter((file) => {
    const current = read(path.join(replaced.folder, file.path));
    return !current || !isText(current, file.after);
  });
  if (edited.length > 0) throw new EditedMeanwhile(edited);
  try {
    restore(replaced);
  } catch (error) {
    throw new FolderError(
      `${replaced.folder} cannot be written: ${(error as Error).message}. Your version is kept in ${BACKUP_FOLDER}.`,
    );
  }
}

function restore({ folder, files }: Replaced): void {
  for (const { path: name, before } of files) {
    const file = path.join(folder, name);
    if (before) atomicWrite(file, before);
    else rmSync(file, { force: true });
  }
}

function removeCopies(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The folder could not be made in the first place; or copies are left that do no harm.
  }
}

/** `.nn-from-scratch/kept/2026-11-22T20-15-03`, with a number where two fall into one second. */
function freshFolder(folder: string, now: Date): string {
  const name = `${BACKUP_FOLDER}/${now.toISOString().slice(0, 19).replaceAll(':', '-')}`;
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}-${i}`;
    if (!existsSync(path.join(folder, candidate))) return candidate;
  }
}

function read(file: string): Uint8Array | null {
  return existsSync(file) ? readFileSync(file) : null;
}

/** Line ends do not count: git may change them. */
function isText(bytes: Uint8Array, text: string): boolean {
  return Buffer.from(bytes).toString('utf8').replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n');
}
