/**
 * What the training panel and the extension host say to each other.
 * Every message is a member of a union with a string tag; both ends switch over it exhaustively.
 * The webview imports types from here and nothing else, so this file must not reach for `vscode` or Node.
 */
import { parseInspectRequest } from '../../training/inspectionMessages';
import { MAX_NAME, type RunSnapshot } from '../../training/history';
import type {
  CodeLocation,
  DataChoice,
  EpochMetric,
  ExperimentId,
  InspectRequest,
  Inspection,
  LayerSample,
  Picture,
  RunConfig,
  RunInfo,
  RunState,
  Schedule,
  StepMetric,
} from '../../training/protocol';
import { type Control, EXPERIMENTS, NETWORKS, type Problem, SCHEDULES } from '../../training/validate';

/** Which lesson opens an experiment. */
export interface LessonRef {
  /** The lesson's id, `gradient-descent`. */
  id: string;
  /** As people say it, `1.6`. */
  number: string;
  title: string;
}

/** Everything that the panel shows about one experiment before it runs. */
export interface ExperimentView {
  id: ExperimentId;
  title: string;
  /** One or two sentences: what happens, and what to look at. */
  summary: string;
  /** The lesson whose code the experiment runs. */
  lesson: LessonRef;
  /** True when that lesson passes: then the learner's own code may train. */
  unlocked: boolean;
  /** What the learner may set, in the order in which it is shown. */
  controls: Control[];
  defaults: RunConfig;
}

/** One entry of the data control. */
export interface DataView {
  choice: DataChoice;
  label: string;
  /** What these data are, or why they cannot be used right now. */
  note: string;
  available: boolean;
  /** Whether a download of MNIST would help. */
  download: boolean;
}

/** How fast a run goes right now. */
export interface Pace {
  /** Training examples a second. */
  samplesPerSecond: number;
  /** Seconds until the last step at this pace. */
  secondsLeft: number;
}

/** Race your matmul, as the page shows it. */
export interface RaceView {
  state: 'idle' | 'running' | 'done' | 'stopped' | 'failed';
  /** Whose code races, how far the race is, or what went wrong; a sentence or two. */
  status: string;
  /** Where the learner's code failed. */
  location: CodeLocation | null;
  /** Names of the sizes, `64×784 · 784×128`. */
  sizes: string[];
  /** GFLOP/s at each size; null: not measured yet. */
  bars: { name: string; isMine: boolean; gflops: (number | null)[] }[];
  /** How the learner's code did, in words; empty as long as nobody knows. */
  summary: string;
}

export type RunFailure = NonNullable<RunSnapshot['error']>;

export type DownloadView =
  | { state: 'idle' }
  /** `total` is null as long as the server has not said it. Bytes. */
  | { state: 'running'; received: number; total: number | null }
  | { state: 'failed'; message: string };

/** What runs of MNIST start from in place of random weights. */
export interface InitialView {
  /** The file's name. */
  name: string;
  hidden: number[];
}

/** Everything. Sent when the page is ready, when it becomes visible again, and when what is open or at hand changes. */
export interface Hydrate {
  type: 'hydrate';
  experiments: ExperimentView[];
  schedules: { value: Schedule; label: string }[];
  data: DataView[];
  /** The run in progress or the last one; null before the first. */
  run: RunSnapshot | null;
  pace: Pace | null;
  /** Older runs, newest first. */
  history: RunSnapshot[];
  download: DownloadView;
  /** Null: random weights. */
  initial: InitialView | null;
  /** The run whose network can be looked into now; null: none. */
  live: string | null;
  /** The experiment that was asked for when the panel was opened; null: keep what is chosen. */
  select: ExperimentId | null;
}

