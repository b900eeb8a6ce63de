import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { cell } from '../../../src/notebook/cells';
import { toPercent } from '../../../src/notebook/percent';
import { PercentError, parsePercent } from '../../support/percent';

describe('the percent format', () => {
  it('keeps blank lines, markers inside of cells, tags, and texts that look like code', () => {
    const cells = [
      cell('markdown', 'a', '# Title\n\n    indented\n// %% not a cell\n%% neither'),
      cell('code', 'b', 'const a = 1;\n\n\n// %% looks like a cell\n// // %% so does this', ['one', 'two']),
      cell('code', 'c', ''),
      cell('markdown', 'd', ''),
      cell('code', 'e', '// ---\n// a comment'),
    ];
    assert.deepEqual(
      parsePercent(toPercent(cells)),
      cells.map(({ kind, source, tags }) => ({ kind, source, tags })),
    );
  });

  const taken = [
    '// %%',
    '    // %% indented',
    '\t// %% [markdown]',
    '//%%',
    '//%% close',
    '//  %%%% more of them',
    '// In[3]:',
    '// In[ ]',
    '//In[12]:  ',
    '// <codecell>',
    '    //<codecell>',
    '// %time it',
    '//%%bash',
  ];
  for (const line of taken) {
    it(`jupytext does not take ${JSON.stringify(line)} for its own, in code or in text`, () => {
      const cells = [
        cell('code', 'a', `const a = 1;\n${line}\n/*\n${line}\n*/\nconst b = 2;`),
        cell('markdown', 'b', `Text.\n${line}\n${line.replace('//', '')}\nMore.`),
      ];
      assert.deepEqual(
        parsePercent(toPercent(cells)),
        cells.map(({ kind, source, tags }) => ({ kind, source, tags })),
      );
    });

    it(`${JSON.stringify(line)} in a template is still the same text`, () => {
      const code = `((\`one\n${line}\n\${\`two\n${line}\`}\n${line}\`))`;
      const [{ source }, ...others] = parsePercent(toPercent([cell('code', 'a', code)]));
      assert.deepEqual(others, []);
      assert.equal(runInNewContext(source), runInNewContext(code));
    });
  }

  it('leaves alone what jupytext leaves alone', () => {
    const code = 'const a = 5\n  %b; // %% of it\n// 5 %% of it\n// In[3] is a cell\n// <codecell> begins one\n// % of';
    assert.ok(toPercent([cell('code', 'a', code)]).endsWith(`${code}\n`));
  });

  it('reads what an editor has made of it: Windows line ends, blanks where a line was empty', () => {
    const text = '// %% [markdown]\r\n// a\r\n//\r\n// b\r\n\r\n// %%\r\nconst x = 1;\r\n';
    assert.deepEqual(parsePercent(text), [
      { kind: 'markdown', tags: [], source: 'a\n\nb' },
      { kind: 'code', tags: [], source: 'const x = 1;' },
    ]);
  });

  const wrong: [string, string, RegExp][] = [
    ['code before the first cell', 'const x = 1;\n// %%\n', /Line 1: code stands before the first cell/],
    ['a text cell with code', '// %% [markdown]\nconst x = 1;', /Line 2: a line of a text cell begins with/],
    ['an unknown kind of cell', '// %% [raw]\n', /Line 1: this beginning of a cell is not known/],
    ['tags that are no list', '// %% tags=[one]\n', /Line 1: tags are a list/],
  ];
  for (const [what, text, message] of wrong)
    it(`${what}: says the line`, () => {
      assert.throws(
        () => parsePercent(text),
        (error) => error instanceof PercentError && message.test(error.message),
      );
    });
});
