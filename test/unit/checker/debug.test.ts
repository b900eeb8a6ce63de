/** A check under a debugger, without VS Code: what happens when nobody attaches, and that nothing is left behind. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { SourceMap } from 'node:module';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { guard } from '../../../src/host/node/start';
import { withIdentityMap } from '../../../src/checker/node/identityMap';
import { verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { CheckCancelled, Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { course } from '../../support/course';
import { letGoOn } from '../../support/debugger';
import { until } from '../training/support';

const dist = path.resolve(__dirname, '../../../../dist');
const loss = findLesson(course, 'loss') ?? assert.fail();

describe('a check under a debugger', function () {
  this.timeout(120_000);
  let supervisor: Supervisor;
  let service: CheckService;
  beforeEach(() => {
    supervisor = new Supervisor({ script: path.join(dist, 'check-child.js'), timeoutMs: 1500 });
    service = new CheckService(course, supervisor);
  });
  afterEach(() => supervisor.dispose());

  const check = (attach: (port: number) => Promise<void>, signal?: AbortSignal) =>
    service.check(loss, '/course', { text: loss.source.solution, debug: { attach }, signal });

  it('names a port that a debugger can attach to, and ends with the error of one that cannot', async () => {
    let title: unknown;
    let open = '';
    await assert.rejects(
      check(async (port) => {
        open = `http://127.0.0.1:${port}/json`;
        const targets = (await (await fetch(open)).json()) as { type: string }[];
        title = targets[0].type;
        throw new Error('no debugger here');
      }),
      /no debugger here/,
    );
    assert.equal(title, 'node');
    // The port is closed with the process, which is killed now.
    let isOpen = true;
    const ask = (): void => void fetch(open).catch(() => (isOpen = false));
    await until(() => (ask(), !isOpen), 'the port to be closed');
  });

  it('has no limit of time and memory', async () => {
    supervisor.setLimits({ timeoutMs: 1, memoryMb: 1 });
    const attached: Duplex[] = [];
    const report = await check(async (port) => void attached.push(await letGoOn(port)));
    attached.forEach((socket) => socket.destroy());
    assert.equal(report.outcome, 'passed', verdict(report));
  });

  it('can be cancelled while it waits for one', async () => {
    const abort = new AbortController();
    await assert.rejects(
      check(async () => abort.abort(), abort.signal),
      CheckCancelled,
    );
  });
});

describe('the guard of a process under a debugger', () => {
  it('ends it when the host dies, also in an endless loop', async () => {
    const endless = fork('endless', [], { execArgv: ['-e', "process.send('up'); for (;;);"] });
    const ended = new Promise((resolve) => endless.once('exit', (code, signal) => resolve(signal ?? code)));
    await new Promise((resolve) => endless.once('message', resolve));
    const watching = guard(endless, process.env);
    // What the death of the host does to the guard: its channel closes.
    watching.disconnect();
    // Windows has no signals, and gives what is ended from outside the exit code 1.
    assert.equal(await ended, process.platform === 'win32' ? 1 : 'SIGKILL');
  });
});

describe('the map of a debugged file', () => {
  it('leaves every word where it is', () => {
    const code = 'export function f(x) {\n\n\treturn  x * "ä";   // 数 here\n}\n';
    const text = withIdentityMap(code, 'file:///course/f.ts');
    assert.ok(text.startsWith(code));
    const encoded = /base64,(.*)$/.exec(text)?.[1] ?? '';
    const map = new SourceMap(JSON.parse(Buffer.from(encoded, 'base64').toString()));
    code.split('\n').forEach((line, number) => {
      for (const { index } of line.matchAll(/[\w$]+|\S/g)) {
        const found = map.findEntry(number, index) as Record<string, unknown>;
        assert.deepEqual(
          [found['originalSource'], found['originalLine'], found['originalColumn']],
          ['file:///course/f.ts', number, index],
        );
      }
    });
  });
});
