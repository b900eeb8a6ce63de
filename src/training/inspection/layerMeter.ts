/** Decides in which steps the layers are measured, so that it costs next to nothing. */
import type { LayerStats, StepMetric } from '../../protocol/metrics';
import { Pace } from '../pace';
import type { LayerProbe } from './layerProbe';

/** Measuring may take one part in so many of the time; the first samples come anyway. */
const SHARE = 100;
const FIRST = 8;

export class LayerMeter {
  private probe: LayerProbe | null;
  private readonly pace: Pace;

  /** @param probe null: measure nothing @param everyMs at most one sample in so many milliseconds */
  constructor(probe: LayerProbe | null, now: () => number, everyMs: number) {
    this.probe = probe;
    this.pace = new Pace(now, { everyMs, share: SHARE, free: FIRST });
  }

  /** Does a step, and measures it when it is time to, or when it is the last one: so the curves reach the end of a run. */
  around(step: () => StepMetric | null, isLast: boolean): { metric: StepMetric | null; sample: LayerStats | null } {
    if (this.probe === null || (!this.pace.isDue && !isLast)) {
      return { metric: step(), sample: null };
    }
    this.pace.begin();
    this.measure((probe) => probe.before());
    const metric = step();
    const sample = metric && this.measure((probe) => probe.after(metric));
    return { metric, sample };
  }

  /** A learner's `parameters()` may return anything, also what is of no use here; the run goes on all the same. */
  private measure<T>(work: (probe: LayerProbe) => T): T | null {
    try {
      return this.pace.spend(() => this.probe && work(this.probe));
    } catch {
      this.probe = null;
      return null;
    }
  }
}
