import assert from 'node:assert/strict';
import { Ink, PEN, SHEET, together } from '../../../../webview/training/draw/ink';

const point = (x: number, y: number, radius = PEN): { x: number; y: number; radius: number } => ({ x, y, radius });

/** Pixels with ink that lie outside of the area. */
function outside(ink: Ink, area: { left: number; top: number; right: number; bottom: number }): number {
  return ink.ink.reduce((count, value, i) => {
    const [row, col] = [Math.floor(i / SHEET), i % SHEET];
    const inside = col >= area.left && col < area.right && row >= area.top && row < area.bottom;
    return count + (value > 0 && !inside ? 1 : 0);
  }, 0);
}

describe('draw a digit: the pen', () => {
  it('makes a round dot with a soft edge', () => {
    const ink = new Ink();
    assert.ok(ink.isEmpty);
    ink.draw(point(100, 120), point(100, 120));
    assert.equal(ink.at(100, 120), 255);
    assert.equal(ink.at(100 + PEN + 2, 120), 0);
    const area = ink.ink.reduce((sum, value) => sum + value / 255, 0);
    assert.ok(Math.abs(area - Math.PI * PEN ** 2) < 6, `${area} pixels of ink`);
    assert.ok(ink.ink.some((value) => value > 0 && value < 255));
  });

  it('joins two points without a gap, however far apart', () => {
    const ink = new Ink();
    ink.draw(point(20, 30), point(250, 260));
    for (let part = 0; part <= 1; part += 0.01) assert.equal(ink.at(20 + 230 * part, 30 + 230 * part), 255);
    assert.equal(ink.at(250, 30), 0);
  });

  it('changes its width along the way with the pressure', () => {
    const ink = new Ink();
    ink.draw(point(40, 140, 4), point(240, 140, 16));
    const width = (x: number): number =>
      Array.from({ length: SHEET }, (_, y) => ink.at(x, y)).filter((v) => v > 127).length;
    assert.ok(Math.abs(width(40) - 8) <= 1 && Math.abs(width(140) - 20) <= 1 && Math.abs(width(240) - 32) <= 1);
  });

  it('says which pixels have changed, also at the edge of the sheet and beyond', () => {
    for (const [x, y] of [
      [140, 140],
      [0, 0],
      [279, 3],
      [-50, 400],
    ]) {
      const ink = new Ink();
      const area = ink.draw(point(x, y), point(x + 15, y + 5));
      assert.equal(outside(ink, area), 0, `a stroke at ${x}, ${y}`);
      assert.ok(area.left >= 0 && area.top >= 0 && area.right <= SHEET && area.bottom <= SHEET);
    }
    const both = together({ left: 1, top: 5, right: 9, bottom: 6 }, { left: 3, top: 2, right: 4, bottom: 8 });
    assert.deepEqual(both, { left: 1, top: 2, right: 9, bottom: 8 });
  });

  it('takes ink away again', () => {
    const ink = new Ink();
    ink.draw(point(50, 140), point(230, 140));
    ink.erase(point(140, 140, 20), point(140, 140, 20));
    assert.equal(ink.at(140, 140), 0);
    assert.equal(ink.at(60, 140), 255);
    ink.clear();
    assert.ok(ink.isEmpty);
  });
});
