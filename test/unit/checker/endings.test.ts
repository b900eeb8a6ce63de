/** What a verdict says when time ran out: what is true, and nothing about the machine that it cannot know. */
import assert from 'node:assert/strict';
import { explainEnding } from '../../../src/checker/endings';
import type { Ending, LastWords } from '../../../src/host/child';
import type { CheckRequest } from '../../../src/protocol/check';

const file = { path: '1-linear-model/3-loss.ts', text: 'x', origin: 'learner' as const };
const set = { entry: file.path, folder: '/course', files: [file] };
const request: CheckRequest = { lesson: 'loss', reference: set, checks: file, mistakes: file, learner: set, seed: 1 };
const limits = { cpuMs: 5000, wallMs: 60_000 };

function messageOf(lastWords: LastWords | null): string {
  const ending: Ending = { error: null, code: null, signal: 'SIGKILL', fromOutside: true, stderr: '', lastWords };
  return explainEnding(lastWords && ending, request, limits).message;
}

describe('a check that ran out of time', () => {
  const frames = [{ url: 'file:///course/1-linear-model/3-loss.ts', line: 7, column: 3 }];

  it('tells the processor time of a loop, and its line', () => {
    assert.equal(
      messageOf({ type: 'stuck', limit: 'cpuMs', cpuMs: 5010, frames }),
      'Your code used 5 seconds of processor time and was stopped. It was at line 7 of 1-linear-model/3-loss.ts. Is there a loop whose condition never becomes false?',
    );
  });

  it('asks for an `await` where next to no processor time was used', () => {
    assert.equal(
      messageOf({ type: 'stuck', limit: 'wallMs', cpuMs: 120, frames: [] }),
      'Your code was not done after 60 seconds (it had used 0.12 seconds of processor time) and was stopped. Is there an `await` for something that never comes?',
    );
  });

  it('speaks of other programs where the code may have had no turn', () => {
    assert.match(
      messageOf({ type: 'stuck', limit: 'wallMs', cpuMs: 1000, frames: [] }),
      /not done after 60 seconds \(it had used 1 second of processor time\) and was stopped\. If other programs keep this computer busy, check once more/,
    );
  });

  it('names no processor time where the child could tell none', () => {
    assert.match(messageOf(null), /^Your code was not done after 60 seconds and was stopped\. Is there a loop/);
  });
});
