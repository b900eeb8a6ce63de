/** Programs that throw or return what nobody expects. */
import type { Program } from './program';

const threw = (what: string, thrown: string, says: RegExp): Program => ({
  what: `throws ${what}`,
  body: `throw ${thrown};`,
  outcome: ['threw', 'wrong shape'],
  says,
});
const returned = (what: string, body: string, says: RegExp): Program => ({
  what: `returns ${what}`,
  body,
  outcome: ['wrong shape', 'wrong value'],
  says,
});

export const throws: Program[] = [
  threw('undefined', 'undefined', /threw undefined, which is not an Error/),
  threw('null', 'null', /threw null/),
  threw('a text', '"no"', /threw "no"/),
  threw('a symbol', 'Symbol("no")', /threw Symbol\(no\)/),
  threw('a big number', '10n', /threw 10n, which is not an Error/),
  threw('a function', '() => 1', /threw a function, which is not an Error/),
  threw('a frozen error', 'Object.freeze(new Error("cold"))', /threw Error: cold/),
  threw('an object without a prototype', 'Object.create(null)', /threw {}, which is not an Error/),
  threw(
    'an object that holds itself twice',
    '(() => { const o: any = {}; o.a = o.b = o; return o; })()',
    /threw { b: { b/,
  ),
  threw('a number with millions of digits', '10n ** 20_000_000n', /threw a huge bigint/),
  threw('a proxy', 'new Proxy({ a: 1 }, {})', /threw { a: 1 }, which is not an Error/),
  threw('a proxy that throws at everything', 'new Proxy({}, new Proxy({}, { get() { throw 1; } }))', /cannot be read/),
  threw(
    'an error whose stack throws',
    'Object.defineProperty(new Error("x"), "stack", { get() { throw 1; } })',
    /threw Error: x/,
  ),
  threw(
    'an error whose message throws',
    'Object.defineProperty(new Error("x"), "message", { get() { throw 1; } })',
    /cannot be read/,
  ),
  threw(
    'an error whose name is an object',
    'Object.assign(new Error("x"), { name: { toString: null } })',
    /cannot be read/,
  ),
  threw('an error with 50 MB of text', 'new Error("x".repeat(5e7))', /threw Error: x{500}\b/),
  threw('a text of 50 MB', '"x".repeat(5e7)', /threw "x{200}"/),
  threw(
    'an error that is its own cause',
    '(() => { const e: any = new Error("round"); e.cause = e; return e; })()',
    /threw Error: round/,
  ),
  threw(
    'an error that pretends to be a stub',
    'Object.assign(Object.create(Error.prototype), { message: 7 })',
    /threw Error: 7/,
  ),
  threw('an array of a million', 'new Array(1e6).fill(1)', /threw \[1, 1, .* 1000000 in all\], which is not an Error/),
  {
    what: 'throws a stub’s error',
    body: 'throw new Error("TODO: later");',
    outcome: 'not started',
    says: /still to write/,
  },
  {
    what: 'throws at import',
    top: 'throw new Error("early");',
    outcome: 'threw',
    says: /threw Error: early, at line 1 of .*, while it was loaded\./,
  },
  { what: 'throws nothing at import', top: 'throw undefined;', outcome: 'threw', says: /threw undefined/ },
  {
    what: 'throws a proxy at import',
    top: 'throw new Proxy({}, new Proxy({}, { get() { throw 1; } }));',
    outcome: 'threw',
    says: /cannot be read/,
  },
  {
    what: 'rejects at import',
    top: 'await Promise.reject(new Error("soon"));',
    outcome: 'threw',
    says: /threw Error: soon/,
  },
  returned(
    'a promise',
    'return Promise.resolve(sum / predictions.length) as any;',
    /returned a Promise, as every `async` function does, expected a number/,
  ),
  returned('a promise that is rejected', 'return Promise.reject(new Error("no")) as any;', /returned a Promise/),
  returned('a promise that never settles', 'return new Promise(() => {}) as any;', /returned a Promise/),
  returned(
    'an object that says it is a number',
    'return { valueOf: () => sum / predictions.length } as any;',
    /returned an object with `valueOf`, expected a number/,
  ),
  returned('a number in a box', 'return new Number(sum / predictions.length) as any;', /expected a number/),
  {
    what: 'returns a proxy with a trap that throws',
    body: 'return new Proxy([], { get() { throw new Error("mine"); } }) as any;',
    outcome: ['threw', 'wrong shape'],
    says: /mine|expected a number/,
  },
  {
    what: 'returns a proxy that throws at everything',
    body: 'return new Proxy({}, new Proxy({}, { get() { throw 1; } })) as any;',
    outcome: 'threw',
    says: /threw 1, which is not an Error/,
  },
  {
    what: 'returns an object with a getter that throws',
    body: 'return { get rows() { throw 1; } } as any;',
    outcome: 'threw',
    says: /threw 1, which is not an Error/,
  },
  returned('a round object', 'const o: any = {}; o.o = o; return o;', /expected a number/),
  returned('a function', 'return (() => 1) as any;', /returned a function, expected a number/),
  returned('a generator', 'return (function* () {})() as any;', /returned a generator, expected a number/),
  returned('a big number', 'return 2n as any;', /expected a number/),
  returned('a symbol', 'return Symbol("2.5") as any;', /returned a symbol, expected a number/),
  returned('a text', 'return `${sum / predictions.length}` as any;', /returned the text "[\d.]+", expected a number/),
  returned('an array of a million', 'return new Array(1e6).fill(2.5) as any;', /expected a number/),
  returned('Infinity', 'return Infinity;', /Infinity/),
  returned('nothing', '', /returned nothing \(undefined\)/),
];
