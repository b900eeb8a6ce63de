/** Ways out that a learner's code can try. Each is the body of an async function, and gives back what it reached. */

/** For all attempts. `leak` gives what Node hands to an `inspect` method of the learner's. */
const TOOLS = `
const custom = Symbol.for('nodejs.util.inspect.custom');
const spy = (): any => {
  const seen: any = { [custom]: (...given: any[]) => { seen.given = given[2]; return ''; } };
  return Object.setPrototypeOf(seen, null);
};
const leak = (act: (value: any) => void): any => {
  const seen = spy();
  try { act(seen); } catch {}
  return seen.given && 'inspect of Node';
};
const thrownBy = (act: () => unknown): any => {
  try { act(); } catch (error) { return error; }
};
const made = (act: () => unknown): any => {
  try { return act() === undefined ? null : 'code from a string'; } catch (error) { return error instanceof EvalError ? null : String(error); }
};
const hit = (act: (code: any) => unknown): any => {
  delete (globalThis as any).hit;
  try { act(eval.bind(null, 'globalThis.hit = 1')); } catch {}
  return (globalThis as any).hit && 'code from a string';
};
const imported = (promise: Promise<unknown>): any => promise.then(() => 'a module', () => null);
const setterSees = (name: string, act: () => void): any => {
  let seen: unknown;
  const set = function (this: object, value: unknown): void {
    seen = value;
    Object.defineProperty(this, name, { value, writable: true, configurable: true });
  };
  Object.defineProperty(Object.prototype, name, { configurable: true, set });
  act();
  delete (Object.prototype as any)[name];
  return seen !== undefined && 'what Node keeps in ' + name;
};
const thisOf = (start: (run: (this: any) => void) => void): Promise<any> =>
  new Promise((resolve) => start(function (this: any) { resolve(this !== undefined && 'this of a callback'); }));
const reachable = (roots: unknown[]): Set<any> => {
  const found = new Set<any>();
  for (const waiting = [...roots]; waiting.length > 0; ) {
    const value: any = waiting.pop();
    if ((typeof value !== 'object' || value === null) && typeof value !== 'function') continue;
    if (found.has(value)) continue;
    found.add(value);
    waiting.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const property: any = Object.getOwnPropertyDescriptor(value, key);
      waiting.push(property.value, property.get, property.set);
    }
  }
  return found;
};
const NODES = /^(EventEmitter|Socket|Stream|Writable|Readable|Timeout|Immediate|Pipe|Process|process|Module|Console|Worker|MessagePort|Buffer|FileHandle|DOMException|EventTarget|Event|AbortSignal|Engine|Environment)$/;
const nodesAmong = (objects: Iterable<any>): any => {
  for (const object of objects)
    if (typeof object === 'function' && NODES.test(Object.getOwnPropertyDescriptor(object, 'name')?.value)) return object.name;
};
`;

/** What it is, and how it is tried. */
type Attempt = readonly [what: string, code: string];

