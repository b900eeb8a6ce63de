/** The page's state and what changes it. Pure: no DOM, so that it is tested as it is. */
import type { DataView, DownloadView, ExperimentView, Hydrate, Pace, ToWebview } from '../../src/editor/panel/protocol';
import type { RunSnapshot } from '../../src/training/history';
import type { ExperimentId, LayerSample, RunState, StepMetric } from '../../src/training/protocol';
import type { ControlId, Problem } from '../../src/training/validate';
import { type FormValues, initialForm } from './form';
import { minMax } from './series';

/** Most steps that the page keeps of a run. */
export const MAX_STEPS = 8000;

/** Most samples of the layers that the page keeps of a run. */
export const MAX_SAMPLES = 1500;

/** Older runs that stay at hand. */
export const MAX_HISTORY = 12;

export interface ViewState {
  /** False until the host has sent everything once. */
  ready: boolean;
  experiments: ExperimentView[];
  schedules: Hydrate['schedules'];
  data: DataView[];
  run: RunSnapshot | null;
  pace: Pace | null;
  history: RunSnapshot[];
  download: DownloadView;
  /** The run whose network can be looked into now; null: none. */
  live: string | null;
  /** The run that was told to pause and is in the middle of a step. */
  pausing: string | null;
  /** Why the fields were refused, by field. */
  problems: Problem[];
  experiment: ExperimentId;
  forms: Partial<Record<ExperimentId, FormValues>>;
  /** The older run that is looked at; null: the current one. */
  shownRun: string | null;
  logarithmic: boolean;
  /** The section of the results that is chosen, by its id. */
  section: string;
}

/** What the page keeps for itself when the window is reloaded. */
export type Kept = Pick<ViewState, 'experiment' | 'forms' | 'logarithmic' | 'section'> & { scroll: number };

export type Action =
  | ToWebview
  | { type: 'choose'; experiment: ExperimentId }
  | { type: 'edit'; field: ControlId; value: string }
  | { type: 'reset' }
  | { type: 'section'; section: string }
  | { type: 'show'; run: string | null }
  | { type: 'scale'; logarithmic: boolean };

export function initialState(kept?: Partial<Kept>): ViewState {
  return {
    ready: false,
    experiments: [],
    schedules: [],
    data: [],
    run: null,
    pace: null,
    history: [],
    download: { state: 'idle' },
    live: null,
    pausing: null,
    problems: [],
    experiment: kept?.experiment ?? 'line',
    forms: kept?.forms ?? {},
    shownRun: null,
    logarithmic: kept?.logarithmic ?? false,
    section: kept?.section ?? 'charts',
  };
}

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'hydrate':
      return hydrated(state, action);
    case 'started':
      return {
        ...state,
        run: withNumbers(action.run),
        pace: null,
        history: state.run ? [state.run, ...state.history].slice(0, MAX_HISTORY) : state.history,
        live: null,
        pausing: null,
        problems: [],
        shownRun: null,
      };
    case 'state': {
      const next = ofRun(state, action.runId, (run) => ({ ...run, state: action.state }));
      return next === state ? state : { ...next, pausing: null };
    }
    case 'pausing':
      return { ...state, pausing: action.runId };
    case 'live':
      return { ...state, live: action.runId };
    case 'inspected':
      return state; // Whoever asked is told by the page.
    case 'marked': {
      const mark = (run: RunSnapshot): RunSnapshot =>
        run.id === action.runId ? { ...run, name: action.name, pinned: action.pinned } : run;
      return { ...state, run: state.run && mark(state.run), history: state.history.map(mark) };
    }
    case 'runs':
      return withRuns(state, action);
    case 'info':
      return ofRun(state, action.runId, (run) => ({ ...run, info: action.info }));
    case 'failed':
      return ofRun(state, action.runId, (run) => ({ ...run, error: action.failure }));
    case 'metrics': {
      const steps = action.steps.map(withNumber);
      const next = ofRun(state, action.runId, (run) => ({
        ...run,
        steps: bounded(run.steps.concat(steps)),
        epochs: run.epochs.concat(action.epochs),
        samples: boundedSamples(run.samples.concat(action.samples)),
        lastStep: steps.at(-1) ?? run.lastStep,
        picture: action.picture ?? run.picture,
      }));
      return next === state ? state : { ...next, pace: action.pace };
    }
    case 'refused':
      return { ...state, problems: action.problems };
    case 'download':
      return { ...state, download: action.download };
    case 'data': {
      const next = { ...state, data: action.data };
      return action.select === null ? next : reduce(next, { type: 'edit', field: 'data', value: action.select });
    }
    case 'choose':
      return { ...state, experiment: action.experiment, problems: [] };
    case 'edit':
      return {
        ...state,
        forms: { ...state.forms, [state.experiment]: { ...formOf(state), [action.field]: action.value } },
        problems: state.problems.filter((problem) => problem.field !== action.field),
      };
    case 'reset': {
      const forms = { ...state.forms };
      delete forms[state.experiment];
      return { ...state, forms, problems: [] };
    }
    case 'section':
      return { ...state, section: action.section };
    case 'show':
      return { ...state, shownRun: action.run === state.run?.id ? null : action.run };
    case 'scale':
      return { ...state, logarithmic: action.logarithmic };
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
export function shownRun(state: ViewState): RunSnapshot | null {
  return state.history.find((run) => run.id === state.shownRun) ?? state.run;
}