export type ToWebview =
  | Hydrate
  /** A new run begins; the one before it becomes history. */
  | { type: 'started'; run: RunSnapshot }
  | { type: 'state'; runId: string; state: RunState }
  /** Pause was heard; the state `paused` comes when the step under way is over. */
  | { type: 'pausing'; runId: string }
  | { type: 'info'; runId: string; info: RunInfo }
  /** The changes since the last message, 10–20 times a second. `picture` is null when it has not changed. */
  | {
      type: 'metrics';
      runId: string;
      steps: StepMetric[];
      epochs: EpochMetric[];
      samples: LayerSample[];
      picture: Picture | null;
      pace: Pace | null;
    }
  | { type: 'failed'; runId: string; failure: RunFailure }
  /** Whose network can be looked into now; null: none. */
  | { type: 'live'; runId: string | null }
  /** The answer to `inspect`; `runId` is null when there is no run. */
  | { type: 'inspected'; runId: string | null; id: number; result: Inspection }
  /** A run has another name now, or is pinned, or no longer. */
  | { type: 'marked'; runId: string; name: string; pinned: boolean }
  /** Runs were deleted or loaded; as in `Hydrate`. */
  | { type: 'runs'; run: RunSnapshot | null; history: RunSnapshot[] }
  /** The start was refused because of these values. */
  | { type: 'refused'; problems: Problem[] }
  | { type: 'download'; download: DownloadView }
  /** Weights were imported, or dropped again. */
  | { type: 'initial'; initial: InitialView | null }
  | { type: 'race'; race: RaceView }
  /** Brings a section of the results to the front. */
  | { type: 'section'; section: string }
  /** What data there are now. `select`: what the learner has chosen in the host's dialog, so that the form takes it. */
  | { type: 'data'; data: DataView[]; select: DataChoice['kind'] | null };

/** What a fresh run does first: all of it, one step and pause, one epoch and pause. */
export type FirstMove = 'run' | 'step' | 'epoch';

export type FromWebview =
  | { type: 'ready' }
  | { type: 'start'; config: RunConfig; first: FirstMove }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'step' }
  | { type: 'epoch' }
  | { type: 'stop' }
  | { type: 'openLocation'; location: CodeLocation }
  | { type: 'openLesson'; lesson: string }
  /** Deletes the runs before the last one that are not pinned. */
  | { type: 'clearHistory' }
  | { type: 'inspect'; id: number; request: InspectRequest }
  | { type: 'pinRun'; runId: string; pinned: boolean }
  | { type: 'renameRun'; runId: string; name: string }
  /** A run under way cannot be deleted: stop it first. */
  | { type: 'deleteRun'; runId: string }
  /** Writes these runs to a file that the learner chooses. */
  | { type: 'exportRuns'; runIds: string[]; format: ExportFormat }
  /** Writes a picture to a file that the learner chooses; `png` is base64. */
  | { type: 'exportImage'; name: string; png: string }
  /** Lets the learner choose a file with exported runs, and loads them. */
  | { type: 'importRuns' }
  | { type: 'startRace' }
  | { type: 'stopRace' }
  | { type: 'downloadMnist' }
  | { type: 'cancelDownload' }
  /** Asks for the folder with the learner's own images. */
  | { type: 'chooseDataFolder' }
  /** Opens the page of the comparison with this network and these values. */
  | { type: 'compareFrameworks'; config: RunConfig }
  /** Writes the weights of the network that can be looked into now to a file that the learner chooses. */
  | { type: 'exportWeights' }
  /** Lets the learner choose a file of weights, from which the next runs start. */
  | { type: 'importWeights' }
  /** The next runs start from random weights again. */
  | { type: 'dropWeights' };

export type ExportFormat = 'csv' | 'json';

const FORMATS: readonly ExportFormat[] = ['csv', 'json'];
/** Most characters of a picture, about 24 MB of PNG. */
const MOST_BASE64 = 32 * 1024 * 1024;
const FIRST_MOVES: readonly FirstMove[] = ['run', 'step', 'epoch'];

