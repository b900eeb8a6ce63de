/** Runs checks in child processes: one pre-warmed child a check, a deadline, and an account of every way to end. */
import { host } from '../host';
import { after } from '../host/after';
import { type Child, type Ending, type TimeLimits, longestMs } from '../host/child';
import { CheckRecord } from './checkRecord';
import { explainEnding } from './endings';
import { CHECK_LIMITS } from './limits';
import type { LessonReport } from '../protocol/report';
import { CheckChildToHost, type CheckRequest, type HostToCheckChild, type LessonSources } from '../protocol/check';
import { parse } from '../protocol/schema';

export interface SupervisorOptions {
  /** Path of `check-child.js`. */
  script: string;
  /** Processor time for the checks of a lesson, and once more for the diagnosis. Default: `CHECK_LIMITS`. */
  timeoutMs?: number;
  /** By the clock, for code that waits and uses none. Default: twelve times `timeoutMs`. */
  waitMs?: number;
  /** Memory of the child in megabytes. Default: `CHECK_LIMITS`. */
  memoryMb?: number;
  /** Whether a child is started for the next check when one has ended. Default false. */
  keepWarm?: boolean;
  /** When it is aborted, no further check begins. Those that run are ended by `dispose`. */
  signal?: AbortSignal;
}

/** What can attach a debugger. */
export interface DebugOptions {
  /**
   * Attaches a debugger to the process that waits at this port of 127.0.0.1. Rejects where that cannot be done; the
   * check then rejects with the same error.
   */
  attach(port: number): Promise<void>;
}

export interface CheckOptions {
  signal?: AbortSignal;
  onEvent?: (event: CheckChildToHost) => void;
  /** Runs the check under a debugger, without limits of time and memory. */
  debug?: DebugOptions;
}

/** The check was cancelled before it ended; nothing is known about the code. */
export class CheckCancelled extends Error {}

/** How long code may wait, in limits of processor time: long, since a very busy machine gives it no turn for a while. */
const WAIT_FACTOR = 12;

type Options = Required<Omit<SupervisorOptions, 'waitMs' | 'signal'>> & Pick<SupervisorOptions, 'waitMs' | 'signal'>;

export class Supervisor {
  private readonly options: Options;
  private warm: WarmChild | null = null;
  private readonly busy = new Set<WarmChild>();
  private disposed = false;

  constructor(options: SupervisorOptions) {
    const { timeout, memory } = CHECK_LIMITS;
    this.options = { timeoutMs: timeout.initial * 1000, memoryMb: memory.initial, keepWarm: false, ...options };
  }

  /**
   * Starts a child ahead of a check.
   *
   * @param sources the lesson that is likely to be checked next; another one can be checked all the same
   */
  prepare(sources?: LessonSources): void {
    if (sources && this.warm && !this.warm.canPrepare(sources)) {
      this.warm.kill();
      this.warm = null;
    }
    this.warm ??= new WarmChild(this.options);
    if (sources) this.warm.prepare(sources);
  }

  /** Resolves when the waiting child has done all that it can do ahead; at once where none waits. */
  async whenWarm(): Promise<void> {
    await this.warm?.warm;
  }

  /** For checks that start from now on. */
  setLimits(limits: { timeoutMs: number; memoryMb: number; waitMs?: number }): void {
    if (limits.memoryMb !== this.options.memoryMb) {
      this.warm?.kill();
      this.warm = null;
    }
    Object.assign(this.options, { waitMs: undefined, ...limits });
  }

  /** @throws CheckCancelled when a signal aborts */
  async check(request: CheckRequest, options: CheckOptions = {}): Promise<LessonReport> {
    const { signal } = options;
    if (signal?.aborted || this.options.signal?.aborted) throw new CheckCancelled();
    const child = options.debug ? new WarmChild(this.options, true) : this.takeWarm();
    this.busy.add(child);
    const cancel = (): void => child.cancel();
    signal?.addEventListener('abort', cancel);
    try {
      const { timeoutMs: cpuMs, waitMs = WAIT_FACTOR * cpuMs } = this.options;
      return await child.run(request, { cpuMs, waitMs }, options);
    } finally {
      signal?.removeEventListener('abort', cancel);
      child.kill();
      this.busy.delete(child);
      if (this.options.keepWarm) setTimeout(() => this.prepareNext(request), 0);
    }
  }

  /** Later than the verdict, which would wait: to start a process takes this one milliseconds. */
  private prepareNext(sources: LessonSources): void {
    if (!this.disposed && !this.warm && this.busy.size === 0) this.prepare(sources);
  }

  private takeWarm(): WarmChild {
    this.prepare();
    const child = this.warm as WarmChild;
    this.warm = null;
    return child;
  }

  /** Ends every child. */
  dispose(): void {
    this.disposed = true;
    this.warm?.kill();
    this.warm = null;
    for (const child of this.busy) child.cancelNow();
  }
}

