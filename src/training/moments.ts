/**
 * Which moments of a run are kept for its replay, so that they are few however long it is, and evenly spread however early it
 * ends: every so many steps, twice as rarely each time that there are too many of them, and the powers of two, because most
 * happens at the beginning. Imports nothing.
 */

/** Most moments that are evenly spread; the powers of two between the first of them come on top. */
export const MAX_EVEN = 64;

/** How many steps lie between two of them, once the run has come so far. */
function spacing(last: number): number {
  let steps = 1;
  while (last / steps > MAX_EVEN) steps *= 2;
  return steps;
}

/** Whether a step is kept in a run that has come as far as `last`. */
export function isMoment(step: number, last: number): boolean {
  return step % spacing(last) === 0 || Number.isInteger(Math.log2(step));
}

/** The moments that stay, and a new one at their end. One that a run was taken back to replaces all that came after it. */
export function withMoment<T extends { step: number }>(moments: readonly T[], next: T): T[] {
  return [...moments.filter(({ step }) => step < next.step && isMoment(step, next.step)), next];
}
