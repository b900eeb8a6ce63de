/** Points of a curve: keeping their number bounded and drawing no more than the screen can show. Pure: no DOM. */

export interface Point {
  x: number;
  y: number;
}

/**
 * Thins points to at most about `2 · buckets`: of each bucket of neighbours, the lowest and the highest stay, in their order,
 * so that no spike is lost. First and last point stay. Points without a finite `y` stay too: they are gaps worth seeing.
 */
export function minMax<T>(points: readonly T[], buckets: number, valueOf: (point: T) => number): T[] {
  if (points.length <= buckets * 2 || buckets < 1) return points.slice();
  const kept: T[] = [points[0]];
  const inner = points.length - 2;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = 1 + Math.floor((bucket * inner) / buckets);
    const to = 1 + Math.floor(((bucket + 1) * inner) / buckets);
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let i = from; i < to; i++) {
      const value = valueOf(points[i]);
      if (!Number.isFinite(value)) {
        gap = i;
        continue;
      }
      if (low < 0 || value < valueOf(points[low])) low = i;
      if (high < 0 || value > valueOf(points[high])) high = i;
    }
    const indices = [...new Set([low, high, gap])].filter((i) => i >= 0).sort((a, b) => a - b);
    for (const i of indices) kept.push(points[i]);
  }
  kept.push(points[points.length - 1]);
  return kept;
}

/**
 * Exponential moving average with the start corrected, so that the first value counts in full (as Adam corrects its moments):
 * m ← β·m + (1 − β)·y, shown as m / (1 − βᵗ). Gaps are passed over.
 *
 * @param span how many points back the average reaches, about; 1 or less gives the points themselves
 */
export function movingAverage(points: readonly Point[], span: number): Point[] {
  if (span <= 1) return points.slice();
  const beta = 1 - 1 / span;
  let mean = 0;
  let weight = 0;
  return points.map(({ x, y }) => {
    if (!Number.isFinite(y)) return { x, y };
    mean = beta * mean + (1 - beta) * y;
    weight = beta * weight + (1 - beta);
    return { x, y: mean / weight };
  });
}

/** Where the axis ends: the whole run, halved as often as the curve still fills half of it. */
export function axisEnd(whole: number, reached: number, smallest: number): number {
  const seen = Math.max(reached, smallest);
  if (!(whole > 0) || seen >= whole) return Math.max(whole, seen);
  return whole / 2 ** Math.floor(Math.log2(whole / seen));
}
