/**
 * The calls that led to an error, as the engine wrote them. In a process where a learner's code runs, that code can put any text into
 * the `stack` of an error, and a place that is read from it would be false.
 */

/** By error; null where none is kept: in the host, which gets them as text from a child. */
let written: WeakMap<object, string> | null = null;

/** While `firstOfCalls` asks the engine: the calls, which it does not write then. */
let asked: { calls: NodeJS.CallSite[] } | null = null;

let textOf: ((this: NodeJS.CallSite) => string) | null = null;

/** A function may have a name of several lines. Throws for a call that a learner's code made up. */
const lineOf = (call: NodeJS.CallSite): string =>
  `    at ${(textOf ??= methodsOf(call).toString).call(call).replaceAll('\n', ' ')}`;

/** From now on, keeps what the engine writes. Call once, before any code of a lesson is loaded. */
export function keepTraces(): void {
  const kept = new WeakMap<object, string>();
  // The engine calls it when the trace of an error is read first.
  Object.defineProperty(Error, 'prepareStackTrace', {
    value: (error: object, calls: NodeJS.CallSite[]) => {
      if (asked) {
        asked.calls = calls;
        return '';
      }
      const trace = calls.map(lineOf).join('\n');
      kept.set(error, trace);
      return `${titleOf(error)}\n${trace}`;
    },
  });
  // So that the first calls are real ones.
  void new Error().stack;
  written = kept;
}

const methodsOf = (call: NodeJS.CallSite): { toString: (this: NodeJS.CallSite) => string } =>
  Object.getPrototypeOf(call) as { toString: (this: NodeJS.CallSite) => string };

function titleOf(error: object): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '<error>';
  }
}

/** More than fifty calls take. */
const MAX_TRACE = 50_000;

/**
 * The calls in the stack trace of something thrown; empty where it has none, or none that can be read. Without its message: that is
 * the learner's, may be long, and may look like a call.
 */
export function traceOf(error: unknown): string {
  try {
    const { stack, message } = (error ?? {}) as { stack?: unknown; message?: unknown };
    // Reading it has made the engine write it.
    if (written !== null) return written.get(error as object) ?? '';
    if (typeof stack !== 'string') return '';
    const end = stack.slice(-MAX_TRACE);
    const at = typeof message === 'string' && message.length < MAX_TRACE ? end.indexOf(message) : -1;
    return at < 0 ? end : end.slice(at + (message as string).length);
  } catch {
    return '';
  }
}

/**
 * The first answer that is not null, of the calls that led here, from the innermost outwards. Each is written when its turn
 * comes: to write all of them takes several times as long, and the first that is looked for is mostly the first of all.
 *
 * @param from this function and what it called is left out
 */
export function firstOfCalls<T>(from: () => void, look: (call: string) => T | null): T | null {
  const trace: { stack?: string } = {};
  const answer: { calls: NodeJS.CallSite[] } = { calls: [] };
  asked = answer;
  try {
    Error.captureStackTrace(trace, from);
    // Reading it makes the engine ask how to write it.
    void trace.stack;
  } finally {
    // Also where the stack is full: errors that come later have their text.
    asked = null;
  }
  for (const call of answer.calls) {
    const found = look(lineOf(call));
    if (found !== null) return found;
  }
  return null;
}
