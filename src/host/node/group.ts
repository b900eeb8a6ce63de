/** Other people's programs: started so that they can be ended with everything that they started. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { environment } from './environment';

export const onWindows = process.platform === 'win32';

/**
 * Starts a program in a process group of its own: a wrapper script that starts the real program is ended with it.
 *
 * @param env added to the environment
 */
export function spawnGroup(
  program: string,
  args: readonly string[],
  { env, ...options }: Pick<SpawnOptions, 'cwd' | 'stdio'> & { env?: Record<string, string> },
): ChildProcess {
  return spawn(program, args, {
    ...options,
    env: { ...environment('ELECTRON_RUN_AS_NODE'), ...env },
    // On Windows, a detached program would open a console window.
    detached: !onWindows,
    windowsHide: true,
  });
}

/** How long output is waited for after a program's end, in milliseconds. */
const LAST_OUTPUT_MS = 1000;

/** Calls once it is over, with all that it printed. What it has started, and left behind, may hold its pipes open for ever. */
export function whenOver(
  child: ChildProcess,
  over: (code: number | null, signal: NodeJS.Signals | null) => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const end = (code: number | null, signal: NodeJS.Signals | null): void => {
    clearTimeout(timer);
    if (!isOver) over(code, signal);
    isOver = true;
  };
  // 'close' comes after the last output, 'exit' may come before it.
  child.on('close', end);
  child.on('exit', (code, signal) => (timer = setTimeout(end, LAST_OUTPUT_MS, code, signal)));
}

/** Ends a program of `spawnGroup` and what it started, at once. Does nothing when it is gone. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (onWindows) {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true }).on(
      'error',
      () => undefined,
    );
  } else {
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  child.kill('SIGKILL');
  // A process that left the group may hold on to the pipes. Their end is of no interest any more.
  child.stdin?.destroy();
  child.stdout?.destroy();
  child.stderr?.destroy();
}
