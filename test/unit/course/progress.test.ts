import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  PROGRESS_FILE,
  ProgressError,
  clearLessons,
  hasPassed,
  lessonProgress,
  mayShowSolution,
  progressFault,
  readProgress,
  recordCheck,
  stateOf,
} from '../../../src/course/progress';
import { canLink, temporaryFolder } from '../../support/folders';

describe('progress', function () {
  this.timeout(60_000);

  it('is kept with the folder; a later failure is said, and the lesson has passed', async () => {
    const folder = temporaryFolder();
    assert.equal(stateOf(readProgress(folder), 'loss'), 'not started');
    await recordCheck(folder, 'loss', 'passed');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'passed');
    await recordCheck(folder, 'loss', 'in progress');
    const progress = readProgress(folder);
    assert.equal(stateOf(progress, 'loss'), 'in progress');
    assert.equal(progress.lessons.loss.checks, 2);
    assert.match(progress.lessons.loss.passedAt ?? '', /^\d{4}-/);
    assert.ok(hasPassed(lessonProgress(progress, 'loss')));
    await clearLessons(folder, ['loss']);
    assert.ok(!hasPassed(lessonProgress(readProgress(folder), 'loss')), 'a reset begins again');
  });

  it('loses nothing when many write at once', async () => {
    const folder = temporaryFolder();
    const ids = Array.from({ length: 25 }, (_, i) => `lesson-${i}`);
    await Promise.all(ids.map((id) => recordCheck(folder, id, 'passed')));
    assert.deepEqual(Object.keys(readProgress(folder).lessons).sort(), ids.sort());
  });

  it('sets a damaged file aside, says so once, and goes on', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    mkdirSync(path.dirname(file));
    writeFileSync(file, '{ not JSON');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'not started');
    assert.equal(progressFault(folder), `${PROGRESS_FILE} is damaged`);
    const { warning } = await recordCheck(folder, 'loss', 'passed');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'passed');
    const aside = readdirSync(path.dirname(file)).find((name) => name.includes('unreadable')) ?? '';
    assert.equal(readFileSync(path.join(path.dirname(file), aside), 'utf8'), '{ not JSON');
    assert.match(warning ?? '', /^Earlier progress was not kept, because \S+progress\.json was damaged\. /);
    assert.ok(warning?.includes(aside), warning ?? '');
    assert.equal((await recordCheck(folder, 'loss', 'passed')).warning, null);
    assert.equal(progressFault(folder), null);
  });

  it('a damaged leftover beside it is named, and all that was kept is there', async () => {
    const folder = temporaryFolder();
    await recordCheck(folder, 'pixels', 'passed');
    writeFileSync(path.join(folder, '.nn-from-scratch/progress-0123456789abcdef.json'), 'x');
    const { warning } = await recordCheck(folder, 'loss', 'passed');
    assert.match(
      warning ?? '',
      /^\S+progress-0123456789abcdef\.json was damaged, and what it held is not counted\. It is now \S+progress-0123456789abcdef\.json\.unreadable-\w+\. All other progress is kept\.$/,
    );
    assert.deepEqual(Object.keys(readProgress(folder).lessons).sort(), ['loss', 'pixels']);
    assert.equal((await recordCheck(folder, 'loss', 'passed')).warning, null);
  });

  it('numbers of changes that cannot be counted on: the lessons count, and nothing piles up', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    await recordCheck(folder, 'pixels', 'passed');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"upTo": *\d+/, '"upTo": 1e300'));
    assert.equal((await recordCheck(folder, 'loss', 'passed')).warning, null);
    assert.deepEqual(Object.keys(readProgress(folder).lessons).sort(), ['loss', 'pixels']);
    assert.deepEqual(readdirSync(path.dirname(file)), ['progress.json']);
  });

  it('a file that was repaired and given its name back counts again, and so does one edited by hand', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    await recordCheck(folder, 'loss', 'passed');
    const good = readFileSync(file, 'utf8');
    writeFileSync(file, good.slice(0, 60));
    await recordCheck(folder, 'pixels', 'passed');
    writeFileSync(file, good);
    await recordCheck(folder, 'gradients', 'passed');
    assert.deepEqual(Object.keys(readProgress(folder).lessons), ['loss', 'gradients']);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"passed"', '"in progress"'));
    await recordCheck(folder, 'pixels', 'passed');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'in progress');
    assert.equal(stateOf(readProgress(folder), 'gradients'), 'passed');
  });

  it('a file of a newer version stays as it is, and nothing is recorded', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    mkdirSync(path.dirname(file));
    const text = JSON.stringify({ version: 2, lessons: { loss: 'mastered' } });
    writeFileSync(file, text);
    const newer = /^\S+progress\.json was written by a newer version of the course \(format 2\)/;
    assert.match(progressFault(folder) ?? '', newer);
    await assert.rejects(recordCheck(folder, 'loss', 'passed'), (error) => {
      assert.ok(error instanceof ProgressError);
      assert.match(error.message, newer);
      return true;
    });
    assert.equal(readFileSync(file, 'utf8'), text);
    assert.deepEqual(readdirSync(path.dirname(file)), ['progress.json']);
  });

  it('a folder in its place, or a file where its folder should be: nothing is recorded, and the reason is said', async () => {
    const odd = temporaryFolder();
    mkdirSync(path.join(odd, PROGRESS_FILE), { recursive: true });
    await assert.rejects(
      recordCheck(odd, 'loss', 'passed'),
      /progress\.json cannot be read: it is a folder, not an ordinary file$/,
    );
    const blocked = temporaryFolder();
    writeFileSync(path.join(blocked, path.dirname(PROGRESS_FILE)), '');
    await assert.rejects(recordCheck(blocked, 'loss', 'passed'), ProgressError);
    assert.deepEqual(readProgress(blocked).lessons, {});
  });

  it('a course folder that was moved away does not come back', async () => {
    const gone = path.join(temporaryFolder(), 'gone');
    await assert.rejects(recordCheck(gone, 'loss', 'passed'), {
      message: `the folder ${gone} is no longer there`,
    });
    assert.ok(!existsSync(gone));
  });

  it('a link that leads nowhere is set aside', async function () {
    if (!canLink()) this.skip();
    const folder = temporaryFolder();
    mkdirSync(path.dirname(path.join(folder, PROGRESS_FILE)));
    symlinkSync('nowhere', path.join(folder, PROGRESS_FILE));
    assert.match((await recordCheck(folder, 'loss', 'passed')).warning ?? '', /unreadable/);
    assert.match(readFileSync(path.join(folder, PROGRESS_FILE), 'utf8'), /"passed"/);
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

describe('a progress file that is damaged in part', function () {
  this.timeout(60_000);

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

  const partly: [string, object][] = [
    ['a record of another kind', { loss: 'passed', softmax: { state: 'passed', checks: 1 } }],
    ['a state that is none', { loss: { state: 'done' }, softmax: { state: 'passed', checks: 1 } }],
    ['a number as text', { softmax: { state: 'passed', checks: '1' } }],
    ['a time that is none', { softmax: { state: 'passed', checks: 1, passedAt: 5 } }],
  ];
  for (const [what, lessons] of partly)
    it(`is told, and kept as it was once it is written again: ${what}`, async () => {
      const folder = temporaryFolder();
      const file = path.join(folder, PROGRESS_FILE);
      const text = JSON.stringify({ version: 1, lessons });
      mkdirSync(path.dirname(file));
      writeFileSync(file, text);
      assert.equal(progressFault(folder), `a part of ${PROGRESS_FILE} is damaged, and only the rest counts`);
      const { warning } = await recordCheck(folder, 'pixels', 'passed');
      const kept = /the file is now (\S+)\. All other progress is kept\.$/.exec(warning ?? '')?.[1] ?? assert.fail();
      assert.equal(readFileSync(path.join(folder, kept), 'utf8'), text);
      assert.deepEqual(readdirSync(path.dirname(file)).length, 2);
      assert.equal(progressFault(folder), null);
      assert.deepEqual(Object.keys(readProgress(folder).lessons).sort(), ['pixels', 'softmax']);
      assert.equal((await recordCheck(folder, 'pixels', 'passed')).warning, null);
    });

  it('is not what a later version wrote beside what is known', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.dirname(path.join(folder, PROGRESS_FILE)));
    const lessons = { loss: { state: 'passed', checks: 1, later: [1, { a: null }] }, later: { state: 'passed' } };
    writeFileSync(path.join(folder, PROGRESS_FILE), JSON.stringify({ version: 1, lessons }));
    assert.equal(progressFault(folder), null);
    assert.equal((await recordCheck(folder, 'pixels', 'passed')).warning, null);
  });

  const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
  const damaged: [string, string][] = [
    ...[{ version: 1 }, { version: 1, lessons: null }, { version: 1, lessons: [1, 2] }, { lessons: {} }, [], null].map(
      (value): [string, string] => [JSON.stringify(value), JSON.stringify(value)],
    ),
    ['nothing', ''],
    ['20,000 lists in one another', '['.repeat(20_000)],
    ['20,000 objects in one another', deep],
    ['a version above all numbers', '{"version":1e999,"lessons":{}}'],
    ['a version of a half', '{"version":1.5,"lessons":{}}'],
    ['20,000 objects in a lesson', `{"version":1,"lessons":{"loss":{"state":"passed","later":${deep}}}}`],
  ];
  for (const [what, text] of damaged)
    it(`counts as empty, and is set aside: ${what}`, async () => {
      const folder = temporaryFolder();
      const file = path.join(folder, PROGRESS_FILE);
      mkdirSync(path.dirname(file));
      writeFileSync(file, text);
      assert.deepEqual(readProgress(folder), { version: 1, lessons: {} });
      await recordCheck(folder, 'loss', 'passed');
      assert.ok(readdirSync(path.dirname(file)).some((name) => name.includes('unreadable')));
      assert.equal(readProgress(folder).lessons.loss.checks, 1);
    });

  /** A file whose journal says so of one change. */
  const changed = (what: object, lessons = '{}'): string =>
    `{"version":1,"lessons":${lessons},"journal":{"upTo":0,"base":{},"changes":[${JSON.stringify({ id: 'a', number: 1, what })}]}}`;
  const odd: [string, string][] = [
    ['an answer to question four billion', changed({ kind: 'answered', lesson: 'loss', question: 4e9, answer: 0 })],
    ['an answer to question ten million', changed({ kind: 'answered', lesson: 'loss', question: 1e7, answer: 0 })],
    ['a lesson called constructor', changed({ kind: 'checked', lesson: 'constructor', state: 'passed', at: '' })],
    ['a lesson called __proto__', '{"version":1,"lessons":{"__proto__":{"state":"passed","checks":1}}}'],
    ['a field called __proto__', '{"version":1,"lessons":{},"__proto__":{"lessons":{"loss":{"state":"passed"}}}}'],
    ['its lessons twice', '{"version":1,"lessons":{"loss":{"state":"passed"}},"lessons":{}}'],
    ['a field in a hundred thousand lists', `{"version":1,"lessons":{},"x":${'['.repeat(1e5)}${']'.repeat(1e5)}}`],
  ];
  for (const [what, text] of odd)
    it(`is read, and written again as it is meant: ${what}`, async () => {
      const folder = temporaryFolder();
      const file = path.join(folder, PROGRESS_FILE);
      mkdirSync(path.dirname(file));
      writeFileSync(file, text);
      assert.equal(stateOf(readProgress(folder), 'loss'), 'not started');
      const { warning } = await recordCheck(folder, 'loss', 'passed');
      assert.equal(warning, null);
      const { lessons } = readProgress(folder);
      assert.equal(lessons.loss.checks, 1);
      assert.equal(({} as Record<string, unknown>).state, undefined, 'no object has got a state');
      assert.ok(readFileSync(file).length < 10_000);
    });

  it('with a number above all others goes on from there', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, PROGRESS_FILE);
    mkdirSync(path.dirname(file));
    writeFileSync(file, '{"version":1,"lessons":{"loss":{"state":"passed","checks":1e308,"hints":1e308}}}');
    await recordCheck(folder, 'loss', 'in progress');
    assert.equal(stateOf(readProgress(folder), 'loss'), 'in progress');
  });
});
