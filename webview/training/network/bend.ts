/** Where the ReLU of a unit begins, that looks at points of the plane: a straight line. Pure: no DOM. */

interface Area {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

export interface Point {
  x: number;
  y: number;
}

/** z = x · across + y · up + bias */
interface Linear {
  across: number;
  up: number;
  bias: number;
}

/** The part of the line z = 0 in an area, and an arrow from its middle to where z is above 0. */
export interface Bend {
  from: Point;
  to: Point;
  middle: Point;
  /** Towards the side where the unit is active; of length 1. */
  towards: Point;
}

/** @returns null when the line does not run through the area, or there is none */
export function bendIn({ across, up, bias }: Linear, { left, right, bottom, top }: Area): Bend | null {
  const size = Math.hypot(across, up);
  if (size === 0 || !Number.isFinite(size) || !Number.isFinite(bias)) return null;
  const ends: Point[] = [];
  const add = (x: number, y: number): void => {
    if (!(x >= left && x <= right && y >= bottom && y <= top)) return;
    // Through a corner: both sides of it find the same point.
    if (ends.every((end) => Math.hypot(end.x - x, end.y - y) > 1e-9)) ends.push({ x, y });
  };
  if (up !== 0) for (const x of [left, right]) add(x, -(across * x + bias) / up);
  if (across !== 0) for (const y of [bottom, top]) add(-(up * y + bias) / across, y);
  if (ends.length < 2) return null;
  const [from, to] = ends;
  return {
    from,
    to,
    middle: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 },
    towards: { x: across / size, y: up / size },
  };
}
