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

/** In the second line, between others. */
const code = (line: string): string => `// A comment.\n${line}\nexport const b = 1;\n`;

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
    'a zero-width space between words',
    code('const a =\u200b 1;'),
    /line 2: Column 10 holds U\+200B, a zero-width space.*Delete it/,
  ),
  file('a zero-width space in a name', code('const to\u200btal = 1;'), /line 2: Column 9 holds U\+200B/),
  file(
    'a byte order mark in a word',
    code('retur\uFEFFn;'),
    /line 2: Column 6 holds U\+FEFF, a byte order mark, which cannot be seen/,
  ),
  file(
    'a mark for writing from right to left',
    code('const a = 1; \u202e'),
    /line 2: Column 14 holds U\+202E, which cannot be seen/,
  ),
  file('a control character', code('const a = \u0008 1;'), /line 2: Column 11 holds U\+0008, which cannot be seen/),
  file('a line separator', code('const a = "\u2028";'), /line 2: Column 12 holds U\+2028, a line separator.*`\\u2028`/),
  file(
    'curly quotation marks',
    code('const a = “one”;'),
    /line 2: Column 11 holds `“` \(U\+201C\), and a program has `"` in its place/,
  ),
  file(
    'a curly quotation mark at the end of a text',
    code("const a = 'one’;"),
    /line 2: Column 15 holds `’` \(U\+2019\), and a program has `'` in its place/,
  ),
  file(
    'curly quotation marks behind letters that have marks',
    code('const é = "é", b = “é”;'),
    /line 2: Column 20 holds `“`/,
  ),
  file(
    'a minus as a book prints it',
    code('const a = 3 − 1;'),
    /line 2: Column 13 holds `−` \(U\+2212\), and a program has `-` in its place/,
  ),
  file(
    'signs of a Chinese keyboard',
    code('const a = （1）；'),
    /line 2: Column 11 holds `（` \(U\+FF08\), and a program has `\(` in its place/,
  ),
  file(
    'a sign that no program has',
    code('const a = ✓;'),
    /line 2: Column 11 holds `✓` \(U\+2713\), which is no sign of a program/,
  ),
  file('a picture of a face', code('const a = 😀;'), /line 2: Column 11 holds `😀` \(U\+1F600\), which is no sign/),
  file('line ends of an old Mac', `// One.\r// Two.\rconst a = ;\rconst b = 1;`, /line 3: Expression expected/),
  file(
    'ten thousand brackets',
    code(`const a = ${'['.repeat(10_000)}${']'.repeat(10_000)};`),
    /line 2: More than 200 brackets are open here, one inside the other\./,
  ),
  file(
    'ten thousand brackets in lines',
    code(`const a = ${'(\n'.repeat(10_000)}1${')'.repeat(10_000)};`),
    /line 202: More than 200 brackets are open here/,
  ),
  file(
    'ten thousand functions',
    code(`const a = ${'() => {'.repeat(10_000)}${'}'.repeat(10_000)};`),
    /line 2: More than 200 brackets/,
  ),
  file(
    'ten thousand templates',
    code(`const a = ${'`${'.repeat(10_000)}1${'}`'.repeat(10_000)};`),
    /line 2: More than 200 brackets/,
  ),
  file(
    'a hundred thousand times not',
    code(`const a = ${'!'.repeat(100_000)}1;`),
    /line 2: JavaScript gave up reading the file.*the longest, with 100,012 characters\. Break it/,
  ),
  file('a hundred thousand times minus', code(`const a = ${'- '.repeat(100_000)}1;`), /line 2: JavaScript gave up/),
  file('a hundred thousand arrows', code(`const a = ${'a => '.repeat(100_000)}1;`), /line 2: JavaScript gave up/),
  file(
    'ten thousand times else',
    code(`if (1) {}\n${'else if (2) {}\n'.repeat(10_000)}`),
    /loss\.ts: JavaScript gave up reading the file, and does not say where\. Too much is joined/,
  ),
  file(
    'a line of nearly a million characters',
    code(`const a = "${'x'.repeat(990_000)}" +;`),
    /line 2: JavaScript gave up reading the file, and does not say where\. This line is the longest, with 990,015 characters\. Break it/,
  ),
  file(
    'a line of more than a million characters',
    code(`const a = "${'x'.repeat(1_200_000)}";`),
    /line 2: This line has 1\.2 million characters\./,
  ),
  file(
    'bytes that are not text, further down',
    code('const a = "\0";'),
    /line 2: The file holds bytes that are not text/,
  ),
  file(
    'code with its marks from a chat',
    '```ts\nexport const a = 1;\n```\n',
    /line 1: The file begins with ```, which marks code/,
  ),
  file(
    'letters of another encoding',
    code('const gr\ufffd\ufffde = 1;'),
    /line 2: Column 9 holds `\ufffd` \(U\+FFFD\): .*saved as UTF-8\?/,
  ),
  file(
    'a name that is declared twice, further down',
    code('const c = 1;\nexport const c = 2;'),
    /line 3: Identifier 'c' has already been declared/,
  ),
  file(
    'an import that stands there twice',
    code('import { predict } from "./2-linear-model.ts";\nimport { predict } from "./2-linear-model.ts";'),
    /line 3: Identifier 'predict'/,
  ),
  file(
    'a name that is imported and declared',
    code('import { predict } from "./2-linear-model.ts";\npredict([1], [1], 1);\nconst predict = 1;'),
    /line 4: Identifier 'predict'/,
  ),
  file(
    'a field that there is not',
    code('export default class A { f(): number { return (this as any).a + this.#x; } }'),
    /line 2: Private field '#x'/,
  ),
  file(
    'a regular expression with a bracket that is open',
    code('const c: RegExp = /(/;'),
    /line 2: Invalid regular expression: \/\(\//,
  ),
  file(
    'a word that modules do not have',
    code('with (Math) { }'),
    /line 2: The 'with' statement is not supported.*type 'any'\.$/,
  ),
  file('fifty thousand braces that close', '}\n'.repeat(49_000), /line 1: /),
  file(
    'fifty thousand brackets behind a text that has no end',
    `\`${')'.repeat(50_000)}x\n`,
    /line 1: .*Its second ` is missing/,
  ),
  file('ten thousand blocks, and one that is open', `${'{\n 1;\n}\n'.repeat(9000)}{\n`, /line 27001/),
  file(
    'a file of 2 MB',
    `export const x = [\n${'1,\n'.repeat(700_000)}];\n`,
    /^Does not compile: 1-linear-model\/3-loss\.ts: The file has 2\.1 million characters\..*a few hundred short lines/,
  ),
  file('a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', /bytes that are not text/),
  file('a line of a million brackets', '('.repeat(900_000), /line 1: More than 200 brackets/),
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
  top(
    'an import without its ending',
    'import { predict } from "./2-linear-model";',
    /is imported as '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import with the ending .js',
    'import { predict } from "./2-linear-model.js";',
    /line 1: .*no such file.*is imported as '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import in capital letters',
    'import { predict } from "./2-Linear-Model.ts";',
    /no such file.*is imported as '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import of a folder in capital letters',
    'import "../1-LINEAR-model/2-linear-model.ts";',
    /no such file.*is imported as '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import with a blank at its end',
    'import { predict } from "./2-linear-model.ts ";',
    /is imported as '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import with backslashes',
    String.raw`import { predict } from ".\2-linear-model.ts";`,
    /written with \/ and not with \\ here: '\.\/2-linear-model\.ts'/,
  ),
  top(
    'an import without its dot',
    'import { predict } from "2-linear-model.ts";',
    /begins with a dot: '\.\/2-linear-model\.ts'/,
  ),
  top('an import of a folder', 'import "../2-multi-layer";', /imports `2-multi-layer`, which is a folder/),
  top('an import of this folder', 'import "./";', /imports `1-linear-model`, which is a folder/),
  top('an import of the folder above', 'import "..";', /imports `\.\.`, which is a folder/),
  top(
    'an import from outside',
    'import { a } from "../../a.ts";',
    /'\.\.\/\.\.\/a\.ts', which lies outside of the course’s folder/,
  ),
  top(
    'an import of data',
    'import data from "../.nn-from-scratch/layout.json";',
    /line 1: .*which is no TypeScript\. Write what you need/,
  ),
  top(
    'an import of data that are not there',
    'import data from "../data.json";',
    /there is no such file.*spelled right/,
  ),
  top('an import of a part of Node', 'import "node:fs";', /imports 'node:fs', a part of Node\.js.*take the import out/),
  top('the same in old style', 'import { readFileSync } from "fs";', /imports 'fs', a part of Node\.js/),
  top(
    'an import of a package',
    'import _ from "lodash";',
    /imports 'lodash', a package or a name that leads nowhere here/,
  ),
  top(
    'an import from an address',
    'import { a } from "https://example.org/a.ts";',
    /Nothing is loaded from an address here/,
  ),
  top('an import of text', 'import "data:text/javascript,1";', /Nothing is loaded from an address here/),
  top('an import by the whole path', 'import { a } from "/etc/passwd";', /which lies outside of the course’s folder/),
  top('an import by a path of Windows', 'import { a } from "C:/a.ts";', /which lies outside of the course’s folder/),
  top(
    'an import that stands in a comment before',
    '// from "./gone.ts"\nimport { a } from "./gone.ts";',
    /line 2: The file imports/,
  ),
  top(
    'an import as default',
    'import predict from "./2-linear-model.ts";',
    /line 1: .*has no default export\. Write the name in braces/,
  ),
  {
    what: 'require',
    top: 'const { predict } = require("./2-linear-model.ts");',
    outcome: 'threw',
    says: /require is not defined.*`import` and `export` here/,
  },
  {
    what: 'module.exports',
    top: 'module.exports = { a: 1 };',
    outcome: 'threw',
    says: /module is not defined.*`import` and `export` here/,
  },
  {
    what: 'a letter that cannot be seen in a name',
    body: 'return su\u200dm / 1;',
    outcome: 'threw',
    says: /Its name holds U\+200D, a zero-width joiner, which cannot be seen: write the name again/,
  },
  {
    what: 'a letter that cannot be seen in a name that is exported',
    text: 'export function mnistLoss(): number { return 0; }\n// c\nexport function sig\u200cmoid(): number { return 0; }\n',
    outcome: ['missing export', 'wrong value', 'wrong shape'],
    says: /does not export `meanSquaredError`, and exports a name that holds U\+200C, a zero-width non-joiner/,
  },
  {
    what: 'a letter of another alphabet in a name',
    body: 'return ѕum / 1;',
    outcome: 'threw',
    says: /Its name holds `ѕ` \(U\+0455\), which is no Latin letter/,
  },
  top(
    'an import of a name that is not there',
    'import { nothing } from "./2-linear-model.ts";',
    /line 1.*imports `nothing`.*does not export it/,
  ),
  top(
    'the same further down',
    'import { predict } from "./2-linear-model.ts";\nexport {\n  nothing,\n} from "./2-linear-model.ts";',
    /line 3: The file imports `nothing`/,
  ),
  top('an import of itself', 'import "./3-loss.ts";', /line 1: The file imports itself/),
  top('an import of a later lesson', 'import "./5-gradients.ts";', /lesson 1\.5, which comes later/),
  top('an import of a later part', 'import "../2-multi-layer/2-layer.ts";', /comes later/),
];
