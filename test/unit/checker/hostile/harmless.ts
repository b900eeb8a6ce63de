/** Programs that look strange and are right: they pass. */
import { type Program, RIGHT } from './program';

const passes = (what: string, part: Partial<Program>): Program => ({
  what,
  outcome: 'passed',
  says: /Passed/,
  ...part,
});
const body = (what: string, code: string): Program => passes(what, { body: `${code} ${RIGHT}` });

export const harmless: Program[] = [
  passes('an error class of its own', {
    top: 'export class ShapeError extends Error { constructor(m: string) { super(m); this.name = "ShapeError"; this.message += "."; } }\nexport class Deep extends RangeError { name = "Deep"; }',
    body: `try { throw new ShapeError("no"); } catch (e) { if (String(e) !== "ShapeError: no.") return -1; } ${RIGHT}`,
  }),
  body(
    'an object with a toString of its own',
    'const o: any = {}; o.toString = () => "me"; o.valueOf = () => 1; if (`${o}` !== "me") return -1;',
  ),
  body(
    'a class with the methods of built-ins',
    'class V extends Array { map(): any { return 1; } toString() { return "v"; } } if (`${new V()}` !== "v") return -1;',
  ),
  body(
    'a function with properties',
    'const f: any = () => 1; f.calls = 0; f.toString = () => "f"; if (`${f}` !== "f") return -1;',
  ),
  body(
    'a prototype of its own',
    'function F() {} F.prototype.toString = () => "F"; if (`${new (F as any)()}` !== "F") return -1;',
  ),
  body('a variable named like a built-in', 'const Math = { abs: 1 }, name = Math; if (name.abs !== 1) return -1;'),
  body('a global of its own', '(globalThis as any).mine = 1; if ((globalThis as any).mine !== 1) return -1;'),
  body('a promise that is rejected and forgotten', 'void Promise.reject(new Error("nobody cares"));'),
  body('a promise that never settles', 'void new Promise(() => {});'),
  body('a timer that never ends', 'setInterval(() => {}, 1); setTimeout(() => {}, 1e9);'),
  body(
    'a timer that is cleared',
    'clearTimeout(setTimeout(() => { throw 1; }, 0)); clearInterval(setInterval(() => {}, 1)); clearTimeout(undefined);',
  ),
  body('import() that is refused and caught', 'import("node:fs").catch(() => {});'),
  body(
    'the whole console',
    'for (const m of Object.values(console) as any[]) { try { m("%s %d %o", 1); } catch { return -1; } }',
  ),
  body(
    'the console with odd values',
    'const o: any = { get x() { throw 1; }, [Symbol.for("nodejs.util.inspect.custom")]() { throw 1; } }; o.o = o; console.log(o, new Proxy({}, { get() { throw 1; } }), Symbol("x"), -0, [,1], new Map([[1, o]]), { toString() { throw 1; } });',
  ),
  body(
    'ten million characters at once',
    'console.log("x".repeat(1e7)); console.log(new Array(1e5).fill(1)); console.log("%s", "y".repeat(1e7));',
  ),
  passes('100 MB in small pieces', {
    top: 'let printed = 0;',
    body: `for (let i = 0; i < 110_000 && printed < 1e6; i++, printed++) console.log(i, "x".repeat(100)); ${RIGHT}`,
  }),
  body(
    'odd characters where they may stand',
    'const a = "“\u200b” \ufeff", b = /[−×]/u, c = `’`; /* ＝ */ if (!a || b.test("-") || !c) return -1;',
  ),
  body('blanks that are no spaces', 'const\u00a0a\u3000=\ufeff 1; if (a !== 1) return -1;'),
  body('a letter that has marks', 'const größe = 1, Σ = 1; if (größe !== Σ) return -1;'),
  body('150 brackets, one inside the other', `const a = ${'['.repeat(150)}1${']'.repeat(150)}; if (!a) return -1;`),
  body('three hundred brackets beside each other', `const a = [${'(1),'.repeat(300)}]; if (!a) return -1;`),
  passes('imports of types from nowhere', {
    top: 'import type { A } from "./gone.ts"; import type B from "node:fs"; export type { C } from "lodash"; import type * as D from "../x.json";',
  }),
  passes('imports in comments and texts', {
    top: '// import { a } from "./gone.ts"\nconst from = "import a from \'./gone.ts\'";',
  }),
  passes('line ends of an old Mac', { text: 'CR only' }),
  passes('line ends of Windows', { text: 'CRLF' }),
  passes('a byte order mark', { text: 'BOM' }),
  passes('a byte order mark before a line for the shell', { text: 'BOM #!' }),
  passes('a byte order mark and line ends of Windows', { text: 'BOM CRLF' }),
];
