/** What the host remembers of a run, bounded, so that a panel that comes back can be given everything at once. */
import { language } from '../course/l10n';
import type { Change } from '../protocol/adjust';
import type {
  BestMetric,
  EpochMetric,
  InterimMetric,
  LayerStats,
  Picture,
  Reading,
  StepMetric,
  TestMetric,
  WatchedDigits,
} from '../protocol/metrics';
import type { RunConfig } from '../protocol/config';
import type { RunEvent, RunInfo, RunState } from '../protocol/run';
import { MAX_NAME, type RunSnapshot } from '../protocol/runFile';
import { NETWORK_ROWS } from './networks';
import { withItsOptimizer } from './optimizers';
import { MAX_EPOCHS, MAX_SAMPLES, MAX_STEPS, bounded } from './thinning';

/** Whether nothing more can come of a run. */
export function isOver(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}

/** The bounded history of one run: what is old is thinned, and of the steps those with the lowest and the highest loss stay. */
export class RunHistory {
  readonly id: string;
  name: string;
  pinned = false;
  readonly config: RunConfig;
  state: RunState = 'preparing';
  info: RunInfo | null = null;
  private readonly max: { steps: number; epochs: number; samples: number };
  private steps: StepMetric[] = [];
  private epochs: EpochMetric[] = [];
  private samples: LayerStats[] = [];
  private interim: InterimMetric[] = [];
  private readonly changes: Change[] = [];
  private watched: WatchedDigits | null = null;
  private reading: Reading | null = null;
  private lastStep: StepMetric | null = null;
  private test: TestMetric | null = null;
  private best: BestMetric | null = null;
  private picture: Picture | null = null;
  private error: RunSnapshot['error'] = null;
  /** See `RunSnapshot`. */
  cut: RunSnapshot['cut'] = null;

  /** The same run as it was after so many whole epochs: it goes on from there. */
  static after(run: RunSnapshot, { step: last, epoch: whole }: { step: number; epoch: number }): RunHistory {
    const history = new RunHistory(run.id, run.name, run.config);
    history.pinned = run.pinned;
    history.info = run.info;
    history.picture = run.picture;
    history.addMetrics(
      run.steps.filter(({ step }) => step <= last),
      run.epochs.filter(({ epoch }) => epoch <= whole),
      run.samples.filter(({ step }) => step <= last),
    );
    history.changes.push(...run.changes.filter(({ step }) => step <= last));
    history.interim = run.interim.filter(({ step }) => step <= last);
    history.watched = run.watched;
    return history;
  }

  constructor(
    id: string,
    name: string,
    config: RunConfig,
    max = { steps: MAX_STEPS, epochs: MAX_EPOCHS, samples: MAX_SAMPLES },
  ) {
    this.id = id;
    this.name = name;
    this.config = config;
    this.max = max;
  }

  /** What it began with, with what was changed since. */
  get configNow(): RunConfig {
    const changes = Object.fromEntries(this.changes.map(({ field, value }) => [field, value]));
    return withItsOptimizer({ ...this.config, ...changes });
  }

  /** Takes in one event of the run. */
  apply(event: RunEvent): void {
    switch (event.type) {
      case 'state':
        this.state = event.state;
        return;
      case 'info':
        this.info = event.info;
        return;
      case 'metrics':
        this.addMetrics(event.steps, event.epochs, event.samples);
        this.picture = event.picture ?? this.picture;
        return;
      case 'changed':
        this.changes.push(event.change);
        return;
      case 'watched':
        this.watched = event.digits;
        return;
      case 'read':
        this.reading = event.reading;
        return;
      case 'interim':
        this.interim = bounded(this.interim.concat(event.interim), this.max.samples);
        return;
      case 'best':
        this.best = event.best;
        return;
      case 'tested':
        this.test = event.test;
        return;
      case 'failed':
        this.error = { message: event.message, location: event.location };
        return;
    }
  }

  /** A copy of everything: later events do not change it. */
  snapshot(): RunSnapshot {
    return {
      id: this.id,
      name: this.name,
      config: this.config,
      state: this.state,
      info: this.info,
      steps: this.steps.slice(),
      epochs: this.epochs.slice(),
      test: this.test,
      best: this.best,
      interim: this.interim.slice(),
      changes: this.changes.slice(),
      watched: this.watched,
      reading: this.reading,
      samples: this.samples.slice(),
      lastStep: this.lastStep,
      picture: this.picture,
      error: this.error,
      cut: this.cut,
      pinned: this.pinned,
    };
  }

  private addMetrics(steps: StepMetric[], epochs: EpochMetric[], samples: LayerStats[]): void {
    this.lastStep = steps.at(-1) ?? this.lastStep;
    this.steps = bounded(this.steps.concat(steps), this.max.steps, ({ loss }) => loss);
    this.epochs = bounded(this.epochs.concat(epochs), this.max.epochs);
    this.samples = bounded(this.samples.concat(samples), this.max.samples);
  }
}

/** A run as it stands in a list. */
export function runName(title: string, config: RunConfig, at: Date): string {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(at);
  return `${title} · ${NETWORK_ROWS[config.network].inLine()} · ${time}`;
}

/**
 * `name`, or with the first free number behind it when another run is called so: `MNIST · reference · 14:03:20 (2)`. Two runs
 * can start within one second, and the same name cannot be told apart, least of all by ear.
 */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const base = name.replace(/ \(\d+\)$/, '');
  for (let number = 2; ; number++) {
    const mark = ` (${number})`;
    const free = base.slice(0, MAX_NAME - mark.length) + mark;
    if (!taken.has(free)) return free;
  }
}
