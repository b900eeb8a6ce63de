/** `check --watch`: what is saved is checked again, at whatever moment that is. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { layOut } from '../../../src/course/learnerFolder';
import { runCheck } from '../../../src/terminal/check';
import type { Io } from '../../../src/terminal/io';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

const [, , loss] = course.lessons;

describe('check --watch', function () {
  this.timeout(120_000);
  let folder: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    await layOut(course, folder);
  });

  /** @param onText does something when this is printed @returns all that was printed until the lesson passed, and how it ended */
  async function watchUntilPassed(onText: (text: string) => void): Promise<{ printed: string; reason: string }> {
    const end = new AbortController();
    let printed = '';
    const print = (text: string): void => {
      printed += text;
      onText(text);
      if (text.includes('Passed')) end.abort(new Error('It has passed.'));
    };
    const io: Io = { out: print, err: print, isTTY: false, stop: end.signal, stopUnread: end.signal };
    const argv = ['loss', '--watch', '--timeout', '60', '--dir', folder];
    const script = path.join(repository, 'dist/check-child.js');
    const reason = await runCheck(argv, course, script, io).then(String, (error: Error) => error.message);
    return { printed, reason };
  }

  for (const [when, word] of [
    ['while the first check is under way', '3-loss.ts'],
    ['at the moment in which it says that it watches', 'Watching.'],
  ])
    it(`sees what is saved ${when}`, async () => {
      const { printed, reason } = await watchUntilPassed((text) => {
        if (text.includes(word) && !text.includes('Passed'))
          writeFileSync(path.join(folder, loss.path), loss.source.solution);
      });
      assert.match(printed, /Not started[^]*Passed/i);
      assert.equal(reason, 'It has passed.');
    });

  it('where a lesson’s folder is gone, its verdict is told first', async () => {
    rmSync(path.join(folder, path.dirname(loss.path)), { recursive: true });
    const { printed, reason } = await watchUntilPassed(() => undefined);
    assert.match(printed, /There is no file 1-linear-model\/3-loss\.ts/);
    assert.match(reason, /ENOENT/);
  });
});
