import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunStore, STORED, compact } from '../../../src/editor/panel/runStore';
import { RunSnapshot } from '../../../src/protocol/runFile';
import { sendable } from '../../support/sent';
import { epoch, run, sample, steps } from './samples';

describe('panel: stored runs', () => {
  let folder: string;
  beforeEach(() => (folder = path.join(mkdtempSync(path.join(tmpdir(), 'nnfs-store-')), 'runs')));
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  it('are small, and keep their spikes', async () => {
    const store = new RunStore(folder);
    const long = run('k-1', {
      state: 'finished',
      steps: steps(1, 5000, (step) => (step === 333 ? 42 : 1 / step)),
      epochs: [epoch(1)],
      samples: Array.from({ length: 2000 }, (_, i) => sample(i + 1)),
    });
    await store.save(long);
    const [loaded] = await store.load();
    assert.ok(loaded.steps.length <= STORED.steps && loaded.samples.length <= STORED.samples);
    assert.ok(loaded.steps.some((step) => step.loss === 42));
    assert.deepEqual(loaded.samples.at(-1), sample(2000));
  });

  it('keep everything else as it was', () => {
    const error = { message: 'm', location: { file: 'a.ts', line: 1, column: 2 } };
    const one = run('a-1', {
      state: 'failed',
      error,
      pinned: true,
      lastStep: { step: 9, epoch: 1, loss: 1 },
      epochs: [epoch(1), epoch(2)],
      samples: [sample(1)],
    });
    assert.deepEqual(sendable(RunSnapshot, compact(one)), one);
  });

  it('come back newest first; one that was under way is stopped', async () => {
    const store = new RunStore(folder);
    for (const id of ['b-2', 'b-10', 'a-3', 'c-1'])
      await store.save(run(id, { state: id === 'c-1' ? 'running' : 'failed' }));
    await store.delete('a-3');
    assert.deepEqual(
      (await store.load()).map(({ id, state }) => [id, state]),
      [
        ['c-1', 'stopped'],
        ['b-10', 'failed'],
        ['b-2', 'failed'],
      ],
    );
  });

  it('that cannot be read are left out, and the others are there', async () => {
    const store = new RunStore(folder);
    assert.deepEqual(await store.load(), []);
    await store.save(run('a-1', { state: 'finished' }));
    const bad: Record<string, string> = {
      'half.json': JSON.stringify(run('a-2')).slice(0, 100),
      'empty.json': '',
      'other.json': '{"a":1}',
      'null.json': 'null',
      'steps.json': JSON.stringify({ ...run('a-3'), steps: [{ step: '1' }] }),
      'notes.txt': 'x',
    };
    for (const [name, text] of Object.entries(bad)) writeFileSync(path.join(folder, name), text);
    mkdirSync(path.join(folder, 'folder.json'));
    assert.deepEqual(
      (await store.load()).map(({ id }) => id),
      ['a-1'],
    );
  });

  it('leave no temporary files', async () => {
    const store = new RunStore(folder);
    for (let i = 0; i < 5; i++) await store.save(run('a-1', { name: `n${i}` } as Partial<RunSnapshot>));
    assert.deepEqual(readdirSync(folder), ['a-1.json']);
  });
});
