/** Real runs in real child processes: `dist/train-child.js` as it is shipped. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunConfig } from '../../../src/protocol/config';
import { defaultsFor } from '../../../src/training/validate';
import { ENDED_FROM_OUTSIDE, RecordedSession, dist, isAlive, learnerFile, until } from './support';

const FILE = '1-linear-model/6-gradient-descent.ts';
const config = (change: Partial<RunConfig> = {}): RunConfig => ({ ...defaultsFor('line'), ...change });

/** A learner's file for the experiment `line`; `body` is done in each epoch, before the report. */
const fitLine = (body: string): string => `
type Parameters = { weights: number[]; bias: number };

export function* fitLine(xs: number[][], ys: number[], options: { initial: Parameters; epochs: number }) {
  const { initial, epochs } = options;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    let loss: number = 1 / epoch;
    ${body}
    yield { epoch, loss, parameters: initial };
  }
}
`;
const GOOD = fitLine('');
/** Far more steps than a test waits for. */
const LONG = 10_000;
/** A step that takes a moment, so that a run of `LONG` epochs cannot end before a test has looked at it. */
const SLOW = fitLine('const end = performance.now() + 5; while (performance.now() < end);');

async function runToEnd(text: string, change: Partial<RunConfig> = {}, limits = {}): Promise<RecordedSession> {
  const recorded = new RecordedSession(limits);
  recorded.session.start({ config: config(change), sources: learnerFile(FILE, text), dataFolder: null });
  await recorded.session.done;
  return recorded;
}

