import assert from 'node:assert/strict';
import { type Range, type ZoomMove, moveOfKey, moved } from '../../../webview/training/charts/zoom';

const end = 20;
const zoom = (factor: number, at = 0.5): ZoomMove => ({ kind: 'zoom', factor, at });
const key = (name: string): ZoomMove => moveOfKey(name) ?? assert.fail(`${name} does nothing`);

describe('panel: zoom', () => {
  it('goes in around a place, and out again to everything', () => {
    assert.deepEqual(moved(null, zoom(2), end), { from: 5, to: 15 });
    assert.deepEqual(moved(null, zoom(2, 0), end), { from: 0, to: 10 });
    assert.deepEqual(moved({ from: 5, to: 15 }, zoom(2, 0.2), end), { from: 6, to: 11 });
    assert.equal(moved({ from: 5, to: 15 }, zoom(0.5), end), null);
    assert.equal(moved(null, zoom(0.5), end), null);
  });

  it('selects a part, from either end of the drag', () => {
    assert.deepEqual(moved(null, { kind: 'select', from: 0.1, to: 0.2 }, end), { from: 2, to: 4 });
    assert.deepEqual(moved({ from: 2, to: 4 }, { kind: 'select', from: 0.75, to: 0.25 }, end), { from: 2.5, to: 3.5 });
  });

  it('moves to the edges and no further', () => {
    const part: Range = { from: 5, to: 10 };
    assert.deepEqual(moved(part, { kind: 'pan', by: 0.2 }, end), { from: 6, to: 11 });
    assert.deepEqual(moved(part, { kind: 'pan', by: -3 }, end), { from: 0, to: 5 });
    assert.deepEqual(moved(part, { kind: 'pan', by: 30 }, end), { from: 15, to: 20 });
    assert.equal(moved(null, { kind: 'pan', by: 0.2 }, end), null);
    assert.equal(moved(part, { kind: 'whole' }, end), null);
  });

  it('never becomes so narrow that nothing is left', () => {
    let part: Range | null = null;
    for (let i = 0; i < 500; i++) part = moved(part, zoom(2, 0.9), end);
    assert.ok(part && part.to - part.from >= end / 10_000 - 1e-9 && part.to <= end, JSON.stringify(part));
    const none = moved(null, { kind: 'select', from: 0.5, to: 0.5 }, end);
    assert.ok(none && none.to > none.from);
  });

  it('has keys for all of it', () => {
    const inside = moved(null, key('+'), end);
    assert.ok(inside);
    assert.deepEqual(moved(null, key('='), end), inside);
    assert.equal(moved(inside, key('-'), end), null);
    assert.ok((moved(inside, key('ArrowLeft'), end)?.from ?? 99) < inside.from);
    assert.ok((moved(inside, key('ArrowRight'), end)?.from ?? 0) > inside.from);
    assert.equal(moved(inside, key('0'), end), null);
    for (const other of ['a', 'Tab', 'Enter', 'ArrowUp']) assert.equal(moveOfKey(other), null);
  });
});
