import assert from 'node:assert/strict';
import type { SourceFile } from '../../../src/protocol/sources';
import { declaredNames, flatten, inOrder, splitImports, valuesOf } from '../../../src/notebook/modules';

const file = (path: string, text: string): SourceFile => ({ path, text, origin: 'learner' });
const filesOf = (...files: SourceFile[]): Map<string, SourceFile> => new Map(files.map((each) => [each.path, each]));

describe('module files as cells', () => {
  it('finds imports of every shape, and leaves the rest', () => {
    const text = `import { a, type T, b as c } from './x.ts';
import type { U } from "./y.ts";
import {
  d, // why
  e,
} from '../z.ts';
import * as w from './w.ts';
import './side.ts';
const text = "import { no } from './no.ts'";
`;
    const { imports, body } = splitImports(text);
    assert.equal(body, `const text = "import { no } from './no.ts'";\n`);
    assert.deepEqual(
      imports.map(({ specifier, namespace, names }) => [
        specifier,
        namespace,
        names.map(
          ({ name, local, isType }) => `${isType ? 'type ' : ''}${name}${name === local ? '' : ` as ${local}`}`,
        ),
      ]),
      [
        ['./x.ts', null, ['a', 'type T', 'b as c']],
        ['./y.ts', null, ['type U']],
        ['../z.ts', null, ['d', 'e']],
        ['./w.ts', 'w', []],
        ['./side.ts', null, []],
      ],
    );
  });

  it('makes the names that a file has under another name', () => {
    const files = filesOf(file('p/a.ts', 'export function f() {}\nexport const g = 1;\nexport type T = 1;\n'));
    const b = file(
      'p/b.ts',
      `import { f as h, type T as U } from './a.ts';\nimport * as all from './a.ts';\nh();\nexport { h as k };\n`,
    );
    assert.equal(flatten(b, files), 'const h = f;\ntype U = T;\nconst all = { f, g };\n\nh();\nconst k = h;');
  });

  it('knows what a file declares and what it gives to others', () => {
    const text = `export default class A {}
export async function b() {}
function* c() {}
const { d, e: f, ...g } = {};
export const [h, i = 1] = [];
interface J {}
export type K = 1;
let l = 1;
  const inner = 2;
export { c, l as m };
`;
    assert.deepEqual([...declaredNames(text)].sort(), ['A', 'J', 'K', 'b', 'c', 'd', 'f', 'g', 'h', 'i', 'l']);
    assert.deepEqual(valuesOf(text).sort(), ['A', 'b', 'c', 'h', 'i', 'm']);
  });

  it('puts each file after those that it imports, also where they import each other', () => {
    const files = filesOf(
      file('a.ts', `import './b.ts';`),
      file('b.ts', `import './c.ts';\nimport './a.ts';`),
      file('c.ts', ''),
    );
    assert.deepEqual(
      inOrder(['a.ts', 'c.ts', 'missing.ts'], files).map(({ path }) => path),
      ['c.ts', 'b.ts', 'a.ts'],
    );
  });
});
