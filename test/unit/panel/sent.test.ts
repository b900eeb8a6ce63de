/** What the panel posts to its page: each kind is as the protocol has it, and JSON carries it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BaselineController } from '../../../src/editor/baselineController';
import { PanelController } from '../../../src/editor/panel/panelController';
import { RunStore } from '../../../src/editor/panel/runStore';
import type { PanelDialogs, PanelServices } from '../../../src/editor/panel/services';
import { saveWeights } from '../../../src/frameworks/weights/node/file';
import { ToWebview } from '../../../src/protocol/panel';
import { TrainingSession } from '../../../src/training/session';
import { defaultsFor } from '../../../src/training/validate';
import { sendable } from '../../support/sent';
import { LESSONS, run } from './samples';

const failing = (): never => assert.fail('This is not asked for here.');

describe('panel: what is sent to the page', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-sent-'));
  const file = path.join(folder, 'w.json');
  after(() => rmSync(folder, { recursive: true, force: true }));

  const services: PanelServices = {
    mnist: {
      locate: () => Promise.resolve({ kind: 'missing' }),
      download: (onProgress) => Promise.resolve(onProgress({ received: 1, total: 2 })),
    },
    dataFolder: {
      current: () => folder,
      choose: () => Promise.resolve(folder),
      lookAt: () => Promise.resolve({ train: 1, test: 1 }),
    },
    matmul: {
      own: () => Promise.resolve(null),
      race: (_own, onLap) => {
        onLap({ runner: 'nested', size: 0, gflops: 0.5 });
        return Promise.resolve([]);
      },
    },
    baseline: new BaselineController(() => Promise.reject(new Error('No course is open.'))),
    createSession: (runId) => new TrainingSession({ childPath: '', runId }),
    prepare: () => Promise.reject(new Error('No course is open.')),
    experiments: () => Promise.resolve([{ id: 'mnist', lesson: LESSONS.mnist, unlocked: true }]),
    course: () => ({ parts: [{ number: 1, title: 'Part', passed: 1, lessons: 7 }] }),
    openLesson: failing,
    openLocation: failing,
    compareFrameworks: failing,
    print: failing,
  };
  const dialogs = { chooseWeights: () => Promise.resolve(file), fail: failing } as unknown as PanelDialogs;

  it('is as the protocol has it, and JSON carries it', async () => {
    const layers = [{ weights: { rows: 784, cols: 10, data: new Float32Array(7840) }, bias: new Float32Array(10) }];
    await saveWeights(file, layers);
    const store = new RunStore(path.join(folder, 'runs'));
    await store.save(run('a-1', { state: 'finished' }));
    const sent = new Set<string>();
    const controller = new PanelController({
      services,
      dialogs,
      store,
      post: (message) => sent.add(sendable(ToWebview, message).type),
      onRun: () => undefined,
    });
    const config = { ...defaultsFor('mnist'), hidden: [], data: { kind: 'digits' } as const };
    controller.bringToFront('mnist', 'race', true);
    await controller.receive({ type: 'ready' });
    await controller.receive({ type: 'start', config: { ...config, epochs: 0 }, first: 'run' });
    await controller.receive({ type: 'chooseDataFolder' });
    await controller.receive({ type: 'downloadMnist' });
    await controller.receive({ type: 'importWeights' });
    await controller.receive({ type: 'startRace' });
    await controller.receive({ type: 'startBaseline' });
    await controller.receive({ type: 'start', config, first: 'run' });
    await controller.receive({ type: 'inspect', id: 1, request: { kind: 'worst' } });
    await controller.receive({ type: 'pinRun', runId: 'a-1', pinned: true });
    await controller.receive({ type: 'deleteRun', runId: controller.runs.run?.id ?? '' });
    controller.dispose();
    // The rest comes from a run that trains: see runController.test.ts.
    const running = ['pausing', 'info', 'metrics', 'tested', 'best', 'throughput'];
    const rest = [...running, 'replayed', 'watched', 'read', 'interim', 'changed', 'notAdjusted'];
    assert.deepEqual([...sent, ...rest].sort(), ToWebview.options.map(({ entries }) => entries.type.literal).sort());
  });
});
