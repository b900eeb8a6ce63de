/** What no learner's code gets: Node's ways to the outside. */
import { inspect } from 'node:util';
import vm from 'node:vm';
import { mustBeFunction, timers } from '../timers';
import type { LearnersConsole } from './learnersConsole';

/** What is there afterwards. */
interface Remaining {
  /** Names of the language that are there. */
  language: ReadonlySet<string>;
  /** What was put in the place of Node's, by its name. */
  given: Readonly<Record<string, unknown>>;
}

/**
 * Takes away every global that the language does not have, and gives the few things that only compute, wait or measure. What
 * needs the others afterwards keeps them: our own code does so when its modules are loaded.
 */
export function takeAway(console: LearnersConsole): Remaining {
  const global = globalThis as Record<PropertyKey, unknown>;
  const ofLanguage = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  const language = new Set(ofLanguage.filter((name) => name !== 'WebAssembly' && name !== 'console'));
  const { platform, version } = process;
  const clock = performance;
  const given = {
    ...timers(),
    console,
    process: { env: Object.freeze({}), argv: Object.freeze([]), platform, version },
    performance: { now: () => clock.now(), timeOrigin: clock.timeOrigin },
    queueMicrotask: microtasks(),
    structuredClone: cloning(),
  };
  // Node also prints a value where it refuses one, and would hand its own `inspect` to that value's.
  inspect.defaultOptions.customInspect = false;
  for (const name of Reflect.ownKeys(global)) if (!language.has(name as string)) delete global[name];
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(global, name, {
      value: Object.freeze(value),
      enumerable: false,
      writable: true,
      configurable: true,
    });
  return { language, given };
}

function microtasks(): (run: () => void) => void {
  const { queueMicrotask } = globalThis;
  return (run) => {
    mustBeFunction(run, 'A microtask is a function to call.');
    queueMicrotask(() => run());
  };
}

/**
 * Node's own throws a `DOMException`, which can be cloned itself, and says how: with a method of a learner's in the place of
 * its own, the clone is an object of any of Node's classes, such as a file that is open.
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
