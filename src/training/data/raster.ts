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
 * @param ink a sheet to draw on, which is cleared first; left out: a new one
 * @returns side × side bytes: 0 is paper, 255 is ink
 */
export function rasterize(strokes: Pen[][], side: number, ink = new Uint8Array(side * side)): Uint8Array {
  ink.fill(0);
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i++) {
      drawSegment(ink, side, stroke[i], stroke[i + 1]);
    }
  }
  return ink;
}

/** Only pixels near the segment are looked at, and of those only the ones that are paper. */
function drawSegment(ink: Uint8Array, side: number, a: Pen, b: Pen): void {
  const reach = Math.max(a.radius, b.radius);
  const firstRow = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
  const lastRow = Math.min(side - 1, Math.floor(Math.max(a.y, b.y) + reach));
  const firstCol = Math.max(0, Math.floor(Math.min(a.x, b.x) - reach));
  const lastCol = Math.min(side - 1, Math.floor(Math.max(a.x, b.x) + reach));
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  const widening = b.radius - a.radius;
  for (let row = firstRow; row <= lastRow; row++) {
    const py = row + 0.5 - a.y;
    const start = row * side;
    for (let col = firstCol; col <= lastCol; col++) {
      if (ink[start + col] > 0) continue;
      const px = col + 0.5 - a.x;
      const dot = px * dx + py * dy;
      const along = dot <= 0 ? 0 : dot >= squared ? 1 : dot / squared;
      const radius = a.radius + along * widening;
      const acrossX = px - along * dx;
      const acrossY = py - along * dy;
      if (acrossX * acrossX + acrossY * acrossY <= radius * radius) ink[start + col] = 255;
    }
  }
}
