/** Several threads that do the steps of one network together, on the same memory. Only tests and the bench start them (docs/performance.md). */
import { Worker } from 'node:worker_threads';
import type { SharedWork, Team } from '../../../src/training/kernels/fastNetwork';
import type { Kernels } from '../../../src/training/kernels/module';
import { type Batch, type Move, Passes, type Rule, type Share } from '../../../src/training/kernels/passes';

/** Words that the threads share: the number of the step, two for the barrier, the batch, the rule, whether to end. */
const WORDS = { step: 0, arrived: 1, round: 2, rows: 3, ids: 4, rule: 5, end: 6 } as const;
const WORD_COUNT = 8;
/** Looks at a word before a thread goes to sleep: a few ten microseconds, as long as the parts of a step take. */
const LOOKS = 20_000;

/** What a thread is started with. */
export interface TeamData extends Omit<SharedWork, 'arena' | 'kernels'> {
  memory: WebAssembly.Memory;
  /** Addresses of the shared words, and of learning rate, momentum and L2 (f64). */
  words: number;
  numbers: number;
  part: number;
}

/** @param script the file `kernel-worker.js`, absolute */
export const teamOf =
  (script: string) =>
  (work: SharedWork): Team =>
    new WorkerTeam(script, work);

class WorkerTeam implements Team {
  private readonly member: Member;
  private readonly workers: Worker[];

  constructor(script: string, { arena, kernels, ...options }: SharedWork) {
    const words = arena.take(WORD_COUNT * 4);
    const numbers = arena.take(3 * 8);
    const data = { ...options, memory: arena.memory, words, numbers };
    this.member = new Member(kernels, { ...data, part: 0 });
    this.workers = Array.from({ length: options.parts - 1 }, (_, i) => {
      const workerData: TeamData = { ...data, part: i + 1 };
      const worker = new Worker(script, { workerData, execArgv: [] });
      // A run that is over does not wait for threads that wait for it.
      worker.unref();
      return worker;
    });
  }

  step(rows: number, ids: number, move: Move): number {
    return this.member.lead(rows, ids, move);
  }

  async dispose(): Promise<void> {
    this.member.dismiss();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

/** One thread's side: the first one leads, the others follow. */
export class Member {
  private readonly data: TeamData;
  private readonly passes: Passes;
  private readonly words: Int32Array<SharedArrayBuffer>;
  private readonly numbers: Float64Array<SharedArrayBuffer>;
  private readonly losses: Float64Array<SharedArrayBuffer>;

  constructor(kernels: Kernels, data: TeamData) {
    const { memory, plan, part, parts } = data;
    this.data = data;
    this.words = new Int32Array(memory.buffer, data.words, WORD_COUNT);
    this.numbers = new Float64Array(memory.buffer, data.numbers, 3);
    this.losses = new Float64Array(memory.buffer, plan.losses, parts);
    const share: Share = { part, parts, barrier: () => this.barrier() };
    this.passes = new Passes(kernels, plan, share);
  }

  lead(rows: number, ids: number, move: Move): number {
    this.words[WORDS.rows] = rows;
    this.words[WORDS.ids] = ids;
    this.words[WORDS.rule] = move.rule;
    this.numbers.set([move.learningRate, move.momentum, move.l2]);
    this.announce();
    this.work();
    return this.losses.reduce((sum, loss) => sum + loss, 0);
  }

  dismiss(): void {
    this.words[WORDS.end] = 1;
    this.announce();
  }

  /** Waits for steps and does its part of each, until it is dismissed. */
  follow(): void {
    for (let step = 0; ; step++) {
      this.waitWhile(WORDS.step, step);
      if (this.words[WORDS.end] === 1) return;
      this.work();
    }
  }

  private announce(): void {
    Atomics.add(this.words, WORDS.step, 1);
    Atomics.notify(this.words, WORDS.step);
  }

  private work(): void {
    const { source, labels, part } = this.data;
    const batch: Batch = { rows: this.words[WORDS.rows], ids: this.words[WORDS.ids], source };
    const [learningRate, momentum, l2] = this.numbers;
    this.passes.forward(batch, true);
    this.losses[part] = this.passes.loss(batch, labels);
    // Its last barrier is the end of the step, for all.
    this.passes.backward(batch, { rule: this.words[WORDS.rule] as Rule, learningRate, momentum, l2 }, true);
  }

  private barrier(): void {
    const round = Atomics.load(this.words, WORDS.round);
    if (Atomics.add(this.words, WORDS.arrived, 1) === this.data.parts - 1) {
      Atomics.store(this.words, WORDS.arrived, 0);
      Atomics.store(this.words, WORDS.round, round + 1);
      Atomics.notify(this.words, WORDS.round);
    } else {
      this.waitWhile(WORDS.round, round);
    }
  }

  private waitWhile(word: number, value: number): void {
    for (let i = 0; i < LOOKS; i++) if (Atomics.load(this.words, word) !== value) return;
    while (Atomics.load(this.words, word) === value) Atomics.wait(this.words, word, value);
  }
}
