/** Taken before any learner's code runs. */
const { setImmediate } = globalThis;

/** Calls it when the timers that are due have run, and what promises wait for. */
export const afterTimers = (run: () => void): void => void setImmediate(run);
