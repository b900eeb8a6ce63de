/** Why the system refuses a place: the part of the way that is in the way, and advice that is true of it. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { host } from '../../../src/host';
import { canLink, temporaryFolder } from '../../support/folders';

/** A user without rights: root may look into every folder. */
const STRANGER = 64_123;

function asStranger<T>(action: () => T): T {
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(STRANGER);
  try {
    return action();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

describe('why the system refuses a place', () => {
  const parent = temporaryFolder();
  const place = (...names: string[]): string => path.join(parent, ...names);
  const errorOf = (action: () => unknown): unknown => {
    try {
      return action();
    } catch (error) {
      return error;
    }
  };

  it('nothing is in the way of what is there, or only missing', () => {
    writeFileSync(place('file'), '');
    for (const each of [parent, place('file'), place('none', 'at all')])
      assert.equal(host.obstacleTo(each), null, each);
  });

  it('a file where a folder is needed, on the way or at its end', () => {
    writeFileSync(place('file'), '');
    const fault = `${place('file')} is a file, and a folder is needed in its place`;
    assert.equal(host.obstacleTo(place('file', 'below', 'x'))?.fault, fault);
    const error = errorOf(() => readdirSync(place('file')));
    assert.equal(host.refusalOf(parent, error).fault, fault);
    assert.equal(host.refusalOf(parent, error).advice, 'Give it another name, or choose another folder.');
  });

  it('a link that leads in a circle, and one that leads to nothing', function () {
    if (!canLink()) this.skip();
    symlinkSync('loop', place('loop'));
    symlinkSync('nowhere', place('dead'));
    assert.equal(host.obstacleTo(place('loop', 'x'))?.fault, `${place('loop')} is a link that leads in a circle`);
    assert.equal(host.obstacleTo(place('dead', 'x'))?.fault, `${place('dead')} is a link that leads to nothing`);
    const error = errorOf(() => mkdirSync(place('loop')));
    assert.match(host.refusalOf(parent, error).advice, /^Remove the link/);
  });

  it('a folder into which one may not look', function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(place('locked'));
    chmodSync(parent, 0o755);
    chmodSync(place('locked'), 0);
    const refusal = asStranger(() => host.obstacleTo(place('locked', 'x')));
    assert.equal(refusal?.fault, `you may not look into ${place('locked')}`);
    assert.match(refusal.advice, /^Choose a folder that belongs to you/);
  });

  it('what is missing: a file, a folder on the way to it, a folder that takes no files', () => {
    const fault = (to: string): string =>
      host.refusalOf(
        to,
        errorOf(() => readFileSync(to)),
      ).fault;
    assert.equal(fault(place('none')), `there is no ${place('none')}`);
    assert.equal(fault(place('none', 'below', 'x')), `there is no folder ${place('none')}`);
    const temporary = errorOf(() => readFileSync(place('x.tmp')));
    assert.equal(host.refusalOf(place('x'), temporary).fault, `nothing can be written in ${parent}`);
  });

  it('a folder in which one may not write is named, not the temporary file', function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(place('theirs'));
    chmodSync(parent, 0o755);
    chmodSync(place('theirs'), 0o555);
    const error = asStranger(() => errorOf(() => writeFileSync(place('theirs', 'x.tmp'), '')));
    const { fault, advice } = asStranger(() => host.refusalOf(place('theirs', 'x'), error));
    assert.equal(fault, `you may not write in ${place('theirs')}`);
    assert.match(advice, /^Choose a folder that belongs to you/);
  });

  it('a way that is too long, whose first part is missing', () => {
    const far = place('none', 'ab/'.repeat(3000));
    assert.equal(
      host.refusalOf(
        far,
        errorOf(() => readFileSync(far)),
      ).fault,
      'the name is too long',
    );
  });

  it('a pipe with nothing in it, and one that is full', function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [place('pipe')]);
    const pipe = openSync(place('pipe'), constants.O_RDWR | constants.O_NONBLOCK);
    const fault = (action: () => unknown): string => host.refusalOf(place('pipe'), errorOf(action)).fault;
    assert.equal(
      fault(() => readSync(pipe, new Uint8Array(1))),
      'it has nothing to read just now',
    );
    const fill = (): void => {
      for (;;) writeSync(pipe, new Uint8Array(4096));
    };
    assert.equal(fault(fill), 'it takes nothing more just now');
    closeSync(pipe);
  });

  it('a program that is not there, is none, or may not be started', async function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(place('text'), 'no program');
    const fault = async (program: string): Promise<string> => {
      const error = await new Promise((resolve) => spawn(program).on('error', resolve));
      return host.refusalOf(program, error).fault;
    };
    assert.equal(await fault(place('no such')), 'there is no such program');
    assert.equal(await fault(place('text')), 'it is no program, or you may not start it');
  });

  it('what says nothing about folders is said as the system says it, with no advice that does not fit', () => {
    const error = Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' });
    assert.deepEqual(host.refusalOf(parent, error), { fault: 'i/o error (EIO)', advice: '' });
    const tooMany = Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' });
    assert.match(host.refusalOf(parent, tooMany).advice, /may open no more files.*ulimit -n/);
  });
});
