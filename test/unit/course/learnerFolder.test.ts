import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { FolderError, isLearnerFolder, layOut } from '../../../src/course/learnerFolder';
import { course } from '../../support/course';
import { canLink, temporaryFolder } from '../../support/folders';

describe('the learner’s folder', () => {
  const lesson = course.lessons[2];

  it('has a stub for every lesson, a README, and is recognised', async () => {
    const folder = temporaryFolder();
    assert.equal(isLearnerFolder(folder), false);
    await layOut(course, folder);
    assert.ok(isLearnerFolder(folder));
    for (const each of course.lessons)
      assert.equal(readFileSync(path.join(folder, each.path), 'utf8'), each.source.stub);
    assert.match(readFileSync(path.join(folder, '.vscode/settings.json'), 'utf8'), /AI assistants are switched off/);
  });

  it('changes nothing that the learner wrote, and adds what is missing', async () => {
    const folder = temporaryFolder();
    await layOut(course, folder);
    const mine = path.join(folder, lesson.path);
    writeFileSync(mine, 'my own work');
    rmSync(path.join(folder, course.lessons[0].path));
    const result = await layOut(course, folder);
    assert.equal(readFileSync(mine, 'utf8'), 'my own work');
    assert.deepEqual(result.kept, [lesson.path]);
    assert.deepEqual(result.created, [course.lessons[0].path]);
    assert.deepEqual(result.updated, []);
  });

  it('leaves a link alone that leads to nothing in a lesson’s place', async function () {
    if (!canLink()) this.skip();
    const folder = temporaryFolder();
    const link = path.join(folder, lesson.path);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync('nowhere', link);
    assert.deepEqual((await layOut(course, folder)).kept, [lesson.path]);
    assert.equal(readlinkSync(link), 'nowhere');
  });

  it('keeps files that were there before the course', async () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'README.md'), 'mine');
    await layOut(course, folder);
    await layOut(course, folder);
    assert.equal(readFileSync(path.join(folder, 'README.md'), 'utf8'), 'mine');
  });

  it('renews a stub that nobody touched when the course has a newer one, also after CRLF', async () => {
    const folder = temporaryFolder();
    const older = structuredClone({ ...course, lessons: [] });
    const old = { ...lesson, source: { ...lesson.source, stub: '// an older stub\n' } };
    await layOut({ ...older, lessons: [old], parts: [] }, folder);
    const file = path.join(folder, lesson.path);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
    const result = await layOut(course, folder);
    assert.ok(result.updated.includes(lesson.path));
    assert.equal(readFileSync(file, 'utf8'), lesson.source.stub);
  });

  it('says so when the folder is a file', async () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await assert.rejects(layOut(course, file), FolderError);
  });

  it('leaves no temporary file behind', async () => {
    const folder = temporaryFolder();
    await layOut(course, folder);
    assert.deepEqual(
      readdirSync(folder, { recursive: true }).filter((name) => String(name).endsWith('.tmp')),
      [],
    );
  });

  it('type-checks without an error, stubs and solutions alike', async function () {
    this.timeout(60_000);
    const folder = temporaryFolder();
    const tsc = path.join(process.cwd(), 'node_modules/typescript/bin/tsc');
    const compile = (): string => execFileSync(process.execPath, [tsc, '--noEmit', '-p', folder], { encoding: 'utf8' });
    await layOut(course, folder);
    assert.equal(compile(), '');
    for (const each of course.lessons) writeFileSync(path.join(folder, each.path), each.source.solution);
    assert.equal(compile(), '');
    writeFileSync(path.join(folder, lesson.path), 'const x: number = "text";');
    assert.throws(compile, 'the check above could not fail');
    assert.ok(existsSync(path.join(folder, 'tsconfig.json')));
  });
});
