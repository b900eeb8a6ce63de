/** The order in which `npm test` runs its steps. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from '../../support/course';

interface Step {
  name: string;
  stage: string;
  lane: 'computes' | 'waits';
  needs?: string[];
  after?: string[];
  run(print: (text: string) => void): Promise<{ passed: number; failed: number; pending: number } | void>;
}
interface Outcome {
  step: Step;
  counts: { passed: number; failed: number; pending: number };
  output: string;
  skipped?: string;
}
interface Lanes {
  runInLanes(steps: Step[], listener: object, waitingLanes: number): Promise<Outcome[]>;
}
interface Stages {
  planSteps(selection: { stages: Set<string>; quick: boolean; shard: { index: number; count: number } }): Step[];
}

const script = async <T>(name: string): Promise<T> =>
  (await import(pathToFileURL(path.join(repository, 'scripts', 'vscode', name)).href)) as T;

describe('the lanes of npm test', () => {
  let events: string[];
  let release: Map<string, () => void>;
  beforeEach(() => {
    events = [];
    release = new Map();
  });

  /** A step that notes its start, and ends when the test says so (`held`) or at once. */
  const step = (name: string, more: Partial<Step> & { held?: boolean } = {}): Step => ({
    name,
    stage: 'any',
    lane: 'computes',
    run: async () => {
      events.push(name);
      if (more.held) await new Promise<void>((resolve) => release.set(name, resolve));
    },
    ...more,
  });
  const run = async (steps: Step[], waitingLanes = 1): Promise<Outcome[]> =>
    (await script<Lanes>('lanes.mjs')).runInLanes(steps, {}, waitingLanes);
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it('runs one step of each lane at a time, in the order of the list', async () => {
    const all = run([step('a', { held: true }), step('b'), step('c', { lane: 'waits', held: true }), step('d')]);
    while (release.size < 2) await settled();
    assert.deepEqual(events, ['a', 'c']);
    release.get('a')?.();
    release.get('c')?.();
    await all;
    assert.deepEqual(events, ['a', 'c', 'b', 'd']);
  });

  it('has as many lanes that wait as it is asked for', async () => {
    const waits = { lane: 'waits', held: true } as const;
    const all = run([step('a', waits), step('b', waits), step('c', { held: true }), step('d')], 2);
    while (release.size < 3) await settled();
    assert.deepEqual(events, ['c', 'a', 'b']);
    for (const end of release.values()) end();
    await all;
  });

  it('gives a lane that has nothing to do the work of the other', async () => {
    const all = run([step('a', { held: true }), step('b', { held: true }), step('c')]);
    while (release.size < 2) await settled();
    release.get('b')?.();
    while (!events.includes('c')) await settled();
    release.get('a')?.();
    assert.equal((await all).length, 3);
  });

  it('waits for what a step needs or comes after, and ignores what is not part of the run', async () => {
    const steps = [step('c', { needs: ['b'] }), step('b', { after: ['a', 'elsewhere'] }), step('a')];
    assert.deepEqual(
      (await run(steps)).map(({ step: { name } }) => name),
      ['a', 'b', 'c'],
    );
  });

  it('counts a step that throws as one failure, shows why, and does not run what needs it', async () => {
    const failing = step('a', { run: () => Promise.reject(new Error('no disk')) });
    const outcomes = await run([
      failing,
      step('b', { needs: ['a'] }),
      step('c', { needs: ['b'] }),
      step('d', { after: ['a'] }),
    ]);
    const told = Object.fromEntries(
      outcomes.map(({ step: { name }, counts, skipped }) => [name, skipped ?? counts.failed]),
    );
    assert.deepEqual(told, { a: 1, b: 'not run, because of: a', c: 'not run, because of: b', d: 0 });
    assert.equal(outcomes[0].output, 'no disk\n');
    assert.deepEqual(events, ['d']);
  });

  it('says which steps wait for one another', async () => {
    await assert.rejects(run([step('a', { after: ['b'] }), step('b', { after: ['a'] })]), /wait for one another: a, b/);
  });
});

describe('the plan of npm test', () => {
  const plan = async (stages: string[], index = 1, count = 1): Promise<string[]> => {
    const { planSteps } = await script<Stages>('test-stages.mjs');
    return planSteps({ stages: new Set(stages), quick: false, shard: { index, count } }).map(({ name }) => name);
  };

  it('prepares what its stages need, and nothing else', async () => {
    assert.deepEqual(await plan(['types']), ['types of .', 'types of webview', 'types of lessons']);
    const lessons = await plan(['lessons']);
    assert.deepEqual(lessons, ['build', 'nbformat', 'lessons 1 of 2', 'lessons 2 of 2']);
    assert.ok(!(await plan(['extension'])).includes('package'));
    assert.ok((await plan(['ui'])).includes('package'));
  });

  it('divides the VS Codes and the pages among machines: each has its part, together they have all', async () => {
    const extension = (names: string[]): string[] => names.filter((name) => name.startsWith('extension in '));
    const shards = await Promise.all([1, 2, 3].map((index) => plan(['extension', 'ui'], index, 3)));
    const whole = await plan(['extension', 'ui']);
    assert.deepEqual(shards.flatMap(extension).sort(), extension(whole).sort());
    assert.equal(shards.filter((names) => names.includes('ui, without MNIST')).length, 1);
  });
});
