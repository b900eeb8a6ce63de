/** What the tests of the training room share. */
import path from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { SourceFile, SourceSet } from '../../../src/protocol/sources';
import type { SessionEvent } from '../../../src/training/session';
import { TrainingSession } from '../../../src/training/session';
import type { RunState } from '../../../src/protocol/run';

export const repository = process.cwd();
/** What the build made. `NNFS_DIST` names another build. */
export const dist = process.env.NNFS_DIST ?? path.join(repository, 'dist');

/** A temporary folder for the time of one function. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nnfs-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is said of a child that was killed: Windows has no signals. */
export const ENDED_FROM_OUTSIDE =
  process.platform === 'win32' ? /ended from outside \(exit code 1\)/ : /ended from outside \(signal SIGKILL\)/;

/** Whether a process can be frozen for a while, with SIGSTOP. */
export const canFreeze = process.platform !== 'win32';

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Far longer than any wait of these tests; so a wait for what never comes ends with a word, and not with a hang. */
const NEVER_MS = 240_000 * Number(process.env.NNFS_MOCHA_PATIENCE ?? 1);

/** Waits until a condition holds. */
export async function until(condition: () => boolean, what = 'the condition'): Promise<void> {
  const deadline = performance.now() + NEVER_MS;
  while (!condition()) {
    if (performance.now() > deadline) {
      throw new Error(`Waited for ${what}, which never came.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Sources of one learner's file. */
export function learnerFile(file: string, text: string, more: SourceFile[] = []): SourceSet {
  return {
    entry: file,
    folder: path.join(tmpdir(), 'a course folder'),
    files: [{ path: file, text, origin: 'learner' }, ...more],
  };
}

/** A session that writes down what it tells. */
export class RecordedSession {
  readonly session: TrainingSession;
  readonly events: SessionEvent[] = [];

  constructor(options: { memoryLimitMb?: number; stopGraceMs?: number; runId?: string } = {}) {
    this.session = new TrainingSession({ childPath: path.join(dist, 'train-child.js'), ...options });
    this.session.onEvent((event) => this.events.push(event));
  }

  get states(): RunState[] {
    return this.events.flatMap((event) => (event.type === 'state' ? [event.state] : []));
  }

  get steps(): number {
    return this.events.reduce((sum, event) => sum + (event.type === 'metrics' ? event.steps.length : 0), 0);
  }

  get failure(): Extract<SessionEvent, { type: 'failed' }> | undefined {
    return this.events.find((event) => event.type === 'failed');
  }

  get output(): string {
    return this.events.map((event) => (event.type === 'output' ? event.text : '')).join('');
  }
}
