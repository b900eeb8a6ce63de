// @ts-check
/** Finds what a run has left behind: processes, and temporary folders. Uses Node's own modules only. */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { closeAtExit, processesWithEnvironment } from './processes.mjs';

/**
 * From now on everything that is started carries a mark in its environment, and has a temporary folder of this run.
 *
 * @returns {{ assertNone: () => Promise<void> }} which throws when a marked process or a temporary folder of ours is left
 */
export function watchForTraces() {
  const id = randomUUID();
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-run-'));
  // Tests that give up root's rights must still find their way through it.
  chmodSync(folder, 0o711);
  process.env.NNFS_RUN_ID = id;
  process.env.TMPDIR = folder;
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  const marked = () => processesWithEnvironment('NNFS_RUN_ID', id);
  const killMarked = () => marked().forEach(({ pid }) => kill(pid));
  const forget = closeAtExit({
    close: async () => undefined, // The others first: they end what is theirs in good order.
    closeNow: () => {
      killMarked();
      remove();
    },
  });
  return {
    assertNone: async () => {
      // A process that has been told to end may still be about to.
      for (let patience = 40; patience > 0 && marked().length > 0; patience--) await sleep(100);
      const processes = marked();
      killMarked();
      // Other programs have their own habits there; what we make begins with our name.
      const folders = readdirSync(folder).filter((name) => name.startsWith('nnfs'));
      remove();
      forget();
      const lines = [
        ...processes.map(({ pid, command }) => `process ${pid} was still running: ${command}`),
        ...folders.map((name) => `temporary folder was left: ${name}`),
      ];
      if (lines.length > 0) throw new Error(lines.join('\n'));
    },
  };
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
