import type { ControlId, ExportFormat, FirstMove } from '../../src/protocol/panel';
import type { SourceLocation } from '../../src/protocol/location';
import type { ExperimentId, RunConfig } from '../../src/protocol/config';
import type { ChartId } from './charts/ids';
import type { ZoomMove } from './charts/zoom';

/** What a person can ask for in the page. The parts of the page know these, and nothing of the host. */
export interface Intents {
  choose(experiment: ExperimentId): void;
  edit(field: ControlId, value: string): void;
  reset(): void;
  start(first: FirstMove): void;
  watchReference(): void;
  pause(): void;
  resume(): void;
  step(): void;
  epoch(): void;
  stop(): void;
  openLesson(id: string): void;
  openLocation(location: SourceLocation): void;
  /** Another section of the results. */
  openSection(id: string): void;
  show(run: string | null): void;
  /** Draws a run into the charts beside the one that is looked at, or takes it out again. */
  compare(run: string, on: boolean): void;
  setLogarithmic(chart: ChartId, logarithmic: boolean): void;
  /** @param end where the x axis ends when nothing is zoomed, in epochs */
  zoom(move: ZoomMove, end: number): void;
  setTone(on: boolean): void;
  pinRun(run: string, pinned: boolean): void;
  renameRun(run: string, name: string): void;
  deleteRun(run: string): void;
  exportRuns(runs: string[], format: ExportFormat): void;
  /** @param png in base64 */
  exportImage(name: string, png: string): void;
  importRuns(): void;
  clearHistory(): void;
  startRace(): void;
  stopRace(): void;
  downloadMnist(): void;
  cancelDownload(): void;
  chooseDataFolder(): void;
  /** Opens the page of the comparison with this run's network and values. */
  compareFrameworks(config: RunConfig): void;
  /** Of the run whose network lives. */
  exportWeights(): void;
  importWeights(): void;
  /** The next runs start from random weights again. */
  dropWeights(): void;
}
