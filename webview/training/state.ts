/** The page's state, and what is read off it. Pure: no DOM, so that it is tested as it is. */
import type { AdjustableId } from '../../src/protocol/adjust';
import type { BaselineView } from '../../src/protocol/baseline';
import type {
  CourseView,
  DataView,
  DownloadView,
  ExperimentView,
  InitialView,
  KeptView,
  Problem,
  RaceView,
  Throughput,
} from '../../src/protocol/panel';
import type { MomentView, MomentsView } from '../../src/protocol/replay';
import type { RunState } from '../../src/protocol/run';
import { isLearners } from '../../src/training/engine';
import type { Fault } from '../../src/training/patients';
import { type ChartId, FIRST_SCALES } from './charts/ids';
import type { Range } from './charts/zoom';
import { type Slots, isCompared } from './run/compare';
import type { ShownRun, ViewRun } from './run/viewRun';
import { type FormValues, initialForm } from './settings/form';

/** A drawing as an image of MNIST's kind, and what the network of a run reads in it. */
export interface Drawing {
  runId: string;
  /** 0 … 1, row by row. */
  pixels: readonly number[];
  side: number;
  read: string;
  /** The probability of that, 0 … 1. */
  sure: number;
}

/** How many images a network read correctly after they were moved by so many pixels. */
export interface ShiftResult {
  runId: string;
  /** How far it was trained. */
  step: number;
  right: number;
  down: number;
  correct: number;
  of: number;
}

export interface ViewState {
  /** False until the host has sent everything once. */
  ready: boolean;
  /** The page was never there before: it has no choices of its own yet. */
  isNew: boolean;
  experiments: ExperimentView[];
  data: DataView[];
  run: ViewRun | null;
  throughput: Throughput | null;
  history: ViewRun[];
  download: DownloadView;
  /** What runs of MNIST start from; null: random weights. */
  initialWeights: InitialView | null;
  /** The last race of the matrix products; null before the host has told of any. */
  race: RaceView | null;
  /** What the code of lesson 1.1 reads; null before the host has told. */
  baseline: BaselineView | null;
  /** What has passed of the course; null before the host has told. */
  course: CourseView | null;
  /** What was drawn last, and what a network read in it; null: nothing yet. */
  drawing: Drawing | null;
  /** What was named as the fault of a patient, by its run, and whether the fault was told then. */
  named: Partial<Record<string, { fault: Fault; told: boolean }>>;
  /** What was measured on moved images, the newest last. */
  shifts: readonly ShiftResult[];
  /** The run whose network can be looked into now; null: none. */
  live: string | null;
  /** What is kept of the last run; null where nothing is known of it. */
  kept: KeptView | null;
  /** Whether runs can be compared with frameworks on this machine. */
  canCompare: boolean;
  /** The moments of the last run that can be looked at; null: none can. */
  moments: MomentsView | null;
  /** The one that the replay is at, by its step; null: at the end. And what came of it; null: not asked, or not here yet. */
  replayAt: number | null;
  moment: MomentView | null;
  /** The run that was told to pause and is in the middle of a step. */
  pausing: string | null;
  /** Changes of the current run that were asked for and wait for their step, and the last one that was refused. */
  asked: Partial<Record<AdjustableId, number>>;
  notAdjusted: { field: AdjustableId; message: string } | null;
  /** Why the fields were refused, by field. */
  problems: Problem[];
  experiment: string;
  forms: Partial<Record<string, FormValues>>;
  /** The older run that is looked at; null: the current one. */
  shownRun: string | null;
  /** Runs that are drawn into the same charts; empty: only the one that is looked at. */
  compared: Slots;
  /** Which charts have a logarithmic scale. */
  scales: Record<ChartId, boolean>;
  /** How far back running means reach, in times of how far they do at first; 0: there is none. */
  smoothing: number;
  /** The part of the epochs that all charts show; null: everything. */
  zoom: Range | null;
  /** A tone follows the loss. Off after each start of the page: sound must be asked for. */
  tone: boolean;
  /** The section of the results that is chosen, by its id. */
  section: string;
}

/** What the page keeps for itself when the window is reloaded. */
export type SavedState = Pick<
  ViewState,
  'experiment' | 'forms' | 'scales' | 'smoothing' | 'section' | 'compared' | 'drawing' | 'named' | 'shifts'
> & {
  scroll: number;
};

/** What belongs to a run under way, when none is. */
export const WITHOUT_RUN = {
  throughput: null,
  live: null,
  kept: null,
  moments: null,
  replayAt: null,
  moment: null,
  pausing: null,
  asked: {},
  notAdjusted: null,
  problems: [],
  shownRun: null,
  zoom: null,
} satisfies Partial<ViewState>;

export function initialState(saved?: Partial<SavedState>): ViewState {
  return {
    ready: false,
    isNew: saved === undefined,
    experiments: [],
    data: [],
    run: null,
    history: [],
    download: { state: 'idle' },
    initialWeights: null,
    race: null,
    baseline: null,
    course: null,
    drawing: saved?.drawing ?? null,
    named: saved?.named ?? {},
    shifts: saved?.shifts ?? [],
    canCompare: false,
    ...WITHOUT_RUN,
    experiment: saved?.experiment ?? 'line',
    forms: saved?.forms ?? {},
    compared: saved?.compared ?? [],
    scales: { ...FIRST_SCALES, ...saved?.scales },
    smoothing: saved?.smoothing ?? 1,
    tone: false,
    section: saved?.section ?? 'charts',
  };
}

/** The experiment that is chosen, or undefined before the host has sent any. */
export function chosenExperiment(state: ViewState): ExperimentView | undefined {
  return state.experiments.find((one) => one.id === state.experiment) ?? state.experiments.at(0);
}

/** The fields of the chosen experiment. */
export function formOf(state: ViewState): FormValues {
  const experiment = chosenExperiment(state);
  if (!experiment) throw new Error('There is no experiment yet, so there are no fields.');
  return { ...initialForm(experiment, state.data), ...state.forms[experiment.id] };
}

/** The run that is looked at. */
export function shownRun(state: ViewState): ViewRun | null {
  return state.history.find((run) => run.id === state.shownRun) ?? state.run;
}

/** All runs, the newest first. */
export function allRuns({ run, history }: ViewState): ViewRun[] {
  return run ? [run, ...history] : history;
}

/** The runs in the charts, the one that is looked at first. */
export function shownRuns(state: ViewState): ShownRun[] {
  const front = shownRun(state);
  if (!front) return [];
  if (!isCompared(state.compared, front.id)) return [{ run: front, slot: 0 }];
  const runs = allRuns(state);
  const inSlots = state.compared.flatMap((id, slot) =>
    runs.filter((run) => run.id === id).map((run) => ({ run, slot })),
  );
  return inSlots.sort((a, b) => Number(b.run === front) - Number(a.run === front));
}

/** Whether the chosen network may train: the reference always, the learner's once its lesson passes. */
export function canStart(state: ViewState): boolean {
  const experiment = chosenExperiment(state);
  return experiment !== undefined && (experiment.unlocked || !isLearners(formOf(state).network));
}

/** Whether a run is under way, so that no other can start. */
export function isActive(state: RunState | undefined): boolean {
  return state === 'preparing' || state === 'running' || state === 'paused' || state === 'testing';
}
