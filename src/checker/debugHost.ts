/** What the supervisor does differently for a check that runs under a debugger. */
import { type ChildProcess, fork } from 'node:child_process';

/** Somebody who can attach a debugger. */
export interface DebugOptions {
  /**
   * Attaches a debugger to the process that waits at this port of 127.0.0.1. Rejects where that cannot be done; the
   * check then rejects with the same error.
   */
  attach(port: number): Promise<void>;
}

/** The port is announced over HTTP alone: on stderr, Node's note would look like words of the learner's code. */
export const DEBUG_ARGUMENTS = ['--inspect-publish-uid=http'];

/**
 * Ends a process when this one dies. The watchdog that does so in other checks is a worker of the child, and a debugger
 * would show it to the learner as a thread of theirs.
 */
export function guard(child: ChildProcess, env: NodeJS.ProcessEnv): ChildProcess {
  const process = fork(String(child.pid), [], {
    execArgv: ['-e', GUARD],
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  process.on('error', () => undefined);
  return process;
}

const GUARD = `
process.on('message', () => {});
process.on('disconnect', () => {
  try {
    process.kill(Number(process.argv[1]), 'SIGKILL');
  } catch {}
  process.exit();
});
`;
