/** What one kind of chart shows of the runs, in curves, words and numbers. */
import type { ShownRun, ViewRun } from '../run/viewRun';
import type { Curve, CurveStyle } from './figure/curve';
import type { Table } from './figure/dataTable';
import type { Mark } from './figure/marks';
import type { ChartId } from './ids';

export interface ChartSpec {
  id: ChartId;
  title: string;
  /** What the numbers mean and what to look for; null where the title says it. */
  note: string | null;
  /** Names the chart for people who do not see it. */
  label: string;
  /** Whether the scale can be chosen; what can be 0 or is between 0 and 1 has one scale. */
  hasScale: boolean;
  /** While training goes on, so long from one drawing to the next, in ms: what is beside the point need not move all the time. */
  restMs: number;
  /** Only the run in front is drawn, also when several are compared: it has curves enough. */
  frontOnly: boolean;
  formatY: (value: number) => string;
  formatTick: (value: number) => string;
  /** A place on the x axis in words. */
  formatX: (x: number, runs: readonly ShownRun[]) => string;
  /** Whether a run has anything to show here. */
  has(run: ViewRun): boolean;
  /** What the curves are made of: as long as this stays the same, there is nothing to draw anew. */
  parts(run: ViewRun): readonly unknown[];
  /** `runs` holds at least one, the one in front first. @param smoothing of `ChartsView` */
  curves(runs: readonly ShownRun[], smoothing: number): Curve[];
  legend(runs: readonly ShownRun[], smoothing: number): CurveStyle[];
  bounds(runs: readonly ShownRun[]): { yMin?: number; yMax?: number };
  /** What the chart shows, a sentence or two for each run. */
  summary(runs: readonly ShownRun[]): string[];
  table(runs: readonly ShownRun[]): Table;
}

/** Where the charts stand: what is the same for all of them. */
export interface ChartsView {
  runs: readonly ShownRun[];
  /** Where the x axis ends when nothing is zoomed, in epochs. */
  xMax: number;
  zoom: { from: number; to: number } | null;
  /** How far back running means reach, in times of how far they do at first; 0: there is none. */
  smoothing: number;
  /** Where a value of the run in front was changed. */
  marks: readonly Mark[];
  /** Training is going on, and the next numbers come in a moment. */
  isRunning: boolean;
}

/** Sentences about several runs need their names. */
export function named(runs: readonly ShownRun[], text: (run: ViewRun) => string): string[] {
  return runs.length === 1 ? [text(runs[0].run)] : runs.map(({ run }) => `${run.name}: ${text(run)}`);
}
