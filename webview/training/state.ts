/** The page's state and what changes it. Pure: no DOM, so that it is tested as it is. */
import type { BaselineView } from '../../src/protocol/baseline';
import type {
  ControlId,
  CourseView,
  DataView,
  DownloadView,
  ExperimentView,
  Hydrate,
  InitialView,
  KeptView,
  Throughput,
  Problem,
  RaceView,
  ToWebview,
} from '../../src/protocol/panel';
import type { AdjustableId, Change } from '../../src/protocol/adjust';
import type { RunConfig } from '../../src/protocol/config';
import type { MomentView, MomentsView } from '../../src/protocol/replay';
import type { RunState } from '../../src/protocol/run';
import { isLearners } from '../../src/training/engine';
import { type ChartId, FIRST_SCALES } from './charts/ids';
import { type Slots, ids, isCompared, onlyRuns, withRun, withoutRun } from './run/compare';
import { type FormValues, initialForm, valuesOf } from './settings/form';
import { type ShownRun, type ViewRun, viewRun, withInterim, withMetrics } from './run/viewRun';
import { type Range, type ZoomMove, moved } from './charts/zoom';

/** Older runs that stay at hand. */
export const MAX_HISTORY = 100;

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
  'experiment' | 'forms' | 'scales' | 'smoothing' | 'section' | 'compared' | 'drawing'
> & {
  scroll: number;
};

export type Action =
  | ToWebview
  | { type: 'choose'; experiment: string }
  | { type: 'edit'; field: ControlId; value: string }
  | { type: 'reset' }
  /** Another value was asked for, of the run under way. */
  | { type: 'ask'; field: AdjustableId; value: number }
  /** Looks at a run in the charts; null: the current one. */
  | { type: 'show'; run: string | null }
  /** Draws a run into the charts beside the one that is looked at, or takes it out again. */
  | { type: 'compare'; run: string; on: boolean }
  | { type: 'scale'; chart: ChartId; logarithmic: boolean }
  | { type: 'smooth'; smoothing: number }
  /** `end`: where the x axis ends when nothing is zoomed, in epochs. */
  | { type: 'zoom'; move: ZoomMove; end: number }
  | { type: 'tone'; on: boolean }
  /** Something was drawn, and read. */
  | { type: 'drew'; drawing: Drawing }
  /** Looks at a moment of the run, by its step; null: at the end. */
  | { type: 'replay'; step: number | null };

/** What was looked at is not shown any more: the run went on, or is another one. */
const AT_THE_END = { replayAt: null, moment: null };

