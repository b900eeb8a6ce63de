/** A child's watchdog, in a child that hears nothing because it is busy. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { outputOf } from '../../../src/host/node/output';
import { afterOwn } from '../../../src/host/node/ownTime';
import { WATCHDOG_SOURCE } from '../../../src/host/node/watchdog';
import { isAlive, until } from '../training/support';

const BUSY = `
const { Worker } = require('node:worker_threads');
const workerData = { hostPid: process.ppid, memoryMb: 4096, token: 'token' };
new Worker(process.env.NNFS_WATCHDOG, { eval: true, workerData }).on('online', () =>
  process.send('busy', () => {
    for (;;);
  }),
);
`;

/** Starts the busy child, tells its id and dies without a word. */
const HOST = `
const { fork } = require('node:child_process');
const child = fork('busy', [], { execArgv: ['-e', process.env.NNFS_BUSY], silent: true });
child.on('message', () => process.send(child.pid, () => process.kill(process.pid, 'SIGKILL')));
`;

describe('the watchdog of a child', () => {
  it('ends the child when its host is gone, also in an endless loop', async () => {
    const env = { ...process.env, NNFS_WATCHDOG: WATCHDOG_SOURCE, NNFS_BUSY: BUSY };
    const host = fork('host', [], { execArgv: ['-e', HOST], silent: true, env });
    const [pid] = (await once(host, 'message')) as [number];
    assert.equal(typeof pid, 'number');
    await until(() => !isAlive(pid), 'the end of the child');
  });
});

describe('the time of another program', () => {
  it('is not what it stood in line for a processor', async () => {
    let asked = 0;
    let stood = 0;
    // At first, that is all of the time.
    const delayed = (): number => (asked++ < 3 ? (stood = performance.now()) : stood);
    await new Promise<void>((resolve) => afterOwn(5, delayed, resolve));
    assert.ok(asked >= 4, 'it got new time each time that it had none');
  });
});

describe('the output of another program', () => {
  it('is over when the program is, also where what it has started holds on to it', async function () {
    if (process.platform === 'win32') this.skip();
    const limits = { deadlineMs: 600_000, mostCharacters: 1000 };
    const output = await outputOf('/bin/sh', ['-c', 'sleep 1000 & echo said; exit 3'], limits);
    assert.deepEqual(output, { kind: 'ended', stdout: 'said\n', stderr: '', code: 3, signal: null });
  });
});