/** Loading the course is not the learner's time, and takes long on a busy machine only. */
const PREPARE_MS = 60_000;

type CheckEnd =
  | { kind: 'finished' }
  | { kind: 'cancelled' }
  | { kind: 'no debugger'; error: unknown }
  /** `ending` is null where not even the child's own watchdog ended it in time. */
  | { kind: 'cut'; ending: Ending | null };

class WarmChild {
  private readonly child: Child;
  private readonly ready: Promise<void>;
  /** The lesson that it was told to prepare is ready to be checked. */
  readonly warm: Promise<void>;
  private listener: (event: CheckChildToHost) => void = () => undefined;
  private prepared: LessonSources | null = null;
  private attaching: Promise<unknown> | null = null;
  private end!: (end: CheckEnd) => void;
  private readonly ended = new Promise<CheckEnd>((resolve) => (this.end = resolve));

  constructor({ script, memoryMb }: Options, debug = false) {
    this.child = host.start(script, { memoryMb, debug, tellsLine: true, isBrief: true });
    let ready!: () => void;
    let warm!: () => void;
    this.ready = new Promise<void>((resolve) => (ready = resolve));
    this.warm = Promise.race([new Promise<void>((resolve) => (warm = resolve)), this.ended.then(() => undefined)]);
    this.child.onMessage((value) => {
      const message = parse(CheckChildToHost, value);
      if (!message) return;
      if (message.type === 'ready') ready();
      else if (message.type === 'prepared') warm();
      else this.listener(message);
    });
    void this.child.ended.then((ending) => this.end({ kind: 'cut', ending }));
  }

  async run(request: CheckRequest, limits: TimeLimits, { onEvent, debug }: CheckOptions): Promise<LessonReport> {
    const record = new CheckRecord(request);
    let deadline: NodeJS.Timeout | undefined;
    const endIn = (ms: number): void => {
      clearTimeout(deadline);
      if (!debug) deadline = after(ms, () => this.end({ kind: 'cut', ending: null }));
    };
    let isAnnounced = false;
    this.listener = (event) => {
      record.add(event);
      onEvent?.(event);
      // The child's watchdog comes first, because it can say at which line the code is.
      if (['planned', 'diagnosing', 'drawing'].includes(event.type)) endIn(longestMs(limits));
      if (event.type === 'finished') this.end({ kind: 'finished' });
      // Only the first port is the child's own: it is announced before the learner's code is loaded.
      if (event.type === 'debugger' && debug && !isAnnounced) {
        isAnnounced = true;
        this.attaching = debug
          .attach(event.port)
          .catch((error: unknown) => this.end({ kind: 'no debugger', error }))
          .finally(() => (this.attaching = null));
      }
    };
    await Promise.race([this.ready, this.ended]);
    const started = performance.now();
    endIn(PREPARE_MS);
    const sources = this.prepared && isSameLesson(this.prepared, request) ? null : sourcesOf(request);
    const { learner, seed, picture } = request;
    this.tell({ type: 'check', sources, submission: { learner, seed, picture }, limits });
    const end = await this.ended;
    clearTimeout(deadline);
    this.listener = () => undefined;
    if (end.kind === 'cancelled') throw new CheckCancelled();
    if (end.kind === 'no debugger') throw end.error;
    // What has passed does not fail by its picture.
    const isCut = end.kind === 'cut' && !record.hasPassed;
    const cut = isCut ? explainEnding(end.ending, request, limits, record.hasBegun) : null;
    return record.finish(cut, performance.now() - started);
  }

  /** A child prepares one lesson in its life. */
  canPrepare(sources: LessonSources): boolean {
    return this.prepared === null || isSameLesson(this.prepared, sources);
  }

  prepare(sources: LessonSources): void {
    if (this.prepared) return;
    this.prepared = sourcesOf(sources);
    this.tell({ type: 'prepare', sources: this.prepared });
  }

  private tell(message: HostToCheckChild): void {
    this.child.send(message);
  }

  cancel(): void {
    // A debugger that is about to attach would look for the process for a while, and then complain.
    if (this.attaching) void this.attaching.then(() => this.cancelNow());
    else this.cancelNow();
  }

  cancelNow(): void {
    this.end({ kind: 'cancelled' });
    this.kill();
  }

  kill(): void {
    this.child.kill();
  }
}

function sourcesOf({ lesson, reference, checks, mistakes }: LessonSources): LessonSources {
  return { lesson, reference, checks, mistakes };
}

function isSameLesson(a: LessonSources, b: LessonSources): boolean {
  return (
    a.lesson === b.lesson &&
    a.reference.folder === b.reference.folder &&
    a.checks.text === b.checks.text &&
    a.mistakes.text === b.mistakes.text &&
    a.reference.files.length === b.reference.files.length &&
    a.reference.files.every((file, i) => file.text === b.reference.files[i].text)
  );
}
