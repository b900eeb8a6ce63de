/** The training panel's page: messages and clicks change the state, the state is drawn once a frame. */
import { Announcer } from '../shared/announce';
import { h } from '../shared/dom';
import { t } from '../shared/l10n';
import { connect } from '../shared/messages';
import { type Theme, giveColors, onThemeChange, readTheme } from '../shared/theme';
import type { FirstMove, FromWebview, ToWebview } from '../../src/protocol/panel';
import { Questions } from './ask';
import { announcement, rangeText } from './run/describe';
import { readForm } from './settings/form';
import type { Intents } from './intents';
import { results } from './results';
import { runBar } from './run/runBar';
import { setup } from './settings/setup';
import { LossTone } from './run/tone';
import { type Action, type Kept, chosenExperiment, formOf, initialState, isActive, reduce } from './state';

const host = connect<ToWebview, FromWebview, Kept>();
const kept = host.kept();
let state = initialState(kept);
let drawn = false;
/** A run has started, and its results are to be brought into sight once there are some. */
let toResults = false;

const announcer = new Announcer();
const tone = new LossTone();
const intents: Intents = {
  choose: (experiment) => dispatch({ type: 'choose', experiment }),
  edit: (field, value) => {
    // Some controls report a change when they lose the focus, whether or not there was one.
    if (formOf(state)[field] !== value) dispatch({ type: 'edit', field, value });
  },
  reset: () => dispatch({ type: 'reset' }),
  start,
  watchReference: () => {
    dispatch({ type: 'edit', field: 'network', value: 'reference' });
    start('run');
  },
  pause: () => {
    host.send({ type: 'pause' });
    // Shown at once: the step under way is still to end.
    if (state.run) dispatch({ type: 'pausing', runId: state.run.id });
  },
  resume: () => host.send({ type: 'resume' }),
  step: () => host.send({ type: 'step' }),
  epoch: () => host.send({ type: 'epoch' }),
  stop: () => host.send({ type: 'stop' }),
  openLesson: (lesson) => host.send({ type: 'openLesson', lesson }),
  openLocation: (location) => host.send({ type: 'openLocation', location }),
  openSection: (section) => dispatch({ type: 'section', section }),
  show: (run) => {
    dispatch({ type: 'show', run });
    dispatch({ type: 'section', section: 'charts' });
  },
  compare: (run, on) => dispatch({ type: 'compare', run, on }),
  setLogarithmic: (chart, logarithmic) => dispatch({ type: 'scale', chart, logarithmic }),
  zoom: (move, end) => {
    dispatch({ type: 'zoom', move, end });
    announcer.say(state.zoom ? rangeText(state.zoom) : t('Everything is shown.'));
  },
  setTone: (on) => {
    if (on) tone.start();
    else tone.stop();
    dispatch({ type: 'tone', on });
  },
  pinRun: (runId, pinned) => host.send({ type: 'pinRun', runId, pinned }),
  renameRun: (runId, name) => host.send({ type: 'renameRun', runId, name }),
  deleteRun: (runId) => host.send({ type: 'deleteRun', runId }),
  exportRuns: (runIds, format) => host.send({ type: 'exportRuns', runIds, format }),
  exportImage: (name, png) => host.send({ type: 'exportImage', name, png }),
  importRuns: () => host.send({ type: 'importRuns' }),
  clearHistory: () => host.send({ type: 'clearHistory' }),
  startRace: () => host.send({ type: 'startRace' }),
  stopRace: () => host.send({ type: 'stopRace' }),
  downloadMnist: () => host.send({ type: 'downloadMnist' }),
  cancelDownload: () => host.send({ type: 'cancelDownload' }),
  chooseDataFolder: () => host.send({ type: 'chooseDataFolder' }),
  compareFrameworks: (config) => host.send({ type: 'compareFrameworks', config }),
  exportWeights: () => host.send({ type: 'exportWeights' }),
  importWeights: () => host.send({ type: 'importWeights' }),
  dropWeights: () => host.send({ type: 'dropWeights' }),
};

const bar = runBar(intents);
const settings = setup(intents);
const questions = new Questions((id, request) => host.send({ type: 'inspect', id, request }));
const output = results({
  intents,
  theme: readTheme(),
  ask: (request) => questions.ask(request),
  say: (text) => announcer.say(text),
});

const page = h(
  'main',
  { class: 'page' },
  h('h1', {}, t('Train a network')),
  bar.element,
  h('div', { class: 'columns' }, settings.element, output.element),
  announcer.element,
);
document.getElementById('app')?.replaceWith(page);

paint(readTheme());
onThemeChange(() => {
  paint(readTheme());
  schedule();
});
host.onMessage(receive);
window.addEventListener('scroll', () => schedule(), { passive: true });
host.send({ type: 'ready' });
schedule();

/** Charts are told their colours; the style sheet gets those that are worked out here. */
function paint(theme: Theme): void {
  giveColors(page, theme);
  output.setTheme(theme);
}

function receive(message: ToWebview): void {
  const isFirst = !state.ready;
  if (message.type === 'inspected') questions.answer(message.id, message.result);
  dispatch(message);
  questions.setLive(state.live);
  if (message.type === 'refused') settings.focusProblem(state);
  if (message.type === 'started') toResults = true;
  if (isFirst && state.ready && kept) requestAnimationFrame(() => window.scrollTo(0, kept.scroll));
}

function dispatch(action: Action): void {
  const before = state;
  state = reduce(state, action);
  if (state === before) return;
  const news = action.type === 'hydrate' ? null : announcement(before.run, state.run);
  if (news) announcer.say(news);
  if (action.type === 'refused')
    announcer.say(t('Not started. {0}', state.problems.map((problem) => problem.message).join(' ')));
  schedule();
}

function start(first: FirstMove): void {
  const experiment = chosenExperiment(state);
  if (!experiment || isActive(state.run?.state)) return;
  const { config, problems } = readForm(experiment, formOf(state), state.data);
  if (config) host.send({ type: 'start', config, first });
  else receive({ type: 'refused', problems });
}

function schedule(): void {
  if (drawn) return;
  drawn = true;
  requestAnimationFrame(() => {
    drawn = false;
    draw();
  });
}

function draw(): void {
  if (state.ready) {
    bar.update(state);
    settings.update(state);
    output.update(state);
    tone.follow(state.run?.state === 'running' ? (state.run.lastStep?.loss ?? null) : null);
    if (toResults && state.run?.lastStep) {
      toResults = false;
      showResults();
    }
  }
  const { experiment, forms, scales, section, compared } = state;
  host.keep({ experiment, forms, scales, section, compared, scroll: window.scrollY });
}

/** In a narrow panel the results lie below the settings: these are closed, or passed over. */
function showResults(): void {
  if (output.element.offsetTop > settings.element.offsetTop) settings.close();
  const { top } = output.element.getBoundingClientRect();
  if (top > window.innerHeight * 0.6) output.element.scrollIntoView({ block: 'start' });
}
