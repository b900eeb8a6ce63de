import type { RunInfo } from '../../protocol/run';
import type { Throughput } from '../../protocol/panel';

/** How far back it looks: long enough to be steady, short enough to follow a change. */
const WINDOW_MS = 4000;
/** Below this span it would be a guess. */
const MIN_SPAN_MS = 300;

/** Measures how fast a run goes, from when its steps arrive. Call `restart` whenever training goes on after a break. */
export class ThroughputMeter {
  private readonly now: () => number;
  private arrivals: { time: number; step: number }[] = [];
  /** In which nothing was to be trained, in all. */
  private lookedMs = 0;

  /** @param now milliseconds, from any start, never going back */
  constructor(now: () => number) {
    this.now = now;
  }

  restart(): void {
    this.arrivals = [];
  }

  /**
   * @param step the last step that is done
   * @param lookedMs in which training stood still since the last one, because questions were answered
   * @returns null as long as there is too little to tell
   */
  record(step: number, info: RunInfo | null, lookedMs = 0): Throughput | null {
    this.lookedMs += lookedMs;
    const time = this.now() - this.lookedMs;
    this.arrivals.push({ time, step });
    while (this.arrivals.length > 2 && time - this.arrivals[1].time >= WINDOW_MS) this.arrivals.shift();
    const first = this.arrivals[0];
    const elapsed = time - first.time;
    if (!info || elapsed < MIN_SPAN_MS || step <= first.step) return null;
    const stepsPerSecond = ((step - first.step) / elapsed) * 1000;
    return {
      examplesPerSecond: stepsPerSecond * (info.trainingExamples / info.stepsPerEpoch),
      secondsLeft: Math.max(0, info.totalSteps - step) / stepsPerSecond,
    };
  }
}
