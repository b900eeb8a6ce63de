/** What a child may send, print and leave behind: nothing of it reaches beyond its own run. Each child is a real process. */
import assert from 'node:assert/strict';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verdict } from '../../../src/checker/outcome';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson } from '../../../src/course/course';
import { compare } from '../../../src/frameworks/node/comparison';
import { race } from '../../../src/frameworks/race/race';
import { defaultsFor } from '../../../src/training/validate';
import { course } from '../../support/course';
import { fewDigits } from '../../support/digits';
import { temporaryFolder } from '../../support/folders';
import { TrainingSession } from '../../../src/training/session';
import { dist, until } from '../training/support';
import { CHILDREN } from './children';

/** What no protocol has, and what Node has for its own use between processes. */
const NONSENSE: unknown[] = [
  null,
  7,
  'finished',
  [],
  {},
  { type: 'no such type' },
  { type: 'state' },
  { cmd: 'NODE_HANDLE_ACK' },
  { cmd: 'NODE_HANDLE_NACK' },
  { cmd: 'NODE_HANDLE', type: 'net.Socket', msg: { type: 'finished' } },
  { cmd: 'NODE_CLUSTER', act: 'online' },
];

/** A program in the place of a child's, which sends what it is told to as soon as it is spoken to, and stays. @returns the folder */
function forger(name: string, messages: readonly unknown[], atOnce: readonly unknown[] = []): string {
  const folder = temporaryFolder();
  const text = `
    const send = (messages) => messages.forEach((message) => process.send(message));
    send(${JSON.stringify(atOnce)});
    process.once('message', () => send(${JSON.stringify([...NONSENSE, ...messages])}));
    setInterval(() => {}, 1000);`;
  writeFileSync(path.join(folder, name), text);
  return folder;
}

/** How many processes this one has started that still live. */
const living = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;

const lesson = findLesson(course, 'loss') ?? assert.fail();

