/** The plane of the two moons: the probability at each point, and where it is undecided. Pure: no DOM. */
import type { Picture } from '../../../src/protocol/metrics';

export type MoonsPicture = Extract<Picture, { kind: 'moons' }>;

/** A point of the picture: columns from the left and rows from the top, in cells. */
export interface GridPoint {
  x: number;
  y: number;
}

/** A point of the plane, in the picture. */
export function toGrid(
  [x, y]: readonly number[],
  { area, cols, rows }: Pick<MoonsPicture, 'area' | 'cols' | 'rows'>,
): GridPoint {
  return {
    x: ((x - area.left) / (area.right - area.left)) * cols,
    y: ((area.top - y) / (area.top - area.bottom)) * rows,
  };
}

/** Probability of class 1 at a point: bilinear between the middles of the cells, 0.5 where the network has no answer. */
export function probabilityAt({ x, y }: GridPoint, { cols, rows, probabilities }: MoonsPicture): number {
  const column = within(x - 0.5, cols - 1);
  const row = within(y - 0.5, rows - 1);
  const [left, top] = [Math.min(Math.floor(column), cols - 2), Math.min(Math.floor(row), rows - 2)].map((n) =>
    Math.max(0, n),
  );
  const [partX, partY] = [column - left, row - top];
  const at = (r: number, c: number): number => probabilities[Math.min(r, rows - 1) * cols + Math.min(c, cols - 1)];
  const upper = at(top, left) * (1 - partX) + at(top, left + 1) * partX;
  const lower = at(top + 1, left) * (1 - partX) + at(top + 1, left + 1) * partX;
  const value = upper * (1 - partY) + lower * partY;
  return Number.isFinite(value) ? value : 0.5;
}

/** How many points lie on their own side of the boundary. */
export function rightPoints(picture: MoonsPicture): number {
  return picture.xs.filter((point, i) => {
    const probability = probabilityAt(toGrid(point, picture), picture);
    return (probability > 0.5 ? 1 : 0) === picture.labels[i];
  }).length;
}

/**
 * The decision boundary, where the probability is 0.5: short lines, cell by cell (marching squares on the middles of the
 * cells).
 */
export function boundary(picture: MoonsPicture): [GridPoint, GridPoint][] {
  const { cols, rows, probabilities } = picture;
  const lines: [GridPoint, GridPoint][] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let col = 0; col + 1 < cols; col++) {
      const at = (r: number, c: number): number => probabilities[(row + r) * cols + col + c] - 0.5;
      const corners = [at(0, 0), at(0, 1), at(1, 1), at(1, 0)];
      if (!corners.every(Number.isFinite)) continue;
      const crossings = CORNERS.flatMap((from, i) => {
        const next = (i + 1) % 4;
        const [a, b] = [corners[i], corners[next]];
        if (a > 0 === b > 0) return [];
        const part = a / (a - b);
        const to = CORNERS[next];
        return [{ x: col + 0.5 + from.x + part * (to.x - from.x), y: row + 0.5 + from.y + part * (to.y - from.y) }];
      });
      // Four crossings: a saddle. Which way it is joined does not matter at this size.
      for (let i = 0; i + 1 < crossings.length; i += 2) lines.push([crossings[i], crossings[i + 1]]);
    }
  }
  return lines;
}

/** Around a cell, clockwise from the upper left. */
const CORNERS: readonly GridPoint[] = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
];

function within(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}
