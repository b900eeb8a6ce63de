import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atomicWrite, tryWrite } from '../../../src/host/node/atomicWrite';
import { canLink, temporaryFolder } from '../../support/folders';

describe('writing a file', () => {
  it('makes its folder, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'one', 'two words', 'file.txt');
    atomicWrite(file, 'first');
    atomicWrite(file, 'second');
    assert.equal(readFileSync(file, 'utf8'), 'second');
    assert.deepEqual(readdirSync(path.dirname(file)), ['file.txt']);
  });

  it('follows a link to a file, and replaces one to nowhere', function () {
    if (!canLink()) this.skip();
    const folder = temporaryFolder();
    const [file, link, nowhere] = ['file', 'link', 'nowhere'].map((name) => path.join(folder, name));
    writeFileSync(file, 'first');
    symlinkSync(file, link);
    symlinkSync(path.join(folder, 'nope', 'nope'), nowhere);
    atomicWrite(link, 'second');
    atomicWrite(nowhere, 'third');
    assert.equal(readFileSync(file, 'utf8'), 'second');
    assert.ok(lstatSync(link).isSymbolicLink());
    assert.ok(lstatSync(nowhere).isFile());
    assert.deepEqual(readdirSync(folder).sort(), ['file', 'link', 'nowhere']);
  });

  it('replaces no folder, no pipe and no device, and says so also when it is only tried', function () {
    if (process.platform === 'win32') this.skip();
    const folder = temporaryFolder();
    const [inside, pipe, device] = ['inside', 'pipe', 'device'].map((name) => path.join(folder, name));
    mkdirSync(inside);
    execFileSync('mkfifo', [pipe]);
    symlinkSync('/dev/null', device);
    for (const write of [atomicWrite, tryWrite]) {
      assert.throws(() => write(inside, ''), /^Error: it is a folder$/);
      for (const file of [pipe, device])
        assert.throws(() => write(file, ''), /^Error: it is a device or a pipe, not a file$/);
    }
    assert.ok(lstatSync(pipe).isFIFO() && lstatSync(device).isSymbolicLink());
    assert.deepEqual(readdirSync(folder).sort(), ['device', 'inside', 'pipe']);
  });

  it('is tried without a change: of a file that is there, of one that is not, and where its folder is missing', () => {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'file'), 'mine');
    for (const name of ['file', 'new', 'one/two/new']) tryWrite(path.join(folder, name));
    assert.throws(() => tryWrite(path.join(folder, 'file', 'below')), { code: 'ENOTDIR' });
    assert.deepEqual(readdirSync(folder), ['file']);
    assert.equal(readFileSync(path.join(folder, 'file'), 'utf8'), 'mine');
  });

  it('waits for another program that has the file open: on Windows it cannot be replaced meanwhile', async () => {
    const file = path.join(temporaryFolder(), 'file.txt');
    writeFileSync(file, 'first');
    const script = `
      const { closeSync, openSync } = require('node:fs');
      const opened = openSync(process.argv[1], 'r');
      process.send('open');
      setTimeout(() => {
        closeSync(opened);
        process.disconnect();
      }, 300);
    `;
    const reader = fork(file, [], { execArgv: ['-e', script] });
    await once(reader, 'message');
    atomicWrite(file, 'second');
    assert.equal(readFileSync(file, 'utf8'), 'second');
    await once(reader, 'exit');
  });
});
