/** The processes that this extension host has started. */
import { readFileSync, readdirSync } from 'node:fs';

export interface Child {
  pid: number;
  command: string;
}

/** Processes of the checker whose parent is this process; Linux only, elsewhere none. */
export function checkProcesses(): Child[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]);
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        const isOurs =
          parent === process.pid && (command.includes('check-child.js') || command.includes("on('disconnect'"));
        return isOurs ? [{ pid: Number(name), command }] : [];
      } catch {
        return []; // It has ended meanwhile.
      }
    });
}

/** Those that run a check under a debugger, and their guards. */
export function debugProcesses(): Child[] {
  return checkProcesses().filter(
    ({ command }) => command.includes('--inspect-publish-uid') || command.includes(' -e '),
  );
}
