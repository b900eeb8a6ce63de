/** Names that tell which process a file belongs to. */
import { hostname } from 'node:os';

/** Process ids mean something on one machine only, hence its name. */
export function ownerName(pid: number): string {
  return `${hostname().replace(/[^a-zA-Z0-9]/g, '_')}-${pid}`;
}

/** Whether there is a process with this id on this machine, perhaps another one than before. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
