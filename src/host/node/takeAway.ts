/** What no learner's code gets: Node's ways to the outside. */
import { inspect } from 'node:util';
import vm from 'node:vm';
import { type Remaining, giveGlobals, givenGlobals } from '../globals';
import type { LearnersConsole } from '../printing';

/**
 * Takes away every global that the language does not have, and gives the few things that only compute, wait or measure. What
 * needs the others afterwards keeps them: our own code does so when its modules are loaded.
 */
export function takeAway(console: LearnersConsole): Remaining {
  const global = globalThis as Record<PropertyKey, unknown>;
  const ofLanguage = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  const language = new Set(ofLanguage.filter((name) => name !== 'WebAssembly' && name !== 'console'));
  const { platform, version } = process;
  const given = {
    ...givenGlobals(console),
    process: { env: Object.freeze({}), argv: Object.freeze([]), platform, version },
  };
  // Node also prints a value where it refuses one, and would hand its own `inspect` to that value's.
  inspect.defaultOptions.customInspect = false;
  for (const name of Reflect.ownKeys(global)) if (!language.has(name as string)) delete global[name];
  giveGlobals(given);
  return { language, given };
}
