/** Files that a command writes at its end. They are tried before its work, which would be lost with a wrong name. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { tryWrite } from '../host/node/atomicWrite';
import { messageOf } from '../training/errors';
import { UsageError } from './exit';

/** @throws UsageError when the file cannot be written; nothing is changed */
export function requireTarget(file: string, option: string): void {
  try {
    tryWrite(file);
  } catch (error) {
    throw new UsageError(unwritable(file, option, error));
  }
}

/** @throws UsageError when the file would lie in a folder that is not there */
export function requireFolderOf(file: string, option: string): void {
  const folder = path.dirname(file);
  if (!existsSync(folder))
    throw new UsageError(`There is no folder ${folder}. Make it, or choose another place with --${option}.`);
}

/** What is said of a file that cannot be written. */
export function unwritable(file: string, option: string, error: unknown): string {
  return `${file} cannot be written: ${messageOf(error)}. Choose another place with --${option}.`;
}
