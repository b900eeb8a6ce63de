/** The host's side of a rival: starts it, asks it, ends it, and finds words when it does not answer. */
import { host } from '../../host';
import { type Child, type Ending, type Patience, type TimeLimits, isHeapFull, longestMs } from '../../host/child';
import { type OwnTimer, afterOwn, delayOf } from '../../host/node/ownTime';
import { startProgram } from '../../host/node/start';
import { bytesOf, floatsOf } from '../plan';
import {
  type BackendReady as RivalReady,
  BackendToHost as RivalToHost,
  type HostToBackend as HostToRival,
} from '../../protocol/comparison';
import type { SourceLocation as RivalLocation } from '../../protocol/location';
import { parse } from '../../protocol/schema';
import { MEMORY_MB } from '../limits';

/** Why a rival is out of the comparison, in a sentence. */
export class BackendError extends Error {
  readonly location: RivalLocation | null;
  /** The data that it was given cannot be used. */
  readonly isInput: boolean;
  /** Whether a limit ended it: of memory, or of time. */
  readonly isCut: boolean;

  constructor(
    message: string,
    {
      location = null,
      isInput = false,
      isCut = false,
    }: Partial<Pick<BackendError, 'location' | 'isInput' | 'isCut'>> = {},
  ) {
    super(message);
    this.location = location;
    this.isInput = isInput;
    this.isCut = isCut;
  }
}

/** How long a rival may be silent. Loading PyTorch from a cold disk takes its time. */
const DEADLINES: Patience = { readyMs: 120_000, silenceMs: 60_000 };

/** What a rival found while it trained. */
export interface Trained {
  losses: number[];
  /** All parameters after the plan's steps. */
  snapshots: { step: number; weights: Float32Array }[];
  /** Steps in which rounding decides what a ReLU does. */
  kinks: { step: number; distance: number }[];
  seconds: number;
  testLoss: number | null;
  testAccuracy: number;
}

interface Timed {
  samples: number;
  seconds: number;
}

/** What a rival prints beside its answers is kept up to here; a program that prints more is ended. */
const MAX_NOISE = 200_000;
const MAX_OUTPUT = 20_000;
const TAIL = 4000;

interface BackendOptions {
  deadlines?: Patience;
  /** What it prints beside its answers. */
  onOutput?: (text: string) => void;
  /** What to try when it hangs. */
  hint?: string;
}

export class BackendProcess {
  private readonly deadlines: Patience;
  /** Whether it is one of our own programs, which end themselves when they are silent for too long. */
  private readonly isOwn: boolean;
  private readonly child: Child;
  private readonly onOutput: (text: string) => void;
  private readonly hint: string;
  private waiting: { take(message: RivalToHost): void; fail(error: BackendError): void } | null = null;
  private timer: OwnTimer | null = null;
  private patienceMs: number;
  private failure: BackendError | null = null;
  private stderr = '';
  private noise = '';
  private outputRoom = MAX_OUTPUT;

  /** A rival in Node; its first message is `job`. @param folder of the host's; removed when the host dies */
  static node(script: string, job: object, options: BackendOptions, folder?: string): BackendProcess {
    const patience = options.deadlines ?? DEADLINES;
    const child = host.start(script, { memoryMb: MEMORY_MB, folder, patience });
    const rival = new BackendProcess(child, true, options);
    rival.child.onOutput((text, stream) => stream === 'stdout' && rival.passOn(text));
    rival.child.send(job);
    return rival;
  }

  /** A rival in Python. @param env added to its environment */
  static python(python: string, args: string[], options: BackendOptions, env?: Record<string, string>): BackendProcess {
    const rival = new BackendProcess(startProgram(python, args, env), false, options);
    rival.child.onOutput((text, stream) => stream === 'stdout' && rival.receiveNoise(text));
    return rival;
  }

  private constructor(
    child: Child,
    isOwn: boolean,
    { deadlines = DEADLINES, onOutput = () => undefined, hint = '' }: BackendOptions,
  ) {
    this.child = child;
    this.isOwn = isOwn;
    this.deadlines = deadlines;
    this.patienceMs = deadlines.readyMs;
    this.onOutput = onOutput;
    this.hint = hint;
    child.onMessage((message) => this.receive(message));
    child.onOutput((text, stream) => {
      if (stream === 'stderr') this.stderr = (this.stderr + text).slice(-TAIL);
    });
    void child.ended.then((ending) => this.fail(this.errorOf(ending)));
  }

  /** @throws BackendError */
  ready(): Promise<RivalReady> {
    return this.wait(this.deadlines.readyMs, (message, done) => {
      if (message.type === 'ready') done(message);
    });
  }

  /** @throws BackendError */
  train(onLosses: (losses: readonly number[]) => void): Promise<Trained> {
    const losses: number[] = [];
    const snapshots: Trained['snapshots'] = [];
    const kinks: Trained['kinks'] = [];
    return this.ask({ type: 'train' }, (message, done) => {
      switch (message.type) {
        case 'losses':
          losses.push(...message.losses);
          return onLosses(message.losses);
        case 'snapshot':
          snapshots.push({ step: message.step, weights: numbersOf(message.weights) });
          return;
        case 'kink':
          kinks.push({ step: message.step, distance: message.distance });
          return;
        case 'trained':
          return done({
            losses,
            snapshots,
            kinks,
            seconds: message.seconds,
            testLoss: message.testLoss,
            testAccuracy: message.testAccuracy,
          });
        // The rest means nothing while it trains.
        case 'alive':
        case 'failed':
        case 'ready':
        case 'logits':
        case 'timed':
      }
    });
  }

