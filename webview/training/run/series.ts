/** Points of a curve and the axis below them. Pure: no DOM. */

export interface Point {
  x: number;
  y: number;
}

/** Where the axis ends: the whole run, halved as often as the curve still fills half of it. */
export function axisEnd(whole: number, reached: number, smallest: number): number {
  const seen = Math.max(reached, smallest);
  if (!(whole > 0) || seen >= whole) return Math.max(whole, seen);
  return whole / 2 ** Math.floor(Math.log2(whole / seen));
}
