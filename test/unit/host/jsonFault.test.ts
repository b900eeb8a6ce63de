import assert from 'node:assert/strict';
import { jsonFault } from '../../../src/host/jsonFault';
import { parseJson } from '../../../src/host/text';

const CUT = '';

/** Text, what is said, line and column. */
const FAULTS: [what: string, text: string, says: string | RegExp, place: string][] = [
  ['nothing', '', CUT, '1:1'],
  ['NaN', '{\n  "bias": [1, NaN]\n}', /^`NaN` is no number that JSON can hold$/, '2:15'],
  ['-Infinity', '[-Infinity]', /^`-Infinity` is no number/, '1:2'],
  ['nan, as Python prints it', '[nan]', /^`nan` is no number/, '1:2'],
  ['None', '[None]', /^`None` is no value of JSON/, '1:2'],
  ['a comment in a line', '[1, // one\n2]', /^a comment begins there, and JSON has none$/, '1:5'],
  ['a comment', '/* weights */ [1]', /^a comment begins/, '1:1'],
  ['a comment of Python', '[1,\n# two\n2]', /^a comment begins/, '2:1'],
  ['a comma before the end of a list', '[1, 2,\n]', /^a comma has nothing after it but `\]`: take it out$/, '2:1'],
  ['a comma before the end of an object', '{"a": 1,}', /^a comma has nothing after it but `}`/, '1:9'],
  ['a list of a comma', '[,]', /^`,` stands where a value belongs$/, '1:2'],
  ['two commas', '[1,,2]', /^`,` stands where a value belongs$/, '1:4'],
  ['a comma that is missing', '[1 2]', /^`2` stands where a comma or the end belongs$/, '1:4'],
  ['a colon that is missing', '{"a" 1}', /^`1` stands where a colon belongs$/, '1:6'],
  ['a value that is missing', '{"a": }', /^a value is missing before `}`$/, '1:7'],
  ['a name without quotation marks', '{a: 1}', /^`a` stands where a name in double quotation marks belongs$/, '1:2'],
  ['single quotation marks', "{'a': 1}", /single quotation mark/, '1:2'],
  ['curly quotation marks', '{“a”: 1}', /^`“` \(U\+201C\) stands where a name/, '1:2'],
  [
    'what cannot be seen',
    '[1,\u200b2]',
    /^U\+200B, a zero-width space, which cannot be seen stands where a value/,
    '1:4',
  ],
  ['a blank that is none of JSON', '[1,\u00a02]', /^U\+00A0, a no-break space, which cannot be seen stands/, '1:4'],
  ['a number that begins with 0', '[007]', /^`007` is not how JSON writes a number$/, '1:2'],
  ['a number without its 0', '[.5]', /^`\.5` is not how/, '1:2'],
  ['a number with a sign', '[+1]', /^`\+1` is not how/, '1:2'],
  ['a text over two lines', '["a\nb"]', /holds a line break, a tab or a `\\` that JSON does not take$/, '1:2'],
  ['a text with another escape', String.raw`["\x41"]`, /or a `\\` that JSON does not take$/, '1:2'],
  ['a bracket of the other kind', '[1}', /^`}` stands where a comma or the end belongs$/, '1:3'],
  ['more after the end', '{"a": 1}\n{"a": 2}', /^after its end follows `{`$/, '2:1'],
  ['a web page', '<!DOCTYPE html>', /^`<` stands where a value belongs$/, '1:1'],
  ['cut in a list', '{"a": [1, 2', CUT, '1:12'],
  ['cut after a comma', '{"a": [1,\n', CUT, '2:1'],
  ['cut in a number', '[1, -', CUT, '1:6'],
  ['cut in a word', '[tru', CUT, '1:5'],
  ['cut in a name', '{"a', CUT, '1:4'],
  ['cut after a name', '{"a"', CUT, '1:5'],
  ['a hundred thousand brackets', '['.repeat(100_000), CUT, '1:100001'],
  ['a text of a million characters that does not end', `["${'a'.repeat(1e6)}`, CUT, '1:1000003'],
  ['a text of a million escapes', `["${'\\n'.repeat(1e6)}" 1]`, /^`1` stands/, '1:2000005'],
];

describe('where a text is not JSON', () => {
  for (const [what, text, says, place] of FAULTS)
    it(what, () => {
      assert.throws(() => parseJson(text), SyntaxError);
      const { says: found, line, column } = jsonFault(text);
      if (typeof says === 'string') assert.equal(found, says);
      else assert.match(found, says);
      assert.equal(`${line}:${column}`, place);
    });

  it('it finds nothing wrong before the end of what is right', () => {
    const text = JSON.stringify({ a: [1, -2.5e-7, true, null, { b: 'é\n"' }], c: {}, d: [] }, null, 2);
    // Only its end tells that there is more.
    for (let length = 1; length < text.length; length++) {
      assert.equal(jsonFault(text.slice(0, length)).says, CUT, text.slice(0, length));
    }
  });
});
