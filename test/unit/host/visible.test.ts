import assert from 'node:assert/strict';
import { visible } from '../../../src/host/visible';

describe('text of others, made visible', () => {
  it('shows each control character as its number, also those of one byte, and what turns the direction of writing', () => {
    assert.equal(visible('\x1b[2J\x07\b\x7f\x9b1A\0'), String.raw`\u001b[2J\u0007\u0008\u007f\u009b1A\u0000`);
    assert.equal(visible('\u202eabc\u2069\u200f\u061c'), String.raw`\u202eabc\u2069\u200f\u061c`);
    assert.equal(visible('a\u2028b\u2029'), String.raw`a\u2028b\u2029`);
    assert.equal(visible('a\rb'), String.raw`a\u000db`);
  });

  it('leaves what can be read: line breaks, tabs, every other letter', () => {
    const text = 'a\tb\nc\r\nΔ 学习 👩‍🔬 ×\uFEFF';
    assert.equal(visible(text), text);
  });

  it('leaves a JSON document what it is', () => {
    const value = { text: '\x1b\x9b\u202e\r\n\t' };
    const shown = visible(JSON.stringify(value, null, 2));
    assert.doesNotMatch(shown, /(?!\n)\p{Cc}|\p{Bidi_Control}/u);
    assert.deepEqual(JSON.parse(shown), value);
  });
});
