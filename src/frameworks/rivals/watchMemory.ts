/** Ends this process when it uses too much memory or its host is gone, also while the main thread is busy. */
import { Worker } from 'node:worker_threads';
import { OUT_OF_MEMORY_MARK, WATCHDOG_SOURCE, type WatchdogData } from '../../training/watchdog';

/** Data, gradients, and what an own program of the learner's takes. */
export const MEMORY_LIMIT_MB = 3072;

/** @param folder of the host's, to be removed when the host is gone */
export function watchMemory(folder?: string): void {
  const workerData: WatchdogData = {
    folder,
    memoryLimitMb: MEMORY_LIMIT_MB,
    hostPid: process.ppid,
    mark: OUT_OF_MEMORY_MARK,
  };
  new Worker(WATCHDOG_SOURCE, { eval: true, workerData, execArgv: [] }).unref();
}
