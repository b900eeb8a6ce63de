/** A few processes that judge many learner's files, and the account of those that do not come to an end. */
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { Outcome } from '../../src/protocol/outcome';
import type { FromWorker, Job, Judgement } from './protocol';

export interface Verdict {
  /** What was wrong first, or how the run was cut. */
  outcome: Outcome;
  /** Empty where the run was cut. */
  told: Judgement;
}

export interface PoolOptions {
  processes?: number;
  /** How much processor time one file may take; then its process is ended. */
  limitMs?: number;
  onVerdict?(done: number): void;
}

const SCRIPT = path.join(process.cwd(), 'out', 'test', 'mutants', 'worker', 'index.js');
const EXEC_ARGV = ['--experimental-vm-modules', '--no-warnings', '--max-old-space-size=512'];

/** A file that waits for ever uses no processor time. */
const STUCK_MS = 60_000;

/**
 * Judges every job, each worker one at a time.
 *
 * @returns the verdicts, in the order of the jobs
 * @throws Error when the course's own content is broken, or a worker cannot be started
 */
export async function judgeAll(jobs: readonly Job[], options: PoolOptions = {}): Promise<Verdict[]> {
  const { processes = 2, limitMs = 3000, onVerdict } = options;
  const verdicts = new Array<Verdict>(jobs.length);
  let next = 0;
  let done = 0;
  const serve = async (): Promise<void> => {
    const worker = new Worker(limitMs);
    try {
      while (next < jobs.length) {
        const index = next++;
        verdicts[index] = await worker.judge(jobs[index]);
        onVerdict?.(++done);
      }
    } catch (error) {
      next = jobs.length;
      throw error;
    } finally {
      worker.end();
    }
  };
  const served = await Promise.allSettled(Array.from({ length: processes }, serve));
  for (const result of served) if (result.status === 'rejected') throw result.reason;
  return verdicts;
}

/** A process that is started again when a job has ended it. */
class Worker {
  private child: Promise<ChildProcess> | null = null;
  private running: ChildProcess | null = null;
  private readonly limitMs: number;

  constructor(limitMs: number) {
    this.limitMs = limitMs;
  }

  async judge(job: Job): Promise<Verdict> {
    this.child ??= this.start();
    const child = await this.child;
    return new Promise<Verdict>((resolve, reject) => {
      const cut = (outcome: Outcome): void => {
        this.end();
        settle(() => resolve({ outcome, told: [] }));
      };
      const onMessage = (message: FromWorker): void => {
        if (message.type === 'judged') settle(() => resolve(verdictOf(message.judgement)));
        if (message.type === 'broken') settle(() => reject(new Error(`${job.lesson}: ${message.error}`)));
      };
      const onExit = (_: number | null, signal: string | null): void =>
        cut(signal === 'SIGKILL' ? 'timed out' : 'out of memory');
      const deadline = setTimeout(() => cut('timed out'), STUCK_MS);
      const settle = (then: () => void): void => {
        clearTimeout(deadline);
        child.off('message', onMessage).off('exit', onExit);
        then();
      };
      child.on('message', onMessage).on('exit', onExit);
      child.send(job);
    });
  }

  end(): void {
    this.running?.kill('SIGKILL');
    this.running = null;
    this.child = null;
  }

  private start(): Promise<ChildProcess> {
    const child = fork(SCRIPT, [String(this.limitMs)], {
      execArgv: EXEC_ARGV,
      serialization: 'advanced',
      stdio: 'ignore',
    });
    this.running = child;
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`A worker ended with ${code} before it was ready.`)));
      child.once('message', () => {
        child.removeAllListeners('exit');
        resolve(child);
      });
    });
  }
}

function verdictOf(told: Judgement): Verdict {
  if (told.length === 0) return { outcome: 'crashed', told };
  return { outcome: told.find(({ outcome }) => outcome !== 'passed')?.outcome ?? 'passed', told };
}
