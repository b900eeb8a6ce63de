/**
 * Ends this process when one job has used too much processor time. Not by the clock: a machine with other work to do
 * must not make a slow mutant look like an endless one. A thread of its own, because an endless loop hears nothing.
 */
import { Worker } from 'node:worker_threads';

const SOURCE = `
const { workerData } = require('node:worker_threads');
const { job, limitMs } = workerData;
let known = 0;
let atStart = 0;
const used = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
setInterval(() => {
  const current = Atomics.load(job, 0);
  if (current !== known) {
    known = current;
    atStart = used();
  } else if (current % 2 === 1 && used() - atStart > limitMs) process.kill(process.pid, 'SIGKILL');
}, 50);
`;

/** @returns to be called when a job begins, and again when it has ended */
export function limitProcessorTime(limitMs: number): () => void {
  // Odd while a job is under way.
  const job = new Int32Array(new SharedArrayBuffer(4));
  new Worker(SOURCE, { eval: true, workerData: { job, limitMs } }).unref();
  return () => void Atomics.add(job, 0, 1);
}
