/** The training panel's page: messages and clicks change the state, the state is drawn once a frame. */
import { Announcer } from '../shared/announce';
import { h, setHidden } from '../shared/dom';
import { t } from '../shared/l10n';
import { connect } from '../shared/messages';
import { type Theme, giveColors, onThemeChange, readTheme } from '../shared/theme';
import type { FirstMove, FromWebview, ToWebview } from '../../src/protocol/panel';
import { Questions } from './ask';
import { announcement } from './run/announcement';
import { rangeText } from './run/describe';
import { goOnOf } from './run/goOn';
import { readForm } from './settings/form';
import type { Intents } from './intents';
import { results } from './results';
import { runBar } from './run/runBar';
import { startsFrom } from './settings/initialWeights';
import { setup } from './settings/setup';
import { LossTone } from './run/tone';
import { type Action, reduce } from './reduce';
import { type SavedState, canStart, chosenExperiment, formOf, initialState, isActive } from './state';

const host = connect<ToWebview, FromWebview, SavedState>();
const saved = host.savedState();
let state = initialState(saved);
let drawn = false;
let scroll = saved?.scroll ?? 0;
let kept: SavedState | null = null;
/** A run has started, and its pictures are to be brought into sight once there are some. */
let toPictures = false;

const announcer = new Announcer();
const tone = new LossTone();
const intents: Intents = { ask: (message) => host.send(message), dispatch, start };
const bar = runBar(intents);
const settings = setup(intents);
const questions = new Questions((id, request) => host.send({ type: 'inspect', id, request }));
const output = results({
  ...intents,
  theme: readTheme(),
  inspect: (request) => questions.ask(request),
  say: (text) => announcer.say(text),
});

const title = h('h1', {}, t('Train a network'));
// Without a state these would be headings without values, and notices without words.
const parts = [bar.element, h('div', { class: 'columns' }, settings.element, output.element)];
for (const part of parts) setHidden(part, true);
const page = h('main', { class: 'page' }, title, ...parts, announcer.element);
document.getElementById('app')?.replaceWith(page);

paint(readTheme());
onThemeChange(() => {
  paint(readTheme());
  schedule();
});
host.onMessage(receive);
window.addEventListener('scroll', onScroll, { passive: true });
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
  // At once, and drawn in the next frame: what comes with the state already asks how wide the page is.
  if (isFirst && state.ready) for (const part of parts) setHidden(part, false);
  if (message.type === 'begin' && canStart(state)) start('run');
  if (message.type === 'refused') settings.focusProblem(state);
  if (message.type === 'initial' && message.initial) {
    announcer.say(startsFrom(message.initial));
    // Once it is drawn.
    requestAnimationFrame(() => settings.showWeights());
  }
  if (message.type === 'started') {
    toPictures = true;
    if (isNarrow()) settings.close();
  }
  // It was asked for, and below open settings it would be out of sight.
  if (message.type === 'section' && isNarrow()) settings.close();
  if (isFirst && state.ready) requestAnimationFrame(comeBack);
}

/** The page is there again: a run that can go on is in sight, and so is what was read. */
function comeBack(): void {
  if (state.run && goOnOf(state.run, state.kept) && isNarrow()) settings.close();
  if (saved) window.scrollTo(0, saved.scroll);
}

function dispatch(action: Action): void {
  // Where the settings are closed, the choice came from elsewhere, and is to be seen.
  if (action.type === 'choose') settings.open();
  const before = state;
  state = reduce(state, action);
  if (state === before) return;
  const text = action.type === 'hydrate' ? null : announcement(before.run, state.run);
  if (text) announcer.say(text);
  if (action.type === 'refused')
    announcer.say(t('Not started. {0}', state.problems.map((problem) => problem.message).join(' ')));
  if (action.type === 'zoom') announcer.say(state.zoom ? rangeText(state.zoom) : t('Everything is shown.'));
  if (action.type === 'tone') {
    // In the click itself: only then may a page make a sound.
    if (action.on) tone.start();
    else tone.stop();
  }
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
    if (toPictures && state.run?.lastStep) {
      toPictures = false;
      // The bar is then at the top, where it stays.
      if (isNarrow()) window.scrollTo(0, Math.ceil(window.scrollY + title.getBoundingClientRect().bottom));
    }
  }
  remember();
}

function onScroll(): void {
  scroll = window.scrollY;
  schedule();
}

/** Tells VS Code what a reload brings back, when it is something else: while training goes on it mostly stays the same. */
function remember(): void {
  const { experiment, forms, scales, smoothing, section, compared, drawing, named, shifts } = state;
  const next: SavedState = { experiment, forms, scales, smoothing, section, compared, drawing, named, shifts, scroll };
  const before = kept;
  const names = Object.keys(next) as (keyof SavedState)[];
  if (before && names.every((name) => before[name] === next[name])) return;
  host.saveState(next);
  kept = next;
}

/** Whether the results lie below the settings, and not beside them. */
function isNarrow(): boolean {
  return output.element.offsetTop > settings.element.offsetTop;
}
