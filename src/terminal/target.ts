/** Files that a command writes at its end. They are tried before its work, which would be lost with a wrong name. */
import { tryWrite } from '../host/node/atomicWrite';
import { refusalOf } from '../host/node/refusal';
import { UsageError } from './exit';

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
