/**
 * The calls that led to an error, as the engine wrote them. In a process where a learner's code runs, that code can put any text into
 * the `stack` of an error, and a place that is read from it would be false.
 */

/** By error; null where none is kept: in the host, which gets them as text from a child. */
let written: WeakMap<object, string> | null = null;

/** From now on, keeps what the engine writes. Call once, before any code of a lesson is loaded. */
export function keepTraces(): void {
  const kept = new WeakMap<object, string>();
  let textOf: ((this: NodeJS.CallSite) => string) | null = null;
  // The engine calls it when the trace of an error is read first.
  Object.defineProperty(Error, 'prepareStackTrace', {
    value: (error: object, calls: NodeJS.CallSite[]) => {
      const text = (textOf ??= methodsOf(calls[0]).toString);
      // Throws for a call that a learner's code made up. A function may have a name of several lines.
      const trace = calls.map((call) => `    at ${text.call(call).replaceAll('\n', ' ')}`).join('\n');
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
