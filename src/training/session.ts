/** The host's side of a training run: one session, one child, one run. Without `vscode`. */
import { host } from '../host';
import { after } from '../host/after';
import { Channel } from '../host/channel';
import { type Child, type Ending, howEnded, isHeapFull } from '../host/child';
import type { AdjustableId } from '../protocol/adjust';
import type { Inspection, InspectRequest } from '../protocol/inspection';
import {
  type HostToTrainingChild,
  type KeptMessage,
  type RunEvent,
  type RunState,
  type StartMessage,
  TrainingChildToHost,
} from '../protocol/run';
import type { MomentMessage } from '../protocol/replay';
import { parse } from '../protocol/schema';
import { isOver } from './history';

/** What a session tells. `output` is what the learner's code printed, in pieces as they come. */
export type SessionEvent =
  RunEvent | KeptMessage | MomentMessage | { type: 'output'; stream: 'stdout' | 'stderr'; text: string };

/** What to train; see `StartMessage`. Left out: nothing is replaced by the reference, full speed, not watched. */
export type StartRequest = Pick<StartMessage, 'config' | 'sources' | 'dataFolder'> &
  Partial<
    Pick<StartMessage, 'usedReference' | 'stepIntervalMs' | 'watched' | 'initial' | 'startedFrom' | 'from' | 'onlyLook'>
  >;

interface SessionOptions {
  /** The file `dist/train-child.js`, absolute. */
  childPath: string;
  /** Stands in each event, so that the events of several runs can be told apart. */
  runId?: string;
  /** Resident memory above which the child is ended, in megabytes. */
  memoryLimitMb?: number;
  /** How long a child may take to answer `stop` before it is killed, in milliseconds. */
  stopGraceMs?: number;
  /** How another run is begun, in a sentence: the panel and the terminal have different ways. */
  again?: string;
}

const DEFAULT_MEMORY_LIMIT_MB = 2048;
const DEFAULT_STOP_GRACE_MS = 1000;
const DEFAULT_AGAIN = 'Press Start to run again.';

/** Most characters of the learner's own output that are passed on: a loop that prints may print a lot. */
const MAX_OUTPUT = 20_000;
const GONE: Inspection = {
  kind: 'unavailable',
  reason: 'The training process of this network has ended. Start a run to look inside.',
};

/**
 * A training run in a child process.
 *
 * `start` may be called once. Exactly one final state (`finished`, `stopped` or `failed`) is told, whatever happens to the
 * child, and `done` resolves with it once the child is gone. `dispose` ends the child at once.
 */
export class TrainingSession {
  /** Resolves when the run is over and its process gone. Never rejects. */
  readonly done: Promise<RunState>;

  private listeners: ((event: SessionEvent) => void)[] = [];
  private readonly options: Required<SessionOptions>;
  private child: Child | null = null;
  private readonly channel = new Channel<HostToTrainingChild>((message) => this.child?.send(message));
  private current: RunState = 'preparing';
  private failureTold = false;
  private diedSilently = false;
  private stopping = false;
  private watched = false;
  private disposed = false;
  private graceTimer: ReturnType<typeof after> | null = null;
  private outputRoom = MAX_OUTPUT;
  private outputCut = false;
  private resolveDone!: (state: RunState) => void;

  constructor(options: SessionOptions) {
    this.options = {
      runId: 'run',
      memoryLimitMb: DEFAULT_MEMORY_LIMIT_MB,
      stopGraceMs: DEFAULT_STOP_GRACE_MS,
      again: DEFAULT_AGAIN,
      ...options,
    };
    this.done = new Promise((resolve) => (this.resolveDone = resolve));
  }

  /** The state that was told last. */
  get state(): RunState {
    return this.current;
  }

  /** Whether the child ended without telling the end of its run: crashed, killed, out of memory. */
  get died(): boolean {
    return this.diedSilently;
  }

  /** The child's process id while it lives. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  onEvent(listener: (event: SessionEvent) => void): void {
    this.listeners.push(listener);
  }

  /** @throws Error when the session was started before, or is over */
  start(request: StartRequest): void {
    if (this.child !== null || this.disposed || isOver(this.current)) {
      throw new Error('A TrainingSession starts one run. Make a new session for the next one.');
    }
    this.watched = request.watched ?? false;
    const { runId } = this.options;
    this.tell({ type: 'state', runId, state: 'preparing' });
    const child = host.start(this.options.childPath, { memoryMb: this.options.memoryLimitMb });
    this.child = child;
    child.onMessage((message) => this.receive(message));
    child.onOutput((text, stream) => this.passOn(stream, text));
    void child.ended.then((ending) => this.ended(ending));
    this.channel.send({ type: 'start', runId, usedReference: [], stepIntervalMs: 0, watched: false, ...request });
  }

  pause(): void {
    this.channel.send({ type: 'pause' });
  }

  resume(): void {
    this.channel.send({ type: 'resume' });
  }

