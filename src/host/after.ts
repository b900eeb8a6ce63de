/** A timer of more milliseconds than this runs out at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** `setTimeout` for any time that is asked for: one that is too long for a timer is the longest that there is, 24 days. */
export function after(ms: number, run: () => void): ReturnType<typeof setTimeout> {
  return setTimeout(run, Math.min(ms, LONGEST_MS));
}
