/** Which end of the program anything that is thrown means: no stack trace, ever, for something that a user did. */
import { FolderError } from '../course/learnerFolder';
import { BackendError } from '../frameworks/node/backendProcess';
import { FileRefused } from '../host/files';
import { refusalOf } from '../host/node/refusal';
import { NotebookError } from '../notebook/earlierCells';
import { UserError, messageOf } from '../training/errors';
import { TaskError } from '../training/task';
import { atLocation, setOff } from './io';
import { EXIT, Ending, UsageError } from './exit';

/** @param help the command line that shows how it is used rightly */
export function endingOf(error: unknown, help: string): Ending {
  if (error instanceof Ending) return error;
  if (error instanceof UsageError || isOf('ERR_PARSE_ARGS', error))
    return new Ending(EXIT.usage, `${messageOf(error)}\n\nFor help: ${help}`);
  if ((error instanceof BackendError || error instanceof TaskError) && error.isInput)
    return new Ending(EXIT.usage, error.message);
  if (error instanceof TaskError || error instanceof BackendError)
    return new Ending(
      error.isCut ? EXIT.interrupted : EXIT.failed,
      `${setOff(error.message)}${atLocation(error.location)}`,
    );
  if (
    error instanceof UserError ||
    error instanceof FolderError ||
    error instanceof NotebookError ||
    error instanceof FileRefused
  )
    return new Ending(EXIT.usage, error.message);
  // The system refused something: a folder that may not be read, a disk that is full. Or Node did.
  if (error instanceof Error && ('syscall' in error || isOf('ERR_ACCESS_DENIED', error))) {
    if ('syscall' in error && error.syscall === 'uv_cwd')
      return new Ending(EXIT.usage, 'This folder is no longer there. Change to another folder (cd), then try again.');
    const { fault, advice } = refusalOf('path' in error ? String(error.path) : '', error);
    return new Ending(EXIT.usage, `This cannot be done here: ${fault}. ${advice}`.trimEnd());
  }
  return new Ending(EXIT.interrupted, faultOf(error));
}

/** Not something that a user did. Where it was is for those who mend it. */
function faultOf(error: unknown): string {
  if (process.env.NNFS_STACK) return error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `This is a fault of the program, not yours (${what}). Please report it, with what it prints when NNFS_STACK=1 is set.`;
}

function isOf(codes: string, error: unknown): boolean {
  return error instanceof Error && String((error as NodeJS.ErrnoException).code).startsWith(codes);
}
