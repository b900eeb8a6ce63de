import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolderIn, useOf } from '../../../src/course/folderUse';
import { LAYOUT_FILE, layOut } from '../../../src/course/learnerFolder';
import { course } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

describe('what a folder is used for', () => {
  it('absent, empty (hidden files do not count), occupied, a file, a course', async () => {
    const folder = temporaryFolder();
    assert.equal(useOf(path.join(folder, 'none')).kind, 'absent');
    mkdirSync(path.join(folder, '.git'));
    assert.equal(useOf(folder).kind, 'empty');
    const file = path.join(folder, 'main.c');
    writeFileSync(file, '');
    assert.equal(useOf(folder).kind, 'occupied');
    assert.equal(useOf(file).kind, 'file');
    await layOut(course, folder);
    assert.equal(useOf(folder).kind, 'course');
  });

  it('a folder for the course inside of another: a name that is free, empty, or a course already', async () => {
    const parent = temporaryFolder();
    const first = path.join(parent, 'nn-from-scratch');
    assert.equal(ownFolderIn(parent), first);
    writeFileSync(first, 'a file');
    assert.equal(ownFolderIn(parent), `${first}-2`);
    mkdirSync(`${first}-2`);
    writeFileSync(path.join(`${first}-2`, 'main.c'), '');
    assert.equal(ownFolderIn(parent), `${first}-3`);
    await layOut(course, `${first}-2`);
    assert.equal(ownFolderIn(parent), `${first}-2`);
  });

  it('a course that is complete is not written again, so that it can be opened where it is read-only', async () => {
    const folder = temporaryFolder();
    await layOut(course, folder);
    const layout = path.join(folder, LAYOUT_FILE);
    const [before, text] = [statSync(layout), readFileSync(layout, 'utf8')];
    await layOut(course, folder);
    assert.equal(statSync(layout).ino, before.ino, 'the layout was written again');
    assert.equal(readFileSync(layout, 'utf8'), text);
    assert.deepEqual(
      readdirSync(path.dirname(layout)).filter((name) => name.includes('.new')),
      [],
    );
  });
});