  /** @throws BackendError */
  time(steps: number): Promise<Timed> {
    return this.ask({ type: 'time', steps }, (message, done) => {
      if (message.type === 'timed') done(message);
    });
  }

  /**
   * @param weights all parameters, one after the other
   * @returns the logits of the first `count` test images with them, image by image
   * @throws BackendError
   */
  logits(weights: Float32Array, count: number): Promise<Float32Array> {
    const text = Buffer.from(bytesOf(weights)).toString('base64');
    return this.ask({ type: 'logits', weights: text, count }, (message, done) => {
      if (message.type === 'logits') done(numbersOf(message.logits));
    });
  }

  /** Ends it at once. */
  dispose(): void {
    this.fail(new BackendError('It was ended.'));
  }

  private ask<T>(command: HostToRival, take: (message: RivalToHost, done: (value: T) => void) => void): Promise<T> {
    this.child.send(command);
    return this.wait(this.deadlines.silenceMs, take);
  }

  /** Waits for an answer; each message that comes meanwhile gives new time. */
  private wait<T>(deadlineMs: number, take: (message: RivalToHost, done: (value: T) => void) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.failure) return reject(this.failure);
      this.patienceMs = deadlineMs;
      const delayed = (): number => delayOf(this.child.pid);
      const longest = this.isOwn ? longestMs({ cpuMs: deadlineMs, waitMs: deadlineMs }) : deadlineMs;
      const restart = (): void => {
        this.timer?.cancel();
        this.timer = afterOwn(longest, delayed, () => this.fail(this.silent('waitMs')));
      };
      const end = (): void => {
        this.timer?.cancel();
        this.waiting = null;
      };
      restart();
      this.waiting = {
        take: (message) => {
          restart();
          take(message, (value) => {
            end();
            resolve(value);
          });
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
    });
  }

  private receive(value: unknown): void {
    const message = parse(RivalToHost, value);
    if (message === null || this.failure) return;
    if (message.type === 'failed') {
      const { location = null, isInput } = message;
      this.fail(new BackendError(message.message, { location, isInput }));
      return;
    }
    try {
      this.waiting?.take(message);
    } catch (error) {
      this.fail(error as BackendError);
    }
  }

  private receiveNoise(text: string): void {
    this.noise = (this.noise + text).slice(0, TAIL);
    this.outputRoom -= text.length;
    if (this.outputRoom < MAX_OUTPUT - MAX_NOISE) this.fail(new BackendError(`It prints without end.${this.words()}`));
  }

  private passOn(text: string): void {
    if (this.outputRoom > 0) this.onOutput(text.slice(0, this.outputRoom));
    this.outputRoom -= text.length;
  }

  /** Only the first failure counts. The process is gone after it. */
  private fail(error: BackendError): void {
    if (this.failure) return;
    this.failure = error;
    this.child.kill();
    this.waiting?.fail(error);
  }

  private errorOf({ error, code, signal, stderr, fromOutside, lastWords }: Ending): BackendError {
    this.stderr = stderr;
    if (error !== null) return new BackendError(`It cannot be started: ${error}`);
    if (lastWords?.type === 'stuck') {
      // What stands there are those last words.
      this.stderr = '';
      return this.silent(lastWords.limit);
    }
    if (lastWords?.type === 'out-of-memory' || isHeapFull(stderr)) {
      const used = `It used more than ${MEMORY_MB} MB of memory, and was ended.`;
      return new BackendError(`${used} Try fewer steps, or smaller hidden layers.`, { isCut: true });
    }
    const how = signal === null ? `It ended by itself (exit code ${code})` : `It was ended by ${signal}`;
    return new BackendError(`${how} before it had answered.${this.words()}`, { isCut: fromOutside });
  }

  /** @param limit the one that it came to */
  private silent(limit: keyof TimeLimits): BackendError {
    const hint = this.hint === '' ? '' : ` ${this.hint}`;
    const seconds = `${this.patienceMs / 1000} seconds`;
    const how =
      limit === 'cpuMs'
        ? `It worked for ${seconds} of processor time without an answer`
        : `It did not answer for ${seconds}`;
    return new BackendError(`${how}, and was ended.${hint}${this.words()}`, { isCut: true });
  }

  /** The last words of a program, for the reason of its end. */
  private words(): string {
    const text =
      (this.stderr.trim() || this.noise.trim())
        .split('\n')
        .at(-1)
        ?.replace(/[^\x20-\x7e\xa0-\uffff]/g, '?') ?? '';
    return text === '' ? '' : ` It said: “${text.length > 200 ? `${text.slice(0, 200)}…` : text}”`;
  }
}

function numbersOf(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length % 4 !== 0) throw new BackendError('It sent numbers that are not of four bytes each.');
  return floatsOf(bytes);
}
