/** The soak finds what it is there to find: each fault is planted in a folder where all was well. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BACKUP_FOLDER } from '../../../src/course/backup';
import { layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE, clearLessons, recordCheck } from '../../../src/course/progress';
import { resetLessons } from '../../../src/course/reset';
import { foreignFiles } from '../../load/soak/folder';
import { MemoryLog } from '../../load/soak/memory';
import { Model } from '../../load/soak/model';
import { stubOf, textOf } from '../../load/soak/texts';
import { course } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

const [pixels, linearModel, loss] = course.lessons;

describe('the soak', () => {
  let folder: string;
  let model: Model;
  const file = (name: string): string => path.join(folder, name);
  const found = (): string => [...model.settle(), ...foreignFiles(course, folder, true)].join('\n');

  /** `pixels` has passed, `loss` was written and reset. */
  beforeEach(async () => {
    folder = temporaryFolder();
    await layOut(course, folder);
    model = new Model(course, folder);
    const text = textOf(pixels, 'solved', 'mine', '\r\n');
    writeFileSync(file(pixels.path), text.text);
    model.tell('a', pixels, { kind: 'text', text, isSure: true });
    await recordCheck(folder, pixels.id, 'passed');
    model.tell('a', pixels, { kind: 'checked', state: 'passed', isSure: true });
    const lost = textOf(loss, 'broken', 'mine');
    writeFileSync(file(loss.path), lost.text);
    model.tell('b', loss, { kind: 'text', text: lost, isSure: true });
    await resetLessons(folder, [loss]);
    model.tell('b', loss, { kind: 'reset', copy: null, isSure: false });
    assert.equal(found(), '');
    assert.equal(found(), '', 'and in a round in which nothing happens');
  });

  const faults: [what: string, spoil: () => unknown, sentence: RegExp][] = [
    ['a text that has changed', () => writeFileSync(file(pixels.path), 'x'), /1-pixels\.ts: the text is 1 characters/],
    [
      'line ends that have changed',
      () => writeFileSync(file(pixels.path), textOf(pixels, 'solved', 'mine').text),
      /1-pixels\.ts: the text is/,
    ],
    ['a file that is gone', () => rmSync(file(pixels.path)), /1-pixels\.ts: the text is no file and must be/],
    ['a stub that has changed', () => writeFileSync(file(linearModel.path), 'x'), /2-linear-model\.ts: the text is/],
    ['progress that is gone', () => rmSync(file(PROGRESS_FILE)), /says “not started” and must say “passed”/],
    ['a check that is not counted', () => clearLessons(folder, [pixels.id]), /0 checks are recorded, and at least 1/],
    ['another first pass', passAtAnotherTime, /the first pass is of .* and must be of/],
    [
      'progress that is damaged',
      () => writeFileSync(file(PROGRESS_FILE), '{'),
      /^Progress cannot be read: .* is damaged/,
    ],
    [
      'a copy that is gone',
      () => rmSync(file(BACKUP_FOLDER), { recursive: true }),
      /3-loss\.ts is no file and must be/,
    ],
    [
      'a file that does not belong there',
      () => writeFileSync(file('x.tmp'), ''),
      /^x\.tmp does not belong in the folder/,
    ],
    [
      'a file of the course that has changed',
      () => writeFileSync(file('README.md'), ''),
      /^README\.md is not as it was/,
    ],
  ];
  function passAtAnotherTime(): void {
    const text = readFileSync(file(PROGRESS_FILE), 'utf8');
    writeFileSync(file(PROGRESS_FILE), text.replaceAll(/"(passedAt|at)":"[^"]*"/g, '"$1":"2001-01-01T00:00:00.000Z"'));
  }

  for (const [what, spoil, sentence] of faults)
    it(`finds ${what}`, async () => {
      await spoil();
      assert.match(found(), sentence);
    });

  it('finds a reset that kept no copy', async () => {
    const text = textOf(loss, 'solved', 'again');
    model.tell('a', loss, { kind: 'text', text, isSure: true });
    writeFileSync(file(loss.path), stubOf(loss).text);
    model.tell('a', loss, { kind: 'reset', copy: null, isSure: false });
    assert.match(found(), /no copy is kept of/);
  });

  it('takes both for right where a program was cut, and remembers which it was', async () => {
    model.tell('a', loss, { kind: 'checked', state: 'passed', isSure: false });
    assert.equal(found(), '');
    model.tell('a', loss, { kind: 'checked', state: 'passed', isSure: false });
    await recordCheck(folder, loss.id, 'passed');
    assert.equal(found(), '');
    await clearLessons(folder, [loss.id]);
    assert.match(found(), /must say “passed”/);
  });

  it('of several actors, any may have the last word, and all checks count', async () => {
    for (const actor of ['a', 'b']) {
      await recordCheck(folder, loss.id, 'passed');
      model.tell(actor, loss, { kind: 'checked', state: actor === 'a' ? 'passed' : 'in progress', isSure: true });
    }
    assert.equal(found(), '');
    model.tell('a', loss, { kind: 'checked', state: 'passed', isSure: true });
    model.tell('b', loss, { kind: 'checked', state: 'in progress', isSure: false });
    assert.match(found(), /2 checks are recorded, and at least 3/);
  });

  it('finds memory that grows, in one host and from host to host', () => {
    for (const [pidOf, sizeOf, isFlat] of [
      [() => 1, () => 100, true],
      [() => 1, (i: number) => 100 + i / 8, true],
      [() => 1, (i: number) => 100 + 3 * i, false],
      [(i: number) => Math.floor(i / 2), (i: number) => 100 + 100 * (i % 2), true],
      [(i: number) => Math.floor(i / 2), (i: number) => 100 + 3 * i, false],
    ] as const) {
      const memory = new MemoryLog('steady');
      for (let i = 0; i < 36; i++) memory.add(pidOf(i), sizeOf(i));
      assert.equal(memory.report().isFlat, isFlat, memory.report().line);
    }
  });
});
