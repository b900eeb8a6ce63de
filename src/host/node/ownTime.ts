/** Time as another program has it, which on a busy machine is less than the clock's. */
import { after } from '../after';
import { readRegular } from './regularFile';

export interface OwnTimer {
  cancel(): void;
}

/**
 * A timer without the time in which a program stood in line for a processor.
 *
 * @param delayed how long it has stood there since its start, in milliseconds
 */
export function afterOwn(ms: number, delayed: () => number, run: () => void): OwnTimer {
  const started = performance.now() - delayed();
  let timer: ReturnType<typeof after>;
  const wait = (rest: number): void => {
    timer = after(rest, () => {
      const left = ms - (performance.now() - delayed() - started);
      if (left > 1) wait(left);
      else run();
    });
  };
  wait(ms);
  return { cancel: () => clearTimeout(timer) };
}

/** More than its three numbers take. */
const MOST_BYTES = 1000;

/** Of the main thread of a program. Only Linux tells it; elsewhere it is 0. */
export function delayOf(pid: number | undefined): number {
  try {
    return Number(readRegular(`/proc/${pid}/schedstat`, MOST_BYTES).toString().split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
