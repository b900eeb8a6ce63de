import assert from 'node:assert/strict';
import { type Cell, centreOf, keyAction } from '../../../../webview/training/draw/cursor';

const press = (key: string, cell: Cell, shiftKey = false): ReturnType<typeof keyAction> =>
  keyAction({ key, shiftKey }, cell);

describe('draw a digit: the keyboard grid', () => {
  it('moves by arrow keys and stays on the grid', () => {
    const middle = { row: 14, col: 14 };
    assert.deepEqual(press('ArrowUp', middle), { kind: 'move', to: { row: 13, col: 14 }, draw: false });
    assert.deepEqual(press('ArrowRight', middle), { kind: 'move', to: { row: 14, col: 15 }, draw: false });
    assert.deepEqual(press('ArrowDown', { row: 27, col: 0 }), { kind: 'move', to: { row: 27, col: 0 }, draw: false });
    assert.deepEqual(press('ArrowLeft', { row: 27, col: 0 }), { kind: 'move', to: { row: 27, col: 0 }, draw: false });
    assert.deepEqual(press('End', middle), { kind: 'move', to: { row: 14, col: 27 }, draw: false });
    assert.deepEqual(press('PageUp', middle), { kind: 'move', to: { row: 0, col: 14 }, draw: false });
  });

  it('draws with Shift and with Space, erases with Backspace, and leaves other keys to the page', () => {
    const cell = { row: 3, col: 4 };
    assert.deepEqual(press('ArrowLeft', cell, true), { kind: 'move', to: { row: 3, col: 3 }, draw: true });
    assert.deepEqual(press(' ', cell), { kind: 'dot' });
    assert.deepEqual(press('Backspace', cell), { kind: 'erase' });
    for (const key of ['Tab', 'Enter', 'Escape', 'a']) assert.equal(press(key, cell), null);
  });

  it('knows where a cell lies on the sheet', () => {
    assert.deepEqual(centreOf({ row: 0, col: 27 }), { x: 275, y: 5 });
  });
});
