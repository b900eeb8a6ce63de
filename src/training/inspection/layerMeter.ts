/** Decides in which steps the layers are measured, so that it costs next to nothing. */
import type { LayerStats, StepMetric } from '../../protocol/metrics';
import type { LayerProbe } from './layerProbe';

/** Measuring may take one part in so many of the time … */
const SHARE = 50;
/** … but the first samples come anyway: code is slow until it has run a few times, and a short run has few steps. */
const FIRST = 8;

export class LayerMeter {
  private probe: LayerProbe | null;
  private readonly now: () => number;
  private readonly everyMs: number;
  private last = -Infinity;
  /** What the last sample took, in milliseconds. */
  private cost = 0;
  private taken = 0;

  /** @param probe null: measure nothing @param everyMs at most one sample in so many milliseconds */
  constructor(probe: LayerProbe | null, now: () => number, everyMs: number) {
    this.probe = probe;
    this.now = now;
    this.everyMs = everyMs;
  }

  /** Does a step, and measures it when it is time to, or when it is the last one: so the curves reach the end of a run. */
  around(step: () => StepMetric | null, isLast: boolean): { metric: StepMetric | null; sample: LayerStats | null } {
    const started = this.now();
    if (this.probe === null || (started - this.last < this.pause() && !isLast)) {
      return { metric: step(), sample: null };
    }
    this.last = started;
    this.taken++;
    this.measure((probe) => probe.before());
    const stepStarted = this.now();
    const metric = step();
    const stepEnded = this.now();
    const sample = metric && this.measure((probe) => probe.after(metric));
    this.cost = this.now() - stepEnded + (stepStarted - started);
    return { metric, sample };
  }

  private pause(): number {
    return this.taken < FIRST ? this.everyMs : Math.max(this.everyMs, this.cost * SHARE);
  }

  /** What a learner's `parameters()` returns may be of no use here; the run goes on all the same. */
  private measure<T>(work: (probe: LayerProbe) => T): T | null {
    try {
      return this.probe && work(this.probe);
    } catch {
      this.probe = null;
      return null;
    }
  }
}
