/** What no learner's code gets: a browser's ways to the outside. */
import { type Remaining, giveGlobals, givenGlobals } from '../globals';
import type { LearnersConsole } from '../printing';
import { given as start } from './given';
import { LANGUAGE } from './language';
import { tellWaits } from './link';
import { TICK, tick } from './trace';

/**
 * The same as in Node. Here, most names lie on the prototypes of the global object; and nothing but this forbids code from
 * strings: the page's own policy allows it, for VS Code needs it.
 */
export function takeAway(console: LearnersConsole): Remaining {
  const global = globalThis as Record<PropertyKey, unknown>;
  const language = new Set(LANGUAGE.filter((name) => name in global));
  const process = { env: Object.freeze({}), argv: Object.freeze([]), platform: 'browser', version: '' };
  const given = { ...givenGlobals(console), process, ...(start.traces && { [TICK]: tick }) };
  tellWaits();
  for (const object of globalAndItsPrototypes())
    for (const name of Reflect.ownKeys(object)) if (!language.has(name as string)) Reflect.deleteProperty(object, name);
  giveGlobals(given);
  forbidCodeFromStrings();
  return { language, given };
}

function* globalAndItsPrototypes(): Iterable<object> {
  for (
    let object: object | null = globalThis;
    object && object !== Object.prototype;
    object = Object.getPrototypeOf(object) as object | null
  )
    yield object;
}

/** In V8's words, as the flag of a Node process forbids it. */
function forbidCodeFromStrings(): void {
  const refuse = function (): never {
    throw new EvalError('Code generation from strings disallowed for this context');
  };
  const kinds = [function () {}, function* () {}, async () => {}, async function* () {}];
  for (const kind of kinds)
    Object.defineProperty(Object.getPrototypeOf(kind) as object, 'constructor', { value: refuse });
  Object.defineProperty(refuse, 'prototype', { value: Function.prototype });
  const global = globalThis as Record<string, unknown>;
  global.Function = refuse;
  global.eval = refuse;
}
