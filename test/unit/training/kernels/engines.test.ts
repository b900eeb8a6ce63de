/** Runs with the fast kernels, alone and in a learner's code, in the shipped child. */
import assert from 'node:assert/strict';
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { CheckService } from '../../../../src/checker/service';
import { Supervisor } from '../../../../src/checker/supervisor';
import { layOut } from '../../../../src/course/learnerFolder';
import { bestSimd } from '../../../../src/training/kernels/module';
import type { RunConfig } from '../../../../src/protocol/config';
import type { RunInfo, TrainingChildToHost } from '../../../../src/protocol/run';
import type { StepMetric } from '../../../../src/protocol/metrics';
import { sourcesFor } from '../../../../src/training/sources';
import { defaultsFor } from '../../../../src/training/validate';
import { course } from '../../../support/course';
import { fewDigits } from '../../../support/digits';
import { RecordedSession, dist, withFolder } from '../support';

const CONFIG: RunConfig = {
  ...defaultsFor('mnist'),
  network: 'fast',
  data: { kind: 'digits' },
  hidden: [16],
  batchSize: 32,
  epochs: 2,
  limit: 200,
};

async function run(config: RunConfig, folder: string | null = null): Promise<RecordedSession> {
  const code = folder !== null ? await sourcesFor(config, folder, service) : { sources: null, usedReference: [] };
  const recorded = new RecordedSession();
  recorded.session.start({ config, ...code, dataFolder: fewDigits() });
  await recorded.session.done;
  assert.equal(recorded.session.state, 'finished', recorded.failure?.message);
  return recorded;
}

const CONVOLUTIONAL: RunConfig = {
  ...defaultsFor('convnet'),
  data: CONFIG.data,
  network: 'reference',
  epochs: 1,
  limit: 100,
  validation: 0,
};

const infoOf = (events: readonly { type: string }[]): RunInfo =>
  (events.find(({ type }) => type === 'info') as { info: RunInfo } & { type: string }).info;
const lossesOf = (events: readonly { type: string }[]): number[] =>
  events.flatMap((event) =>
    event.type === 'metrics' ? (event as unknown as { steps: StepMetric[] }).steps.map(({ loss }) => loss) : [],
  );

function assertAlike(actual: number[], expected: number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((loss, i) => assert.ok(Math.abs(actual[i] - loss) < 2e-3, `${i}: ${actual[i]}, not ${loss}`));
}

/** One service for all: it remembers which lessons pass. */
const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
const service = new CheckService(course, supervisor);

/** The learner's folder with every lesson solved, and one file as it is given here. */
async function withSolutions(change: Record<string, string>, use: (folder: string) => Promise<void>): Promise<void> {
  await withFolder(async (folder) => {
    await layOut(course, folder);
    for (const { id, path: file, source } of course.lessons)
      writeFileSync(path.join(folder, file), change[id] ?? source.solution);
    await use(folder);
  });
}

describe('training: runs with the fast kernels', function () {
  this.timeout(120_000);
  after(() => supervisor.dispose());

  it('train as the reference does, and say what multiplies', async () => {
    const options = { momentum: 0.5, l2: 0.001, dropout: 0.2, schedule: 'cosine' } as const;
    for (const change of [{}, options, CONVOLUTIONAL]) {
      const fast = await run({ ...CONFIG, ...change, network: 'fast' });
      const reference = await run({ ...CONFIG, ...change, network: 'reference' });
      assertAlike(lossesOf(fast.events), lossesOf(reference.events));
      assert.deepEqual(infoOf(fast.events).engine, { kernels: bestSimd(), step: null });
      assert.equal(infoOf(reference.events).engine, undefined);
    }
  });

  it('stop with a word when the loss is no longer a number', async () => {
    const recorded = new RecordedSession();
    const config = { ...CONFIG, learningRate: 100, hidden: [64, 64, 64], epochs: 20 };
    recorded.session.start({ config, sources: null, dataFolder: fewDigits() });
    await recorded.session.done;
    assert.equal(recorded.session.state, 'failed');
    assert.match(recorded.failure?.message ?? '', /The loss became (NaN|Infinity) in step \d+.*learning rate/);
  });

  it('train in TypeScript where WebAssembly has no SIMD', async function () {
    // An older processor, as V8 sees it. Processors of another kind always have SIMD.
    const flags = ['--no-enable-sse4-1', '--no-enable-ssse3'];
    const hasSimd = execFileSync(process.execPath, [...flags, '-p', SIMD_PROBE], { encoding: 'utf8' });
    if (hasSimd.trim() === 'true') this.skip();
    const settings = JSON.stringify({ memoryMb: 2048, hostPid: process.pid, token: 'token' });
    const child = fork(path.join(dist, 'train-child.js'), [settings], {
      execArgv: ['--experimental-vm-modules', '--no-warnings', ...flags],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    const events: TrainingChildToHost[] = [];
    child.on('message', (message) => events.push(message as TrainingChildToHost));
    child.send({
      type: 'start',
      runId: 'run',
      config: CONFIG,
      sources: null,
      dataFolder: fewDigits(),
      usedReference: [],
      stepIntervalMs: 0,
      watched: false,
    });
    await once(child, 'exit');
    assert.deepEqual(events.at(-1), { type: 'state', runId: 'run', state: 'finished' });
    assert.deepEqual(infoOf(events).engine, { kernels: 'none', step: null });
    const reference = await run({ ...CONFIG, network: 'reference' });
    assert.deepEqual(lossesOf(events), lossesOf(reference.events));
  });

  it('stand in for a learner’s matmul, measure what that brings, and train as the learner’s own do', async () => {
    await withSolutions({}, async (folder) => {
      const own = await run({ ...CONFIG, network: 'mine' }, folder);
      const fast = await run({ ...CONFIG, network: 'mine-fast' }, folder);
      assertAlike(lossesOf(fast.events), lossesOf(own.events));
      const { engine, usedReference } = infoOf(fast.events);
      assert.deepEqual(usedReference, []);
      assert.equal(engine?.kernels, bestSimd());
      assert.equal(engine?.step?.examples, 32);
      assert.ok(engine.step.own > 0 && engine.step.fast > 0);
    });
  });

  it('stand in for it in a learner’s convolutional network', async () => {
    await withSolutions({}, async (folder) => {
      const fast = await run({ ...CONVOLUTIONAL, network: 'mine-fast' }, folder);
      const reference = await run(CONVOLUTIONAL);
      assertAlike(lossesOf(fast.events), lossesOf(reference.events));
      assert.deepEqual(infoOf(fast.events).usedReference, []);
    });
  });

  it('do not stand in for a matmul that does not pass', async () => {
    const matmul = course.lessons.find(({ id }) => id === 'matmul');
    const broken = matmul?.source.solution.replace('a.get(row, i) * b.get(i, col)', 'a.get(row, i) + b.get(i, col)');
    await withSolutions({ matmul: broken ?? '' }, async (folder) => {
      const config: RunConfig = { ...CONFIG, network: 'mine-fast' };
      await assert.rejects(sourcesFor(config, folder, service), /stands in for your own `matmul`, and lesson 3\.1/);
    });
  });
});

/** A function whose body is `i32.const 0 · i8x16.splat · drop`. */
const SIMD_PROBE =
  'WebAssembly.validate(new Uint8Array([0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,10,9,1,7,0,65,0,253,15,26,11]))';
