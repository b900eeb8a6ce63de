/** The page of Compare with Frameworks: what the host sends is drawn, what is clicked is sent. */
import { Announcer } from '../shared/announce';
import { button, dropdown, link, textField } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { connect } from '../shared/messages';
import { notice } from '../shared/notice';
import { giveColors, onThemeChange, readTheme } from '../shared/theme';
import { CurveChart, type CurveStyle } from '../training/charts/figure/curve';
import { Legend } from '../training/charts/figure/legend';
import { count, figure } from '../training/numbers';
import { PartList } from './parts';
import type { SourceLocation } from '../../src/protocol/location';
import type { NetworkChoice } from '../../src/protocol/config';
import type { ComparePageToHost, CompareRow, CompareView, HostToComparePage } from '../../src/protocol/comparePage';

/** Curves lie on top of each other, so each looks different: one broad and pale below, lines of other patterns above. */
const LINES: Pick<CurveStyle, 'color' | 'width' | 'dash' | 'opacity'>[] = [
  { color: 0, width: 8, dash: [], opacity: 0.35 },
  { color: 1, width: 2, dash: [2, 8], opacity: 1 },
  { color: 2, width: 2, dash: [10, 6], opacity: 1 },
  { color: 3, width: 2, dash: [14, 5, 3, 5], opacity: 1 },
];

const host = connect<HostToComparePage, ComparePageToHost, never>();
const announcer = new Announcer();
let view: CompareView | null = null;
let network: NetworkChoice = 'reference';
let touched = false;

const who = dropdown({
  label: t('Who trains'),
  onChange: (value) => {
    network = value as NetworkChoice;
    touched = true;
  },
});
const steps = textField({
  label: t('Training steps'),
  value: '200',
  numeric: true,
  onInput: () => undefined,
  onEnter: start,
});
const go = button({
  label: t('Compare'),
  icon: 'play',
  appearance: 'primary',
  onClick: () => (view?.state === 'running' ? host.send({ type: 'stop' }) : start()),
});

const howTo = t(
  'The same network is trained in this course’s loop, in TensorFlow.js and in PyTorch: from the same weights, on the same batches in the same order. Nothing leaves this computer.',
);
const intro = h('p');
const about = h('p', { class: 'muted' });
const ofFile = h('span');
const choose = link({
  label: t('Compare the logits of exported weights…'),
  onClick: () => host.send({ type: 'chooseWeights' }),
});
const drop = link({
  label: t('Back to the weights after the last step'),
  onClick: () => host.send({ type: 'dropWeights' }),
});
const weights = h('p', {}, ofFile, choose.element, drop.element);
const status = h('p', { class: 'status muted' });
const parts = new PartList();
const failureText = h('p');
const failurePlace = h('p');
const failure = notice('error', failureText, failurePlace);
const keys = new Legend();
const summary = h('p', { class: 'muted' });
const chart = new CurveChart(
  {
    label: t('Chart of the loss over the steps, one curve for each framework. The text below says what it shows.'),
    xTitle: t('step'),
    formatY: figure,
    formatTick: figure,
    formatX: (x) => t('step {0}', count(x + 1)),
  },
  readTheme(),
);
const curves = h(
  'figure',
  { class: 'figure' },
  h('h2', {}, t('Loss')),
  keys.element,
  chart.element,
  h('figcaption', {}, summary),
);
const table = h('table');
const legendOfTable = h(
  'p',
  { class: 'muted' },
  t('Δ: the largest difference of any weight to the first row, after so many steps.'),
);
const numbers = h(
  'details',
  { class: 'numbers' },
  h('summary', {}, t('All numbers side by side')),
  scrolling(t('All numbers side by side'), table),
  legendOfTable,
);
/** What is found, in large type; then what stands in its way. */
const headline = h('div', { class: 'headline' });
const warnings = h('ul', { class: 'sentences warnings' });
const results = h('ul', { class: 'sentences' });
const logitTitle = h('h2');
const logitTable = h('table', { class: 'logits' });
const logitNote = h('p', { class: 'muted' });
const logits = h('section', {}, logitTitle, scrolling(t('Logits'), logitTable), logitNote);
const agreement = h('details', { class: 'agreement' }, h('summary', {}, t('How far they agree')), results, logits);
const bars = h('ul', { class: 'bars' });
const reasons = h('ul', { class: 'sentences' });
const speed = h('section', {}, h('h2', {}, t('Images a second, in training')), bars);
const speedReasons = h('details', {}, h('summary', {}, t('Why the speeds differ')), reasons);
const methodText = h('p');
const method = h('details', {}, h('summary', {}, t('How it is compared')), methodText);

document
  .getElementById('app')
  ?.append(
    h(
      'main',
      { class: 'page' },
      h('h1', {}, t('Compare with Frameworks')),
      intro,
      h('div', { class: 'controls' }, who.element, steps.element, go.element),
      h('div', { class: 'line' }, status, about),
      failure,
      parts.element,
      headline,
      warnings,
      curves,
      speed,
      h('div', { class: 'folded' }, agreement, speedReasons, numbers, method),
      weights,
      announcer.element,
    ),
  );

/** A table that scrolls by itself, also by keys. */
function scrolling(label: string, content: HTMLElement): HTMLElement {
  return h('div', { class: 'scroll', attributes: { tabindex: '0', role: 'region', 'aria-label': label } }, content);
}

function start(): void {
  host.send({ type: 'start', network, steps: Math.round(Number(steps.value())) || 0 });
}

host.onMessage((message) => {
  const before = view?.state;
  if (view?.opening !== message.view.opening) {
    touched = false;
    steps.setValue(String(message.view.steps));
  }
  view = message.view;
  if (!touched || view.state === 'running') network = view.network;
  show(view);
  if (before !== undefined && before !== view.state) announcer.say(view.status);
});

