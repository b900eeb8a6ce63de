import assert from 'node:assert/strict';
import type { Inspection } from '../../../../src/protocol/inspection';
import { gridTarget } from '../../../../webview/training/inside/gridKeys';
import { type Inspect, type Load, LoadQueue, type Loaded } from '../../../../webview/training/inside/loadQueue';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A queue whose questions are answered when the test says so. */
function queueOfTest(): {
  queue: LoadQueue;
  asked: string[];
  shown: string[];
  reports: Loaded[];
  answer(): Promise<void>;
} {
  const asked: string[] = [];
  const shown: string[] = [];
  const reports: Loaded[] = [];
  const open: ((answer: Inspection) => void)[] = [];
  const inspect: Inspect = (request) => {
    asked.push(request.kind);
    return new Promise((resolve) => open.push(resolve));
  };
  return {
    queue: new LoadQueue(inspect, (loaded) => reports.push(loaded)),
    asked,
    shown,
    reports,
    answer: async () => {
      open.shift()?.({ kind: 'unavailable', reason: 'none' });
      await settled();
    },
  };
}

/** Asks, and then shows. */
function loadOf(name: string, shown: string[]): Load {
  return async (inspect) => {
    await inspect({ kind: 'worst' });
    shown.push(name);
    return { step: shown.length };
  };
}

describe('look inside: one look after the other', () => {
  it('asks one question at a time; of whole views the newest waits, and clicks all count', async () => {
    const { queue, asked, shown, reports, answer } = queueOfTest();
    for (const name of ['a1', 'a2', 'a3']) queue.loadAll('a', loadOf(name, shown));
    queue.load(loadOf('click', shown));
    queue.loadAll('b', loadOf('b1', shown));
    assert.equal(asked.length, 1);
    for (let i = 0; i < 5; i++) await answer();
    assert.deepEqual(shown, ['a1', 'click', 'b1']);
    assert.equal(asked.length, 3);
    assert.deepEqual(reports, [{ step: 1 }, { step: 2 }, { step: 3 }]);
  });

  it('shows nothing of a network that is gone, and goes on with the next', async () => {
    const { queue, shown, reports, answer } = queueOfTest();
    queue.loadAll('a', loadOf('old', shown));
    queue.load(loadOf('old click', shown));
    queue.clear();
    queue.loadAll('a', loadOf('new', shown));
    await answer();
    await answer();
    assert.deepEqual(shown, ['new']);
    assert.deepEqual(reports.at(-1), { step: 1 });
  });

  it('says what a look failed with, and goes on with the next', async () => {
    const { queue, shown, reports, answer } = queueOfTest();
    queue.load(() => Promise.reject(new Error('no such image')));
    queue.load(loadOf('click', shown));
    await settled();
    await answer();
    assert.deepEqual(reports, [{ unavailable: 'no such image' }, { step: 1 }]);
  });
});

describe('look inside: keys in the grid', () => {
  const size = { rows: 10, cols: 10 };
  const press = (key: string, row: number, col: number, ctrlKey = false): unknown =>
    gridTarget({ key, ctrlKey }, { row, col }, size);

  it('moves, and stays at the edges', () => {
    assert.deepEqual(press('ArrowDown', 3, 4), { row: 4, col: 4 });
    assert.deepEqual(press('ArrowDown', 9, 4), { row: 9, col: 4 });
    assert.deepEqual(press('ArrowLeft', 3, 0), { row: 3, col: 0 });
    assert.deepEqual(press('Home', 3, 4), { row: 3, col: 0 });
    assert.deepEqual(press('End', 3, 4, true), { row: 9, col: 9 });
    assert.deepEqual(press('Home', 3, 4, true), { row: 0, col: 0 });
    assert.equal(press('Tab', 3, 4), null);
  });
});
