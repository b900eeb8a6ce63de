/** What a learner's code gets in the place of the machine's own: it only computes, waits or measures, and leads nowhere. */
import type { LearnersConsole } from './printing';
import { mustBeFunction, timers } from './timers';

/** Globals by their names, made before the machine's own are taken away. */
export function givenGlobals(console: LearnersConsole): Record<string, unknown> {
  const clock = performance;
  return {
    ...timers(),
    console,
    performance: { now: () => clock.now(), timeOrigin: clock.timeOrigin },
    queueMicrotask: microtasks(),
    structuredClone: cloning(),
  };
}

function microtasks(): (run: () => void) => void {
  const { queueMicrotask } = globalThis;
  return (run) => {
    mustBeFunction(run, 'A microtask is a function to call.');
    queueMicrotask(() => run());
  };
}

/**
 * The machine's own throws a `DOMException`, which can be cloned itself, and in Node says how: with a method of a learner's in
 * the place of its own, the clone is an object of any of Node's classes, such as a file that is open.
 */
function cloning(): (value: unknown) => unknown {
  const { structuredClone, DOMException } = globalThis;
  return (value) => {
    try {
      return structuredClone(value);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw Object.assign(new Error(error.message), { name: error.name });
    }
  };
}

/** What is there when the machine's own is gone. */
export interface Remaining {
  /** Names of the language that are there. */
  language: ReadonlySet<string>;
  /** What was put in the place of the machine's, by its name. */
  given: Readonly<Record<string, unknown>>;
}

/** Puts them in place. */
export function giveGlobals(given: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, {
      value: Object.freeze(value),
      enumerable: false,
      writable: true,
      configurable: true,
    });
}
