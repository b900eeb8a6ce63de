import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROGRESS_FILE, mayShowSolution, readProgress, recordCheck, stateOf } from '../../../src/course/progress';
import { temporaryFolder } from '../../support/folders';

describe('progress', () => {
  it('is kept with the folder, and a later failure takes a pass back', async () => {
    const folder = temporaryFolder();
    assert.equal(stateOf(readProgress(folder), 'loss'), 'not started');
    await recordCheck(folder, 'loss', 'passed');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'passed');
    await recordCheck(folder, 'loss', 'in progress');
    const progress = readProgress(folder);
    assert.equal(stateOf(progress, 'loss'), 'in progress');
    assert.equal(progress.lessons.loss.checks, 2);
    assert.match(progress.lessons.loss.passedAt ?? '', /^\d{4}-/);
  });

  it('loses nothing when many write at once', async () => {
    const folder = temporaryFolder();
    const ids = Array.from({ length: 25 }, (_, i) => `lesson-${i}`);
    await Promise.all(ids.map((id) => recordCheck(folder, id, 'passed')));
    assert.deepEqual(Object.keys(readProgress(folder).lessons).sort(), ids.sort());
  });

  it('loses nothing when two processes write at once', async function () {
    this.timeout(20_000);
    const folder = temporaryFolder();
    const script = path.join(process.cwd(), 'out/test/unit/course/progressWriter.test.js');
    const run = (name: string): Promise<number | null> =>
      new Promise((resolve) =>
        fork(script, [], { env: { ...process.env, NNFS_WRITER: name, NNFS_WRITER_FOLDER: folder } }).on(
          'exit',
          resolve,
        ),
      );
    assert.deepEqual(await Promise.all([run('a'), run('b')]), [0, 0]);
    assert.equal(Object.keys(readProgress(folder).lessons).length, 40);
  });

  it('sets a file aside that cannot be read, and goes on', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    mkdirSync(path.dirname(file));
    writeFileSync(file, '{ not JSON');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'not started');
    await recordCheck(folder, 'loss', 'passed');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'passed');
    const aside = readdirSync(path.dirname(file)).find((name) => name.includes('unreadable'));
    assert.equal(readFileSync(path.join(path.dirname(file), aside ?? ''), 'utf8'), '{ not JSON');
  });
});

describe('the solution may be shown', () => {
  const lesson = { text: { hints: ['a', 'b', 'c'] } };
  const cases: [string, Parameters<typeof mayShowSolution>[0], boolean][] = [
    ['not before a try', { state: 'not started', checks: 0 }, false],
    ['not for checks of the untouched file', { state: 'not started', checks: 3 }, false],
    ['after a check of own code', { state: 'in progress', checks: 1 }, true],
    ['after a pass', { state: 'passed', checks: 1 }, true],
    ['after a pass that was lost', { state: 'not started', checks: 2, passedAt: '2026-11-22T00:00:00Z' }, true],
    ['not with two of three hints', { state: 'not started', checks: 0, hints: 2 }, false],
    ['with all hints', { state: 'not started', checks: 0, hints: 3 }, true],
    ['when it was seen already', { state: 'not started', checks: 0, solutionSeenAt: '2026-11-22T00:00:00Z' }, true],
  ];
  for (const [when, progress, may] of cases) it(when, () => assert.equal(mayShowSolution(progress, lesson), may));
});

describe('a progress file that is damaged in part', () => {
  it('keeps the lessons whose state is one of ours, without what is damaged, and with what a later version wrote', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    mkdirSync(path.dirname(file));
    const lessons = {
      loss: { state: 'passed', checks: 2, hints: 'two', quiz: [0, null], laterField: true },
      gradients: { state: 'mastered', checks: 1 },
      normalise: null,
      'linear-model': 'passed',
    };
    writeFileSync(file, JSON.stringify({ version: 1, lessons }));
    assert.deepEqual(Object.keys(readProgress(folder).lessons), ['loss']);
    await recordCheck(folder, 'loss', 'passed');
    const { passedAt, ...rest } = (JSON.parse(readFileSync(file, 'utf8')) as { lessons: typeof lessons }).lessons
      .loss as Record<string, unknown>;
    assert.equal(typeof passedAt, 'string');
    assert.deepEqual(rest, { state: 'passed', checks: 3, quiz: [0, null], laterField: true });
  });

  for (const value of [{ version: 2, lessons: {} }, { version: 1 }, { version: 1, lessons: null }, [], null])
    it(`counts as empty, and is set aside: ${JSON.stringify(value)}`, async () => {
      const folder = temporaryFolder();
      const file = path.join(folder, PROGRESS_FILE);
      mkdirSync(path.dirname(file));
      writeFileSync(file, JSON.stringify(value));
      assert.deepEqual(readProgress(folder), { version: 1, lessons: {} });
      await recordCheck(folder, 'loss', 'passed');
      assert.ok(readdirSync(path.dirname(file)).some((name) => name.includes('unreadable')));
    });
});
