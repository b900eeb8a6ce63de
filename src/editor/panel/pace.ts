import type { RunInfo } from '../../protocol/run';
import type { Pace } from '../../protocol/panel';

/** How far back the pace looks: long enough to be steady, short enough to follow a change. */
const WINDOW_MS = 4000;
/** Below this span a pace would be a guess. */
const LEAST_MS = 300;

/** Measures how fast a run goes, from when its steps arrive. Call `restart` whenever training goes on after a break. */
export class PaceMeter {
  private readonly now: () => number;
  private marks: { time: number; step: number }[] = [];

  /** @param now milliseconds, from any start, never going back */
  constructor(now: () => number) {
    this.now = now;
  }

  restart(): void {
    this.marks = [];
  }

  /** @param step the last step that is done @returns null as long as there is too little to tell */
  mark(step: number, info: RunInfo | null): Pace | null {
    const time = this.now();
    this.marks.push({ time, step });
    while (this.marks.length > 2 && time - this.marks[1].time >= WINDOW_MS) this.marks.shift();
    const first = this.marks[0];
    const elapsed = time - first.time;
    if (!info || elapsed < LEAST_MS || step <= first.step) return null;
    const stepsPerSecond = ((step - first.step) / elapsed) * 1000;
    return {
      samplesPerSecond: stepsPerSecond * (info.trainingExamples / info.stepsPerEpoch),
      secondsLeft: Math.max(0, info.totalSteps - step) / stepsPerSecond,
    };
  }
}