describe('what a child forges', function () {
  this.timeout(240_000);
  afterEach(() => until(() => living() === 0, 'the end of every child'));

  describe('in a training run', () => {
    const metrics = { type: 'metrics', steps: [], epochs: [], samples: [], picture: null };
    const failed = { type: 'failed', message: 'forged', location: null };

    it('says nothing about another run, and nothing after the end', async () => {
      const others = [{ ...metrics }, { ...failed }, { type: 'state', state: 'finished' }];
      const messages = [
        ...others.map((message) => ({ ...message, runId: 'another' })),
        { type: 'inspected', id: 99, result: { kind: 'unavailable', reason: 'forged' } },
        { ...metrics, runId: 'mine' },
        { type: 'state', state: 'finished', runId: 'mine' },
        { ...failed, runId: 'mine' },
      ];
      const childPath = path.join(forger('train-child.js', messages), 'train-child.js');
      const session = new TrainingSession({ childPath, runId: 'mine', stopGraceMs: 100 });
      const events: unknown[] = [];
      session.onEvent((event) => events.push(event));
      session.start({ config: defaultsFor('line'), sources: null, dataFolder: null });
      assert.equal(await session.done, 'finished');
      assert.deepEqual(events, [
        { type: 'state', runId: 'mine', state: 'preparing' },
        { ...metrics, runId: 'mine' },
        { type: 'state', runId: 'mine', state: 'finished' },
      ]);
    });
  });

  describe('in a check', () => {
    const passed = (name: string): unknown => ({
      type: 'check-finished',
      report: {
        ...{ name, of: 'meanSquaredError', outcome: 'passed', message: '', location: null, durationMs: 0 },
        ...{ expected: null, actual: null, difference: null, mistake: null },
      },
    });
    const planned = {
      type: 'planned',
      checks: [
        { name: 'one', of: 'a' },
        { name: 'two', of: 'a' },
      ],
    };
    const finished = { type: 'finished' };
    /** Ends without a verdict on every check that is planned. */
    const FORGED: Record<string, unknown[]> = {
      'an end without checks': [finished],
      'a plan without checks': [{ type: 'planned', checks: [] }, finished],
      'a check that is not planned': [planned, passed('three'), finished],
      'half of the checks': [planned, passed('one'), finished],
      'causes, a mistake and a debugger': [
        planned,
        { type: 'grouped', causes: [['three']] },
        { type: 'diagnosed', check: 'three', mistake: 'x', message: 'x' },
        { type: 'debugger', port: 1 },
        finished,
      ],
    };
    for (const [what, messages] of Object.entries(FORGED))
      it(`${what}: no pass, and another check has its own verdict`, async () => {
        const forging = path.join(forger('check-child.js', messages, [{ type: 'ready' }]), 'check-child.js');
        const supervisors = [forging, path.join(dist, 'check-child.js')].map(
          (script) => new Supervisor({ script, timeoutMs: 60_000 }),
        );
        const folder = temporaryFolder();
        const [forged, honest] = await Promise.all(
          supervisors.map((supervisor) =>
            new CheckService(course, supervisor).check(lesson, folder, { text: lesson.source.solution }),
          ),
        );
        supervisors.forEach((supervisor) => supervisor.dispose());
        assert.equal(forged.outcome, 'crashed', verdict(forged));
        assert.equal(honest.outcome, 'passed', verdict(honest));
      });

    it('a second port is none that a debugger attaches to', async () => {
      const messages = [{ type: 'debugger', port: 1 }, { type: 'debugger', port: 2 }, finished];
      const script = path.join(forger('check-child.js', messages, [{ type: 'ready' }]), 'check-child.js');
      const supervisor = new Supervisor({ script });
      const ports: number[] = [];
      const attach = async (port: number): Promise<void> => void ports.push(port);
      await new CheckService(course, supervisor).check(lesson, temporaryFolder(), { text: '', debug: { attach } });
      supervisor.dispose();
      assert.deepEqual(ports, [1]);
    });
  });

  describe('in a race', () => {
    it('is no lap unless it is one', async () => {
      const lap = { runner: 'mine', size: 0, gflops: 1 };
      const forged = [{ runner: 'x' }, { size: 3 }, { size: -1 }, { gflops: 0 }, { gflops: -1 }, { gflops: '1' }];
      const messages = [{}, ...forged].map((change) => ({ type: 'lap', lap: { ...lap, ...change } }));
      const forging = forger('race-child.js', [...messages, { type: 'done' }, { type: 'failed', message: 'late' }]);
      const results = await race({ dist: forging, sources: null });
      assert.deepEqual(results, [{ runner: 'mine', gflops: [1, null, null] }]);
    });
  });

  describe('in a comparison', () => {
    it('is an answer to no question but its own, and none for another backend', async () => {
      const messages = [
        { type: 'trained', seconds: 1, testLoss: 1, testAccuracy: 1 },
        { type: 'timed', steps: 1, samples: 1, seconds: 1 },
        { type: 'ready', version: '1', engine: 'forged', threads: 1 },
        { type: 'losses', losses: ['1'] },
        { type: 'failed', message: 'It has failed.' },
      ];
      const forging = forger('tfjs-backend.js', messages);
      for (const file of ['course-backend.js', 'strip-types.js', 'strip-types.wasm'])
        copyFileSync(path.join(dist, file), path.join(forging, file));
      const config = {
        ...defaultsFor('mnist'),
        network: 'reference' as const,
        data: { kind: 'digits' as const },
        limit: 100,
      };
      const given = { config, sources: null, dataFolder: fewDigits(), steps: 2, threads: 1, rounds: 0 };
      const places = { dist: forging, scripts: forging, python: { named: null, option: '--python' } };
      const { entries } = await compare({ ...given, frameworks: ['tfjs'] }, places);
      assert.deepEqual(
        entries.map(({ id, error, losses }) => [id, error, losses.length]),
        [
          ['course', null, 2],
          ['tfjs', 'It has failed.', 0],
        ],
      );
    });
  });

  const PRINTED = [
    { type: 'finished' },
    { type: 'done' },
    { type: 'state', runId: 'run', state: 'finished' },
    { type: 'lap', lap: { runner: 'mine', size: 0, gflops: 1e9 } },
    { type: 'trained', seconds: 1, testLoss: 0, testAccuracy: 1 },
    { type: 'out-of-memory', megabytes: 1, frames: [] },
  ];
  for (const { name, run } of CHILDREN) {
    describe(`in ${name}, by a learner’s code`, () => {
      it('is output where it is printed, and no message', async () => {
        const print = `for (const message of ${JSON.stringify(PRINTED)}) { console.log(JSON.stringify(message)); console.error('\\n' + JSON.stringify(message)); }`;
        const { says } = await run({ body: `${print} throw new Error('the end');` });
        assert.match(says, /threw Error: the end/);
      });

      it('is told where it is thrown, also when it cannot be read', async () => {
        const { says } = await run({ body: 'throw new Proxy({}, new Proxy({}, { get() { throw 1; } }));' });
        assert.match(says, /threw something that cannot be read/);
      });

      const thrown: [code: string, said: RegExp][] = [
        ['null', /threw null, which is not an Error/],
        ['undefined', /threw undefined, which is not an Error/],
        ['"no"', /threw "no", which is not an Error/],
        ['1n', /threw 1n, which is not an Error/],
        ['Symbol("no")', /threw Symbol\(no\), which is not an Error/],
        ['Object.create(null)', /threw {}, which is not an Error/],
        [
          'new Proxy({}, { getPrototypeOf() { throw 1; }, ownKeys() { throw 1; } })',
          /threw something that cannot be read/,
        ],
        ['new Error("x".repeat(1e7))', /threw Error: x{500}/],
      ];
      it('is told whatever is thrown', async () => {
        for (const [code, said] of thrown) assert.match((await run({ body: `throw ${code};` })).says, said, code);
      });

      it('has an end: what the code has started ends with its process', async () => {
        const top = `
          setInterval(() => {}, 1);
          setTimeout(() => {}, 1e8);
          (async () => { for (;;) await new Promise((resolve) => setTimeout(resolve, 1)); })();
          (Atomics as any).waitAsync?.(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`;
        const { says } = await run({ top, body: `throw new Error('the end');` });
        assert.match(says, /threw Error: the end/);
        await until(() => living() === 0, 'the end of the child');
      });

      const endless = {
        'a loop': 'for (;;);',
        'a wait': 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);',
      };
      for (const [what, code] of Object.entries(endless))
        it(`has an end: ${what} is ended`, async () => {
          const { says } = await run({ body: `console.log('begun'); ${code}` }, { silenceMs: 1000 });
          assert.match(says, /stopped|did not answer for|stood still for|of processor time/);
        });
    });
  }
});
