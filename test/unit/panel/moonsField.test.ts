import assert from 'node:assert/strict';
import {
  type MoonsPicture,
  boundary,
  toGrid,
  probabilityAt,
  rightPoints,
} from '../../../webview/training/pictures/moonsField';

/** The plane from (0, 0) to (4, 2) in 8 × 4 cells, with a probability for each place. */
function plane(probability: (x: number, y: number) => number, change: Partial<MoonsPicture> = {}): MoonsPicture {
  const [cols, rows] = [8, 4];
  const probabilities = Array.from({ length: cols * rows }, (_, i) =>
    probability((4 * ((i % cols) + 0.5)) / cols, 2 - (2 * (Math.floor(i / cols) + 0.5)) / rows),
  );
  const area = { left: 0, right: 4, bottom: 0, top: 2 };
  return { kind: 'moons', xs: [], labels: [], area, cols, rows, probabilities, ...change };
}

describe('panel: the plane of the two moons', () => {
  it('has its top above', () => {
    const picture = plane(() => 0);
    assert.deepEqual(toGrid([0, 2], picture), { x: 0, y: 0 });
    assert.deepEqual(toGrid([4, 0], picture), { x: 8, y: 4 });
    assert.deepEqual(toGrid([1, 0.5], picture), { x: 2, y: 3 });
  });

  it('knows the probability between the middles of the cells', () => {
    const picture = plane((x, y) => 0.1 + 0.2 * x + 0.05 * y);
    for (const point of [
      [0.25, 0.25],
      [1.9, 1.1],
      [3.2, 0.7],
    ])
      assert.ok(
        Math.abs(probabilityAt(toGrid(point, picture), picture) - (0.1 + 0.2 * point[0] + 0.05 * point[1])) < 1e-9,
      );
    // At the edge, the outermost cell counts.
    assert.ok(Math.abs(probabilityAt({ x: 0, y: 4 }, picture) - (0.1 + 0.05 + 0.0125)) < 1e-9);
    assert.equal(
      probabilityAt(
        { x: 3, y: 2 },
        plane(() => Number.NaN),
      ),
      0.5,
    );
  });

  it('counts the points on their own side', () => {
    const xs = [
      [0.5, 1],
      [1.5, 1],
      [2.5, 1],
      [3.5, 1],
    ];
    const picture = plane((x) => (x > 2 ? 0.9 : 0.1), { xs, labels: [0, 1, 1, 1] });
    assert.equal(rightPoints(picture), 3);
  });

  it('finds the boundary', () => {
    const lines = boundary(plane((x) => x / 4));
    assert.equal(lines.length, 3, 'one line between each two rows');
    for (const [from, to] of lines) {
      assert.ok(Math.abs(from.x - 4) < 1e-9 && Math.abs(to.x - 4) < 1e-9);
      assert.ok(Math.abs(Math.abs(from.y - to.y) - 1) < 1e-9);
    }
    assert.deepEqual(boundary(plane(() => 0.2)), []);
    assert.deepEqual(boundary(plane(() => Number.NaN)), []);
  });

  it('can be as small as one cell', () => {
    const picture = { ...plane(() => 0), cols: 1, rows: 1, probabilities: [0.75] };
    assert.equal(probabilityAt({ x: 0.5, y: 0.5 }, picture), 0.75);
    assert.deepEqual(boundary(picture), []);
  });
});
