/** The right side: what the run does, or what to do to get one. */
import { link } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import { notice } from '../shared/notice';
import type { Theme } from '../shared/theme';
import type { RunFailure } from '../../src/editor/panel/protocol';
import type { RunSnapshot } from '../../src/training/history';
import type { ExperimentId } from '../../src/training/protocol';
import { accuracyFigure, lossFigure } from './charts';
import { configTexts, hasClasses, stateWord } from './describe';
import type { Intents } from './intents';
import { pictureFigure } from './picture';
import { runList } from './runList';
import { type ViewState, canStart, chosenExperiment, shownRun } from './state';
import { tiles } from './tiles';

const whatToExpect = (): Record<ExperimentId, string> => ({
  line: t('a line turns and shifts until it runs through the points, and the loss falls with it.'),
  '3-or-7': t('the loss falls, the accuracy climbs, and every weight is shown as a pixel of an image.'),
  'two-moons': t('the boundary bends around the two moons while the loss falls.'),
  mnist: t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
});

function emptyText(state: ViewState): string {
  const experiment = chosenExperiment(state);
  if (!experiment) return '';
  const start = canStart(state) ? t('Press Start') : t('Press Watch the reference');
  return t('{0}: {1}', start, whatToExpect()[experiment.id]);
}

export interface Results {
  element: HTMLElement;
  update(state: ViewState): void;
  setTheme(theme: Theme): void;
}

export function results(intents: Intents, theme: Theme, logarithmic: boolean): Results {
  const loss = lossFigure(theme, (on) => intents.setLogarithmic(on), logarithmic);
  const accuracy = accuracyFigure(theme);
  const picture = pictureFigure(theme);
  const figures = [loss, accuracy, picture];
  const numbers = tiles();
  const runs = runList(intents);
  const empty = h('p', { class: 'empty-text' });
  const emptyBox = h('div', { class: 'empty' }, emptyDrawing(), empty);
  const heading = heads(intents);
  const failure = failureNotice(intents);
  const grid = h('div', { class: 'figures' }, ...figures.map((one) => one.element));
  const content = h('div', { class: 'run' }, heading.element, failure.element, numbers.element, grid);
  return {
    element: h(
      'section',
      { class: 'results', attributes: { 'aria-label': t('Results') } },
      emptyBox,
      content,
      runs.element,
    ),
    update: (state) => {
      const run = shownRun(state);
      setHidden(emptyBox, run !== null);
      setHidden(content, run === null);
      setText(empty, emptyText(state));
      runs.update(state);
      if (!run) return;
      heading.update(run, run !== state.run);
      failure.update(run);
      numbers.update(run);
      // What is shown decides the grid, and the grid the size in which a chart is drawn.
      grid.dataset.count = String(
        1 + Number(run.picture !== null && run.picture.kind !== 'moons') + Number(hasClasses(run)),
      );
      for (const one of figures) one.update(run, state.logarithmic);
    },
    setTheme: (next) => figures.forEach((one) => one.setTheme(next)),
  };
}

function heads(intents: Intents): { element: HTMLElement; update(run: RunSnapshot, earlier: boolean): void } {
  const title = h('h2');
  const values = h('p', { class: 'muted' });
  const data = h('p', { class: 'muted' });
  const borrowed = h('p');
  const borrowedBox = notice('info', borrowed);
  const back = link({ label: t('Back to the current run'), onClick: () => intents.show(null) });
  const past = h('p', { class: 'past' }, t('This is an earlier run.'), ' ', back.element);
  return {
    element: h('header', { class: 'run-head' }, title, past, values, data, borrowedBox),
    update: (run, earlier) => {
      setText(title, run.name);
      // The name says who trains.
      const texts = configTexts(run).slice(1);
      setText(values, (earlier ? [stateWord(run.state), ...texts] : texts).join(' · '));
      setText(data, run.info?.dataDescription ?? '');
      setHidden(past, !earlier);
      const used = run.info?.usedReference ?? [];
      setHidden(borrowedBox, used.length === 0);
      setText(
        borrowed,
        used.length === 1
          ? t('The reference solution stands in for lesson {0}: your file does not pass its checks yet.', used[0])
          : t(
              'The reference solution stands in for lessons {0}: your files do not pass their checks yet.',
              used.join(', '),
            ),
      );
    },
  };
}

function failureNotice(intents: Intents): { element: HTMLElement; update(run: RunSnapshot): void } {
  const message = h('p');
  let location: RunFailure['location'] = null;
  const open = link({
    label: '',
    onClick: () => {
      if (location) intents.openLocation(location);
    },
  });
  const line = h('p', {}, t('Look at'), ' ', open.element);
  const element = notice('error', message, line);
  return {
    element,
    update: ({ error }) => {
      setHidden(element, error === null);
      if (!error) return;
      location = error.location;
      setText(message, error.message);
      setHidden(line, location === null);
      if (location) open.setLabel(t('{0}, line {1}', location.file, location.line));
    },
  };
}

/** A curve that has not been drawn yet. */
function emptyDrawing(): Node {
  const box = h('div', { class: 'empty-drawing', attributes: { 'aria-hidden': 'true' } });
  box.innerHTML =
    '<svg viewBox="0 0 240 96" width="240" height="96" fill="none" stroke="currentColor">' +
    '<path d="M8 4v80h228" opacity=".6"/><path d="M14 12c22 44 50 58 88 62s80 5 130 5" stroke-width="2" stroke-dasharray="2 5" stroke-linecap="round"/></svg>';
  return box;
}
