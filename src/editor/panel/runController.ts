/** The runs of the panel: starts them in a session, keeps their history, and says what changes. Knows no `vscode`. */
import { t } from '../../course/l10n';
import type { RunSnapshot } from '../../protocol/runFile';
import type { Inspection, InspectRequest, LayerParameters } from '../../protocol/inspection';
import type { AdjustableId } from '../../protocol/adjust';
import type { RunConfig } from '../../protocol/config';
import type { MomentsView } from '../../protocol/replay';
import type { RunInfo } from '../../protocol/run';
import type { FirstMove, KeptView, Throughput, ToWebview } from '../../protocol/panel';
import { RunHistory, freeName, isOver, runName } from '../../training/history';
import type { SessionEvent, StartRequest } from '../../training/session';
import { messageOf } from '../../training/errors';
import { experimentRow } from '../../training/experiments/table';
import { withItsOptimizer } from '../../training/optimizers';
import { validate } from '../../training/validate';
import { KeptRun, inputsFor } from './keptRun';
import { Replay } from './replay';
import { ThroughputMeter } from './throughput';
import { RunList } from './runList';
import type { RunStore } from './runStore';
import { Runs } from './runs';
import type { RunInputs, Session } from './services';

/** Where a run is slowed down, no step waits longer than this. */
const MAX_PACE_MS = 80;

/** How often a run under way is stored, so that a reload of the window loses little of it. */
const SAVE_MS = 5000;

export interface RunControllerOptions {
  store: RunStore;
  createSession(runId: string): Session;
  prepare(config: RunConfig): Promise<RunInputs>;
  print(text: string): void;
  /** Says something that the learner should know, once. */
  warn(text: string): void;
  /** Told of every change. */
  onMessage(message: ToWebview): void;
  /** Milliseconds, never going back. */
  now(): number;
}

interface Current {
  history: RunHistory;
  session: Session;
  /** Whether its network can be looked into. */
  live: boolean;
}

/** What a run starts from in place of random weights. */
export interface InitialWeights {
  /** The file's name, for people. */
  name: string;
  layers: LayerParameters[];
}

export class RunController {
  private readonly options: RunControllerOptions;
  private readonly meter: ThroughputMeter;
  private current: Current | null = null;
  private readonly older: RunList;
  /** All of them. */
  readonly list: Runs;
  private readonly keptRun: KeptRun;
  private readonly replay: Replay;
  private loading: Promise<void> | null = null;
  private storeFailed = false;
  private latestThroughput: Throughput | null = null;
  private lastSave = 0;
  /** Part of a run's id. Two windows, or two learners who exchange runs, do not count from the same number. */
  private count = Math.floor(Math.random() * 900_000);

  constructor(options: RunControllerOptions) {
    this.options = options;
    this.meter = new ThroughputMeter(options.now);
    this.older = new RunList(options.store, (error) => this.warnOfStore(error));
    this.list = new Runs({
      older: this.older,
      current: () => this.current?.history ?? null,
      save: () => this.save(),
      warn: options.warn,
      onMessage: options.onMessage,
    });
    this.keptRun = new KeptRun({
      store: options.store.kept,
      createSession: (runId) => options.createSession(runId),
      prepare: (config) => options.prepare(config),
      onProblem: (error) => this.warnOfStore(error),
      onChange: () => options.onMessage({ type: 'kept', kept: this.kept }),
      now: options.now,
    });
    this.replay = new Replay({ store: options.store.replay, onProblem: (error) => this.warnOfStore(error) });
  }

  /** Brings the stored runs back. Call it before anything else; again is no harm. */
  load(): Promise<void> {
    this.loading ??= this.older.load().then(() => {
      if (this.current === null) this.loadKept();
    });
    return this.loading;
  }

  /** The run in progress or the last one. */
  get run(): RunSnapshot | null {
    return this.list.last;
  }

  /** Runs before that one, newest first. */
  get history(): RunSnapshot[] {
    return this.list.before;
  }

  get throughput(): Throughput | null {
    return this.latestThroughput;
  }

  /** The run whose network can be looked into: its process lives, or its weights are kept. */
  get live(): string | null {
    if (this.current?.live) return this.current.history.id;
    const { lastId } = this;
    return lastId !== undefined && !this.isActive && this.keptRun.has(lastId) ? lastId : null;
  }

  /** What is kept of the last run. */
  get kept(): KeptView | null {
    return this.keptRun.view(this.lastId);
  }

