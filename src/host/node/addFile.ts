/**
 * Files that several programs write at the same time, without a lock: each adds files under names of its own, and a name
 * that all share is taken by a rename and given by a link. Both are one step of the system, and neither replaces a file.
 */
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { MAX_BYTES } from '../files';
import { makeFolder, makeOneFolder, viaTemporary, whenFree } from './atomicWrite';
import { readRegular } from './regularFile';

export function addFile(file: string, data: string): void {
  // No more: a course that was moved away meanwhile does not come back.
  makeOneFolder(path.dirname(file));
  viaTemporary(
    file,
    (temporary) => writeThrough(temporary, data),
    (temporary) => whenFree(() => renameSync(temporary, file)),
  );
}

/** Writes a whole file where nothing has its name. @returns false where something has */
export function writeNew(file: string, text: string): boolean {
  let isNew = false;
  makeFolder(path.dirname(file));
  viaTemporary(
    file,
    (temporary) => writeFileSync(temporary, text),
    (temporary) => {
      isNew ||= linkFile(temporary, file);
      unlinkSync(temporary);
    },
  );
  return isNew;
}

export function addFolder(folder: string): boolean {
  makeFolder(path.dirname(folder));
  return unless(['EEXIST'], () => mkdirSync(folder));
}

export function removeEmptyFolder(folder: string): boolean {
  return unless(['ENOENT', 'ENOTEMPTY', 'EEXIST'], () => rmdirSync(folder));
}

export function moveFile(file: string, to: string): boolean {
  return unless(['ENOENT'], () => renameSync(file, to));
}

export function linkFile(file: string, to: string): boolean {
  try {
    return unless(['ENOENT', 'EEXIST'], () => linkSync(file, to));
  } catch {
    return copyNew(file, to);
  }
}

/** For a disk without links, such as a USB stick. A copy has its name before it is whole, and may be moved on meanwhile: only the one that is there, whole, counts. */
export function copyNew(file: string, to: string): boolean {
  let isWhole = false;
  return (
    unless(['ENOENT', 'EEXIST'], () => copyFileSync(file, to, constants.COPYFILE_EXCL)) &&
    unless(['ENOENT'], () => (isWhole = readRegular(to, MAX_BYTES).equals(readRegular(file, MAX_BYTES)))) &&
    isWhole
  );
}

/** @returns false where the system answers with one of these codes */
function unless(codes: readonly string[], action: () => unknown): boolean {
  try {
    whenFree(action);
    return true;
  } catch (error) {
    if (codes.includes(codeOf(error))) return false;
    throw error;
  }
}

function writeThrough(file: string, data: string): void {
  const opened = openSync(file, 'w');
  try {
    writeFileSync(opened, data);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
