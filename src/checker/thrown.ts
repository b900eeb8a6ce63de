/** Says what was thrown, and where. */
import { strangeLetter } from '../host/characters';
import { messageOf } from './kit/failure';
import { formatValue } from './kit/format';
import { isByJavaScript } from './kit/tools';
import type { ThrownAt } from './stack';

/** What was thrown, in words; safe for values whose properties throw themselves. */
export function describeThrown(error: unknown): string {
  try {
    if (isStackOverflow(error))
      return 'called itself until the stack was full (RangeError: maximum call stack size exceeded)';
    if (error instanceof Error)
      return `threw ${String(error.name).slice(0, 100)}: ${String(error.message).slice(0, 500)}`;
    const what = typeof error === 'string' ? JSON.stringify(error.slice(0, 200)) : formatValue(error).slice(0, 500);
    return `threw ${what}, which is not an Error`;
  } catch {
    return 'threw something that cannot be read';
  }
}

/** `threw Error: no, at line 12 of 1-linear-model/3-loss.ts`, without a full stop. */
export function describeThrownAt(error: unknown, { location, callee, inCourse }: ThrownAt): string {
  const what = describeThrown(error).replace(/\.$/, '');
  if (!location) return what;
  const line = `at line ${location.line} of ${location.file}`;
  if (!callee) return `${what}, ${line}`;
  const inner = [callee.line !== null && `line ${callee.line}`, callee.file].filter(Boolean).join(' of ');
  const call = callee.name ? `its call of \`${callee.name}\`` : 'a function that it calls';
  const where = `in ${call}${inner && ` (${inner})`}`;
  // How JavaScript puts it is about code that the learner did not write.
  return inCourse && isInstance(error, Error) && isByJavaScript(error)
    ? `stops ${line}, ${where}`
    : `${what}, ${line}, ${where}`;
}

/** A sentence where JavaScript stopped inside a function that the learner's line calls, with a space before it; else empty. */
export function adviceOnCallee(error: unknown, { callee }: ThrownAt): string {
  if (!callee || !isInstance(error, Error) || !isByJavaScript(error)) return '';
  const called = callee.name ? `\`${callee.name}\`` : 'that function';
  return ` Look first at what ${called} is given there: is an argument missing, undefined, or of another shape?`;
}

const BUILT_IN_CHANGED =
  /^(Cannot (assign to read only|add|define|delete|redefine) property|Immutable prototype object|.* is not extensible$)/;

const NODE_NAMES =
  /^(__dirname|__filename|global|Buffer|WebAssembly|fetch|URL|TextEncoder|TextDecoder|AbortController|crypto|navigator|MessageChannel|BroadcastChannel|WebSocket|Event|EventTarget|Blob) is not defined$/;

/** A sentence that helps with what was thrown, to follow the others, with a space before it; empty where there is none. */
export function adviceOn(error: unknown): string {
  try {
    if (isStackOverflow(error)) return ' Which call should end the chain?';
    if (!(error instanceof Error)) return '';
    const message = messageOf(error).slice(0, 500);
    if (error instanceof TypeError && BUILT_IN_CHANGED.test(message))
      return ' Built-ins such as Math, Array.prototype or console cannot be changed in a lesson: write a function of your own instead.';
    const unknown = error instanceof ReferenceError ? /^(\S+) is not defined$/.exec(message)?.[1] : undefined;
    if (unknown && /^(?:require|module|exports)$/.test(unknown))
      return ` Files are joined with \`import\` and \`export\` here: \`import { predict } from './2-linear-model.ts'\`, at the top of the file.`;
    const strange = unknown && strangeLetter(unknown);
    if (strange) return ` Its name holds ${strange}: write the name again.`;
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
  return isInstance(error, RangeError) && /call stack/i.test(messageOf(error));
}
