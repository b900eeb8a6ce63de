/** “x is not a function”, because a parameter or a variable has the name of a function. */
import assert from 'node:assert/strict';
import { adviceOnHidden } from '../../../src/checker/hidden';

const told = (text: string, message = 'forward is not a function'): string => {
  const line = text.split('\n').findIndex((each) => each.includes('// here')) + 1;
  return adviceOnHidden(message, text, line);
};

describe('a name that hides a function', () => {
  it('a parameter hides an import', () => {
    const text = `import { forward } from './3-network.ts';
export function backward(x: number[], forward: { a: number }, network: Network): { a: number } {
  if (x.length > 0) {
    return forward(x, network); // here
  }
}`;
    assert.equal(
      told(text),
      ' In `backward`, `forward` is the parameter of line 2. It hides the function `forward` of line 1. Give one of them another name.',
    );
  });

  it('a parameter, and nothing to hide', () => {
    const text = 'export function backward(\n  forward: Forward,\n): void {\n  forward(1); // here\n}';
    assert.equal(told(text), ' In `backward`, `forward` is the parameter of line 2: a value, and not a function.');
  });

  it('a method’s parameter, and the variable of a loop', () => {
    const method = 'function forward() {}\nclass A {\n  run(forward: number) {\n    forward(); // here\n  }\n}';
    assert.match(
      told(method),
      /^ In `run`, `forward` is the parameter of line 3\. It hides the function `forward` of line 1\./,
    );
    const loop =
      'function forward() {}\nfunction f() {\n  for (const forward of [1]) {\n    forward(); // here\n  }\n}';
    assert.match(told(loop), /^ Here, `forward` is the variable of line 3\. It hides/);
  });

  it('a type that is used as a value', () => {
    const advice = (text: string): string => told(text, 'Parameter is not defined');
    const use = '\nconst weights = new Parameter(a, b); // here';
    assert.equal(
      advice(`import { Matrix } from './matrix.ts';\nimport type { Layer, Parameter } from './layer.ts';${use}`),
      ' In line 2, `Parameter` is a type, and types are gone when the program runs. An object is written in braces, `{ … }`, with the fields of its type. (A class is imported without the word `type`.)',
    );
    assert.match(advice(`import { type Parameter } from './layer.ts';${use}`), /^ In line 1, `Parameter` is a type/);
    assert.match(advice(`interface Parameter { a: number }${use}`), /^ In line 1, `Parameter` is a type/);
    assert.equal(advice(`import type { Layer } from './layer.ts';${use}`), '');
    assert.equal(advice(`// type Parameter${use}`), '');
  });

  it('a variable that is used on its own right side', () => {
    const text = 'import { a, forward } from "./x.ts";\nfunction f(x) {\n  const forward = forward(x); // here\n}';
    assert.equal(
      told(text, "Cannot access 'forward' before initialization"),
      ' In its whole block, `forward` is the variable of line 3, also before that line and right of its `=`. It hides the function of line 1. Give one of them another name.',
    );
  });

  it('nothing where the text shows none', () => {
    assert.equal(told('const forward = 1;\nfunction f() {\n  forward(); // here\n}'), '');
    assert.equal(told('function f(x) {\n  x.forward(); // here\n}', 'x.forward is not a function'), '');
    assert.equal(told('function f(x) {\n  if (forward) {\n    forward(); // here\n  }\n}'), '');
  });
});
