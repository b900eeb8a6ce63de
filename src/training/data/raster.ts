import type { Random } from './random';

export type Point = [x: number, y: number];

/** The pen at one moment: where, and how wide (radius in pixels). */
export interface Pen {
  x: number;
  y: number;
  radius: number;
}

/**
 * Draws strokes of a round pen, with soft edges and a little grain in the ink.
 *
 * @param strokes in pixels; pixel (row, col) is the square from (col, row) to (col + 1, row + 1)
 * @param side rows and columns of the image
 * @returns side × side bytes: 0 is paper, 255 is ink
 */
export function rasterize(strokes: Pen[][], side: number, random: Random): Uint8Array {
  const ink = new Float32Array(side * side);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i++) {
      drawSegment(ink, side, stroke[i], stroke[i + 1]);
    }
  }
  const strength = 0.88 + 0.12 * random();
  const image = new Uint8Array(side * side);
  for (let i = 0; i < ink.length; i++) {
    if (ink[i] > 0) {
      const grain = 1 - 0.18 * random() * random();
      image[i] = Math.min(255, Math.round(255 * ink[i] * strength * grain));
    }
  }
  return image;
}

/** How far the edge of a stroke fades, in pixels. */
const EDGE = 1.1;

/** Only pixels near the segment are looked at. Where strokes cross, the darker one counts. */
function drawSegment(ink: Float32Array, side: number, a: Pen, b: Pen): void {
  const reach = Math.max(a.radius, b.radius) + EDGE;
  const firstRow = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
  const lastRow = Math.min(side - 1, Math.floor(Math.max(a.y, b.y) + reach));
  const firstCol = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
  const lastCol = Math.min(side - 1, Math.floor(Math.max(a.x, b.x) + reach));
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let col = firstCol; col <= lastCol; col++) {
      const px = col + 0.5 - a.x;
      const py = row + 0.5 - a.y;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      const distance = Math.sqrt((px - along * dx) ** 2 + (py - along * dy) ** 2);
      const radius = a.radius + along * (b.radius - a.radius);
      const coverage = Math.min(1, (radius - distance) / EDGE + 0.5);
      const i = row * side + col;
      if (coverage > ink[i]) {
        ink[i] = coverage;
      }
    }
  }
}
