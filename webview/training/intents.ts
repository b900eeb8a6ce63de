import type { FirstMove } from '../../src/editor/panel/protocol';
import type { CodeLocation, ExperimentId } from '../../src/training/protocol';
import type { ControlId } from '../../src/training/validate';

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
  openLocation(location: CodeLocation): void;
  /** Another section of the results. */
  openSection(id: string): void;
  show(run: string | null): void;
  setLogarithmic(logarithmic: boolean): void;
  clearHistory(): void;
  downloadMnist(): void;
  cancelDownload(): void;
  chooseDataFolder(): void;
}