export function initialState(saved?: Partial<SavedState>): ViewState {
  return {
    ready: false,
    isNew: saved === undefined,
    experiments: [],
    data: [],
    run: null,
    throughput: null,
    history: [],
    download: { state: 'idle' },
    initialWeights: null,
    race: null,
    baseline: null,
    course: null,
    drawing: saved?.drawing ?? null,
    live: null,
    kept: null,
    canCompare: false,
    moments: null,
    replayAt: null,
    moment: null,
    pausing: null,
    asked: {},
    notAdjusted: null,
    problems: [],
    experiment: saved?.experiment ?? 'line',
    forms: saved?.forms ?? {},
    shownRun: null,
    compared: saved?.compared ?? [],
    scales: { ...FIRST_SCALES, ...saved?.scales },
    smoothing: saved?.smoothing ?? 1,
    zoom: null,
    tone: false,
    section: saved?.section ?? 'charts',
  };
}

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'hydrate':
      return hydrated(state, action);
    case 'started':
      return {
        ...state,
        run: viewRun(action.run, state.experiments),
        throughput: null,
        // A run that goes on is the same run.
        history:
          state.run && state.run.id !== action.run.id
            ? [state.run, ...state.history].slice(0, MAX_HISTORY)
            : state.history,
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
        // While runs are compared, a new one joins the others.
        compared: state.compared.length > 0 ? withRun(state.compared, action.run.id) : [],
        zoom: null,
      };
    case 'state': {
      const next = ofRun(state, action.runId, (run) => ({ ...run, state: action.state }));
      return next === state ? state : { ...next, pausing: null, ...(action.state === 'running' && AT_THE_END) };
    }
    case 'pausing':
      return { ...state, pausing: action.runId };
    case 'live':
      return { ...state, live: action.runId };
    case 'kept':
      return { ...state, kept: action.kept };
    case 'moments':
      return withMoments(state, action.moments);
    case 'replayed':
      return { ...state, moment: action.moment };
    case 'replay':
      return { ...state, replayAt: action.step };
    case 'begin':
    case 'inspected':
      return state; // The page acts on it: `Questions` hands an answer to the part that asked.
    case 'marked': {
      const changed = (run: ViewRun): ViewRun =>
        run.id === action.runId ? { ...run, name: action.name, pinned: action.pinned } : run;
      return { ...state, run: state.run && changed(state.run), history: state.history.map(changed) };
    }
    case 'runs':
      return withRuns(state, action);
    case 'info':
      return ofRun(state, action.runId, (run) => ({ ...run, info: action.info }));
    case 'watched':
      return ofRun(state, action.runId, (run) => ({ ...run, watched: action.digits }));
    case 'read':
      return ofRun(state, action.runId, (run) => ({ ...run, reading: action.reading }));
    case 'changed':
      return withChange(state, action.runId, action.change);
    case 'ask':
      return { ...state, asked: { ...state.asked, [action.field]: action.value }, notAdjusted: null };
    case 'notAdjusted': {
      const { field, message } = action;
      return { ...state, asked: notAsked(state.asked, field), notAdjusted: { field, message } };
    }
    case 'interim':
      return ofRun(state, action.runId, (run) => withInterim(run, action.interim));
    case 'tested':
      return ofRun(state, action.runId, (run) => ({ ...run, test: action.test }));
    case 'failed':
      return ofRun(state, action.runId, (run) => ({
        ...run,
        error: { message: action.message, location: action.location },
      }));
    case 'metrics':
      return ofRun(state, action.runId, (run) => withMetrics(run, action));
    case 'throughput':
      return { ...state, throughput: action.throughput };
    case 'refused':
      return { ...state, problems: action.problems };
    case 'download':
      return { ...state, download: action.download };
    case 'initial':
      return withInitialWeights(state, action.initial, true);
    case 'race':
      return { ...state, race: action.race };
    case 'baseline':
      return { ...state, baseline: action.baseline };
    case 'course':
      return { ...state, course: action.course };
    case 'drew':
      return { ...state, drawing: action.drawing };
    case 'data': {
      const next = { ...state, data: action.data };
      return action.select === null ? next : edited(next, 'data', action.select);
    }
    case 'choose':
      return { ...state, experiment: action.experiment, problems: [] };
    case 'edit':
      // Some controls report a change when they lose the focus, whether or not there was one.
      return formOf(state)[action.field] === action.value ? state : edited(state, action.field, action.value);
    case 'reset': {
      const forms = { ...state.forms };
      delete forms[state.experiment];
      return { ...state, forms, problems: [] };
    }
    case 'section':
      return { ...state, section: action.section };
    case 'show':
      return { ...shown(state, action.run), section: 'charts' };
    case 'compare':
      return compared(state, action.run, action.on);
    case 'scale':
      return { ...state, scales: { ...state.scales, [action.chart]: action.logarithmic } };
    case 'smooth':
      return { ...state, smoothing: action.smoothing };
    case 'zoom':
      return { ...state, zoom: moved(state.zoom, action.move, action.end) };
    case 'tone':
      return { ...state, tone: action.on };
  }
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

function hydrated(state: ViewState, message: Hydrate): ViewState {
  const known = (id: string | null): id is string => message.experiments.some((one) => one.id === id);
  const last = state.isNew ? message.run?.config : undefined;
  const first = last && known(last.experiment) ? last.experiment : state.experiment;
  const wanted = known(message.select) ? message.select : first;
  const next: ViewState = {
    ...withRuns({ ...state, experiments: message.experiments }, message),
    ready: true,
    isNew: false,
    data: message.data,
    throughput: message.throughput,
    download: message.download,
    live: message.live,
    // What was changed while the page was hidden is in the run.
    asked: {},
    kept: message.kept,
    canCompare: message.canCompare,
    experiment: known(wanted) ? wanted : (message.experiments.at(0)?.id ?? state.experiment),
    // A panel that was closed comes back as it was left: with the last run's experiment and values.
    forms: last ? withForm(state.forms, last, message) : state.forms,
    problems: wanted === state.experiment ? state.problems : [],
  };
  return JSON.stringify(message.initial) === JSON.stringify(state.initialWeights)
    ? next
    : withInitialWeights(next, message.initial, false);
}

