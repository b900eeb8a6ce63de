/** A bracket or a quote that is missing or too many: told at its place, in the solutions of all lessons. */
import assert from 'node:assert/strict';
import { CompileError, stripTypes } from '../../../src/checker/compile';
import { type Token, tokensOf } from '../../../src/checker/lexer';
import { lessons } from '../../support/course';

/** What the learner is told of a text; null where it parses. */
function told(text: string): CompileError | null {
  try {
    stripTypes(text, 'file.ts');
    return null;
  } catch (error) {
    assert.ok(error instanceof CompileError);
    return error;
  }
}

interface Slip {
  kind: string;
  /** The line of the change, and of a closing bracket also the line that opens it. */
  lines: number[];
  text: string;
}

const isBracket = ({ kind, text }: Token): boolean => (kind === 'open' && text !== '${') || kind === 'close';

/** The text without one of its brackets, or with one twice, or without the end of a string. */
function* slipsIn(text: string): Generator<Slip> {
  const open: Token[] = [];
  for (const token of tokensOf(text)) {
    const { at, line } = token;
    if (token.kind === 'open') open.push(token);
    const opener = token.kind === 'close' ? open.pop() : undefined;
    const lines = opener ? [line, opener.line] : [line];
    const end = at + token.text.length;
    const without = (index: number): string => text.slice(0, index) + text.slice(index + 1);
    if (isBracket(token)) {
      yield { kind: `no ${token.text}`, lines, text: without(at) };
      yield { kind: `two ${token.text}`, lines, text: text.slice(0, end) + token.text + text.slice(end) };
    }
    if (token.kind === 'string') yield { kind: 'no end of a string', lines, text: without(end - 1) };
    if (token.kind === 'template' && token.text.endsWith('`'))
      yield { kind: 'no end of a template', lines, text: without(end - 1) };
  }
}

describe('a bracket or a quote that is missing or too many', function () {
  this.timeout(60_000);

  it('is told within a line of its place, in all solutions', () => {
    const counts = new Map<string, { all: number; right: number }>();
    for (const { source } of lessons)
      for (const { kind, lines, text } of slipsIn(source.solution)) {
        const error = told(text);
        if (!error) continue;
        const count = counts.get(kind) ?? { all: 0, right: 0 };
        count.all++;
        // A brace that is never closed is named where it is opened, too.
        const named = [
          error.line ?? 0,
          ...[...error.message.matchAll(/line (\d+)/g)].map(([, digits]) => Number(digits)),
        ];
        if (lines.some((line) => named.some((each) => Math.abs(each - line) <= 1))) count.right++;
        else if (process.env.NNFS_FIGURES) console.log(kind, source.functions[0], ...lines, error.line, error.message);
        counts.set(kind, count);
      }
    const figures = [...counts].map(([kind, { all, right }]) => `${kind}: ${right} of ${all}`).join(', ');
    if (process.env.NNFS_FIGURES) console.log(figures);
    for (const { all, right } of counts.values()) assert.ok(right >= 0.95 * all, figures);
  });

  for (const [what, text, line, says] of [
    [
      'the brace of an if',
      'export function f(a: number) {\n  if (a) {\n    a++;\n  return a;\n}\n\n/** More. */\nexport function g() {}\n',
      3,
      'The `{` of line 2 is never closed. By the indentation, its `}` is missing after line 3.',
    ],
    [
      'the brace of a method',
      'class A {\n  f() {\n    return 1;\n\n  g() {\n    return 2;\n  }\n}\nexport const a = 1;\n',
      3,
      'The `{` of line 2 is never closed. By the indentation, its `}` is missing after line 3.',
    ],
    [
      'a brace without indentation',
      'export function f(a: number) {\nif (a) {\na++;\nreturn a;\n}\n',
      1,
      'The `{` of line 1 is never closed. Where does its `}` belong?',
    ],
    [
      'a parenthesis',
      'export const a = (1 + 2;\n',
      1,
      'A `(` in line 1 is never closed. A `)` is missing, probably here.',
    ],
    [
      'a brace too many',
      'export function f() {\n  return 1;\n}\n}\n',
      4,
      'The `}` in line 4 closes nothing that is open there. Is it one too many, or is a bracket missing before it?',
    ],
    [
      'the brace of a head',
      'export function f(): number\n  return 1;\n}\n',
      1,
      'The `}` of line 3 closes nothing that is open there. By the indentation, its `{` is missing at the end of line 1.',
    ],
    [
      'a quote',
      "const a = 'abc;\nconst b = 2;\n",
      1,
      'A text begins here and does not end in its line. Is its second quotation mark missing, or is this one too many?',
    ],
    [
      'a backtick',
      'const a = (b: number) => f(`b ${b} is);\nconst c = `x`;\n',
      1,
      'The text in line 1 that begins with ` does not end there. Its second ` is missing, probably here.',
    ],
  ] as const)
    it(`${what}`, () => {
      const error = told(text);
      assert.equal(error?.message, says);
      assert.equal(error.line, line);
    });

  it('strings, templates, comments and regular expressions hold no brackets', () => {
    const text =
      'const a = "}" + \'{\' + `(${[1].map((x) => `{${x}`)})` + /[)}/]}\\//.source; // }\n/* { */ const b = 4 / 2 / 1;\n';
    assert.equal(told(text), null);
    const brackets = tokensOf(text).filter(({ kind }) => kind === 'open' || kind === 'close');
    assert.equal(brackets.map((token) => token.text).join(''), '${[](()${})}');
  });
});
