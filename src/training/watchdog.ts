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
  /** Of the host; removed where it can no longer do so itself. */
  folder?: string;
}

export const WATCHDOG_SOURCE = `
const { workerData } = require('node:worker_threads');
const { rmSync, writeSync } = require('node:fs');
const limit = workerData.memoryLimitMb * 1024 * 1024;
${HOST_IS_GONE}
setInterval(() => {
  const tooLarge = process.memoryUsage.rss() > limit;
  if (tooLarge) {
    try { writeSync(2, workerData.mark + '\\n'); } catch {}
  }
  const isOrphan = hostIsGone();
  if (isOrphan && workerData.folder) {
    try { rmSync(workerData.folder, { recursive: true, force: true }); } catch {}
  }
  if (tooLarge || isOrphan) process.kill(process.pid, 'SIGKILL');
}, 25);
`;