/** The hidden layers are those of the weights. @param choose whether the learner has chosen them right now */
function withInitialWeights(state: ViewState, initialWeights: InitialView | null, choose: boolean): ViewState {
  const complete = state.experiments.find(({ isComplete }) => isComplete);
  if (initialWeights === null || !complete) return { ...state, initialWeights };
  const { id } = complete;
  const values = { ...initialForm(complete, state.data), ...state.forms[id], hidden: initialWeights.hidden.join(', ') };
  return {
    ...state,
    initialWeights,
    experiment: choose ? id : state.experiment,
    forms: { ...state.forms, [id]: values },
    problems: [],
  };
}

/** Values that are the suggested ones are left out. */
function withForm(forms: ViewState['forms'], config: RunConfig, { experiments, data }: Hydrate): ViewState['forms'] {
  const experiment = experiments.find(({ id }) => id === config.experiment);
  const values = valuesOf(config);
  if (!experiment || JSON.stringify(initialForm(experiment, data)) === JSON.stringify(values)) return forms;
  return { ...forms, [config.experiment]: values };
}

/** What is shown stays, as long as it is there. */
function withRuns(state: ViewState, { run, history }: Pick<Hydrate, 'run' | 'history'>): ViewState {
  const known = new Map(allRuns(state).map((one) => [one.id, one]));
  const present = new Set([run, ...history].map((one) => one?.id));
  return {
    ...state,
    run: run && viewRun(run, state.experiments, known.get(run.id)),
    history: history.map((one) => viewRun(one, state.experiments, known.get(one.id))),
    shownRun: history.some(({ id }) => id === state.shownRun) ? state.shownRun : null,
    compared: onlyRuns(state.compared, (id) => present.has(id)),
  };
}

function edited(state: ViewState, field: ControlId, value: string): ViewState {
  return {
    ...state,
    forms: { ...state.forms, [state.experiment]: { ...formOf(state), [field]: value } },
    problems: state.problems.filter((problem) => problem.field !== field),
  };
}

/** Another run in front. It joins those that are compared, if there are any. */
function shown(state: ViewState, id: string | null): ViewState {
  const front = id ?? state.run?.id ?? null;
  const next = { ...state, shownRun: front === state.run?.id ? null : front, zoom: null };
  if (front === null || state.compared.length === 0) return next;
  const slots = withRun(state.compared, front);
  // Where there is no room for it, it is shown alone.
  return { ...next, compared: isCompared(slots, front) ? slots : [] };
}

function compared(state: ViewState, id: string, on: boolean): ViewState {
  const front = shownRun(state);
  if (!front) return state;
  if (on) {
    const slots = state.compared.length > 0 ? state.compared : [front.id];
    const next = withRun(slots, id);
    return { ...state, compared: ids(next).length < 2 ? [] : next };
  }
  const rest = withoutRun(state.compared, id);
  if (id !== front.id) return { ...state, compared: rest };
  // Another one of those that were compared comes to the front.
  const other = ids(state.compared).find((one) => one !== id);
  const next = other === undefined ? state : { ...state, shownRun: other === state.run?.id ? null : other };
  return { ...next, compared: rest };
}

/** Where one was stays, as long as it is there: the page may only have been hidden. */
function withMoments(state: ViewState, moments: MomentsView | null): ViewState {
  const { replayAt } = state;
  const isSame = moments?.runId === state.moments?.runId;
  const isThere = replayAt === null || moments?.steps.includes(replayAt) === true;
  return { ...state, moments, ...(isSame && isThere ? {} : AT_THE_END) };
}

function withChange(state: ViewState, runId: string, change: Change): ViewState {
  const next = ofRun(state, runId, (run) => ({ ...run, changes: [...run.changes, change] }));
  // Another value may have been asked for meanwhile.
  return state.asked[change.field] === change.value ? { ...next, asked: notAsked(state.asked, change.field) } : next;
}

function notAsked(asked: ViewState['asked'], field: AdjustableId): ViewState['asked'] {
  const rest = { ...asked };
  delete rest[field];
  return rest;
}

function ofRun(state: ViewState, id: string, change: (run: ViewRun) => ViewRun): ViewState {
  return state.run?.id === id ? { ...state, run: change(state.run) } : state;
}