/** The message, or null when `value` is not one. Values are checked for type here, for sense by the trainer. */
export function parseFromWebview(value: unknown): FromWebview | null {
  if (!isRecord(value)) return null;
  switch (value.type) {
    case 'ready':
    case 'pause':
    case 'resume':
    case 'step':
    case 'epoch':
    case 'stop':
    case 'clearHistory':
    case 'downloadMnist':
    case 'cancelDownload':
    case 'chooseDataFolder':
    case 'importRuns':
    case 'exportWeights':
    case 'importWeights':
    case 'dropWeights':
    case 'startRace':
    case 'stopRace':
      return { type: value.type };
    case 'start': {
      const config = parseConfig(value.config);
      const first = oneOf(FIRST_MOVES, value.first);
      return config && first ? { type: 'start', config, first } : null;
    }
    case 'compareFrameworks': {
      const config = parseConfig(value.config);
      return config && { type: 'compareFrameworks', config };
    }
    case 'openLocation': {
      const location = parseLocation(value.location);
      return location && { type: 'openLocation', location };
    }
    case 'openLesson':
      return typeof value.lesson === 'string' ? { type: 'openLesson', lesson: value.lesson } : null;
    case 'inspect': {
      const request = parseInspectRequest(value.request);
      return request && isNumber(value.id) ? { type: 'inspect', id: value.id, request } : null;
    }
    case 'pinRun':
      return isText(value.runId) && typeof value.pinned === 'boolean'
        ? { type: 'pinRun', runId: value.runId, pinned: value.pinned }
        : null;
    case 'renameRun': {
      const name = isText(value.name) ? value.name.trim().slice(0, MAX_NAME) : '';
      return isText(value.runId) && name !== '' ? { type: 'renameRun', runId: value.runId, name } : null;
    }
    case 'deleteRun':
      return isText(value.runId) ? { type: 'deleteRun', runId: value.runId } : null;
    case 'exportRuns': {
      const format = oneOf(FORMATS, value.format);
      const { runIds } = value;
      return format && Array.isArray(runIds) && runIds.every(isText) ? { type: 'exportRuns', runIds, format } : null;
    }
    case 'exportImage':
      return isText(value.name) && isText(value.png) && value.png.length <= MOST_BASE64
        ? { type: 'exportImage', name: value.name.slice(0, MAX_NAME), png: value.png }
        : null;
    default:
      return null;
  }
}

/** @returns the configuration without what does not belong to it, or null when `value` is none */
export function parseConfig(value: unknown): RunConfig | null {
  if (!isRecord(value)) return null;
  const experiment = oneOf(EXPERIMENTS, value.experiment);
  const network = oneOf(NETWORKS, value.network);
  const schedule = oneOf(SCHEDULES, value.schedule);
  const data = parseData(value.data);
  const { hidden, epochs, batchSize, learningRate, momentum, l2, dropout, seed, limit } = value;
  if (!experiment || !network || !schedule || !data) return null;
  if (!Array.isArray(hidden) || !hidden.every(isNumber)) return null;
  if (!isNumber(epochs) || !isNumber(batchSize) || !isNumber(learningRate) || !isNumber(seed)) return null;
  if (!isNumber(momentum) || !isNumber(l2) || !isNumber(dropout)) return null;
  if (limit !== null && !isNumber(limit)) return null;
  return {
    experiment,
    network,
    data,
    hidden,
    epochs,
    batchSize,
    learningRate,
    momentum,
    l2,
    dropout,
    schedule,
    seed,
    limit,
  };
}

function parseData(value: unknown): DataChoice | null {
  if (!isRecord(value)) return null;
  if (value.kind === 'mnist' || value.kind === 'digits') return { kind: value.kind };
  if (value.kind === 'folder' && typeof value.folder === 'string') return { kind: 'folder', folder: value.folder };
  return null;
}

/** @returns null when `value` is none */
export function parseLocation(value: unknown): CodeLocation | null {
  if (!isRecord(value)) return null;
  const { file, line, column } = value;
  if (typeof file !== 'string' || !isPosition(line) || !isPosition(column)) return null;
  return { file, line, column };
}

function oneOf<T>(allowed: readonly T[], value: unknown): T | null {
  return allowed.find((one) => one === value) ?? null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isPosition(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