const strings: Attempt[] = [
  ['eval', `return made(() => eval('1'));`],
  ['eval by another name', `return made(() => (0, eval)('1'));`],
  ['Function', `return made(() => Function('return 1')());`],
  ['the constructor of a function', `return made(() => (() => {}).constructor('return 1')());`],
  [
    'the constructor of async functions',
    `return made(() => (async () => {}).constructor('return import("node:fs")'));`,
  ],
  ['the constructor of generators', `return made(() => (function* () {}).constructor('yield 1'));`],
  ['the constructor of async generators', `return made(() => (async function* () {}).constructor('yield 1'));`],
  ['Reflect.construct of Function', `return made(() => (Reflect.construct as any)(Function, ['return 1'])());`],
  [
    'Reflect.construct of an async function’s constructor, as another class',
    `return made(() => Reflect.construct((async () => {}).constructor as any, ['return 1'], class {}));`,
  ],
  ['a class that extends Function', `return made(() => new (class extends Function {})('return 1')());`],
  ['a proxy of Function', `return made(() => new Proxy(Function, {})('return 1')());`],
  ['the constructor of console.log', `return made(() => console.log.constructor('return 1')());`],
  [
    'the constructor of what process is',
    `return made(() => (process as any).constructor.constructor('return this')());`,
  ],
  [
    'a timer with a text',
    `return made(() => (setTimeout as any)('globalThis.hit = 1', 0)) && (thrownBy(() => (setTimeout as any)('1')) ? null : 'a timer');`,
  ],
  ['eval in an array’s callback', `return hit((code) => [1].map(code));`],
  ['eval as a comparison', `return hit((code) => [2, 1].sort(code));`],
  ['eval as a getter', `return hit((get) => Object.defineProperty({}, 'x', { get }).x);`],
  ['eval as an iterator', `return hit((code) => [...({ [Symbol.iterator]: code } as any)]);`],
  ['eval as an iterator’s next', `return hit((next) => [...({ [Symbol.iterator]: () => ({ next }) } as any)]);`],
  ['eval as valueOf', `return hit((valueOf) => +({ valueOf } as any));`],
  ['eval as Symbol.toPrimitive', `return hit((code) => \`\${{ [Symbol.toPrimitive]: code } as any}\`);`],
  ['eval as toJSON', `return hit((toJSON) => JSON.stringify({ toJSON }));`],
  ['eval as a reviver', `return hit((code) => JSON.parse('[1]', code));`],
  ['eval as a trap of a proxy', `return hit((get) => (new Proxy({}, { get }) as any).x);`],
  ['eval as what replaces', `return hit((code) => 'x'.replace('x', code));`],
  ['eval as what is instanceof', `return hit((code) => ({}) instanceof ({ [Symbol.hasInstance]: code } as any));`],
  ['eval in Reflect.apply', `return hit((code) => Reflect.apply(code, null, []));`],
  [
    'eval in structuredClone',
    `return hit((get) => structuredClone(Object.defineProperty({}, 'x', { get, enumerable: true })));`,
  ],
  [
    'eval in the console',
    `return hit((toString) => console.log('%s %d', { toString, valueOf: toString }, { valueOf: toString }));`,
  ],
  [
    'eval as a then',
    `delete (globalThis as any).hit; void Promise.resolve({ then: eval.bind(null, 'globalThis.hit = 1') } as any).catch(() => {}); for (let i = 0; i < 5; i++) await null; return (globalThis as any).hit && 'code from a string';`,
  ],
  [
    'eval in a promise',
    `await Promise.resolve('globalThis.hit = 1').then(eval).catch(() => {}); return (globalThis as any).hit && 'code from a string';`,
  ],
];

const modules: Attempt[] = [
  ['import() of Node', `return imported(import('node:fs' as any));`],
  ['import() of Node by its short name', `return imported(import('fs' as any));`],
  ['import() of text', `return imported(import('data:text/javascript,export default 1' as any));`],
  ['import() of JSON', `return imported(import('data:application/json,1' as any, { with: { type: 'json' } }));`],
  ['import() of a file', `return imported(import('file:///etc/hostname' as any));`],
  [
    'import() in a promise',
    `return Promise.resolve('node:fs').then((name) => import(name as any)).then(() => 'a module', () => null);`,
  ],
  [
    'import() in a timer',
    `return new Promise((resolve) => setTimeout(() => resolve(imported(import('node:fs' as any))), 0));`,
  ],
  [
    'import() in a microtask',
    `return new Promise((resolve) => queueMicrotask(() => resolve(imported(import('node:fs' as any)))));`,
  ],
  ['import() in a thenable', `return { then: (resolve: any) => resolve(imported(import('node:fs' as any))) };`],
  [
    'import() in a comparison',
    `let result: any; [2, 1].sort(() => { result = imported(import('node:fs' as any)); return 0; }); return result;`,
  ],
  [
    'import() near the end of the stack',
    `
    const all: Promise<unknown>[] = [];
    const down = (): void => { try { down(); } catch {} if (all.length < 50) all.push(imported(import('node:fs' as any))); };
    try { down(); } catch {}
    return (await Promise.all(all)).find(Boolean);`,
  ],
  ['what import.meta holds', `return Reflect.ownKeys(import.meta).join();`],
];

