import assert from 'node:assert/strict';
import type { Inspection } from '../../../../src/protocol/inspection';
import { gridTarget } from '../../../../webview/training/inside/gridKeys';
import { Looks } from '../../../../webview/training/inside/looks';
import type { Ask, Look } from '../../../../webview/training/inside/look';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Looks whose questions are answered when the test says so. */
function desk(): {
  looks: Looks;
  asked: string[];
  shown: string[];
  reports: Look[];
  answer(): Promise<void>;
} {
  const asked: string[] = [];
  const shown: string[] = [];
  const reports: Look[] = [];
  const open: ((answer: Inspection) => void)[] = [];
  const ask: Ask = (request) => {
    asked.push(request.kind);
    return new Promise((resolve) => open.push(resolve));
  };
  return {
    looks: new Looks(ask, (look) => reports.push(look)),
    asked,
    shown,
    reports,
    answer: async () => {
      open.shift()?.({ kind: 'unavailable', reason: 'none' });
      await settled();
    },
  };
}

/** A look that asks, and then shows. */
function lookAt(name: string, shown: string[]): (ask: Ask) => Promise<Look> {
  return async (ask) => {
    await ask({ kind: 'worst' });
    shown.push(name);
    return { step: shown.length };
  };
}

describe('look inside: one look after the other', () => {
  it('asks one question at a time; of whole views the newest waits, and clicks all count', async () => {
    const { looks, asked, shown, reports, answer } = desk();
    for (const name of ['a1', 'a2', 'a3']) looks.loadAll('a', lookAt(name, shown));
    looks.load(lookAt('click', shown));
    looks.loadAll('b', lookAt('b1', shown));
    assert.equal(asked.length, 1);
    for (let i = 0; i < 5; i++) await answer();
    assert.deepEqual(shown, ['a1', 'click', 'b1']);
    assert.equal(asked.length, 3);
    assert.deepEqual(reports, [{ step: 1 }, { step: 2 }, { step: 3 }]);
  });

  it('shows nothing of a network that is gone, and goes on with the next', async () => {
    const { looks, shown, reports, answer } = desk();
    looks.loadAll('a', lookAt('old', shown));
    looks.load(lookAt('old click', shown));
    looks.forget();
    looks.loadAll('a', lookAt('new', shown));
    await answer();
    await answer();
    assert.deepEqual(shown, ['new']);
    assert.deepEqual(reports.at(-1), { step: 1 });
  });

  it('says what a look failed with, and goes on with the next', async () => {
    const { looks, shown, reports, answer } = desk();
    looks.load(() => Promise.reject(new Error('no such image')));
    looks.load(lookAt('click', shown));
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