  /** The moments of the last run that can be looked at again. */
  get moments(): MomentsView | null {
    return this.replay.view(this.lastId);
  }

  get isActive(): boolean {
    return this.current !== null && !isOver(this.current.history.state);
  }

  /** Starts a run. Ignored while one is under way. The configuration must be valid. */
  async start(config: RunConfig, first: FirstMove, initial: InitialWeights | null = null): Promise<void> {
    if (this.isActive) return;
    this.remember();
    const at = new Date();
    this.count += 1;
    const id = `${at.getTime().toString(36)}-${this.count}`;
    const name = runName(experimentRow(config.experiment).title(), config, at);
    const history = new RunHistory(id, freeName(name, this.list.names()), config);
    this.keptRun.begin(id, config);
    this.replay.begin(id);
    const from = initial && { initial: initial.layers, startedFrom: initial.name };
    await this.launch(history, () => this.options.prepare(config), { ...from }, first);
  }

  /** The last run goes on after its last whole epoch that was kept. Ignored where there is none, and while a run is under way. */
  async goOn(runId: string): Promise<void> {
    const { run } = this;
    const from = run?.id === runId && !this.isActive ? this.keptRun.whole(runId) : null;
    if (run === null || from === null) return;
    this.current?.session.dispose();
    this.older.take(runId);
    this.keptRun.goOn(from);
    this.replay.goOn(from.step);
    const launched = this.launch(
      RunHistory.after(run, from),
      () => inputsFor(run, (config) => this.options.prepare(config)),
      { from },
      'run',
    );
    this.options.onMessage({ type: 'kept', kept: this.kept });
    await launched;
  }

  private async launch(
    history: RunHistory,
    prepare: () => Promise<RunInputs>,
    start: Pick<StartRequest, 'initial' | 'startedFrom' | 'from'>,
    first: FirstMove,
  ): Promise<void> {
    const config = history.configNow;
    const session = this.options.createSession(history.id);
    const current: Current = { history, session, live: false };
    this.current = current;
    session.onEvent((event) => this.receive(current, event));
    session.done.then(() => this.setLive(current, false)).catch((error: unknown) => session.fail(messageOf(error)));
    this.meter.restart();
    this.latestThroughput = null;
    this.options.onMessage({ type: 'started', run: history.snapshot() });
    let prepared: RunInputs;
    try {
      prepared = await prepare();
    } catch (error) {
      session.fail(messageOf(error));
      return;
    }
    if (this.current !== current || isOver(history.state)) return;
    session.start({ config, ...prepared, stepIntervalMs: paceFor(config), watched: true, ...start });
    if (first === 'step') session.step();
    if (first === 'epoch') session.epoch();
  }

  /** Answered at once, whatever the step under way takes. */
  pause(): void {
    const { current } = this;
    if (current?.history.state !== 'running') return;
    this.options.onMessage({ type: 'pausing', runId: current.history.id });
    current.session.pause();
  }

  resume(): void {
    this.current?.session.resume();
  }

  step(): void {
    this.current?.session.step();
  }

  epoch(): void {
    this.current?.session.epoch();
  }

  stop(): void {
    this.current?.session.stop();
  }

  /** Ends the run under way and forgets it. */
  abandon(): void {
    const { current } = this;
    if (current === null || !this.isActive) return;
    const { id } = current.history;
    current.history.apply({ type: 'state', runId: id, state: 'stopped' });
    this.delete(id);
  }

  /** Changes a value of the run under way, or says why it cannot have that. */
  adjust(field: AdjustableId, value: number): void {
    const { current } = this;
    if (current === null || !this.isActive) return;
    const { id, config } = current.history;
    const problem = validate(withItsOptimizer({ ...config, [field]: value })).find((one) => one.field === field);
    if (problem) this.options.onMessage({ type: 'notAdjusted', runId: id, field, message: problem.message });
    else current.session.adjust(field, value);
  }

  /** Looks inside the network; always answered. */
  async inspect(id: number, request: InspectRequest): Promise<void> {
    const runId = this.live ?? this.current?.history.id ?? null;
    const result = await this.ask(request);
    this.options.onMessage({ type: 'inspected', runId, id, result });
  }

  /** The same for the host itself. Never rejects. */
  async ask(request: InspectRequest): Promise<Inspection> {
    const { current } = this;
    if (current?.live) return current.session.inspect(request);
    const run = this.live === null ? null : this.run;
    return run
      ? this.keptRun.ask(run, request)
      : { kind: 'unavailable', reason: t('There is no network to look into. Start a run first.') };
  }

