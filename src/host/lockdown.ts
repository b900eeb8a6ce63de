/**
 * What is done to a child before any of a learner's code runs there: Node is out of its reach, and the built-ins cannot be
 * changed. They are shared with our own code, with a lesson's checks and with Node: a changed `Math.abs` would change what a
 * check sees, and a setter on `Object.prototype` would be handed what Node keeps to itself, such as the pipe behind a stream.
 *
 * The other half is a flag of the process (`startChild`): no code from strings, or `eval` would bring `import()` back.
 */
import { learnersConsole } from './node/learnersConsole';
import { takeAway } from './node/takeAway';
import type { LearnersConsole } from './printing';
import { keepTraces } from './trace';

/**
 * Takes Node's globals away (`takeAway`), freezes every built-in object, and fixes the global names. Call once, before any
 * code of a lesson is loaded.
 *
 * Afterwards a change throws a TypeError, as it does for every frozen object. New global names can still be made.
 *
 * @param console in the place of Node's; left out: one that prints where Node's does
 */
export function lockDown(console: LearnersConsole = learnersConsole()): void {
  const global = globalThis as Record<string, unknown>;
  // So that the lesson's own line is among the frames of an error, however deep in helpers or in a training loop it was thrown.
  Error.stackTraceLimit = 50;
  keepTraces();
  const { language, given } = takeAway(console);
  mendOverrides(Object.prototype, ['toString', 'valueOf', 'toLocaleString', 'hasOwnProperty', 'isPrototypeOf']);
  mendOverrides(Function.prototype, ['toString']);
  for (const { prototype } of errorTypes()) mendOverrides(prototype, ['name', 'message', 'toString']);
  const objects = reachable([...Object.values(given), ...[...language].map((name) => global[name]), ...bySyntax()]);
  objects.delete(globalThis);
  freezePrototypesOfArrays();
  for (const object of objects) Object.freeze(object);
  for (const name of [...language, ...Object.keys(given)])
    Object.defineProperty(global, name, { writable: false, configurable: false });
}

/** Built-in objects that no global name leads to. */
function bySyntax(): object[] {
  const iterators = [[].values(), new Map().keys(), new Set().keys(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)];
  const segments = new Intl.Segmenter().segment('');
  // Newer than the oldest Node.
  const { Iterator } = globalThis as { Iterator?: { from(other: object): { drop?(count: number): object } } };
  const helper = Iterator?.from({ next: () => ({ done: true }) });
  const newer = helper ? [helper, helper.drop?.(0) ?? helper] : [];
  return [
    function* () {},
    async () => {},
    async function* () {},
    ...iterators,
    segments,
    segments[Symbol.iterator](),
    ...newer,
  ];
}

function errorTypes(): { prototype: object }[] {
  return [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError];
}

/** The objects and functions that can be reached from some, through properties, accessors and prototypes. */
function reachable(roots: readonly unknown[]): Set<object> {
  const found = new Set<object>();
  const waiting = [...roots];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
    if (found.has(value)) continue;
    found.add(value);
    waiting.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property = Object.getOwnPropertyDescriptor(value, key);
      waiting.push(property?.value, property?.get, property?.set);
    }
  }
  return found;
}

/**
 * A frozen prototype forbids assigning a property of the same name to what inherits from it, so that
 * `this.name = 'ShapeError'` would throw. An accessor that defines the property on the inheriting object allows it.
 *
 * `constructor` stays as it is: Node's console looks for it, and V8 is several times slower at `map` and `slice` where
 * the one of arrays has changed.
 */
function mendOverrides(prototype: object, names: readonly string[]): void {
  for (const name of names) {
    const property = Object.getOwnPropertyDescriptor(prototype, name);
    if (!property || !('value' in property)) continue;
    const { value, enumerable } = property;
    const set = function (this: object, own: unknown): void {
      if (this === prototype) throw new TypeError(`Cannot assign to read only property '${name}' of a built-in`);
      Object.defineProperty(this, name, { value: own, writable: true, enumerable: true, configurable: true });
    };
    Object.defineProperty(prototype, name, { get: () => value as unknown, set, enumerable, configurable: false });
  }
}

/**
 * Freezes the prototypes of arrays in the way that leaves V8 fast. A plain freeze gives their (missing) elements the
 * kind "frozen", and then every `array[i] = x` looks there first: 5 to 25 times slower, on Node 20 for typed arrays,
 * too. An object in dictionary mode keeps ordinary elements when it is frozen, and a property whose attributes change
 * leads to that mode. To become another object's prototype leads out of it, so that its methods are found fast again.
 */
function freezePrototypesOfArrays(): void {
  const freeze = (prototype: object, name: PropertyKey): void => {
    Object.defineProperty(prototype, name, { writable: false });
    Object.freeze(prototype);
    Object.setPrototypeOf({}, prototype);
  };
  const typed = [Int8Array, Int16Array, Int32Array, Uint8Array, Uint8ClampedArray, Uint16Array, Uint32Array];
  for (const { prototype } of [...typed, Float32Array, Float64Array, BigInt64Array, BigUint64Array])
    freeze(prototype, 'constructor');
  freeze(Object.getPrototypeOf(Float32Array.prototype) as object, 'set');
  freeze(Array.prototype, 'at');
  freeze(Object.prototype, 'propertyIsEnumerable');
}
