/** Keeps a series that grows below a size. The host and the page share this file; it imports nothing. */

/** Most epochs, and most samples of the layers, that are kept of a run. */
export const MAX_EPOCHS = 5000;
export const MAX_SAMPLES = 1000;
/** Most steps that the host keeps of a run, and sends to a page that comes back. */
export const MAX_STEPS = 5000;
/** Most steps that a page keeps of a run that it has followed: in flat arrays, it can draw far more than a message should hold. */
export const MAX_FOLLOWED_STEPS = 250_000;

/**
 * Thins the older three quarters to half, so that the newest quarter is complete: of every four neighbours, the lowest and the
 * highest stay. So a spike that was drawn once never vanishes. Without values, every second one stays.
 *
 * @returns the places that stay, in their order
 */
export function thinned(count: number, values?: ArrayLike<number>): number[] {
  const older = Math.floor((count * 3) / 4);
  const kept: number[] = [];
  for (let start = 0; start < older; start += 4) {
    const end = Math.min(start + 4, older);
    const [first, second] = values ? lowAndHigh(values, start, end) : [start, Math.min(start + 2, end - 1)];
    kept.push(first);
    if (second !== first) kept.push(second);
  }
  for (let i = older; i < count; i++) kept.push(i);
  return kept;
}

/** The same series, thinned until it has at most `max` points. @param valueOf by which lows and highs stay */
export function bounded<T>(points: T[], max: number, valueOf?: (point: T) => number): T[] {
  let left = points;
  while (left.length > max) {
    const all = left;
    left = thinned(all.length, valueOf && all.map(valueOf)).map((i) => all[i]);
  }
  return left;
}

/** The places of the lowest and the highest value, in their order. A gap counts before the highest: it is worth seeing. */
export function lowAndHigh(values: ArrayLike<number>, from: number, to: number): [number, number] {
  let low = -1;
  let high = -1;
  let gap = -1;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) gap = i;
    else {
      if (low < 0 || value < values[low]) low = i;
      if (high < 0 || value > values[high]) high = i;
    }
  }
  if (gap >= 0) high = gap;
  if (low < 0) low = high;
  return low < high ? [low, high] : [high, low];
}
