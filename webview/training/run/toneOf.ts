/** Pitches in hertz for the highest and the lowest loss that can be told apart by ear. */
const [HIGH, LOW] = [880, 110];
const [HIGH_LOSS, LOW_LOSS] = [10, 1e-4];

/**
 * The pitch of a loss: a loss that halves falls by the same interval wherever it is. Null for what is no number.
 *
 * @returns 110 to 880 Hz
 */
export function toneOf(loss: number): number | null {
  if (!Number.isFinite(loss)) return null;
  const kept = Math.min(HIGH_LOSS, Math.max(LOW_LOSS, loss));
  const share = Math.log(kept / LOW_LOSS) / Math.log(HIGH_LOSS / LOW_LOSS);
  return LOW * (HIGH / LOW) ** share;
}
