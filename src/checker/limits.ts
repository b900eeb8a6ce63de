/** The limits of a check, as they are at first, and the least with which one can begin. The settings in package.json say the same. */
export const CHECK_LIMITS = {
  /** Seconds of processor time. */
  timeout: { initial: 5, least: 1 },
  /** Megabytes. */
  memory: { initial: 1024, least: 256 },
} as const;
