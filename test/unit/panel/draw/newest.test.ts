import assert from 'node:assert/strict';
import { Newest } from '../../../../webview/training/draw/newest';

/** Questions that are answered when the test says so. */
function desk(): {
  asked: string[];
  shown: string[];
  answer(): Promise<void>;
  newest: Newest<string, string>;
} {
  const asked: string[] = [];
  const shown: string[] = [];
  const open: ((answer: string) => void)[] = [];
  const newest = new Newest<string, string>(
    (question) => {
      asked.push(question);
      return new Promise((resolve) => open.push(resolve));
    },
    (answer) => shown.push(answer),
  );
  return {
    asked,
    shown,
    newest,
    answer: async () => {
      open.shift()?.(`answer to ${asked.at(-1)}`);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('draw a digit: the newest question wins', () => {
  it('asks at once, and only one question at a time', async () => {
    const { asked, shown, answer, newest } = desk();
    newest.put('a');
    newest.put('b');
    newest.put('c');
    assert.deepEqual(asked, ['a']);
    await answer();
    assert.deepEqual(asked, ['a', 'c']);
    await answer();
    assert.deepEqual(shown, ['answer to a', 'answer to c']);
    assert.deepEqual(asked, ['a', 'c']);
  });

  it('does not show what was asked before it was told to forget', async () => {
    const { asked, shown, answer, newest } = desk();
    newest.put('a');
    newest.put('b');
    newest.forget();
    await answer();
    assert.deepEqual(shown, []);
    assert.deepEqual(asked, ['a']);
    newest.put('c');
    await answer();
    assert.deepEqual(shown, ['answer to c']);
  });
});