  /** Shows what the last run was at one of its moments. */
  lookBack(runId: string, step: number): void {
    const { run } = this;
    const moment = run?.id === runId ? this.replay.at(step, run) : null;
    if (moment) this.options.onMessage({ type: 'replayed', moment });
  }

  /** A run under way stays. */
  delete(runId: string): void {
    const { current } = this;
    const isLast = runId === this.lastId;
    if (current?.history.id === runId) {
      if (this.isActive) return;
      current.session.dispose();
      this.current = null;
      this.older.erase(runId);
    } else {
      this.older.delete(({ id }) => id === runId);
    }
    if (isLast) {
      this.keptRun.forget(runId);
      this.replay.forget(runId);
      this.loadKept();
      this.options.onMessage({ type: 'moments', moments: this.moments });
      this.options.onMessage({ type: 'live', runId: this.live });
      this.options.onMessage({ type: 'kept', kept: this.kept });
    }
    this.list.tell();
  }

  /** The panel is closed: ends the process of a run that is over. */
  release(): void {
    if (this.isActive) return;
    this.current?.session.dispose();
    this.keptRun.release();
  }

  /** Ends the run under way and its process. */
  dispose(): void {
    const { current } = this;
    this.keptRun.release();
    if (!current) return;
    current.session.dispose();
    this.keptRun.write();
    this.replay.write();
    if (this.isActive) {
      current.history.apply({ type: 'state', runId: current.history.id, state: 'stopped' });
      current.history.cut = 'window';
    }
    this.save();
  }

  private get lastId(): string | undefined {
    return this.list.lastId;
  }

  private loadKept(): void {
    if (!this.run) return;
    this.keptRun.load(this.run);
    this.replay.load(this.run.id);
  }

  private tellMoments(): void {
    const { moments } = this;
    if (moments) this.options.onMessage({ type: 'moments', moments });
  }

  private receive(current: Current, event: SessionEvent): void {
    if (event.type === 'output') {
      this.options.print(event.text);
      return;
    }
    if (event.type === 'kept') return this.keptRun.take(event);
    if (event.type === 'moment') {
      this.replay.take(event);
      // While it trains, there is no looking back.
      if (this.current === current && current.history.state !== 'running') this.tellMoments();
      return;
    }
    current.history.apply(event);
    if (this.current !== current) return;
    this.options.onMessage(event);
    if (event.type === 'metrics') this.measure(event, current.history.info);
    if (event.type !== 'state') return;
    this.meter.restart();
    this.setThroughput(null);
    if (event.state === 'running') this.setLive(current, true);
    if (event.state === 'paused') this.tellMoments();
    if (!isOver(event.state)) return;
    this.keptRun.write();
    this.replay.write();
    this.save();
    this.tellMoments();
  }

  private measure({ steps, lookedMs }: Extract<SessionEvent, { type: 'metrics' }>, info: RunInfo | null): void {
    const last = steps.at(-1);
    if (last) this.setThroughput(this.meter.record(last.step, info, lookedMs));
    if (this.options.now() - this.lastSave > SAVE_MS) this.save();
  }

  private setThroughput(throughput: Throughput | null): void {
    if (throughput === this.latestThroughput) return;
    this.latestThroughput = throughput;
    this.options.onMessage({ type: 'throughput', throughput });
  }

  private setLive(current: Current, live: boolean): void {
    if (current.live === live) return;
    current.live = live;
    if (this.current === current) this.options.onMessage({ type: 'live', runId: this.live });
  }

  /** The last run becomes history. */
  private remember(): void {
    this.current?.session.dispose();
    this.older.add(this.current ? [this.current.history.snapshot()] : []);
    this.current = null;
  }

  private save(): void {
    this.lastSave = this.options.now();
    if (this.current) this.older.save(this.current.history.snapshot());
  }

  /** Said once: a full disk stays full, and the run itself goes on. */
  private warnOfStore(error: unknown): void {
    if (this.storeFailed) return;
    this.storeFailed = true;
    this.options.warn(t('Runs cannot be stored, so they will be gone when the window closes: {0}', messageOf(error)));
  }
}

function paceFor(config: RunConfig): number {
  return Math.min(MAX_PACE_MS, (experimentRow(config.experiment).slowedToMs ?? 0) / config.epochs);
}
