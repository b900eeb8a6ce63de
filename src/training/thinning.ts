/** Keeps a series that grows below a size. The host and the page share this file; it imports nothing. */

/**
 * Above `max` points, the older three quarters are thinned to half, so that the newest quarter is complete.
 *
 * @param thin every second point, unless something else must stay
 */
export function bounded<T>(points: T[], max: number, thin: (older: T[]) => T[] = everySecond): T[] {
  let left = points;
  while (left.length > max) {
    const older = Math.floor((left.length * 3) / 4);
    left = [...thin(left.slice(0, older)), ...left.slice(older)];
  }
  return left;
}

function everySecond<T>(points: T[]): T[] {
  return points.filter((_, i) => i % 2 === 0);
}