/** Whether the chosen network may train: the reference always, the learner's once its lesson passes. */
export function canStart(state: ViewState): boolean {
  const experiment = chosenExperiment(state);
  return experiment !== undefined && (experiment.unlocked || !isLearners(formOf(state).network));
}

/** Whether the learner's code runs. */
export function isLearners(network: string): boolean {
  return network === 'mine' || network === 'mine-fast';
}

/** Whether a run is under way, so that no other can start. */
export function isActive(state: RunState | undefined): boolean {
  return state === 'preparing' || state === 'running' || state === 'paused';
}

function hydrated(state: ViewState, message: Hydrate): ViewState {
  const known = (id: ExperimentId | null): id is ExperimentId => message.experiments.some((one) => one.id === id);
  const wanted = known(message.select) ? message.select : state.experiment;
  return {
    ...withRuns(state, message),
    ready: true,
    experiments: message.experiments,
    schedules: message.schedules,
    data: message.data,
    pace: message.pace,
    download: message.download,
    live: message.live,
    experiment: known(wanted) ? wanted : (message.experiments.at(0)?.id ?? state.experiment),
    problems: wanted === state.experiment ? state.problems : [],
  };
}

/** What is shown stays, as long as it is there. */
function withRuns(state: ViewState, { run, history }: Pick<Hydrate, 'run' | 'history'>): ViewState {
  return {
    ...state,
    run: run && withNumbers(run),
    history: history.map(withNumbers),
    shownRun: history.some(({ id }) => id === state.shownRun) ? state.shownRun : null,
  };
}

function ofRun(state: ViewState, id: string, change: (run: RunSnapshot) => RunSnapshot): ViewState {
  return state.run?.id === id ? { ...state, run: change(state.run) } : state;
}

/** The newest quarter stays complete; of the rest, lows and highs stay. */
function bounded(steps: StepMetric[]): StepMetric[] {
  if (steps.length <= MAX_STEPS) return steps;
  const older = Math.floor(steps.length * 0.75);
  const thinned = minMax(steps.slice(0, older), Math.floor(MAX_STEPS / 5), (step) => step.loss);
  return thinned.concat(steps.slice(older));
}

function boundedSamples(samples: LayerSample[]): LayerSample[] {
  if (samples.length <= MAX_SAMPLES) return samples;
  const older = Math.floor(samples.length * 0.75);
  return samples.filter((_, i) => i >= older || i % 2 === 0);
}

function withNumbers(run: RunSnapshot): RunSnapshot {
  return { ...run, steps: run.steps.map(withNumber) };
}

/** JSON has no NaN and no infinity: on the way from the host they have become null. */
function withNumber(step: StepMetric): StepMetric {
  return typeof step.loss === 'number' ? step : { ...step, loss: Number.NaN };
}
