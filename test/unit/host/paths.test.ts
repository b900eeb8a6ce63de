/** Paths inside a folder, beside what Node makes of them. */
import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { basename, dirname, join, relative } from '../../../src/host/paths';

const PATHS = ['a.ts', 'part/a.ts', 'part/lesson/checks.ts', '../a.ts', '../../part/a.ts'];

describe('paths inside a folder', () => {
  it('are joined as Node joins them', () => {
    for (const folder of ['part', 'part/lesson', '.'])
      for (const path of [...PATHS, './a.ts', './lesson/../b.ts', '../other/a.ts'])
        assert.equal(join(folder, path), posix.join(folder, path), `${folder} and ${path}`);
  });

  it('are taken apart as Node does, and the top has no name', () => {
    for (const path of PATHS) assert.equal(basename(path), posix.basename(path));
    for (const path of PATHS.slice(1)) assert.equal(dirname(path), posix.dirname(path));
    assert.equal(dirname('a.ts'), '');
  });

  it('lead from one to another', () => {
    for (const from of ['', 'part', 'part/lesson', 'other'])
      for (const to of ['a.ts', 'part/a.ts', 'part/lesson/b.ts'])
        assert.equal(relative(from, to), posix.relative(`/${from}`, `/${to}`), `from ${from} to ${to}`);
  });
});