const globals: Attempt[] = [
  [
    'a global that is no part of the language',
    `return Reflect.ownKeys(globalThis).filter((name) => !ALLOWED.includes(String(name))).map(String).join();`,
  ],
  [
    'a global by its name',
    `return ['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'Worker', 'require', 'module', 'global', 'Buffer', 'WebAssembly', 'navigator', 'localStorage', 'crypto', 'AbortController', 'EventTarget', 'DOMException', 'TextDecoder', 'URL', '_tfengine', '_tfGlobals'].filter((name) => name in globalThis).join();`,
  ],
  [
    'what the object of globals inherits',
    `
    let keys: PropertyKey[] = [];
    for (let object = Object.getPrototypeOf(globalThis); object && object !== Object.prototype; object = Object.getPrototypeOf(object)) keys.push(...Reflect.ownKeys(object));
    return keys.filter((key) => key !== Symbol.toStringTag && key !== 'constructor').map(String).join();`,
  ],
  [
    'process',
    `return Reflect.ownKeys(process).filter((key) => !['env', 'argv', 'platform', 'version'].includes(String(key))).map(String).join();`,
  ],
  [
    'environment variables',
    `return Reflect.ownKeys(process.env).map(String).join() || Reflect.ownKeys(process.argv).filter((key) => key !== 'length').map(String).join();`,
  ],
  ['what process inherits', `return Object.getPrototypeOf(process) !== Object.prototype && 'a prototype';`],
  [
    'the streams of the console',
    `
    const printing = ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'dirxml', 'table', 'assert', 'group', 'groupCollapsed', 'groupEnd', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'];
    return Reflect.ownKeys(console).filter((key) => !printing.includes(String(key))).map(String).join() || (Object.getPrototypeOf(console) !== Object.prototype && 'a prototype');`,
  ],
  [
    'timers that are objects',
    `
    const timer: unknown = setTimeout(() => {}, 0);
    const interval: unknown = setInterval(() => {}, 1000);
    clearInterval(interval as any);
    return [timer, interval, setImmediate(() => {}) as unknown].some((each) => typeof each !== 'number') && 'a timer';`,
  ],
  [
    'a class of Node’s behind anything',
    `return nodesAmong(reachable([...Object.getOwnPropertyNames(globalThis).map((name) => (globalThis as any)[name])]));`,
  ],
  [
    'a class of Node’s behind an error',
    `
    const errors = [() => structuredClone(() => 1), () => structuredClone(Symbol()), () => (structuredClone as any)(), () => (queueMicrotask as any)(1), () => (setTimeout as any)(1), () => console.table(1, 1 as any), () => new Intl.NumberFormat('x'), () => new Array(-1)];
    return nodesAmong(reachable(errors.map(thrownBy)));`,
  ],
];

