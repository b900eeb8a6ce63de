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
const steps = textField({ label: t('Steps'), value: '200', numeric: true, onInput: () => undefined, onEnter: start });
const go = button({
  label: t('Compare'),
  icon: 'play',
  appearance: 'primary',
  onClick: () => (view?.state === 'running' ? host.send({ type: 'stop' }) : start()),
});

const about = h('p', { class: 'muted' });
const status = h('p', { class: 'status' });
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
  'section',
  {},
  h('h2', {}, t('Side by side')),
  h('div', { class: 'scroll', attributes: { tabindex: '0', role: 'region', 'aria-label': t('Side by side') } }, table),
  legendOfTable,
);
const sentences = h('ul', { class: 'sentences' });
const meaning = h('section', {}, h('h2', {}, t('What it shows')), sentences);

document
  .getElementById('app')
  ?.append(
    h(
      'main',
      { class: 'page' },
      h('h1', {}, t('Compare with Frameworks')),
      h(
        'p',
        {},
        t(
          'The same network is trained in this course’s loop, in TensorFlow.js and in PyTorch: from the same weights, on the same batches in the same order. Nothing leaves this computer.',
        ),
      ),
      about,
      h('div', { class: 'controls' }, who.element, steps.element, go.element),
      status,
      failure,
      meaning,
      curves,
      numbers,
      announcer.element,
    ),
  );

function start(): void {
  host.send({ type: 'start', network, steps: Math.round(Number(steps.value())) || 0 });
}

host.onMessage((message) => {
  const before = view?.state;
  if (view?.opening !== message.view.opening) touched = false;
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
  go.set({ label: running ? t('Stop') : t('Compare'), icon: running ? 'stop' : 'play' });
  setText(about, shown.about);
  const failed = shown.state === 'failed';
  setText(status, failed ? '' : shown.status);
  setHidden(status, failed || shown.status === '');
  setText(failureText, shown.status);
  setHidden(failure, !failed);
  setHidden(failurePlace, shown.location === null);
  failurePlace.replaceChildren(...linkTo(shown.location));
  setHidden(meaning, shown.sentences.length === 0);
  sentences.replaceChildren(
    ...shown.sentences.map(({ kind, text, location }) => {
      const said = kind === 'warning' ? [h('strong', {}, t('Note:')), ` ${text}`] : [text];
      return h('li', { class: kind }, ...said, ...linkTo(location));
    }),
  );
  setHidden(numbers, shown.state !== 'done');
  if (shown.state === 'done') fillTable(shown);
  drawCurves(shown.rows);
  setText(summary, shown.summary);
}

/** Leads to the learner's line. */
function linkTo(location: SourceLocation | null): (string | HTMLElement)[] {
  if (location === null) return [];
  const label = t('Go to {0}, line {1}', location.file, location.line);
  return [' ', link({ label, onClick: () => host.send({ type: 'openLocation', location }) }).element];
}

function fillTable({ columns, rows }: CompareView): void {
  const heads = [t('Framework'), ...columns].map((title) => h('th', { attributes: { scope: 'col' } }, title));
  table.replaceChildren(
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
    const line = LINES[rows.indexOf(row) % LINES.length];
    return { style: { ...line, label: row.name, dots: null }, points: () => row.curve };
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
