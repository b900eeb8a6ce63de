/** The built program in processes of its own, and all that they start. */
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { until } from '../training/support';

export const CLI = path.join(repository, 'dist/cli.js');

/** A stack trace, or what Node prints when it dies of an error. */
export const TRACE = /\n\s+at .*:\d+:\d+\)?\n[\s\S]*\n\s+at |node:internal|Node\.js v\d/;

export interface Ended {
  status: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

/** A running command. */
export class Running {
  out = '';
  err = '';
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Where it makes its temporary folders. */
  readonly temporary = temporaryFolder();
  private readonly mark = randomUUID();

  constructor(args: readonly string[], stdio: StdioOptions = ['ignore', 'pipe', 'pipe']) {
    const env = { ...process.env, NNFS_TEST_MARK: this.mark, TMPDIR: this.temporary };
    // A group of its own, as in a terminal.
    this.child = spawn(process.execPath, [CLI, ...args], { stdio, env, detached: process.platform !== 'win32' });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = new Promise((resolve) =>
      this.child.on('close', (status, signal) => resolve({ status, signal, out: this.out, err: this.err })),
    );
  }

  /** The command lines of the living processes that it started, and its own. Linux only. */
  processes(): string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        try {
          if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(`NNFS_TEST_MARK=${this.mark}`)) return [];
          return [readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ')];
        } catch {
          return []; // It has ended meanwhile.
        }
      });
  }

  /** As a terminal sends Ctrl-C and its end: to all processes that were started there. */
  sendToAll(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid as number), signal);
  }

  /** Resolves when nothing of it lives. */
  async gone(): Promise<void> {
    await until(() => this.processes().length === 0);
  }
}

export function run(args: readonly string[], stdio?: StdioOptions): Promise<Ended> {
  return new Running(args, stdio).ended;
}
