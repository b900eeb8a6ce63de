/** Taken before any learner's code runs. */
const { setTimeout } = globalThis;

/** Calls it when the timers that are due have run, and what promises wait for. A message would come before them. */
export const afterTimers = (run: () => void): void => void setTimeout(run);
