/** What the host remembers of a run, bounded, so that a panel that comes back can be given everything at once. */
import { language, t } from '../course/l10n';
import type { EpochMetric, LayerStats, Picture, StepMetric } from '../protocol/metrics';
import type { NetworkChoice, RunConfig } from '../protocol/config';
import type { RunEvent, RunInfo, RunState } from '../protocol/run';
import { MAX_NAME, type RunSnapshot } from '../protocol/runFile';
import { bounded } from './thinning';

/** Most points that a history keeps of a run's steps, and of its epochs. */
export const MAX_POINTS = 5000;
/** Most samples of the layers that a history keeps. */
export const MAX_SAMPLES = 1000;

/** Whether nothing more can come of a run. */
export function isOver(state: RunState): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}

/**
 * The bounded history of one run.
 *
 * Above `MAX_POINTS` steps, the older three quarters are thinned to half: of every four neighbours the one with the
 * lowest and the one with the highest loss stay, in their order. So a spike that was drawn once never vanishes from the
 * chart, and the newest quarter is complete. Epochs above `MAX_POINTS` and samples above `MAX_SAMPLES` lose every second
 * one of the older three quarters.
 */
export class RunHistory {
  readonly id: string;
  name: string;
  pinned = false;
  readonly config: RunConfig;
  private readonly maxPoints: number;
  private readonly maxSamples: number;
  private state: RunState = 'preparing';
  private info: RunInfo | null = null;
  private steps: StepMetric[] = [];
  private epochs: EpochMetric[] = [];
  private samples: LayerStats[] = [];
  private lastStep: StepMetric | null = null;
  private picture: Picture | null = null;
  private error: RunSnapshot['error'] = null;

  constructor(id: string, name: string, config: RunConfig, maxPoints = MAX_POINTS, maxSamples = MAX_SAMPLES) {
    this.id = id;
    this.name = name;
    this.config = config;
    this.maxPoints = maxPoints;
    this.maxSamples = maxSamples;
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
      samples: this.samples.slice(),
      lastStep: this.lastStep,
      picture: this.picture,
      error: this.error,
      pinned: this.pinned,
    };
  }

  private addMetrics(steps: StepMetric[], epochs: EpochMetric[], samples: LayerStats[]): void {
    this.steps = this.steps.concat(steps);
    this.epochs = this.epochs.concat(epochs);
    this.samples = this.samples.concat(samples);
    this.lastStep = steps.at(-1) ?? this.lastStep;
    this.steps = bounded(this.steps, this.maxPoints, lowestAndHighest);
    this.epochs = bounded(this.epochs, this.maxPoints);
    this.samples = bounded(this.samples, this.maxSamples);
  }
}

function lowestAndHighest(points: StepMetric[]): StepMetric[] {
  const kept: StepMetric[] = [];
  for (let start = 0; start < points.length; start += 4) {
    const group = points.slice(start, start + 4);
    let lowest = 0;
    let highest = 0;
    for (let i = 1; i < group.length; i++) {
      if (group[i].loss < group[lowest].loss) lowest = i;
      if (group[i].loss > group[highest].loss) highest = i;
    }
    for (const i of lowest === highest ? [lowest] : [Math.min(lowest, highest), Math.max(lowest, highest)]) {
      kept.push(group[i]);
    }
  }
  return kept;
}

/** A run as it stands in a list. */
export function runName(title: string, config: RunConfig, at: Date): string {
  const time = new Intl.DateTimeFormat(language, { timeStyle: 'medium', hourCycle: 'h23' }).format(at);
  return `${title} · ${networkText(config.network)} · ${time}`;
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

/** Who trains, in the middle of a line. */
function networkText(network: NetworkChoice): string {
  switch (network) {
    case 'mine':
      return t('my code');
    case 'mine-fast':
      return t('my code, fast products');
    case 'reference':
      return t('reference');
    case 'fast':
      return t('fast kernels');
  }
}
