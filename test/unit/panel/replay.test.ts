/** The replay of a run: what the host keeps of it and hands over, and what the page says of it. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Replay } from '../../../src/editor/panel/replay';
import { readReplay, writeReplay } from '../../../src/editor/panel/replayFile';
import { RunStore } from '../../../src/editor/panel/runStore';
import { type Frame, type Moment, MomentView, MomentsView } from '../../../src/protocol/replay';
import { EXPERIMENTS } from '../../../src/training/experiments/table';
import { defaultsFor } from '../../../src/training/validate';
import {
  accuracyAt,
  filtersText,
  lossAt,
  momentText,
  placeText,
  replayable,
} from '../../../webview/training/replay/words';
import { type Action, reduce } from '../../../webview/training/reduce';
import { initialState } from '../../../webview/training/state';
import { percent } from '../../../webview/training/numbers';
import { viewRun } from '../../../webview/training/run/viewRun';
import { sendable } from '../../support/sent';
import { hydrate, run, steps, validated, viewOf } from './samples';

const filters = (sizes: number[]): Frame => ({
  kind: 'filters',
  ...{ rows: 1, cols: 2, of: 40, reach: 1.27 },
  units: sizes.map((_, i) => i * 2),
  parts: Int8Array.from(sizes.flatMap((size) => [size, -size])),
});
const moments: Moment[] = [
  { step: 0, frame: filters([100, 1, 2]) },
  { step: 1, frame: filters([10, 20, 30]) },
  { step: 3, frame: filters([5, 127, 60]) },
];
const plane = { kind: 'moons', rows: 1, cols: 2, parts: Int8Array.of(-127, 127) } as const;
const others: Moment[] = [
  { step: 0, frame: { kind: 'line', weight: 0.5, bias: -1 } },
  { step: 1, frame: plane },
  { step: 2, frame: { kind: 'weights', rows: 1, cols: 1, reach: 2, parts: Int8Array.of(64) } },
];

describe('panel: the replay of a run', () => {
  let folder: string;
  beforeEach(() => (folder = path.join(mkdtempSync(path.join(tmpdir(), 'nnfs-replay-')), 'runs')));
  afterEach(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

  const replayIn = (problems: unknown[] = []): Replay =>
    new Replay({ store: new RunStore(folder).replay, onProblem: (error) => problems.push(error) });
  const recorded = (replay: Replay, runId = 'a-1'): Replay => {
    replay.begin(runId);
    for (const moment of moments) replay.take({ type: 'moment', runId, moment });
    return replay;
  };

  it('comes back from its file, and is not taken where a byte is another, or of another run', () => {
    for (const all of [moments, others]) assert.deepEqual(readReplay(writeReplay('a-1', all), 'a-1'), all);
    const bytes = writeReplay('a-1', moments);
    assert.equal(readReplay(bytes, 'a-2'), null);
    for (let i = 0; i < bytes.length; i += 11) {
      const damaged = bytes.slice();
      damaged[i] ^= 1;
      assert.equal(readReplay(damaged, 'a-1'), null, `byte ${i}`);
    }
  });

  it('hands over the units that are the strongest at the end, in each of its moments the same', () => {
    const replay = recorded(replayIn());
    const view = replay.view('a-1');
    assert.deepEqual(sendable(MomentsView, view as MomentsView), { runId: 'a-1', steps: [0, 1, 3], shows: 'filters' });
    const shown = [0, 3].map((step) => sendable(MomentView, replay.at(step, run('a-1')) as MomentView));
    for (const { filters: all } of shown) assert.deepEqual(all?.units, [2, 4, 0]);
    assert.deepEqual(shown[0].filters?.filters[2], [1, -1], 'the strongest of the beginning is the last now');
    assert.equal(replay.at(2, run('a-1')), null);
    assert.equal(replay.at(3, run('a-2')), null);
    assert.equal(replay.view('a-2'), null);
  });

  it('draws a moment with the points of its run', () => {
    const replay = replayIn();
    replay.begin('a-1');
    replay.take({ type: 'moment', runId: 'a-1', moment: others[1] });
    assert.equal(replay.view('a-1'), null, 'one moment is nothing to go back to');
    replay.take({ type: 'moment', runId: 'a-1', moment: { step: 2, frame: plane } });
    const area = { left: 0, right: 1, bottom: 0, top: 1 };
    const picture = { kind: 'moons' as const, xs: [[0, 1]], labels: [1], area, cols: 9, rows: 9, probabilities: [] };
    const now = replay.at(2, run('a-1', { picture }))?.picture;
    assert.deepEqual(now, { ...picture, cols: 2, rows: 1, probabilities: [0, 1] });
  });

  it('is kept of the last run alone, and is there again in the next window', async () => {
    const replay = recorded(replayIn());
    replay.write();
    await waitForFile('a-1.replay');
    const next = replayIn();
    next.load('a-1');
    assert.deepEqual(next.view('a-1')?.steps, [0, 1, 3]);
    next.goOn(1);
    assert.deepEqual(next.view('a-1')?.steps, [0, 1]);
    recorded(next, 'a-2').write();
    await waitForFile('a-2.replay');
    next.forget('a-2');
    await waitForFile();
  });

  it('that cannot be read is none, and no error', () => {
    const replay = recorded(replayIn());
    replay.write();
    const problems: unknown[] = [];
    const next = replayIn(problems);
    next.load('a-9');
    assert.equal(next.view('a-9'), null);
    assert.deepEqual(problems, []);
  });

  async function waitForFile(...names: string[]): Promise<void> {
    for (;;) {
      const found = readdirSync(path.dirname(folder)).length === 0 ? [] : readdirSync(folder);
      if (found.join() === names.join()) return;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it('is offered where the run rests, and begins at its end', () => {
    const message: Action = { type: 'moments', moments: { runId: 'a', steps: [0, 1, 3], shows: 'picture' } };
    const state = (['running', 'paused', 'finished'] as const).map((one) =>
      reduce(reduce(initialState(), hydrate({ run: run('a', { state: one }) })), message),
    );
    assert.deepEqual(
      state.map((one) => replayable(one)?.steps ?? null),
      [null, [0, 1, 3], [0, 1, 3]],
    );
    const picture = { kind: 'line' as const, xs: [], ys: [], weight: 1, bias: 1 };
    const moment = { runId: 'a', step: 1, picture, filters: null };
    const at = reduce(reduce(state[1], { type: 'replay', step: 1 }), { type: 'replayed', moment });
    assert.deepEqual([at.replayAt, at.moment], [1, moment]);
    const goesOn = reduce(at, { type: 'state', runId: 'a', state: 'running' });
    assert.deepEqual([goesOn.replayAt, goesOn.moment, replayable(goesOn)], [null, null, null]);
    assert.equal(reduce(at, message).replayAt, 1, 'the page was hidden meanwhile');
    const others: Action = { type: 'moments', moments: { runId: 'a', steps: [0, 2], shows: 'picture' } };
    assert.equal(reduce(at, others).replayAt, null, 'it is not there any more');
  });

  it('says where it is, with loss and accuracy as they were', () => {
    const interim = [{ step: 10, epoch: 1, loss: 1, accuracy: 0.5 }];
    const info = { ...run('a').info, validationExamples: 500, interimExamples: 200 } as const;
    const shown = viewRun(
      run('a', {
        config: { ...defaultsFor('mnist'), epochs: 4 },
        info: { ...(info as NonNullable<ReturnType<typeof run>['info']>), totalSteps: 196 },
        ...{ interim, steps: steps(1, 196), epochs: [validated(1, 0.8), validated(2, 0.9)] },
      }),
      EXPERIMENTS.map(viewOf),
    );
    assert.equal(lossAt(shown, 0), null);
    assert.equal(lossAt(shown, 4), 0.25);
    assert.equal(accuracyAt(shown, 9), null);
    assert.deepEqual(
      [10, 48, 49, 97, 98, 500].map((step) => accuracyAt(shown, step)?.accuracy),
      [0.5, 0.5, 0.8, 0.8, 0.9, 0.9],
    );
    assert.equal(
      momentText(shown, 0),
      'Before the first step: nothing is learned yet. The accuracy was not measured yet.',
    );
    assert.equal(
      momentText(shown, 64),
      `After step 64 of 196, in epoch 2: loss 0.01563. Accuracy on validation images: ${percent(0.8)}, measured after step 49.`,
    );
    assert.ok(
      momentText(shown, 16).endsWith(
        `Accuracy on 200 of the validation images: ${percent(0.5)}, measured after step 10.`,
      ),
    );
    assert.equal(placeText(shown, 0), 'before the first step');
    assert.equal(placeText(shown, 64), `step 64, epoch 2: accuracy ${percent(0.8)}`);
    const line = viewRun(run('b', { config: defaultsFor('line'), steps: steps(1, 9) }), EXPERIMENTS.map(viewOf));
    assert.equal(momentText(line, 4), 'After step 4 of 980, in epoch 1: loss 0.25.');
    assert.equal(
      filtersText({ filters: [[0.1, -0.3]], of: 40 }, [[0.5, -0.7]]),
      'The weights of 1 of 40 neurons, the strongest at the end first. Their mean size is 0.2; at the end it is 0.6.',
    );
  });
});
