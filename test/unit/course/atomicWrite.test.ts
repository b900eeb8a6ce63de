import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { atomicWrite } from '../../../src/host/node/atomicWrite';
import { temporaryFolder } from '../../support/folders';

describe('writing a file', () => {
  it('makes its folder, and leaves nothing beside it', () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'one', 'two words', 'file.txt');
    atomicWrite(file, 'first');
    atomicWrite(file, 'second');
    assert.equal(readFileSync(file, 'utf8'), 'second');
    assert.deepEqual(readdirSync(path.dirname(file)), ['file.txt']);
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
