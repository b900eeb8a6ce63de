/** Finds the learner's own lines in a stack trace. */
import type { Location } from './outcome';
import { pathOfUrl } from './urls';

/** The innermost frame that lies in one of the learner's files; null where none does. */
export function learnerFrame(error: unknown, folder: string, isLearners: (path: string) => boolean): Location | null {
  for (const line of stackOf(error).split('\n')) {
    const frame = /(file:\/\/.*?):(\d+):(\d+)\)?$/.exec(line.trim());
    const file = frame && pathOfUrl(frame[1], folder);
    if (frame && file && isLearners(file)) return { file, line: Number(frame[2]), column: Number(frame[3]) };
  }
  return null;
}

function stackOf(error: unknown): string {
  try {
    const stack = (error as { stack?: unknown } | null | undefined)?.stack;
    return typeof stack === 'string' ? stack : '';
  } catch {
    return '';
  }
}

/** What was thrown, in words; safe for values whose properties throw themselves. */
export function describeThrown(error: unknown): string {
  try {
    if (error instanceof RangeError && /call stack/i.test(error.message))
      return 'called itself until the stack was full (RangeError: maximum call stack size exceeded). Which call should end the chain?';
    if (error instanceof Error) return `threw ${error.name}: ${error.message.slice(0, 500)}`;
    return `threw ${typeof error === 'string' ? JSON.stringify(error.slice(0, 200)) : String(error)}, which is not an Error`;
  } catch {
    return 'threw something that cannot be read';
  }
}

/** Where a name is declared in a file: its function, class or variable. Line 1 where it is not. */
export function declarationOf(text: string, name: string, file: string): Location {
  const declaration = new RegExp(
    `^[ \\t]*(?:export\\s+)?(?:default\\s+)?(?:async\\s+)?(?:function\\s*\\*?|class|const|let|var)\\s+(${name})\\b`,
    'm',
  );
  const match = declaration.exec(text);
  if (!match) return { file, line: 1, column: 1 };
  const start = match.index + match[0].length - name.length;
  const before = text.slice(0, start);
  return { file, line: before.split('\n').length, column: start - before.lastIndexOf('\n') };
}
