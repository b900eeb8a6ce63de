/** Programs that do not end by themselves, and programs that call themselves. */
import { type Program, RIGHT } from './program';

/** How much processor time a program that does not end may use. */
export const TIME_MS = 200;

const stopped = /used 0\.2 seconds of processor time and was stopped/;
const waited =
  /used next to no processor time for 0\.5 seconds and was stopped\. (Is there an `await` for|It was at line \d+ of 1-linear-model\/3-loss\.ts\. Does it wait there for) something that never comes/;
/** On a busy machine the line is not always found in time; a test of its own asks for it. */
const atLine =
  /used 0\.2 seconds of processor time and was stopped\. (It was at line \d+ of 1-linear-model\/3-loss\.ts\. )?Is there a loop/;

/** By the clock, for programs that wait. */
export const WAIT_MS = 500;

const timedOut = (what: string, body: string, says = atLine): Program => ({
  what,
  body,
  outcome: 'timed out',
  says,
});
const waits = (program: Program): Program => ({ ...program, waits: true });
const atImport = (what: string, top: string, says: RegExp): Program => ({
  what: `${what}, at import`,
  top,
  outcome: 'timed out',
  says,
});

export const endless: Program[] = [
  timedOut('a loop', 'for (;;);'),
  timedOut('a loop that does something', 'let i = 0; while (i >= 0) i = (i + 1) % 1000; return i;'),
  timedOut('a loop around try and catch', 'for (;;) { try { throw new Error("again"); } catch {} }'),
  timedOut('a finally that goes on', 'for (;;) { try { return 1; } finally { continue; } }'),
  timedOut('a getter', 'const o = { get x(): number { for (;;); } }; return o.x;'),
  timedOut('valueOf', 'return +({ valueOf() { for (;;); } } as any);'),
  timedOut('Symbol.toPrimitive', 'return 1 * ({ [Symbol.toPrimitive]() { for (;;); } } as any);'),
  timedOut('toString in a template', 'return Number(`${{ toString() { for (;;); } } as any}`);'),
  timedOut('an iterator', 'for (const x of { *[Symbol.iterator]() { for (;;); } }) return x as any; return 0;'),
  timedOut(
    'a generator that never ends',
    'function* g() { for (;;) yield 1; } let n = 0; for (const x of g()) n += x; return n;',
  ),
  timedOut('a trap of a proxy', 'return new Proxy({} as any, { get() { for (;;); } }).x;'),
  timedOut('a comparison while sorting', 'return [2, 1].sort(() => { for (;;); })[0];'),
  timedOut('toJSON', 'return Number(JSON.stringify({ toJSON() { for (;;); } }));'),
  timedOut('a getter of a value that is printed', 'console.log({ toString() { for (;;); } } + ""); return 1;'),
  timedOut('a name that a class computes', 'class A { static x = (() => { for (;;); })(); } return 1;'),
  timedOut('a regular expression that backtracks', `return /^(a+)+$/.test('a'.repeat(60) + 'b') ? 1 : 0;`),
  timedOut(
    'two functions that wait for each other',
    'const a = (n: number): number => { try { return a(n + 1); } catch { return a(n); } }; return a(0);',
    stopped,
  ),
  timedOut(
    'a loop at the end of many calls',
    'const down = (n: number): number => { if (n > 0) return down(n - 1) + 1; for (;;); }; return down(3000);',
  ),
  timedOut(
    'promises that call each other',
    `const f = (): void => { void Promise.resolve().then(f); }; f(); ${RIGHT}`,
    stopped,
  ),
  timedOut('an async loop', `void (async () => { for (;;) await null; })(); ${RIGHT}`, stopped),
  timedOut('microtasks', `const f = (): void => queueMicrotask(f); f(); ${RIGHT}`, stopped),
  timedOut('thenables', `const t: any = { then(r: any) { r(t); } }; void Promise.resolve(t); ${RIGHT}`, stopped),
  waits(
    timedOut('a wait for nothing', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return 1;', waited),
  ),
  waits(
    timedOut(
      'a loop that sleeps and works by turns',
      'const c = new Int32Array(new SharedArrayBuffer(4)); for (;;) { Atomics.wait(c, 0, 0, 20); for (let i = 0; i < 1e6; i++); }',
      waited,
    ),
  ),
  timedOut('a number with too many digits', 'return Number((10n ** 200_000_000n) % 7n);', stopped),
  timedOut('a loop that prints', 'for (;;) console.log("again");'),
  timedOut('a loop that prints ever new text', 'for (let i = 0; ; i++) console.log(i);'),
  atImport(
    'a loop',
    'for (;;);',
    /was stopped\. (It was at line 1 of .*)?Is there.* Code outside functions runs before/,
  ),
  atImport('an async loop', 'for (;;) await null;', stopped),
  waits(
    atImport(
      'a promise that never settles',
      'await new Promise(() => {});',
      /an `await` for something that never comes\? Code outside functions/,
    ),
  ),
  waits(atImport('a thenable', 'await ({ then() {} } as any);', waited)),
];

const overflow = /called itself until the stack was full.*, at line \d+.*\. Which call should end the chain\?/;

export const recursive: Program[] = [
  {
    what: 'a function that calls itself',
    body: 'return meanSquaredError(predictions, targets);',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'two functions that call each other',
    body: 'const a = (): number => b(); const b = (): number => a(); return a();',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'a toString that calls itself',
    body: 'const o: any = { toString() { return `${o}`; } }; return Number(`${o}`);',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'a getter that reads itself',
    body: 'const o: any = { get x() { return o.x; } }; return o.x;',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'a toJSON that calls itself',
    body: 'const o: any = { toJSON() { return { o }; } }; return Number(JSON.stringify(o));',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'a proxy of itself',
    body: 'const p: any = new Proxy({}, { get(_, k) { return p[k]; } }); return p.x;',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'a constructor that makes itself',
    body: 'class A { a = new A(); } new A(); return 1;',
    outcome: 'threw',
    says: overflow,
  },
  {
    what: 'recursion at import',
    top: 'const f = (): number => f() + 1;\nf();',
    outcome: 'threw',
    says: /called itself until the stack was full.*at line 1 of .*Which call/,
  },
  {
    what: 'a value nested too deep to be looked at',
    body: 'let a: any = []; for (let i = 0; i < 1e5; i++) a = [a]; return a;',
    outcome: 'wrong shape',
    says: /array|called itself/,
  },
];
