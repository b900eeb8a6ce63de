/** Programs that use more memory than they are given. */
import type { Program } from './program';

const used = /Your code used .*memory.* and was stopped/;

const bomb = (what: string, body: string): Program => ({
  what,
  body,
  outcome: 'out of memory',
  says: used,
});
const refused = (what: string, body: string, says: RegExp): Program => ({ what, body, outcome: 'threw', says });

export const memory: Program[] = [
  bomb('arrays of objects', 'const a: unknown[] = []; for (;;) a.push({ a: [1, 2, 3] });'),
  bomb('a map', 'const m = new Map(); for (let i = 0; ; i++) m.set(i, { i });'),
  bomb('texts', 'const a: string[] = []; for (let i = 0; ; i++) a.push(JSON.stringify("x".repeat(1e6) + i));'),
  bomb(
    'closures',
    'let f = (): unknown => 1; for (;;) { const g = f; const a = new Array(100).fill(g); f = () => [g, a]; }',
  ),
  bomb('promises', 'const a: unknown[] = []; for (;;) a.push(new Promise(() => {}).then(() => 1));'),
  bomb('the spread of a generator', 'function* g() { for (;;) yield { x: 1 }; } return [...g()].length;'),
  bomb('typed arrays', 'const a: unknown[] = []; for (;;) a.push(new Float64Array(1e6).fill(1));'),
  bomb(
    'shared memory',
    'const a: unknown[] = []; for (;;) a.push(new Uint8Array(new SharedArrayBuffer(1e7)).fill(1));',
  ),
  bomb(
    'memory that grows',
    'const b = new (ArrayBuffer as any)(1, { maxByteLength: 4e9 }); for (let n = 1e7; ; n += 1e7) { b.resize(n); new Uint8Array(b).fill(1); }',
  ),
  {
    ...bomb(
      'copies of copies',
      'const all: unknown[] = []; let a: unknown = [1]; for (;;) { a = structuredClone([a, a]); all.push(a); }',
    ),
    outcome: ['out of memory', 'threw'],
    says: /memory|stack was full/,
  },
  {
    what: 'an array of a billion',
    body: 'return new Array(1e9).fill(0).map((x, i) => x + i).length;',
    outcome: ['out of memory', 'timed out', 'threw', 'crashed'],
    says: /memory|processor time|Invalid array length/i,
  },
  {
    what: 'memory at import',
    top: 'const a: unknown[] = [];\nfor (;;) a.push(new Float64Array(1e6).fill(1));',
    outcome: 'out of memory',
    says: /was stopped\..*Code outside functions/,
  },
  {
    what: 'memory in promises',
    body: 'const f = async (a: unknown[]): Promise<void> => { await null; a.push(new Float64Array(1e6).fill(1)); return f(a); }; void f([]); return sum / predictions.length;',
    outcome: 'out of memory',
    says: used,
  },
  refused(
    'one text of half a gigabyte',
    'let s = "x"; for (;;) s += s; return s.length;',
    /threw RangeError: Invalid string length, at line \d+/,
  ),
  refused('one array that is too long', 'return new Array(-1).length;', /threw RangeError: Invalid array length/),
  {
    what: 'one buffer of a terabyte',
    body: 'return new ArrayBuffer(2 ** 40).byteLength;',
    // A system may lend what it does not have, and is then too slow to clear it.
    outcome: ['threw', 'out of memory'],
    says: /threw RangeError: Array buffer allocation failed|was stopped/,
  },
  refused(
    'WebAssembly',
    'return new (globalThis as any).WebAssembly.Memory({ initial: 65536 }).buffer.byteLength;',
    /threw TypeError/,
  ),
  refused(
    'WebAssembly by its name',
    'return new (WebAssembly as any).Memory({ initial: 65536 }).buffer.byteLength;',
    /WebAssembly is not defined.*can be solved without it/,
  ),
  refused(
    'Buffer',
    'const a: unknown[] = []; for (;;) a.push(Buffer.alloc(1e7, 1));',
    /Buffer is not defined, at line \d+.*not `Buffer`/,
  ),
];
