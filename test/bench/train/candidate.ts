/** A candidate's process, as the bench sees it. */
import { type ChildProcess, spawn } from 'node:child_process';
import readline from 'node:readline';
import path from 'node:path';
import { repository } from '../../support/course';
import type { Command } from './protocol';
import type { Shape } from './setup';

export class Candidate {
  readonly name: string;
  readonly title: string;
  version = '';
  private readonly child: ChildProcess;
  private readonly lines: AsyncIterator<string>;

  private constructor(name: string, title: string, program: string, args: string[], more: Record<string, string> = {}) {
    this.name = name;
    this.title = title;
    // One thread each: what a BLAS would take by itself is not asked for here.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', ...more };
    this.child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'], env, cwd: repository });
    const output = readline.createInterface({ input: this.child.stdout as NodeJS.ReadableStream });
    this.lines = output[Symbol.asyncIterator]();
  }

  static ofNode(name: string, title: string, folder: string, program: string): Candidate {
    const script = path.join(repository, 'out', 'test', 'bench', 'train', 'index.js');
    return new Candidate(name, title, program, [
      '--experimental-vm-modules',
      '--no-warnings',
      '--max-old-space-size=6000',
      script,
      name,
      folder,
    ]);
  }

  /** @param env added to its environment */
  static ofPython(
    name: 'torch' | 'numpy',
    title: string,
    { program, env }: { program: string; env: Record<string, string> },
    folder: string,
  ): Candidate {
    const script = path.join(repository, 'test', 'bench', 'train', 'rival.py');
    return new Candidate(name, title, program, [script, name, folder], env);
  }

  async hello(): Promise<void> {
    this.version = (await this.ask<{ version: string }>({ type: 'hello' })).version;
  }

  async shape(shape: Shape): Promise<void> {
    await this.ask({ type: 'shape', ...shape });
  }

  /** @returns seconds */
  async steps(count: number): Promise<number> {
    return (await this.ask<{ seconds: number }>({ type: 'steps', count })).seconds;
  }

  async accuracy(): Promise<number> {
    return (await this.ask<{ accuracy: number }>({ type: 'accuracy' })).accuracy;
  }

  end(): void {
    this.child.kill('SIGKILL');
  }

  private async ask<T>(command: Command): Promise<T> {
    this.child.stdin?.write(`${JSON.stringify(command)}\n`);
    const { done, value } = await this.lines.next();
    if (done) throw new Error(`${this.title} ended without an answer to “${command.type}”.`);
    return JSON.parse(value) as T;
  }
}