  /** Does one step, then pauses. */
  step(): void {
    this.channel.send({ type: 'step' });
  }

  /** Does the rest of this epoch, then pauses. */
  epoch(): void {
    this.channel.send({ type: 'epoch' });
  }

  /** Changes a value of the run, if it can be changed. */
  adjust(field: AdjustableId, value: number): void {
    this.channel.send({ type: 'adjust', field, value });
  }

  /** Looks inside the network. Never rejects: when there is no answer, that is one (`unavailable`). */
  inspect(request: InspectRequest): Promise<Inspection> {
    if (this.child === null) return Promise.resolve(GONE);
    return this.channel.request<Inspection>((id) => ({ type: 'inspect', id, request })).catch(() => GONE);
  }

  /**
   * Ends the training; the child still measures the test images. Again, while it does: ends that, too. A child that does not
   * answer, for example in an endless loop, is killed after a moment.
   */
  stop(): void {
    if (isOver(this.current) || (this.stopping && this.current !== 'testing')) {
      return;
    }
    this.stopping = true;
    if (this.child === null) {
      this.end('stopped');
      return;
    }
    this.channel.send({ type: 'stop' });
    this.killLater();
  }

  private killLater(): void {
    if (this.child === null) return;
    this.graceTimer ??= after(this.options.stopGraceMs, () => this.child?.kill());
  }

  private spare(): void {
    if (this.graceTimer !== null) clearTimeout(this.graceTimer);
    this.graceTimer = null;
  }

  /** Ends the child at once, and tells nothing any more. `done` still resolves. */
  dispose(): void {
    if (this.disposed) {
      return;
    }
    this.disposed = true;
    this.listeners = [];
    this.stopping = true;
    if (this.child !== null) {
      this.child.kill();
    } else if (!isOver(this.current)) {
      this.end('stopped');
    }
  }

  /** Ends a run that could not be started, or whose child is gone: with this word, unless the child has told a better one. */
  fail(message: string): void {
    if (isOver(this.current)) {
      return;
    }
    if (!this.failureTold) {
      this.failureTold = true;
      this.tell({ type: 'failed', runId: this.options.runId, message, location: null });
    }
    this.end('failed');
  }

  private end(state: RunState): void {
    this.tell({ type: 'state', runId: this.options.runId, state });
    this.resolveDone(state);
  }

  private receive(value: unknown): void {
    const message = parse(TrainingChildToHost, value);
    if (message?.type === 'inspected') {
      this.channel.answer(message.id, message.result);
      return;
    }
    if (message === null || message.type === 'ready' || isOver(this.current)) {
      return;
    }
    // A child speaks of its own run only, whatever it sends.
    if (message.runId !== this.options.runId) {
      return;
    }
    if (message.type === 'failed') {
      this.failureTold = true;
    }
    this.tell(message);
  }

  private passOn(stream: 'stdout' | 'stderr', text: string): void {
    if (this.outputCut) {
      return;
    }
    this.outputCut = text.length > this.outputRoom;
    const note = this.outputCut ? '\n… (your code printed more than is shown here)\n' : '';
    this.tell({ type: 'output', stream, text: text.slice(0, this.outputRoom) + note });
    this.outputRoom -= text.length;
  }

  private ended(ending: Ending): void {
    this.spare();
    this.child = null;
    this.channel.close();
    if (isOver(this.current)) return this.resolveDone(this.current);
    if (this.stopping) return this.end('stopped');
    this.diedSilently = true;
    this.fail(reasonOfDeath(ending, this.options));
  }

  private tell(event: SessionEvent): void {
    if (event.type === 'state') {
      this.current = event.state;
      // It has answered.
      if (event.state === 'testing' || (isOver(event.state) && this.watched)) this.spare();
      // A child that is not watched leaves now; if it does not, it is killed.
      if (isOver(event.state) && !this.watched) this.killLater();
    }
    for (const listener of this.listeners) {
      listener(event);
    }
  }
}

function reasonOfDeath(ending: Ending, { memoryLimitMb, again }: Required<SessionOptions>): string {
  const { error, code, signal, fromOutside, stderr, lastWords } = ending;
  if (error !== null) {
    return `The training process could not be started: ${error}`;
  }
  if (lastWords?.type === 'out-of-memory') {
    return (
      `Training used more than ${memoryLimitMb} MB of memory and was ended. ` +
      'Look for an array that grows in every step, or use fewer training examples or smaller hidden layers.'
    );
  }
  if (isHeapFull(stderr)) {
    return (
      'Training ran out of memory (JavaScript heap). ' +
      'Look for an array that grows in every step, or use fewer training examples.'
    );
  }
  if (fromOutside) {
    return `The training process was ended from outside (${howEnded(code, signal)}). ${again}`;
  }
  return (
    `The training process ended by itself before the run was over (exit code ${code}). ` +
    'Look for a call of process.exit in your code.'
  );
}
