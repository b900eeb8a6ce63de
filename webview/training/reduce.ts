/** What changes the page's state. Pure: no DOM, so that it is tested as it is. */
import type { AdjustableId, Change } from '../../src/protocol/adjust';
import type { RunConfig } from '../../src/protocol/config';
import type { ControlId, Hydrate, InitialView, ToWebview } from '../../src/protocol/panel';
import type { MomentsView } from '../../src/protocol/replay';
import type { Fault } from '../../src/training/patients';
import type { ChartId } from './charts/ids';
import { type ZoomMove, moved } from './charts/zoom';
import { ids, isCompared, onlyRuns, withRun, withoutRun } from './run/compare';
import { type ViewRun, viewRun, withInterim, withMetrics } from './run/viewRun';
import { edited as editedForm, initialForm, valuesOf } from './settings/form';
import {
  type Drawing,
  type ShiftResult,
  type ViewState,
  WITHOUT_RUN,
  allRuns,
  chosenExperiment,
  formOf,
  shownRun,
} from './state';

/** Older runs that stay at hand. */
export const MAX_HISTORY = 100;
/** Results on moved images that are kept: those of a few runs at all places. */
const MAX_SHIFTS = 500;

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
  /** Names the fault of a patient, as long as it was not told. */
  | { type: 'name'; run: string; fault: Fault }
  /** Tells the fault of a patient. */
  | { type: 'tell'; run: string }
  | { type: 'shifted'; result: ShiftResult }
  /** Looks at a moment of the run, by its step; null: at the end. */
  | { type: 'replay'; step: number | null };

/** What was looked at is not shown any more: the run went on, or is another one. */
const AT_THE_END = { replayAt: null, moment: null };

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case 'hydrate':
      return hydrated(state, action);
    case 'started':
      return {
        ...state,
        ...WITHOUT_RUN,
        run: viewRun(action.run, state.experiments),
        // A run that goes on is the same run.
        history:
          state.run && state.run.id !== action.run.id
            ? [state.run, ...state.history].slice(0, MAX_HISTORY)
            : state.history,
        // While runs are compared, a new one joins the others.
        compared: state.compared.length > 0 ? withRun(state.compared, action.run.id) : [],
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
    case 'best':
      return ofRun(state, action.runId, (run) => ({ ...run, best: action.best }));
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
    case 'name':
      return withNamed(state, action.run, { fault: action.fault, told: false });
    case 'tell': {
      const named = state.named[action.run];
      return named ? withNamed(state, action.run, { ...named, told: true }) : state;
    }
    case 'shifted':
      return { ...state, shifts: withResult(state.shifts, action.result) };
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
  const whose = state.experiments.find(({ id }) => id === initialWeights?.experiment);
  if (initialWeights === null || !whose) return { ...state, initialWeights };
  const { id } = whose;
  const values = { ...initialForm(whose, state.data), ...state.forms[id], hidden: initialWeights.hidden.join(', ') };
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
  const before = formOf(state);
  const experiment = chosenExperiment(state);
  const values = experiment ? editedForm(experiment, before, field, value) : before;
  return {
    ...state,
    forms: { ...state.forms, [state.experiment]: values },
    // Others may have followed, and a problem may be about how they go together.
    problems: state.problems.filter(
      (problem) => values[problem.field as ControlId] === before[problem.field as ControlId],
    ),
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

/** What was named before the fault was told stays. Runs that are long gone are forgotten. */
function withNamed(state: ViewState, run: string, answer: { fault: Fault; told: boolean }): ViewState {
  if (state.named[run]?.told) return state;
  const others = Object.entries(state.named).filter(([id]) => id !== run);
  return { ...state, named: Object.fromEntries([...others.slice(1 - MAX_HISTORY), [run, answer]]) };
}

/** A place is measured again when its image was forgotten: there is one result for it. */
function withResult(shifts: readonly ShiftResult[], result: ShiftResult): ShiftResult[] {
  const { runId, step, right, down } = result;
  const others = shifts.filter(
    (one) => one.runId !== runId || one.step !== step || one.right !== right || one.down !== down,
  );
  return [...others, result].slice(-MAX_SHIFTS);
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
