/** Finds the learner's own lines in a stack trace. */
import type { Location } from './outcome';
import { pathOfUrl } from './node/urls';

/** The innermost frame that lies in one of the learner's files; null where none does. */
export function learnerFrame(error: unknown, folder: string, isLearners: (path: string) => boolean): Location | null {
  for (const line of stackOf(error).split('\n')) {
    const frame = /(file:\/\/.*?):(\d+):(\d+)\)?$/.exec(line.trim());
    const file = frame && pathOfUrl(frame[1], folder);
    if (frame && file && isLearners(file)) return { file, line: Number(frame[2]), column: Number(frame[3]) };
  }
  return null;
}

/** The stack trace of something thrown; empty where it has none, or none that can be read. */
export function stackOf(error: unknown): string {
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
    if (isStackOverflow(error))
      return 'called itself until the stack was full (RangeError: maximum call stack size exceeded)';
    if (error instanceof Error)
      return `threw ${String(error.name).slice(0, 100)}: ${String(error.message).slice(0, 500)}`;
    const what = typeof error === 'string' ? JSON.stringify(error.slice(0, 200)) : String(error).slice(0, 200);
    return `threw ${what}, which is not an Error`;
  } catch {
    return 'threw something that cannot be read';
  }
}

const BUILT_IN_CHANGED =
  /^(Cannot (assign to read only|add|define|delete|redefine) property|Immutable prototype object|.* is not extensible$)/;

const NODE_NAMES =
  /^(require|module|exports|__dirname|__filename|global|Buffer|WebAssembly|fetch|URL|TextEncoder|TextDecoder|AbortController|crypto|navigator|MessageChannel|BroadcastChannel|WebSocket|Event|EventTarget|Blob) is not defined$/;

/** A sentence that helps with what was thrown, to follow the others, with a space before it; empty where there is none. */
export function adviceOn(error: unknown): string {
  try {
    if (isStackOverflow(error)) return ' Which call should end the chain?';
    if (!(error instanceof Error)) return '';
    const message = String(error.message).slice(0, 500);
    if (error instanceof TypeError && BUILT_IN_CHANGED.test(message))
      return ' Built-ins such as Math, Array.prototype or console cannot be changed in a lesson: write a function of your own instead.';
    const name = NODE_NAMES.exec(message)?.[1];
    if (error instanceof ReferenceError && name)
      return ` A lesson’s code has the language and the console, but not \`${name}\`. Lessons can be solved without it.`;
    if (error instanceof EvalError && message.startsWith('Code generation from strings'))
      return ' A lesson’s code cannot make code from text, with eval or with new Function. Write the code itself.';
    return '';
  } catch {
    return '';
  }
}

/** Like `instanceof`, for values that may be a proxy which throws when it is asked. */
export function isInstance<T>(value: unknown, type: abstract new (...args: never) => T): value is T {
  try {
    return value instanceof type;
  } catch {
    return false;
  }
}

function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
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
