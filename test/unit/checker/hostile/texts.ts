/** Files that are not what a lesson's file should be. */
import type { Program } from './program';

const file = (what: string, text: string, says: RegExp, outcome: Program['outcome'] = 'does not compile'): Program => ({
  what,
  text,
  outcome,
  says,
});
const top = (what: string, code: string, says: RegExp): Program => ({
  what,
  top: code,
  outcome: 'does not compile',
  says,
});

const moreThanTypes = /line 1: .*leaving its types out, and this is more than a type/;

export const texts: Program[] = [
  {
    what: 'an operand that is missing',
    body: 'return sum +;',
    outcome: 'does not compile',
    says: /line \d+: Expression expected.*bracket, a comma or an operand/,
  },
  { what: 'a bracket that is missing', body: 'return (sum;', outcome: 'does not compile', says: /line \d+/ },
  {
    what: 'await where it cannot stand',
    body: 'await null; return sum;',
    outcome: 'does not compile',
    says: /line \d+.*await/,
  },
  { what: 'a variable declared twice', body: 'let sum = 1; return sum;', outcome: 'does not compile', says: /sum/ },
  top('an enum', 'enum A { x }', moreThanTypes),
  top('a namespace', 'namespace A { export const x = 1; }', moreThanTypes),
  top('a parameter property', 'class A { constructor(private x: number) {} }', moreThanTypes),
  top('import with =', 'import fs = require("fs");', /line 1/),
  top('export with =', 'export = 1;', /line 1/),
  top('a decorator', 'const d: any = () => {}; @d class A {}', /line 1|Invalid or unexpected token/),
  top('JSX', 'const x = <b>1</b>;', /line 1/),
  top('a merge conflict', '<<<<<<< HEAD', /line 1/),
  top('what HTML is', '<!DOCTYPE html>', /line 1/),
  file('an empty file', '', /^Missing export: The file is empty\. .*`reset loss`\.$/, 'missing export'),
  file('spaces', ' \n\t\n', /The file is empty/, 'missing export'),
  file('a byte order mark alone', '\uFEFF', /The file is empty/, 'missing export'),
  file('comments alone', '// soon\n/* and more */\n', /The file is empty/, 'missing export'),
  file('an open comment', '/* soon', /line 1/),
  file(
    'a file of 2 MB',
    `export const x = [\n${'1,\n'.repeat(700_000)}];\n`,
    /2\.1 million characters.*a few hundred lines/,
  ),
  file('a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', /bytes that are not text/),
  file('a line of a million brackets', '('.repeat(900_000), /./, ['does not compile', 'crashed', 'threw']),
  file(
    'other things exported',
    'export const meanSquaredError = 1, sigmoid = null, mnistLoss = "x";',
    /is exported, but it is of type number/,
    'missing export',
  ),
  file('half a solution', 'export function meanSquaredError(): number { return 0; }', /./, [
    'wrong value',
    'missing export',
  ]),
  file(
    'an export as default alone',
    'export default function meanSquaredError(): number { return 0; }',
    /exports nothing that is checked\. Write `export` before `meanSquaredError`/,
    'missing export',
  ),
  top(
    'an import that is missing',
    'import { x } from "./no-such-file.ts";',
    /line 1: .*there is no such file.*spelled right/,
  ),
  top('an import without its ending', 'import { predict } from "./2-linear-model";', /Write the ending too/),
  top('an import with the ending .js', 'import { predict } from "./2-linear-model.js";', /there is no such file/),
  top('an import of a folder', 'import "../2-multi-layer";', /imports `2-multi-layer`, which is a folder/),
  top(
    'an import of a name that is not there',
    'import { nothing } from "./2-linear-model.ts";',
    /line 1.*imports `nothing`.*does not export it/,
  ),
  top('an import of itself', 'import "./3-loss.ts";', /line 1: The file imports itself/),
  top('an import of a later lesson', 'import "./5-gradients.ts";', /lesson 1\.5, which comes later/),
  top('an import of a later part', 'import "../2-multi-layer/2-layer.ts";', /comes later/),
];
