import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EditedMeanwhile, BACKUP_FOLDER, putBack, replaceWithBackup, takeBack } from '../../../src/course/backup';
import { FolderError, LAYOUT_FILE, layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE, lessonProgress, readProgress, recordCheck, recordHints } from '../../../src/course/progress';
import { resetLessons, undoReset } from '../../../src/course/reset';
import { host } from '../../../src/host';
import { course } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

const [pixels, linearModel, loss] = course.lessons;
const now = new Date('2026-11-22T20:15:03.456Z');
/** A progress file that this version leaves as it is. */
const newer = JSON.stringify({ version: 2, lessons: {} });
const stamp = '2026-11-22T20-15-03';

describe('reset', () => {
  let folder: string;
  const file = (lesson: { path: string }): string => path.join(folder, lesson.path);
  const text = (lesson: { path: string }): string => readFileSync(file(lesson), 'utf8');
  /** Every file of the folder with its text, except what is laid out around the lessons. */
  const everything = (): [string, string][] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((name) => [name, readFileSync(name, 'utf8')]);

  beforeEach(async () => {
    folder = path.join(temporaryFolder(), 'course');
    await layOut(course, folder);
    for (const lesson of [pixels, loss]) writeFileSync(file(lesson), `${lesson.source.solution}// mine\n`);
  });

  it('brings back the stub, keeps a dated copy, and forgets the progress of this lesson only', async () => {
    await recordCheck(folder, 'loss', 'passed');
    await recordHints(folder, 'loss', 2);
    await recordCheck(folder, 'pixels', 'passed');
    const { replaced } = await resetLessons(folder, [loss], now);
    assert.equal(text(loss), loss.source.stub);
    assert.equal(text(pixels), `${pixels.source.solution}// mine\n`);
    const copy = `${BACKUP_FOLDER}/${stamp}/${loss.path}`;
    assert.deepEqual(
      replaced.files.map((each) => each.copy),
      [copy],
    );
    assert.equal(readFileSync(path.join(folder, copy), 'utf8'), `${loss.source.solution}// mine\n`);
    assert.deepEqual(Object.keys(readProgress(folder).lessons), ['pixels']);
  });

  it('what is saved after it was copied is not replaced, and nothing else is', async () => {
    const before = everything();
    const saved = `${loss.source.solution}// saved in this moment\n`;
    const { folder: folderOf } = host;
    host.folder = (place) => {
      const files = folderOf(place);
      return {
        ...files,
        write: async (name, data) => {
          await files.write(name, data);
          if (name.startsWith(BACKUP_FOLDER) && name.endsWith(loss.path)) writeFileSync(file(loss), saved);
        },
      };
    };
    try {
      await assert.rejects(
        resetLessons(folder, [pixels, loss], now),
        /3-loss\.ts was saved in this moment.*Nothing was changed/,
      );
    } finally {
      host.folder = folderOf;
    }
    assert.deepEqual(
      everything(),
      before.map(([name, was]) => [name, name === file(loss) ? saved : was]),
    );
  });

  it('undo brings back the files and all that the progress knew', async () => {
    await recordCheck(folder, 'loss', 'passed');
    await recordHints(folder, 'loss', 2);
    const before = readProgress(folder);
    const reset = await resetLessons(folder, course.lessons, now);
    assert.equal(reset.replaced.files.length, 2, 'untouched files are left alone');
    // What happens between counts for nothing.
    await recordCheck(folder, 'loss', 'not started');
    await undoReset(reset);
    assert.equal(text(loss), `${loss.source.solution}// mine\n`);
    assert.equal(text(pixels), `${pixels.source.solution}// mine\n`);
    assert.deepEqual(readProgress(folder), before);
  });

  it('undo refuses where one file was edited meanwhile, and changes none', async () => {
    const reset = await resetLessons(folder, [pixels, loss], now);
    writeFileSync(file(loss), `${loss.source.stub}// again\n`);
    await assert.rejects(undoReset(reset), (error) => {
      assert.ok(error instanceof EditedMeanwhile);
      assert.deepEqual(
        error.files.map((each) => each.path),
        [loss.path],
      );
      return true;
    });
    assert.equal(text(pixels), pixels.source.stub);
    assert.equal(text(loss), `${loss.source.stub}// again\n`);
  });

  it('twice in one second: two copies', async () => {
    await resetLessons(folder, [loss], now);
    writeFileSync(file(loss), '// second\n');
    await resetLessons(folder, [loss], now);
    assert.deepEqual(readdirSync(path.join(folder, BACKUP_FOLDER)).sort(), [stamp, `${stamp}-2`]);
    assert.equal(readFileSync(path.join(folder, BACKUP_FOLDER, `${stamp}-2`, loss.path), 'utf8'), '// second\n');
  });

  it('two in the same moment: each has copies of its own, and taking one back leaves the other', async () => {
    const replace = (lesson: typeof loss) =>
      replaceWithBackup(folder, [{ path: lesson.path, text: lesson.source.stub }], now);
    const [first, second] = await Promise.all([replace(loss), replace(pixels)]);
    assert.notEqual(first.copies, second.copies);
    await takeBack(first);
    assert.ok(existsSync(path.join(folder, second.files[0].copy ?? '')));
    await takeBack(second);
    assert.ok(!existsSync(path.join(folder, BACKUP_FOLDER)));
  });

  it('brings a deleted file back, and its undo deletes it again', async () => {
    rmSync(file(linearModel));
    const reset = await resetLessons(folder, [linearModel], now);
    assert.equal(text(linearModel), linearModel.source.stub);
    await undoReset(reset);
    assert.ok(!existsSync(file(linearModel)));
  });

  it('line ends alone are no edit', async () => {
    writeFileSync(file(loss), loss.source.stub.replaceAll('\n', '\r\n'));
    const { replaced } = await resetLessons(folder, [loss], now);
    assert.deepEqual(replaced.files, []);
    assert.ok(!existsSync(path.join(folder, BACKUP_FOLDER)));
  });

  it('keeps bytes that are no text', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    writeFileSync(file(loss), bytes);
    const reset = await resetLessons(folder, [loss], now);
    assert.ok(readFileSync(path.join(folder, BACKUP_FOLDER, stamp, loss.path)).equals(bytes));
    await undoReset(reset);
    assert.ok(readFileSync(file(loss)).equals(bytes));
  });

  it('where no copy can be made: says so, and changes nothing', async () => {
    await recordCheck(folder, 'loss', 'passed');
    writeFileSync(path.join(folder, BACKUP_FOLDER), 'in the way');
    const before = everything();
    await assert.rejects(resetLessons(folder, [pixels, loss], now), (error) => {
      assert.ok(error instanceof FolderError);
      assert.match(error.message, /cannot be written: .* Nothing was changed\./);
      return true;
    });
    assert.deepEqual(everything(), before);
  });

  it('where the second file cannot be written: the first is put back', async () => {
    const other = course.parts[1].lessons[0];
    rmSync(path.join(folder, course.parts[1].folder), { recursive: true });
    writeFileSync(path.join(folder, course.parts[1].folder), 'in the way');
    const before = everything();
    await assert.rejects(resetLessons(folder, [loss, other], now), FolderError);
    assert.deepEqual(everything(), before);
  });

  it('where the progress cannot be written: the files are put back', async () => {
    writeFileSync(path.join(folder, PROGRESS_FILE), newer);
    await assert.rejects(resetLessons(folder, [loss], now), /progress cannot be written: .* Nothing was changed\./);
    assert.equal(text(loss), `${loss.source.solution}// mine\n`);
  });

  it('where the record of what was laid out cannot be written: files and progress are as before', async () => {
    await recordCheck(folder, 'loss', 'passed');
    rmSync(path.join(folder, LAYOUT_FILE));
    mkdirSync(path.join(folder, LAYOUT_FILE, 'in the way'), { recursive: true });
    await assert.rejects(resetLessons(folder, [loss], now), /cannot be written: .* Nothing was changed\./);
    assert.equal(text(loss), `${loss.source.solution}// mine\n`);
    assert.equal(lessonProgress(readProgress(folder), 'loss').state, 'passed');
  });

  it('undo where the progress cannot be written: says that only the files are back', async () => {
    await recordCheck(folder, 'loss', 'passed');
    const reset = await resetLessons(folder, [loss], now);
    writeFileSync(path.join(folder, PROGRESS_FILE), newer);
    await assert.rejects(undoReset(reset), (error) => {
      assert.ok(error instanceof FolderError);
      assert.match(error.message, /^Your files are back, but your progress cannot be written: /);
      return true;
    });
    assert.equal(text(loss), `${loss.source.solution}// mine\n`);
  });

  it('a file that was reset counts as laid out: a newer course may renew it', async () => {
    await resetLessons(folder, [loss], now);
    const { files } = JSON.parse(readFileSync(path.join(folder, LAYOUT_FILE), 'utf8')) as {
      files: Record<string, string>;
    };
    const newer = {
      ...course,
      lessons: course.lessons.map((each) =>
        each === loss ? { ...each, source: { ...each.source, stub: `${each.source.stub}// newer\n` } } : each,
      ),
    };
    assert.ok(files[loss.path]);
    assert.deepEqual((await layOut(newer, folder)).updated, [loss.path]);
    assert.deepEqual(lessonProgress(readProgress(folder), 'loss'), { state: 'not started', checks: 0 });
  });
});

describe('a file replaced by another text', () => {
  it('is kept, and can be put back', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'a.ts'), 'mine');
    const replaced = await replaceWithBackup(folder, [{ path: 'a.ts', text: 'theirs' }], now);
    assert.equal(readFileSync(path.join(folder, 'a.ts'), 'utf8'), 'theirs');
    assert.equal(readFileSync(path.join(folder, replaced.files[0].copy ?? ''), 'utf8'), 'mine');
    await putBack(replaced);
    assert.equal(readFileSync(path.join(folder, 'a.ts'), 'utf8'), 'mine');
  });
});
