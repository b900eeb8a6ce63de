export type Point = [x: number, y: number];

/** The pen at one moment: where, and how wide (radius in pixels). */
export interface Pen {
  x: number;
  y: number;
  radius: number;
}

/**
 * Draws strokes of a round pen in black and white, as the digits were scanned that MNIST was made of.
 *
 * @param strokes in pixels; pixel (row, col) is the square from (col, row) to (col + 1, row + 1)
 * @param side rows and columns of the sheet
 * @returns side × side bytes: 0 is paper, 255 is ink
 */
export function rasterize(strokes: Pen[][], side: number): Uint8Array {
  const ink = new Uint8Array(side * side);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i++) {
      drawSegment(ink, side, stroke[i], stroke[i + 1]);
    }
  }
  return ink;
}

/** Only pixels near the segment are looked at. */
function drawSegment(ink: Uint8Array, side: number, a: Pen, b: Pen): void {
  const reach = Math.max(a.radius, b.radius);
  const firstRow = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
  const lastRow = Math.min(side - 1, Math.floor(Math.max(a.y, b.y) + reach));
  const firstCol = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
  const lastCol = Math.min(side - 1, Math.floor(Math.max(a.x, b.x) + reach));
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  for (let row = firstRow; row <= lastRow; row++) {
    for (let col = firstCol; col <= lastCol; col++) {
      const i = row * side + col;
      if (ink[i] > 0) continue;
      const px = col + 0.5 - a.x;
      const py = row + 0.5 - a.y;
      const along = squared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squared));
      const radius = a.radius + along * (b.radius - a.radius);
      if ((px - along * dx) ** 2 + (py - along * dy) ** 2 <= radius * radius) ink[i] = 255;
    }
  }
}
