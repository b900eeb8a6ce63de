/** What the training panel needs of the rest of the extension. It is wired in where the extension is put together. */
import type { DataFolder } from '../../protocol/dataFolder';
import type { SourceSet } from '../../protocol/sources';
import type { Lap } from '../../protocol/race';
import type { RunSnapshot } from '../../protocol/runFile';
import type { SourceLocation } from '../../protocol/location';
import type { RunConfig } from '../../protocol/config';
import type { ExperimentId } from '../../training/experiments/table';
import type { LayerParameters } from '../../protocol/inspection';
import type { CourseView, ExportFormat, LessonRef } from '../../protocol/panel';
import type { OwnMatmul, RaceResult } from '../../frameworks/race/race';
import type { FoundData } from '../../training/data/found';
import type { BaselineController } from '../baselineController';
import type { TrainingSession } from '../../training/session';

/** Which lesson opens an experiment, and whether it passes. In the order in which they are shown. */
export interface ExperimentInfo {
  id: ExperimentId;
  lesson: LessonRef;
  unlocked: boolean;
}

/** What a run needs besides its configuration; see `StartMessage`. */
export interface RunInputs {
  sources: SourceSet | null;
  dataFolder: DataFolder | null;
  usedReference: string[];
}

interface DownloadProgress {
  /** Bytes so far, over all files. */
  received: number;
  /** Bytes to come in all, null as long as that is unknown. */
  total: number | null;
}

export interface MnistService {
  /**
   * Whether MNIST is on this computer. Where it is missing or damaged, a download helps.
   * @throws Error with a sentence for the learner when a folder was named in the settings and is not complete
   */
  locate(): Promise<FoundData>;
  /** Downloads MNIST to where `locate` finds it. @throws when it fails or `signal` aborts */
  download(onProgress: (progress: DownloadProgress) => void, signal: AbortSignal): Promise<void>;
}

/** The folder of the learner's own with the four files. */
export interface DataFolderService {
  /** The one that was chosen in this workspace, null before. */
  current(): string | null;
  /** Asks for one and remembers it. Null when nothing was chosen. */
  choose(): Promise<string | null>;
  /**
   * The numbers of images in it.
   * @throws Error with a sentence for the learner that says what is wrong with it
   */
  lookAt(folder: string): Promise<{ train: number; test: number }>;
}

/** Where images come from. */
export interface DataServices {
  mnist: MnistService;
  dataFolder: DataFolderService;
}

export interface RaceService {
  /** The learner's `matmul`; null where none passes, or where their code must not run. */
  own(): Promise<OwnMatmul | null>;
  /** @throws TaskError when the race cannot come to its end; the signal's reason when it is aborted */
  race(own: OwnMatmul | null, onLap: (lap: Lap) => void, signal: AbortSignal): Promise<RaceResult[]>;
}

export interface PanelServices extends DataServices {
  matmul: RaceService;
  /** Shared with the guide. */
  baseline: BaselineController;
  /** A new session for one run. */
  createSession(runId: string): TrainingSession;
  /** @throws Error with a sentence for the learner when the run cannot start */
  prepare(config: RunConfig): Promise<RunInputs>;
  experiments(): Promise<ExperimentInfo[]>;
  /** What has passed, now or before. */
  course(): CourseView;
  openLesson(id: string): void;
  openLocation(location: SourceLocation): void;
  /** Opens the page of the comparison with this network and these values. */
  compareFrameworks(config: RunConfig): void;
  /** What the learner's code prints while it trains. */
  print(text: string): void;
}

/** What VS Code shows outside the page: notifications, and dialogs that ask for a file. */
export interface PanelDialogs {
  inform(text: string): void;
  warn(text: string): void;
  fail(text: string): void;
  /** Asks where to, and writes the runs there. */
  exportRuns(runs: readonly RunSnapshot[], format: ExportFormat): Promise<void>;
  /** The same for a picture. @param png base64 */
  exportImage(name: string, png: string): Promise<void>;
  /** Asks for a file with runs. Null when none was chosen, or it cannot be read; the latter was told. */
  chooseRuns(): Promise<{ text: string; name: string } | null>;
  /** Asks for a file of weights. Null when none was chosen. */
  chooseWeights(): Promise<string | null>;
  /** Asks where to, and writes the weights there. */
  exportWeights(layers: readonly LayerParameters[]): Promise<void>;
}

/** The part of a `TrainingSession` that the panel uses, so that tests can run without a process. */
export type Session = Pick<
  TrainingSession,
  | 'start'
  | 'onEvent'
  | 'done'
  | 'adjust'
  | 'inspect'
  | 'pause'
  | 'resume'
  | 'step'
  | 'epoch'
  | 'stop'
  | 'fail'
  | 'dispose'
>;
