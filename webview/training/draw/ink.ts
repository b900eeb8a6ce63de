/** The sheet that one draws on: a round pen with a soft edge, and an eraser. Pure: no DOM. */
import type { Sheet } from './placement';

/** The pen at one moment, in pixels of the sheet; pixel (row, col) is the square from (col, row) to (col + 1, row + 1). */
export interface Pen {
  x: number;
  y: number;
  radius: number;
}

/** Pixels that have changed: `left` and `top` belong to it, `right` and `bottom` do not. */
export interface Changed {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Edge of the sheet in pixels: ten to each pixel of an image. */
export const SHEET = 280;
/**
 * Radius of the pen. Strokes then are about as wide in the image as MNIST's, whether the digit fills the sheet or less than
 * half of it: a network that was trained on MNIST read drawn digits equally well from 8 to 11 (`place.test.ts`), and worse above.
 */
export const PEN = 11;
export const ERASER = 20;
/** How far the edge of a stroke fades, in pixels. */
const EDGE = 1.5;

export class Ink implements Sheet {
  readonly side = SHEET;
  readonly ink = new Uint8Array(SHEET * SHEET);

  get isEmpty(): boolean {
    return this.ink.every((value) => value === 0);
  }

  /** One pixel of the sheet, 0 … 255; 0 outside of it. */
  at(x: number, y: number): number {
    const [col, row] = [Math.floor(x), Math.floor(y)];
    return col < 0 || row < 0 || col >= SHEET || row >= SHEET ? 0 : this.ink[row * SHEET + col];
  }

  clear(): Changed {
    this.ink.fill(0);
    return { left: 0, top: 0, right: SHEET, bottom: SHEET };
  }

  /** A straight stroke; a point where both ends are the same. Where strokes cross, the ink gets no darker. */
  draw(from: Pen, to: Pen): Changed {
    return this.alongStroke(from, to, (i, coverage) => {
      if (coverage > this.ink[i]) this.ink[i] = coverage;
    });
  }

  erase(from: Pen, to: Pen): Changed {
    return this.alongStroke(from, to, (i, coverage) => {
      if (255 - coverage < this.ink[i]) this.ink[i] = 255 - coverage;
    });
  }

  /** Calls `put` for each pixel below the stroke, with how much of it is covered (0 … 255). */
  private alongStroke(a: Pen, b: Pen, put: (i: number, coverage: number) => void): Changed {
    const reach = Math.max(a.radius, b.radius) + EDGE;
    const changed = {
      left: onSheet(Math.floor(Math.min(a.x, b.x) - reach)),
      top: onSheet(Math.floor(Math.min(a.y, b.y) - reach)),
      right: onSheet(Math.ceil(Math.max(a.x, b.x) + reach)),
      bottom: onSheet(Math.ceil(Math.max(a.y, b.y) + reach)),
    };
    const dx = b.x - a.x;
    const dy = b.y - a.y;
    const squared = dx * dx + dy * dy;
    for (let row = changed.top; row < changed.bottom; row++) {
      for (let col = changed.left; col < changed.right; col++) {
        const px = col + 0.5 - a.x;
        const py = row + 0.5 - a.y;
        const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
        const distance = Math.hypot(px - along * dx, py - along * dy);
        const radius = a.radius + along * (b.radius - a.radius);
        const coverage = Math.min(1, (radius - distance) / EDGE + 0.5);
        if (coverage > 0) put(row * SHEET + col, Math.round(255 * coverage));
      }
    }
    return changed;
  }
}

function onSheet(coordinate: number): number {
  return Math.max(0, Math.min(SHEET, coordinate));
}

/** Both areas together; `null` is none. */
export function together(a: Changed | null, b: Changed): Changed {
  if (!a) return b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}