describe('training: sessions', function () {
  this.timeout(60_000);

  it('run to the end and report everything', async () => {
    const recorded = await runToEnd(GOOD, { epochs: 30 });
    assert.deepEqual(recorded.states, ['preparing', 'running', 'finished']);
    assert.equal(recorded.steps, 30);
    const epochs = recorded.events.flatMap((event) => (event.type === 'metrics' ? event.epochs : []));
    assert.deepEqual(
      epochs.map(({ epoch, trainLoss }) => [epoch, trainLoss]),
      Array.from({ length: 30 }, (_, i) => [i + 1, 1 / (i + 1)]),
    );
    const info = recorded.events.find((event) => event.type === 'info');
    assert.ok(info?.type === 'info' && info.info.totalSteps === 30);
    assert.equal(recorded.session.pid, undefined);
    assert.equal(recorded.session.died, false);
  });

  it('learner code finds no way out: no process, no streams, no network, no modules', async () => {
    const looks = `
    const names = ['fetch', 'WebSocket', 'EventSource', 'BroadcastChannel', 'MessageChannel', 'require', 'navigator', 'localStorage'];
    const there: string[] = names.filter((name) => name in globalThis);
    const { process, console } = globalThis as any;
    for (const name of ['send', 'exit', 'kill', 'binding', 'mainModule', 'stdout']) if (process[name]) there.push('process.' + name);
    for (const name of ['_stdout', '_stderr', 'Console']) if (console[name]) there.push('console.' + name);
    if (there.length > 0) throw new Error('REACHED ' + there.join());
    import('node:fs' as string).then(() => console.log('IMPORTED'), (error: Error) => console.log(error.message));`;
    const recorded = await runToEnd(fitLine(looks), { epochs: 1 });
    assert.deepEqual(recorded.states, ['preparing', 'running', 'finished'], JSON.stringify(recorded.events.at(-1)));
    const printed = recorded.events.flatMap((event) => (event.type === 'output' ? event.text : [])).join('');
    assert.match(printed, /cannot use import\(\)/);
    assert.doesNotMatch(printed, /IMPORTED/);
  });

  it('pause, do one step, do one epoch, go on, stop: each at once', async () => {
    const recorded = new RecordedSession();
    const { session } = recorded;
    session.start({ config: config({ epochs: LONG }), sources: learnerFile(FILE, SLOW), dataFolder: null });
    await until(() => recorded.steps > 0);
    session.pause();
    await until(() => session.state === 'paused');
    const paused = recorded.steps;
    session.step();
    await until(() => recorded.steps > paused);
    assert.equal(recorded.steps, paused + 1);
    session.epoch();
    await until(() => recorded.steps > paused + 1);
    await until(() => session.state === 'paused');
    // In this experiment an epoch is one step.
    assert.equal(recorded.steps, paused + 2);
    session.resume();
    await until(() => recorded.steps > paused + 5);
    assert.equal(session.state, 'running');
    session.stop();
    assert.equal(await session.done, 'stopped');
    assert.ok(recorded.steps < LONG);
    assert.equal(recorded.failure, undefined);
  });

  it('can begin with a single step', async () => {
    const recorded = new RecordedSession();
    const { session } = recorded;
    session.start({ config: config({ epochs: LONG }), sources: learnerFile(FILE, SLOW), dataFolder: null });
    session.step();
    await until(() => recorded.steps > 0 && session.state === 'paused');
    assert.equal(recorded.steps, 1);
    session.dispose();
    await session.done;
  });

  it('end an endless loop on stop, and leave no process', async () => {
    const recorded = new RecordedSession({ stopGraceMs: 100 });
    const { session } = recorded;
    const text = fitLine('if (epoch === 3) { console.log("round and round"); for (;;); }');
    session.start({ config: config(), sources: learnerFile(FILE, text), dataFolder: null });
    await until(() => session.state === 'running');
    const pid = session.pid as number;
    assert.ok(isAlive(pid));
    session.stop();
    assert.equal(await session.done, 'stopped');
    assert.equal(recorded.failure, undefined);
    assert.ok(!isAlive(pid));
  });

  it('end at once on dispose, and tell nothing more', async () => {
    const recorded = new RecordedSession();
    const { session } = recorded;
    session.start({ config: config({ epochs: LONG }), sources: learnerFile(FILE, SLOW), dataFolder: null });
    await until(() => session.state === 'running');
    const pid = session.pid as number;
    const events = recorded.events.length;
    session.dispose();
    await session.done;
    assert.ok(!isAlive(pid));
    assert.equal(recorded.events.length, events);
    assert.throws(() => session.start({ config: config(), sources: null, dataFolder: null }), /starts one run/);
  });

  it('report what the learner’s code throws, with its line', async () => {
    const text = fitLine("if (epoch === 4) throw new TypeError('weights is undefined');");
    const recorded = await runToEnd(text);
    assert.equal(recorded.session.state, 'failed');
    assert.equal(recorded.failure?.message, 'Your code threw TypeError: weights is undefined');
    const line = text.split('\n').findIndex((each) => each.includes('throw')) + 1;
    assert.deepEqual(recorded.failure?.location, {
      file: FILE,
      line,
      column: text.split('\n')[line - 1].indexOf('new TypeError') + 1,
    });
    assert.equal(recorded.steps, 3, 'the steps before it are not lost');
    assert.equal(recorded.session.died, false);
  });

  it('say that a stub is not written yet', async () => {
    const recorded = await runToEnd(fitLine("throw new Error('TODO: set loss');"));
    assert.match(recorded.failure?.message ?? '', /^Not started: .*set loss/);
    assert.equal(recorded.failure?.location?.file, FILE);
  });

  it('say where a file does not compile', async () => {
    const recorded = await runToEnd('export const a = 1;\nexport function* fitLine( {\n');
    assert.match(recorded.failure?.message ?? '', /6-gradient-descent\.ts, line \d/);
    assert.equal(recorded.failure?.location?.file, FILE);
  });

  it('point at the loop that reports something wrong', async () => {
    const recorded = await runToEnd(GOOD.replace('let epoch = 1', 'let epoch = 2'));
    assert.match(recorded.failure?.message ?? '', /`fitLine` yielded epoch 2 in step 1, expected 1/);
    assert.deepEqual(recorded.failure?.location, {
      file: FILE,
      line: 4,
      column: 'export function* fitLine'.indexOf('fitLine') + 1,
    });
  });

  it('name a missing export', async () => {
    const recorded = await runToEnd('export const fit = 1;');
    assert.match(recorded.failure?.message ?? '', /does not export a function `fitLine`/);
  });

  it('stop with an explanation when the loss is no longer a number', async () => {
    const recorded = await runToEnd(fitLine('if (epoch === 7) loss = NaN;'), { learningRate: 5 });
    assert.match(recorded.failure?.message ?? '', /The loss became NaN in step 7.*It was 5; try 0\.5/);
    assert.equal(recorded.steps, 6);
  });

  it('stop with an explanation when the loss grows far above its start', async () => {
    const recorded = await runToEnd(fitLine('loss = 1.5 ** epoch;'), { learningRate: 5 });
    assert.match(recorded.failure?.message ?? '', /The loss began at 1\.5 .*It was 5; try 0\.5/);
    assert.equal(recorded.failure?.location?.file, FILE);
    assert.ok(recorded.steps < 40, `${recorded.steps} steps`);
  });

  it('end a run that uses too much memory, and say so', async () => {
    const text = fitLine(
      '(globalThis as any).kept ??= []; (globalThis as any).kept.push(new Float32Array(4e6).fill(epoch));',
    );
    const recorded = await runToEnd(text, { epochs: LONG }, { memoryLimitMb: 300 });
    assert.match(recorded.failure?.message ?? '', /used more than 300 MB of memory/);
    assert.equal(recorded.session.died, true);
    assert.equal(recorded.output, '');
  });

  it('report a child that is killed from outside', async () => {
    const recorded = new RecordedSession();
    const { session } = recorded;
    session.start({ config: config({ epochs: LONG }), sources: learnerFile(FILE, SLOW), dataFolder: null });
    await until(() => session.state === 'running');
    process.kill(session.pid as number, 'SIGKILL');
    assert.equal(await session.done, 'failed');
    assert.match(recorded.failure?.message ?? '', ENDED_FROM_OUTSIDE);
    assert.deepEqual(recorded.states.at(-1), 'failed');
    assert.equal(session.died, true);
  });

  it('report a child that cannot be started', async () => {
    const { TrainingSession } = await import('../../../src/training/session');
    const session = new TrainingSession({ childPath: path.join(dist, 'no-such-child.js') });
    const messages: string[] = [];
    session.onEvent((event) => event.type === 'failed' && messages.push(event.message));
    session.start({ config: config(), sources: null, dataFolder: null });
    assert.equal(await session.done, 'failed');
    assert.match(messages.join(), /ended by itself before the run was over \(exit code 1\)/);
  });

  it('end without a child when they are stopped, or cannot go on, before they start', async () => {
    for (const state of ['stopped', 'failed'] as const) {
      const { session, events } = new RecordedSession({ runId: 'seven' });
      if (state === 'stopped') session.stop();
      else session.fail('No course is open.');
      session.fail('too late');
      session.stop();
      assert.equal(await session.done, state);
      const failure = { type: 'failed', runId: 'seven', message: 'No course is open.', location: null };
      const last = { type: 'state', runId: 'seven', state };
      assert.deepEqual(events, state === 'failed' ? [failure, last] : [last]);
      assert.throws(() => session.start({ config: config(), sources: null, dataFolder: null }), /starts one run/);
    }
  });

  it('tell each event with the id of the run, and where its weights came from', async () => {
    const { session, events } = new RecordedSession({ runId: 'seven' });
    const sources = learnerFile(FILE, GOOD);
    session.start({ config: config(), sources, dataFolder: null, startedFrom: 'w.npz' });
    assert.equal(await session.done, 'finished');
    const told = events.filter((event) => event.type !== 'output');
    assert.deepEqual(new Set(told.map(({ type }) => type)), new Set(['state', 'info', 'metrics']));
    assert.ok(told.every(({ runId }) => runId === 'seven'));
    assert.ok(told.some((event) => event.type === 'info' && event.info.startedFrom === 'w.npz'));
  });

  it('pass on what the learner’s code prints', async () => {
    const recorded = await runToEnd(fitLine('console.log("epoch", epoch); console.error("careful");'), { epochs: 2 });
    assert.match(recorded.output, /epoch 1\n/);
    assert.match(recorded.output, /careful/);
  });

  it('cut what a loop prints without end', async () => {
    const recorded = await runToEnd(fitLine('for (let i = 0; i < 100; i++) console.log("x".repeat(999));'), {
      epochs: 5,
    });
    assert.equal(recorded.session.state, 'finished');
    assert.ok(recorded.output.length < 20_100, `${recorded.output.length} characters`);
    assert.match(recorded.output, /your code printed more than is shown here\)\n$/);
  });

  it('give the learner’s code no way to the process and its channel', async () => {
    const text = fitLine(`const p = process as any;
    if (p.send || p.exit || p.kill || p.env.PATH) throw new Error('there is a way');`);
    const recorded = await runToEnd(text, { epochs: 2 });
    assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
  });

  for (const epochs of [2, LONG]) {
    it(`survive a promise of the learner’s code that fails in epoch 2 of ${epochs}: as a failed run, with the reason`, async () => {
      const recorded = await runToEnd(fitLine("if (epoch === 2) void Promise.reject(new Error('forgotten'));"), {
        epochs,
      });
      assert.equal(recorded.session.state, 'failed');
      assert.match(recorded.failure?.message ?? '', /forgotten/);
    });
  }

  it('end with their host, also in the middle of an endless loop, and take its temporary folder away', async function () {
    const folder = await mkdtemp(path.join(tmpdir(), 'nnfs-compare-'));
    await writeFile(path.join(folder, 'plan.json'), '{}');
    const pid = await new Promise<number>((resolve, reject) => {
      // A host of its own, that starts a child with an endless loop, tells its id and dies without a word.
      const script = `
        const { fork } = require('node:child_process');
        const { childPath, folder, start } = JSON.parse(process.argv[1]);
        const settings = JSON.stringify({ memoryMb: 2048, folder, hostPid: process.pid, token: 'token' });
        const child = fork(childPath, [settings], { execArgv: ['--experimental-vm-modules', '--no-warnings'], serialization: 'advanced', silent: true });
        child.on('message', (message) => {
          if (message.type === 'state' && message.state === 'running') {
            process.send(child.pid, () => process.kill(process.pid, 'SIGKILL'));
          }
        });
        child.send(start);
      `;
      const start = {
        type: 'start',
        runId: 'run',
        config: config(),
        sources: learnerFile(FILE, fitLine('for (;;);')),
        dataFolder: null,
        usedReference: [],
        stepIntervalMs: 0,
        watched: false,
      };
      const given = JSON.stringify({ childPath: path.join(dist, 'train-child.js'), folder, start });
      const host = fork('-e', [script, given], { execArgv: [], silent: true });
      host.on('message', (message) => resolve(message as number));
      host.on('exit', () => reject(new Error('The host ended before it told its child.')));
    });
    await until(() => !isAlive(pid) && !existsSync(folder));
  });
});