function show(shown: CompareView): void {
  const running = shown.state === 'running';
  who.setOptions(shown.networks, network);
  who.setDisabled(running);
  steps.setDisabled(running);
  go.set(
    running
      ? { label: t('Stop'), icon: 'stop', appearance: 'secondary' }
      : { label: t('Compare'), icon: 'play', appearance: 'primary' },
  );
  const done = shown.state === 'done';
  // What was read before the run is in the way of what it found.
  setHidden(intro, done || running);
  setText(intro, done || running ? '' : howTo);
  setHidden(method, !done);
  setText(methodText, done ? howTo : '');
  parts.update(shown.progress);
  setText(about, shown.about);
  setHidden(weights, running);
  setText(ofFile, shown.weights === null ? '' : `${t('The logits are those of the weights in {0}.', shown.weights)} `);
  setHidden(choose.element, shown.weights !== null);
  setHidden(drop.element, shown.weights === null);
  const failed = shown.state === 'failed';
  setText(status, failed ? '' : shown.status);
  setHidden(status, failed || shown.status === '');
  setText(failureText, shown.status);
  setHidden(failure, !failed);
  setHidden(failurePlace, shown.location === null);
  failurePlace.replaceChildren(...linkTo(shown.location));
  fill(headline, 'p', shown, 'main');
  fill(warnings, 'li', shown, 'warning');
  fill(results, 'li', shown, 'result');
  fill(reasons, 'li', shown, 'speed');
  showLogits(shown.logits);
  showSpeeds(shown.rows);
  setHidden(agreement, results.hidden && logits.hidden);
  setHidden(speedReasons, reasons.hidden);
  setHidden(numbers, !done);
  if (done) fillTable(table, [t('Framework'), ...shown.columns], shown.rows);
  drawCurves(shown.rows);
  setText(summary, shown.summary);
}

type Kind = CompareView['sentences'][number]['kind'];

/** Shows the sentences of one kind. */
function fill(list: HTMLElement, tag: 'li' | 'p', { sentences }: CompareView, wanted: Kind): void {
  const chosen = sentences.filter(({ kind }) => kind === wanted);
  setHidden(list, chosen.length === 0);
  list.replaceChildren(
    ...chosen.map(({ kind, text, location }) => {
      const said = kind === 'warning' ? [h('strong', {}, t('Note:')), ` ${text}`] : [text];
      return h(tag, { class: kind }, ...said, ...linkTo(location));
    }),
  );
}

function showLogits(shown: CompareView['logits']): void {
  setHidden(logits, shown === null);
  if (shown === null) return;
  setText(logitTitle, shown.title);
  setText(logitNote, shown.note);
  fillTable(logitTable, [t('Digit'), ...shown.columns], shown.rows);
}

/** Bars, the longest for the fastest. */
function showSpeeds(rows: CompareRow[]): void {
  const timed = rows.filter((row) => row.speed !== null);
  setHidden(speed, timed.length === 0);
  const fastest = Math.max(...timed.map((row) => row.speed ?? 0));
  bars.replaceChildren(
    ...timed.map((row) => {
      const { name, speed: found } = row;
      const bar = h('span', { class: `bar bar-${lineOf(rows, row).color}`, attributes: { 'aria-hidden': 'true' } });
      bar.style.width = `${(100 * (found ?? 0)) / fastest}%`;
      const value = count(Number((found ?? 0).toPrecision(3)));
      return h(
        'li',
        {},
        h('span', { class: 'name' }, name),
        h('span', { class: 'track' }, bar),
        h('span', { class: 'value' }, value),
      );
    }),
  );
}

/** How a network looks, as a curve and as a bar. */
function lineOf(rows: CompareRow[], row: CompareRow): (typeof LINES)[number] {
  return LINES[rows.indexOf(row) % LINES.length];
}

/** Leads to the learner's line. */
function linkTo(location: SourceLocation | null): (string | HTMLElement)[] {
  if (location === null) return [];
  const label = t('Go to {0}, line {1}', location.file, location.line);
  return [' ', link({ label, onClick: () => host.send({ type: 'openLocation', location }) }).element];
}

function fillTable(element: HTMLElement, columns: string[], rows: { name: string; cells: string[] }[]): void {
  const heads = columns.map((title) => h('th', { attributes: { scope: 'col' } }, title));
  element.replaceChildren(
    h('thead', {}, h('tr', {}, ...heads)),
    h(
      'tbody',
      {},
      ...rows.map(({ name, cells }) =>
        h('tr', {}, h('th', { attributes: { scope: 'row' } }, name), ...cells.map((cell) => h('td', {}, cell))),
      ),
    ),
  );
}

function drawCurves(rows: CompareRow[]): void {
  const drawn = rows.filter(({ curve }) => curve.length > 0);
  setHidden(curves, drawn.length === 0);
  if (drawn.length === 0) return;
  const styled = drawn.map((row) => {
    return { style: { ...lineOf(rows, row), label: row.name, dots: null }, points: () => row.curve };
  });
  keys.update(styled.map(({ style }) => style));
  const xMax = Math.max(1, ...drawn.map(({ curve }) => curve.at(-1)?.x ?? 0));
  chart.draw({ curves: styled, xMax, zoom: null, yMin: 0, yMax: undefined, logarithmic: false });
}

giveColors(document.body, readTheme());
onThemeChange(() => {
  const theme = readTheme();
  giveColors(document.body, theme);
  chart.setTheme(theme);
  if (view) drawCurves(view.rows);
});
host.send({ type: 'ready' });
