/** What a verdict says when time ran out: what is true, and nothing about the machine that it cannot know. */
import assert from 'node:assert/strict';
import { explainEnding } from '../../../src/checker/endings';
import type { Ending, LastWords } from '../../../src/host/child';
import type { CheckRequest } from '../../../src/protocol/check';

const file = { path: '1-linear-model/3-loss.ts', text: 'x', origin: 'learner' as const };
const earlier = { path: '1-linear-model/2-linear-model.ts', text: 'x', origin: 'learner' as const };
const set = { entry: file.path, folder: '/course', files: [file, earlier] };
const request: CheckRequest = { lesson: 'loss', reference: set, checks: file, mistakes: file, learner: set, seed: 1 };
const limits = { cpuMs: 5000, waitMs: 60_000 };

function messageOf(lastWords: LastWords | null): string {
  const ending: Ending = { error: null, code: null, signal: 'SIGKILL', fromOutside: true, stderr: '', lastWords };
  return explainEnding(lastWords && ending, request, limits, true).message;
}

describe('a check that ran out of time', () => {
  const frames = [{ url: 'file:///course/1-linear-model/3-loss.ts', line: 7, column: 3 }];

  it('tells the processor time of a loop, and its line', () => {
    assert.equal(
      messageOf({ type: 'stuck', limit: 'cpuMs', frames }),
      'Your code used 5 seconds of processor time and was stopped. It was at line 7 of 1-linear-model/3-loss.ts. Is there a loop whose condition never becomes false?',
    );
  });

  it('tells the line of the lesson’s own file, where a function of an earlier lesson was called', () => {
    const inner = { url: 'file:///course/1-linear-model/2-linear-model.ts', line: 30, column: 1 };
    const message = messageOf({ type: 'stuck', limit: 'cpuMs', frames: [inner, ...frames] });
    assert.match(message, /It was at line 7 of 1-linear-model\/3-loss\.ts\./);
    assert.match(messageOf({ type: 'stuck', limit: 'cpuMs', frames: [inner] }), /line 30 of 1-linear-model\/2-/);
  });

  it('asks for an `await` where next to no processor time was used, or for the line that waits', () => {
    const told = 'Your code used next to no processor time for 60 seconds and was stopped.';
    assert.equal(
      messageOf({ type: 'stuck', limit: 'waitMs', frames: [] }),
      `${told} Is there an \`await\` for something that never comes?`,
    );
    assert.equal(
      messageOf({ type: 'stuck', limit: 'waitMs', frames }),
      `${told} It was at line 7 of 1-linear-model/3-loss.ts. Does it wait there for something that never comes?`,
    );
  });

  it('says nothing of the code where the child had not begun with it', () => {
    const dead: Ending = { error: null, code: null, signal: 'SIGKILL', fromOutside: true, stderr: '', lastWords: null };
    const endings: [ending: Ending | null, message: RegExp][] = [
      [null, /not ready in time\. Is the computer very busy/],
      [{ ...dead, error: 'spawn EMFILE. Close other programs.' }, /: spawn EMFILE\. Close other programs\.$/],
      [
        { ...dead, lastWords: { type: 'out-of-memory', megabytes: 90, frames } },
        /used 90 MB of memory already\. Allow/,
      ],
      [
        { ...dead, lastWords: { type: 'stuck', limit: 'cpuMs', frames } },
        /its time was over before your code was loaded/,
      ],
      [
        {
          ...dead,
          stderr: 'strip-types.js:531\n\nRangeError: WebAssembly.Instance(): Out of memory: Cannot allocate\n',
        },
        /its process got too little memory\. Close other programs, or allow it more where it is limited\.$/,
      ],
      [{ ...dead, stderr: 'node: no\n' }, /its process ended by signal SIGKILL\. It said: node: no$/],
    ];
    for (const [ending, message] of endings) {
      const told = explainEnding(ending, request, limits, false);
      assert.match(told.message, /^The check could not begin: /);
      assert.match(told.message, message);
      assert.deepEqual([told.outcome, told.location], ['crashed', null]);
    }
  });

  it('names no time where the child could tell none', () => {
    assert.match(messageOf(null), /^Your code did not come to an end and was stopped\. Is there a loop/);
  });
});
