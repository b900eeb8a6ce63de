/** Catches what the learner's code prints, up to a sensible length. */
import { format } from 'node:util';

const MOST = 20_000;

/** Replaces the console. `write` gets each text, and how many characters were dropped so far. */
export function captureConsole(write: (text: string, dropped: number) => void): void {
  let kept = 0;
  let dropped = 0;
  const print = (...args: unknown[]): void => {
    if (kept >= MOST) {
      dropped++;
      if (dropped === 1) write('', dropped);
      return;
    }
    let text: string;
    try {
      text = `${format(...args)}\n`;
    } catch {
      text = 'a value that cannot be printed\n';
    }
    const room = MOST - kept;
    kept += Math.min(text.length, room);
    write(text.slice(0, room), dropped);
  };
  for (const name of ['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'table'] as const)
    Object.defineProperty(console, name, { value: print, configurable: true, writable: true });
}
