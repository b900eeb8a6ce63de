/** Files that a command line names. What a command writes at its end is tried before its work, which would be lost with a wrong name. */
import path from 'node:path';
import { tryWrite } from '../host/node/atomicWrite';
import { refusalOf } from '../host/node/refusal';
import { UsageError } from './exit';

/** @returns absolute @throws UsageError for the name of a folder, which would become that of a file */
export function fileNamed(text: string, option: string): string {
  const last = text.split(path.sep === '/' ? '/' : /[\\/]/).at(-1);
  if (last === '' || last === '.')
    throw new UsageError(
      `--${option} names a file, and “${text}” is the name of a folder: take its end “${text.slice(-1)}” away.`,
    );
  return resolved(text);
}

/** @param text left out: this folder @returns absolute */
export const folderNamed = (text = '.'): string => resolved(text);

/** @throws UsageError for a name that would look like several lines in every message */
function resolved(text: string): string {
  const place = path.resolve(text);
  if (/[\n\r]/.test(place))
    throw new UsageError(
      `“${place.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}” has a line break in its name. Give it another name, then try again.`,
    );
  return place;
}

/** @throws UsageError when the file cannot be written; nothing is changed */
export function requireTarget(file: string, option: string): void {
  try {
    tryWrite(file);
  } catch (error) {
    throw new UsageError(unwritable(file, option, error));
  }
}

/** What is said of a file that cannot be written. */
export function unwritable(file: string, option: string, error: unknown): string {
  return `${file} cannot be written: ${refusalOf(file, error).fault}. Choose another place with --${option}.`;
}
