import { HOST_IS_GONE } from '../checker/watchdog';

/**
 * A worker inside the training child that ends the whole process when it uses too much memory, or when its host is gone.
 * It runs while the main thread is busy, for example in a learner's endless loop, when 'disconnect' is not heard.
 * Memory is the resident set, because V8's heap limit does not count array buffers.
 * Source text, because a worker of a bundle would need a file of its own.
 */
export const OUT_OF_MEMORY_MARK = 'nn-from-scratch: out of memory';

export interface WatchdogData {
  memoryLimitMb: number;
  hostPid: number;
  mark: string;
}

export const WATCHDOG_SOURCE = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const limit = workerData.memoryLimitMb * 1024 * 1024;
${HOST_IS_GONE}
setInterval(() => {
  const tooLarge = process.memoryUsage.rss() > limit;
  if (tooLarge) {
    try { writeSync(2, workerData.mark + '\\n'); } catch {}
  }
  if (tooLarge || hostIsGone()) process.kill(process.pid, 'SIGKILL');
}, 25);
`;