const internals: Attempt[] = [
  [
    'a built-in that can be changed',
    `
    const iterator: any = [].values();
    const segments = new Intl.Segmenter().segment('');
    const syntax = [iterator, new Map().keys(), new Set().keys(), ''[Symbol.iterator](), 'a'.matchAll(/a/g), function* () {}, async () => {}, async function* () {}, segments, segments[Symbol.iterator](), ...(iterator.map ? [iterator.map(String), (globalThis as any).Iterator.from({ next() {} })] : [])];
    const names = Object.getOwnPropertyNames(globalThis).filter((name) => ALLOWED.includes(name) && name !== 'globalThis');
    for (const object of reachable([...names.map((name) => (globalThis as any)[name]), ...syntax.map(Object.getPrototypeOf)])) {
      if (object === globalThis || Object.isFrozen(object)) continue;
      return typeof object === 'function' ? object.name : Object.prototype.toString.call(object);
    }`,
  ],
  [
    'a global name that can be changed',
    `
    for (const name of ALLOWED) {
      const property = Object.getOwnPropertyDescriptor(globalThis, name);
      if (property && (property.configurable || property.writable)) return name;
    }`,
  ],
  ...['handle', 'oncomplete', 'callback', '_events', 'stdout', 'constructor', 'type'].map((name): Attempt => [
    `a setter for ${name} of all objects`,
    `return setterSees('${name}', () => { console.log(''); queueMicrotask(() => {}); setTimeout(() => {}, 0); structuredClone({}); });`,
  ]),
  [
    'a getter of all objects',
    `
    let seen: any;
    Object.defineProperty(Object.prototype, 'handle', { configurable: true, get() { seen = this; return undefined; } });
    console.log('');
    delete (Object.prototype as any).handle;
    return seen && 'an object of Node';`,
  ],
  [
    'a method of arrays',
    `
    let seen: any;
    const real = Array.prototype.push;
    Array.prototype.push = function (this: any, ...values: any[]): any { seen = this; return real.apply(this, values); };
    console.log('');
    Array.prototype.push = real;
    return 'a method of arrays';`,
  ],
  [
    'the call of functions',
    `const real = Function.prototype.call; Function.prototype.call = function (): any {}; Function.prototype.call = real; return 'a method of functions';`,
  ],
  [
    'the frames of the stack',
    `
    let frames: any;
    (Error as any).prepareStackTrace = (_: unknown, given: any) => { frames = given; return ''; };
    void new Error('x').stack;
    delete (Error as any).prepareStackTrace;
    return frames && 'frames';`,
  ],
  [
    'the frames of the stack, by another Error',
    `
    let frames: any;
    const real = Error;
    (globalThis as any).Error = { prepareStackTrace: (_: unknown, given: any) => { frames = given; return ''; } };
    void new RangeError('x').stack;
    (globalThis as any).Error = real;
    return frames && 'frames';`,
  ],
  [
    'the frames of the stack, by a class',
    `
    let frames: any;
    class Mine extends Error { static prepareStackTrace(_: unknown, given: any): string { frames = given; return ''; } }
    const mine: any = {};
    Error.captureStackTrace(mine, undefined);
    void [mine.stack, new Mine('x').stack];
    return frames && 'frames';`,
  ],
  [
    'the caller of a function',
    `
    function mine(): any { return [(mine as any).caller, (mine as any).arguments]; }
    return made(() => { const [caller] = mine(); return caller; }) === 'code from a string' && 'a caller';`,
  ],
  ['inspect, by console.log', `return leak((value) => console.log(value, [value], '%o', value));`],
  ['inspect, by %o', `return leak((value) => console.log('%o %O %j', value, value, value));`],
  ['inspect, by console.dir', `return leak((value) => console.dir(value, { customInspect: true } as any));`],
  [
    'inspect, by a getter among the options',
    `return leak((value) => console.dir(value, { get customInspect() { return true; } } as any));`,
  ],
  [
    'inspect, by a proxy of options',
    `return leak((value) => console.dir(value, new Proxy({}, { ownKeys: () => ['customInspect'], getOwnPropertyDescriptor: () => ({ value: true, enumerable: true, configurable: true }), get: () => true }) as any));`,
  ],
  [
    'inspect, by a function among the options',
    `return leak((value) => console.dir([() => 1, value], { stylize(this: any, text: string) { if (this) this.customInspect = true; return text; } } as any));`,
  ],
  [
    'Node’s own state, by a function among the options',
    `let state: any; console.dir([() => 1], { stylize(this: any, text: string) { state ??= this; return text; } } as any); return state && 'state of Node';`,
  ],
  ['inspect, by console.table', `return leak((value) => console.table([{ value }, value]));`],
  ['inspect, by the columns of console.table', `return leak((value) => console.table([1], value));`],
  ['inspect, by console.group', `return leak((value) => { console.group(value); console.groupEnd(); });`],
  [
    'inspect, by console.assert and console.trace',
    `return leak((value) => { console.assert(false, value); console.trace(value); console.error(value); console.dirxml(value); });`,
  ],
  [
    'inspect, by labels of the console',
    `return leak((value) => { try { console.count(value); } catch {} try { console.time(value); } catch {} console.timeLog(undefined, value); });`,
  ],
  [
    'inspect, by an error',
    `return leak((value) => console.log(Object.assign(new Error('x', { cause: value }), { value })));`,
  ],
  ['inspect, by what microtasks refuse', `return leak((value) => queueMicrotask(value));`],
  [
    'inspect, by what timers refuse',
    `return leak((value) => { for (const start of [setTimeout, setInterval, setImmediate, clearTimeout] as any[]) try { start(value); } catch {} });`,
  ],
  [
    'inspect, by what structuredClone refuses',
    `return leak((value) => { try { structuredClone(value); } catch {} (structuredClone as any)(1, value); });`,
  ],
  ['the this of a timer', `return thisOf((run) => setTimeout(run, 0));`],
  [
    'the this of an interval',
    `let id: any; const found = await thisOf((run) => { id = setInterval(run, 1); }); clearInterval(id); return found;`,
  ],
  ['the this of an immediate', `return thisOf((run) => setImmediate(run));`],
  ['the this of a microtask', `return thisOf((run) => queueMicrotask(run));`],
  [
    'an error of Node’s that can be cloned',
    `
    const error = thrownBy(() => structuredClone(() => 1));
    return Object.getPrototypeOf(error) !== Error.prototype && 'an error of Node';`,
  ],
  [
    'a file, by a clone that says how it is made',
    `
    const error = thrownBy(() => structuredClone(() => 1));
    const says = (): unknown => ({ data: { handle: { fd: 2 } }, deserializeInfo: 'internal/fs/promises:FileHandle' });
    for (let object = error; object; object = Object.getPrototypeOf(object))
      for (const symbol of Object.getOwnPropertySymbols(object)) if (/clone|transfer/.test(String(symbol))) error[symbol] = says;
    const made: any = structuredClone(error);
    const Stream = made.createReadStream({ autoClose: false }).constructor;
    let text = '';
    for await (const piece of new Stream(FILE)) text += piece;
    return text && 'a file';`,
  ],
  [
    'what structuredClone transfers',
    `
    const buffer = new ArrayBuffer(8);
    (structuredClone as any)(buffer, { transfer: [buffer] });
    return buffer.byteLength === 0 && 'a transfer';`,
  ],
];

export const ATTEMPTS: readonly Attempt[] = [...strings, ...modules, ...globals, ...internals];

/**
 * Code for the top of a learner's file: tries all, and throws what was reached, by number.
 *
 * @param allowed names of globals
 * @param file that an attempt tries to read
 */
export function tryAll(allowed: readonly string[], file: string): string {
  const attempts = ATTEMPTS.map(([, code]) => `async (): Promise<unknown> => { ${code} },`).join('\n');
  return `${TOOLS}
const ALLOWED: string[] = ${JSON.stringify(allowed)};
const FILE = ${JSON.stringify(file)};
const attempts: (() => Promise<unknown>)[] = [\n${attempts}\n];
const reached: number[] = [];
const found: unknown[] = [];
for (const [i, attempt] of attempts.entries()) {
  try {
    const what = await attempt();
    if (!what) continue;
    reached.push(i);
    found.push(what);
  } catch {}
}
throw new Error('Reached of ' + attempts.length + ': [' + reached.join() + '] ' + found.map(String).join('; '));`;
}
